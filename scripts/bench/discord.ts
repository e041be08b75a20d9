// The bot beside a bare discord.js bot that answers at once, each a process of its own at the same local Discord: how
// soon commands are acknowledged under load, how soon it is ready, and what it weighs.
import { fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { REST, type RESTGetAPIApplicationCommandsResult, Routes } from 'discord.js';
import { sql } from 'drizzle-orm';
import { createWalletClient, http } from 'viem';
import { hardhat } from 'viem/chains';
import { guilds } from '../../bot/db/schema.ts';
import { APPLICATION_ID, LOCAL_DISCORD_TOKEN } from '../../bot/local-discord/seed.ts';
import { type LocalDiscord, startLocalDiscord } from '../../bot/local-discord/server.ts';
import { spawnServer } from '../../test/support/server.ts';
import { type Stack, startStack } from '../../test/support/stack.ts';
import { createCommunity, grantRole } from '../deploy/community.ts';
import { operatorAccounts } from '../deploy/install.ts';
import { readPreset } from '../deploy/preset.ts';
import { crowd } from './crowd.ts';
import type { Figure } from './figure.ts';
import { fillBoards } from './standings.ts';

const COMMUNITIES = 50;
const MEMBERS = 10_000;
const A_SECOND = 100;
const SECONDS = 30;
const WARM_UP_SECONDS = 5;
/** Of each ten commands. */
const MIX = [
  'balance',
  'balance',
  'balance',
  'balance',
  'leaderboard',
  'leaderboard',
  'shop',
  'shop',
  'history',
  'help',
];
const BOARDS = [
  ['earned', 'all'],
  ['balance', 'all'],
  ['earned', 'day'],
  ['earned', 'week'],
] as const;

const SERVERS = 500;

const KNOWN_SERVERS = 100;
const WRITERS = 20_000;
/** Requests that are under way at a time, where all are to be sent as fast as it goes. */
const ABREAST = 50;

type Crowd = ReturnType<typeof crowd>;
type Bot = { pid: number; ready: Promise<string>; stop(): Promise<unknown> };

export async function discord(): Promise<Figure[]> {
  const stack = await startStack({ server: false, env: { SETTLE_SECONDS: '60', COMMANDS_A_MINUTE: '1000000' } });
  // A database that nobody is connected to, as while the bare bot runs, would be stopped.
  const held = await stack.database.pool.connect();
  try {
    const members = crowd(COMMUNITIES, MEMBERS);
    await settle(stack, members);
    return [...(await acknowledging(stack, members)), ...(await starting(stack)), ...(await remembering(stack))];
  } finally {
    held.release();
    await stack.close();
  }
}

/** A community for each server, with its members on the boards. */
async function settle({ client, chain, config, database, deployment }: Stack, { places }: Crowd) {
  const transport = http(chain.url);
  const [, owner] = await createWalletClient({ transport }).getAddresses();
  const wallet = createWalletClient({ account: owner!, chain: hardhat, transport });
  const { reporter } = await operatorAccounts(config, client, deployment);
  for (const { guildId } of places) {
    const token = await createCommunity(client, wallet, deployment, readPreset('broski'));
    await grantRole(client, wallet, deployment, token, reporter, 'reporter');
    await database.db.insert(guilds).values({ id: guildId, name: guildId, token });
    await fillBoards(database.db, token, MEMBERS, BOARDS);
  }
  for (const table of ['members', 'periods', 'ranks'])
    await database.db.execute(sql`vacuum analyze chain.${sql.identifier(table)}`);
}

async function acknowledging(stack: Stack, { seed, places }: Crowd): Promise<Figure[]> {
  const asked = new Map<string, number>();
  const took: Record<'answered' | 'shown', Map<string, number>> = { answered: new Map(), shown: new Map() };
  const discord = await startLocalDiscord({
    port: 0,
    seed,
    answerWithinMs: 30_000,
    watch({ id }, what) {
      const now = performance.now();
      if (what === 'asked') asked.set(id, now);
      else if (!took[what].has(id)) took[what].set(id, now - asked.get(id)!);
    },
  });
  const press = async (bot: Bot, shows: 'answered' | 'shown') => {
    try {
      await bot.ready;
      const commands = await commandIds(discord);
      for (const seconds of [WARM_UP_SECONDS, SECONDS]) {
        for (const map of [asked, took.answered, took.shown]) map.clear();
        await use(discord, places, commands, seconds * A_SECOND);
        await until(() => took[shows].size === asked.size);
      }
      return { answered: percentile(took.answered, 0.99), shown: percentile(took[shows], 0.99) };
    } finally {
      await bot.stop();
    }
  };
  try {
    const ours = await press(server(stack, discord), 'shown');
    const bare = await press(bareBot(discord), 'answered');
    const name = `discord: ${A_SECOND} commands/s, ${COMMUNITIES} communities of ${MEMBERS.toLocaleString('en')}`;
    return [
      figure(`${name}: acknowledged, p99`, ours.answered, 'ms', bare.answered),
      figure(`${name}: shown, p99`, ours.shown, 'ms', bare.shown),
    ];
  } finally {
    await discord.close();
  }
}

async function starting(stack: Stack): Promise<Figure[]> {
  const { seed, places } = crowd(SERVERS, 20);
  const rows = places.map(({ guildId }, n) => ({
    id: `9${guildId}`.slice(0, 19),
    name: guildId,
    token: `0x${(n + 1).toString(16).padStart(40, 'f')}` as const,
  }));
  await stack.database.db.insert(guilds).values(rows).onConflictDoNothing();
  const discord = await startLocalDiscord({ port: 0, seed });
  const seconds = async (launch: () => Bot) => {
    const began = performance.now();
    const bot = launch();
    await bot.ready;
    const took = (performance.now() - began) / 1000;
    await bot.stop();
    return took;
  };
  try {
    // The first start registers the commands and fills caches of the disk.
    await seconds(() => server(stack, discord));
    const value = await seconds(() => server(stack, discord));
    const baseline = await seconds(() => bareBot(discord));
    return [figure(`discord: start to ready, ${SERVERS} communities`, value, 's', baseline)];
  } finally {
    await discord.close();
  }
}

async function remembering(stack: Stack): Promise<Figure[]> {
  const { seed, places } = crowd(KNOWN_SERVERS, MEMBERS);
  await stack.database.db.execute(sql`
    insert into app.users (id, address, name, seen_at)
    select (1300000000000000000 + n)::text, decode(lpad(to_hex(n), 40, '0'), 'hex'), 'Member ' || n, now()
    from generate_series(0, ${KNOWN_SERVERS * MEMBERS - 1}) as n on conflict do nothing`);
  const discord = await startLocalDiscord({ port: 0, seed });
  const weight = async (bot: Bot) => {
    try {
      await bot.ready;
      const people = places.flatMap(({ channelId, people: here }) =>
        here.slice(0, WRITERS / KNOWN_SERVERS).map((as) => ({ as, channelId })),
      );
      await abreast(people, ({ as, channelId }) =>
        act(discord, { do: 'message', as, channel_id: channelId, content: 'good morning' }),
      );
      return megabytes(bot.pid);
    } finally {
      await bot.stop();
    }
  };
  try {
    const value = await weight(server(stack, discord));
    const baseline = await weight(bareBot(discord));
    const known = (KNOWN_SERVERS * MEMBERS).toLocaleString('en');
    return [figure(`discord: memory, ${known} known members`, value, 'MB', baseline)];
  } finally {
    await discord.close();
  }
}

const figure = (name: string, value: number, unit: string, baseline: number): Figure => ({
  name,
  value,
  unit,
  baseline,
  ratio: value / baseline,
});

const server = ({ env }: Stack, discord: LocalDiscord): Bot =>
  spawnServer({ ...env, DISCORD_API_URL: `${discord.url}/api` });

function bareBot(discord: LocalDiscord): Bot {
  const child = fork(join(import.meta.dirname, 'bareBot.ts'), {
    env: { ...process.env, DISCORD_API_URL: `${discord.url}/api` },
  });
  const exited = new Promise((resolve) => child.once('exit', resolve));
  return {
    pid: child.pid!,
    ready: new Promise((resolve, reject) => {
      child.once('message', () => resolve(''));
      child.once('exit', () => reject(new Error('The bare bot ended.')));
    }),
    async stop() {
      child.kill();
      await exited;
    },
  };
}

async function commandIds(discord: LocalDiscord) {
  const rest = new REST({ api: `${discord.url}/api` }).setToken(LOCAL_DISCORD_TOKEN);
  const known = (await rest.get(Routes.applicationCommands(APPLICATION_ID))) as RESTGetAPIApplicationCommandsResult;
  return new Map(known.map(({ id, name }) => [name, id]));
}

/** Commands at an even pace, whether the ones before are answered or not. */
async function use(discord: LocalDiscord, places: Crowd['places'], commands: Map<string, string>, count: number) {
  const began = performance.now();
  const sent: Promise<unknown>[] = [];
  for (let n = 0; n < count; n++) {
    const wait = began + (n * 1000) / A_SECOND - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    const { channelId, people } = places[n % places.length]!;
    const as = people[(n * 7919) % people.length]!;
    const command_id = commands.get(MIX[n % MIX.length]!)!;
    sent.push(act(discord, { do: 'command', as, channel_id: channelId, command_id, options: [], nonce: `${n}` }));
  }
  await Promise.all(sent);
}

/** Connections are few and kept: many at once would measure how they are accepted. */
const agent = new Agent({ keepAlive: true, maxSockets: 16 });

function act(discord: LocalDiscord, body: object): Promise<void> {
  return new Promise((resolve, reject) => {
    const asked = request(`${discord.url}/playground/act`, {
      agent,
      method: 'POST',
      headers: { 'content-type': 'application/json' },
    });
    asked.on('error', reject);
    asked.on('response', (answer) => {
      answer.resume().on('end', () => {
        if (answer.statusCode === 200) resolve();
        else reject(new Error(`The local Discord answered ${answer.statusCode}.`));
      });
    });
    asked.end(JSON.stringify(body));
  });
}

async function abreast<T>(items: T[], work: (item: T) => Promise<unknown>) {
  const left = items.values();
  await Promise.all(
    Array.from({ length: ABREAST }, async () => {
      for (const item of left) await work(item);
    }),
  );
}

async function until(holds: () => boolean) {
  for (let tries = 0; !holds(); tries++) {
    if (tries > 600) throw new Error('Not all commands were answered within a minute.');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function percentile(times: Map<string, number>, part: number) {
  const sorted = [...times.values()].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) * part)]!;
}

/** Resident, as the operating system counts it. Linux only. */
const megabytes = (pid: number) =>
  Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
