// Cold indexing beside Ponder: the same prepared chain, the same kind of node, databases of the same PostgreSQL. Ponder is
// installed from npm into a folder that is removed again. What it is asked for is less than what our indexer does: a row for
// each event, and the members' balances; no history with balances before and after, no sums by period, no boards, no
// statistics. Its time runs from its first request for logs, not from its start, until it calls itself ready.
import { execFile, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { communitiesAbi, earningsAbi, giftsAbi, shopAbi, tokenAbi } from '@guildmint/contracts/abi.ts';
import { Client } from 'pg';
import type { Abi } from 'viem';
import type { Figure } from './figure.ts';
import { answerOf, type Cold, script, stage } from './indexer.ts';
import { CHAIN_ID, deployment, token } from './preparedChain.ts';

const EVENTS = Number(process.env.BENCH_EVENTS ?? 500_000);
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

/** A project as Ponder's documentation has it. */
function projectOf(rpcUrl: string): Record<string, string> {
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
      export const member = onchainTable('member', (t) => ({ address: t.hex().primaryKey(), balance: t.bigint().notNull() }));`,
    'src/index.ts': `import { ponder } from 'ponder:registry';
      import { event as events, member } from 'ponder:schema';
      const text = (args) => JSON.stringify(args, (_, value) => (typeof value === 'bigint' ? String(value) : value));
      for (const name of ${JSON.stringify(handlers)})
        ponder.on(name, async ({ event, context }) => {
          const id = event.block.number + '-' + event.log.logIndex;
          await context.db.insert(events).values({ id, name, args: text(event.args) });
          if (name !== 'Token:Transfer') return;
          const { from, to, value } = event.args;
          for (const [address, change] of [[from, -value], [to, value]])
            await context.db.insert(member).values({ address, balance: change })
              .onConflictDoUpdate((row) => ({ balance: row.balance + change }));
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
    for (const [name, source] of Object.entries(projectOf(rpcUrl))) {
      mkdirSync(dirname(join(root, name)), { recursive: true });
      writeFileSync(join(root, name), source);
    }
    const theirs = await indexWithPonder(root, await database('theirs'), asked());
    const ours = await answerOf<Cold>(
      fork(script('coldIndexing.ts'), ['indexer', rpcUrl, await database('ours'), `${head}`]),
    );
    if (theirs.events !== ours.events)
      throw new Error(`Ponder has ${theirs.events} events, and the indexer ${ours.events}.`);
    const perSecond = ({ events, ms }: Pick<Cold, 'events' | 'ms'>) => (events / ms) * 1000;
    const [value, baseline] = [perSecond(ours), perSecond(theirs)];
    return [
      {
        name: `indexing: cold, beside Ponder ${VERSION}`,
        value,
        unit: 'events/s',
        baseline,
        ratio: value / baseline,
      },
    ];
  } finally {
    await close();
    rmSync(root, { recursive: true, force: true });
  }
}
