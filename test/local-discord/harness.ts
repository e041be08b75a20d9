/** Starts a local Discord with the real discord.js client in it, and takes both down afterwards. */
import { once } from 'node:events';
import { type TestContext, test } from 'node:test';
import { Client, type ClientEvents, GatewayIntentBits as I, Partials } from 'discord.js';
import { LOCAL_DISCORD_TOKEN } from '../../bot/local-discord/seed.ts';
import { type LocalDiscord, type LocalDiscordOptions, startLocalDiscord } from '../../bot/local-discord/server.ts';
import { type Actor, actor } from '../support/local-discord.ts';

const ALL_INTENTS = [
  I.Guilds,
  I.GuildMembers,
  I.GuildMessages,
  I.MessageContent,
  I.GuildMessageReactions,
  I.GuildVoiceStates,
  I.GuildMessageTyping,
  I.DirectMessages,
  I.DirectMessageReactions,
];

export type Scene = {
  discord: LocalDiscord;
  /** A bot that is ready. */
  bot(intents?: number[]): Promise<Client<true>>;
  as(userId: string): Promise<Actor>;
  /** Calls the REST API without a client, as the bot unless told otherwise. */
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
};
export type Answer = {
  status: number;
  headers: Headers;
  body: Record<string, unknown> & { code?: number; message?: string };
};

/** A test with its own local Discord on a free port. */
export function scene(
  name: string,
  play: (scene: Scene, t: TestContext) => Promise<void>,
  options: LocalDiscordOptions = {},
) {
  test(name, { timeout: 120_000 }, async (t) => {
    const discord = await startLocalDiscord(options);
    const ends: (() => unknown)[] = [];
    try {
      await play(
        {
          discord,
          async bot(intents = ALL_INTENTS) {
            const client = createClient(discord, intents);
            ends.push(() => client.destroy());
            const ready = once(client, 'clientReady');
            await client.login(LOCAL_DISCORD_TOKEN);
            await ready;
            return client as Client<true>;
          },
          async as(userId) {
            const member = await actor(discord.url, userId);
            ends.push(member.close);
            return member;
          },
          call: (method, path, body, headers) => call(discord, method, path, body, headers),
        },
        t,
      );
    } finally {
      for (const end of ends) await end();
      await discord.close();
    }
  });
}

export function createClient(discord: LocalDiscord, intents: number[]): Client {
  const rest = { api: `${discord.url}/api`, cdn: `${discord.url}/cdn` };
  return new Client({ intents, partials: [Partials.Channel, Partials.Message, Partials.Reaction], rest });
}

async function call(
  discord: LocalDiscord,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const response = await fetch(`${discord.url}/api/v10${path}`, {
    method,
    headers: { authorization: `Bot ${LOCAL_DISCORD_TOKEN}`, 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text ? JSON.parse(text) : {} };
}

/** The next event of a client that satisfies the predicate. */
export function next<K extends keyof ClientEvents>(
  client: Client,
  name: K,
  predicate: (...args: ClientEvents[K]) => boolean = () => true,
): Promise<ClientEvents[K]> {
  return new Promise((resolve) => {
    const listen = (...args: ClientEvents[K]) => {
      if (!predicate(...args)) return;
      client.off(name, listen);
      resolve(args);
    };
    client.on(name, listen);
  });
}
