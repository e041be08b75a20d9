// Cold indexing beside Ponder: the same prepared chain, the same node, databases of the same PostgreSQL. Ponder is installed
// from npm into a folder that is removed again, and asked twice. The first time for the least: a row for each event, and the
// members' balances. The second time for a part of what our indexer makes besides: history of both sides with balances
// before and after, and sums by day and week; still no types and categories, boards, statistics, receipts or raw events.
// Both are timed from their first request for logs, not from their start: Ponder until it calls itself ready, ours until
// everything is committed.
import { execFile, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { communitiesAbi, earningsAbi, giftsAbi, shopAbi, tokenAbi } from '@guildmint/contracts/abi.ts';
import { Client } from 'pg';
import { type Abi, zeroAddress } from 'viem';
import { serverFlags } from '../local/server.ts';
import type { Figure } from './figure.ts';
import { answerOf, type Cold, script, stage } from './indexer.ts';
import { CHAIN_ID, deployment, token } from './preparedChain.ts';

const EVENTS = Number(process.env.BENCH_EVENTS ?? 200_000);
/** What npm calls the latest. */
const VERSION = '1.0.0';
const BESIDE = ['viem@2.57.1', 'hono@4.13.19', 'typescript@5.9.3'];
const PORT = 42_069;
const LONGEST_MS = 600_000;

const events = (abi: Abi, ...names: string[]) =>
  abi.filter((item) => item.type === 'event' && names.includes(item.name));
const CONTRACTS = {
  Communities: { address: deployment.communities, abi: events(communitiesAbi, 'CommunityCreated') },
  Token: { address: token, abi: events(tokenAbi, 'Transfer') },
  Earnings: { address: deployment.earnings, abi: events(earningsAbi, 'Settled') },
  Gifts: { address: deployment.gifts, abi: events(giftsAbi, 'Gifted') },
  Shop: { address: deployment.shop, abi: events(shopAbi, 'ItemSet', 'StockSet', 'Purchased', 'TransferSingle') },
};

/** A project as Ponder's documentation has it. @param history beside the least, what each movement changed */
function projectOf(rpcUrl: string, history: boolean): Record<string, string> {
  const network = `bench: { chainId: ${CHAIN_ID}, transport: http('${rpcUrl}'), maxRequestsPerSecond: 1000 }`;
  const contracts = Object.entries(CONTRACTS).map(
    ([name, of]) => `${name}: { network: 'bench', startBlock: 1, ...${JSON.stringify(of)} }`,
  );
  const handlers = Object.entries(CONTRACTS).flatMap(([name, { abi }]) =>
    abi.map((item) => `${name}:${'name' in item ? item.name : ''}`),
  );
  return {
    'ponder.config.ts': `import { createConfig } from 'ponder';
      import { http } from 'viem';
      export default createConfig({ networks: { ${network} }, contracts: { ${contracts.join(',\n')} } });`,
    'ponder.schema.ts': `import { onchainTable } from 'ponder';
      export const event = onchainTable('event', (t) => ({ id: t.text().primaryKey(), name: t.text().notNull(), args: t.text().notNull() }));
      export const member = onchainTable('member', (t) => ({ address: t.hex().primaryKey(), balance: t.bigint().notNull() }));
      export const entry = onchainTable('entry', (t) => ({ id: t.text().primaryKey(), member: t.hex().notNull(), counterparty: t.hex().notNull(),
        amount: t.bigint().notNull(), before: t.bigint().notNull(), after: t.bigint().notNull(), at: t.bigint().notNull(), tx: t.hex().notNull() }));
      export const period = onchainTable('period', (t) => ({ id: t.text().primaryKey(), earned: t.bigint().notNull(), spent: t.bigint().notNull() }));`,
    'src/index.ts': `import { ponder } from 'ponder:registry';
      import { entry, event as events, member, period } from 'ponder:schema';
      const history = ${history};
      const ZERO = '${zeroAddress}';
      const text = (args) => JSON.stringify(args, (_, value) => (typeof value === 'bigint' ? String(value) : value));
      for (const name of ${JSON.stringify(handlers)})
        ponder.on(name, async ({ event, context }) => {
          const id = event.block.number + '-' + event.log.logIndex;
          await context.db.insert(events).values({ id, name, args: text(event.args) });
          if (name !== 'Token:Transfer') return;
          const { from, to, value } = event.args;
          for (const [address, counterparty, change] of [[from, to, -value], [to, from, value]]) {
            if (address === ZERO) continue;
            const row = await context.db.insert(member).values({ address, balance: change })
              .onConflictDoUpdate((row) => ({ balance: row.balance + change }));
            if (!history) continue;
            const { timestamp: at } = event.block;
            await context.db.insert(entry).values({ id: id + address, member: address, counterparty, amount: change,
              before: row.balance - change, after: row.balance, at, tx: event.transaction.hash });
            const day = at / 86400n;
            const [earned, spent] = change > 0n ? [change, 0n] : [0n, -change];
            for (const of of ['day' + day, 'week' + (day - ((day + 3n) % 7n))])
              await context.db.insert(period).values({ id: of + address, earned, spent })
                .onConflictDoUpdate((row) => ({ earned: row.earned + earned, spent: row.spent + spent }));
          }
        });`,
    'src/api/index.ts': `import { Hono } from 'hono';
      export default new Hono();`,
  };
}

async function install(root: string) {
  writeFileSync(join(root, 'package.json'), '{"private":true,"type":"module"}');
  const args = [
    'install',
    '--save-exact',
    '--no-audit',
    '--no-fund',
    '--prefer-offline',
    `ponder@${VERSION}`,
    ...BESIDE,
  ];
  await promisify(execFile)('npm', args, { cwd: root }).catch((cause) => {
    throw new Error(
      `Ponder ${VERSION} could not be installed: this benchmark needs npm and its registry. ${cause.message}`,
    );
  });
}

/** Indexes with Ponder until it is ready. @param asked when the node was first asked for logs */
async function indexWithPonder(root: string, databaseUrl: string, asked: Promise<number>) {
  const cli = join(root, 'node_modules/ponder/dist/esm/bin/ponder.js');
  const args = [cli, 'start', '--root', root, '--schema', 'bench', '--port', `${PORT}`, '--log-level', 'warn'];
  const env = { ...process.env, DATABASE_URL: databaseUrl, PONDER_TELEMETRY_DISABLED: '1' };
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (part) => (said = `${said}${part}`.slice(-2000)));
  const exited = once(child, 'exit');
  try {
    const deadline = Date.now() + LONGEST_MS;
    for (;;) {
      const ready = await fetch(`http://127.0.0.1:${PORT}/ready`).catch(() => null);
      if (ready?.ok) break;
      if (child.exitCode !== null || Date.now() > deadline)
        throw new Error(`Ponder ${VERSION} did not index the chain: ${said}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const ms = Date.now() - (await asked);
    const client = new Client({ connectionString: databaseUrl });
    await client.connect();
    const { rows } = await client.query<{ count: string }>('select count(*) from bench.event');
    await client.end();
    return { events: Number(rows[0]!.count), ms };
  } finally {
    child.kill('SIGTERM');
    await exited;
  }
}

export async function ponder(): Promise<Figure[]> {
  const root = mkdtempSync(join(tmpdir(), 'guildmint-ponder-'));
  const { rpcUrl, head, database, asked, close } = await stage(EVENTS);
  try {
    await install(root);
    const theirs = async (name: string, history: boolean) => {
      for (const [file, source] of Object.entries(projectOf(rpcUrl, history))) {
        mkdirSync(dirname(join(root, file)), { recursive: true });
        writeFileSync(join(root, file), source);
      }
      return indexWithPonder(root, await database(name), asked());
    };
    const least = await theirs('least', false);
    const history = await theirs('history', true);
    const asking = asked();
    const cold = await answerOf<Cold>(
      fork(script('coldIndexing.ts'), ['indexer', rpcUrl, await database('ours'), `${head}`], {
        execArgv: serverFlags(process.env),
      }),
    );
    const ours = { events: cold.events, ms: cold.ended - (await asking) };
    const beside = (what: string, { events, ms }: Pick<Cold, 'events' | 'ms'>): Figure => {
      if (events !== ours.events) throw new Error(`Ponder has ${events} events, and the indexer ${ours.events}.`);
      const [value, baseline] = [(ours.events / ours.ms) * 1000, (events / ms) * 1000];
      const name = `indexing: cold, beside Ponder ${VERSION} ${what} (bar 4)`;
      return { name, value, unit: 'events/s', baseline, ratio: value / baseline };
    };
    return [beside('with history and sums', history), beside('with events and balances only', least)];
  } finally {
    await close();
    rmSync(root, { recursive: true, force: true });
  }
}
