/** What the product adds to a command: `/balance` beside a bare discord.js bot that answers a constant, same machine, same run. */
import { Client, Events, GatewayIntentBits } from 'discord.js';
import { CHANNELS, LOCAL_DISCORD_TOKEN, USERS } from '../../bot/local-discord/seed.ts';
import { type Actor, actor } from '../../test/support/local-discord.ts';
import { startStack } from '../../test/support/stack.ts';
import type { Figure } from './figure.ts';

const WARM_UP = 10;
const ROUNDS = 80;
/** discord.js sends at most 50 requests a second: rounds closer together would measure its queue. */
const PAUSE_MS = 50;

/** @returns medians of the time from using the command to reading its answer, milliseconds */
export async function commandOverhead(): Promise<Figure[]> {
  const stack = await startStack();
  const alice = await actor(stack.discord.url, USERS.alice, 20_000);
  try {
    await stack.server.indexer.caughtUp();
    const value = await roundTrip(alice);
    await stack.server.close();
    const bare = await bareBot(`${stack.discord.url}/api`);
    const baseline = await roundTrip(alice);
    await bare.destroy();
    return [{ name: 'command: /balance round trip, median', value, unit: 'ms', baseline, ratio: value / baseline }];
  } finally {
    await alice.close();
    await stack.close();
  }
}

async function roundTrip(alice: Actor): Promise<number> {
  const { guilds } = await alice.state();
  const command = guilds.flatMap(({ commands }) => commands).find(({ name }) => name === 'balance');
  if (!command) throw new Error('The bot has registered no /balance.');
  const times: number[] = [];
  for (let round = 0; round < WARM_UP + ROUNDS; round++) {
    const nonce = `${process.hrtime.bigint()}`;
    const began = performance.now();
    const { interaction_id: id } = await alice.act({
      do: 'command',
      channel_id: CHANNELS.general,
      command_id: command.id,
      options: [],
      nonce,
    });
    await alice.waitForMessage(({ interaction_metadata, thinking }) => interaction_metadata?.id === id && !thinking);
    if (round >= WARM_UP) times.push(performance.now() - began);
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  return times.sort((a, b) => a - b)[ROUNDS / 2]!;
}

async function bareBot(api: string) {
  const client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api } });
  client.on(Events.InteractionCreate, async (interaction) => {
    if (interaction.isChatInputCommand()) await interaction.reply('0');
  });
  const ready = new Promise((resolve) => client.once(Events.ClientReady, resolve));
  await client.login(LOCAL_DISCORD_TOKEN);
  await ready;
  return client;
}
