// Indexes a prepared chain from its beginning, in a process of its own: `node coldIndexing.ts WAY RPC_URL DATABASE_URL HEAD`.
// WAY is `indexer`, the server's own, or `floor`: the least that anybody does, which is to fetch, decode and insert.
import { pino } from 'pino';
import type { Address, Hex } from 'viem';
import type { Chain } from '../../bot/chain/chain.ts';
import { openClient } from '../../bot/chain/clients.ts';
import { addressIn, type RawLog, word } from '../../bot/chain/log.ts';
import { readConfig } from '../../bot/config.ts';
import { send } from '../../bot/db/copy.ts';
import { databaseOf, openPool } from '../../bot/db/database.ts';
import { migrate } from '../../bot/db/migrate.ts';
import { openFollower } from '../../bot/indexer/follower.ts';
import { openMetrics } from '../../bot/metrics.ts';
import { CHAIN_ID, deployment, TRANSFER, token } from './preparedChain.ts';

const [way, rpcUrl, databaseUrl, until] = process.argv.slice(2);
if (!way || !rpcUrl || !databaseUrl || !until) throw new Error('coldIndexing.ts WAY RPC_URL DATABASE_URL HEAD');
const head = Number(until);
const config = readConfig({
  RPC_URL: rpcUrl,
  CHAIN_ID: `${CHAIN_ID}`,
  DISCORD_TOKEN: 'none',
  DISCORD_APPLICATION_ID: '100000',
  KEYSTORE_PASSPHRASE: 'not used here',
});
const client = openClient(config);
const pool = openPool({ connectionString: databaseUrl, max: 4 });
const db = databaseOf(pool);

async function indexer() {
  await migrate(db);
  const log = pino({ level: process.env.LOG_LEVEL ?? 'silent' });
  const chain: Partial<Chain> = { client, deployment };
  // A follower asks of the chain no more than these.
  const follower = openFollower({ config, log, metrics: openMetrics(), clock: Date.now, db, chain: chain as Chain });
  const spent = await timed(async () => {
    while (await follower.step());
  });
  if (follower.position() !== head) throw new Error(`The indexer stopped at block ${follower.position()} of ${head}.`);
  const { rows } = await pool.query<{ count: string }>('select sum(events) as count from chain.log_blocks');
  return { ...spent, events: Number(rows[0]!.count) };
}

const BLOCKS_AT_ONCE = 50;

async function floor() {
  await pool.query(`create table floor (block int8, log_index int4, token bytea, sender bytea, recipient bytea,
    amount numeric, primary key (block, log_index))`);
  let events = 0;
  const spent = await timed(async () => {
    for (let first = 1; first <= head; first += BLOCKS_AT_ONCE) {
      const to = Math.min(first + BLOCKS_AT_ONCE - 1, head);
      const addresses = [token, deployment.communities, deployment.earnings, deployment.gifts, deployment.shop];
      const params = [{ fromBlock: hex(first), toBlock: hex(to), address: addresses }];
      const logs: RawLog[] = await client.request<{
        Method: 'eth_getLogs';
        Parameters: typeof params;
        ReturnType: RawLog[];
      }>({
        method: 'eth_getLogs',
        params,
      });
      if (logs.length === 0) continue;
      const connection = await pool.connect();
      await connection.query('begin');
      await send(connection, 'copy floor from stdin', [Buffer.from(`${logs.map(lineOf).join('\n')}\n`)]);
      await connection.query('commit');
      connection.release();
      events += logs.length;
    }
  });
  return { ...spent, events };
}

const hex = (number: number): `0x${string}` => `0x${number.toString(16)}`;
const none: Address = '0x';
const bytes = (digits: Hex) => `\\\\x${digits.slice(2)}`;

/** Three addresses and an amount: what a Transfer says, and of other events what stands in the same places. */
function lineOf({ address, topics, data, blockNumber, logIndex }: RawLog) {
  const [giver, taker] =
    topics[0] === TRANSFER ? [addressIn(topics[1]), addressIn(topics[2])] : [addressIn(topics[1]), none];
  return `${Number(blockNumber)}\t${Number(logIndex)}\t${bytes(address)}\t${bytes(giver)}\t${bytes(taker)}\t${word(data, 0)}`;
}

async function timed(work: () => Promise<void>) {
  const [began, spent] = [performance.now(), process.cpuUsage()];
  await work();
  const [ms, ended] = [performance.now() - began, Date.now()];
  const { user, system } = process.cpuUsage(spent);
  return { ms, ended, cpuMs: (user + system) / 1000 };
}

const result = await (way === 'floor' ? floor() : indexer());
await pool.end();
process.send?.({ ...result, peakMb: process.resourceUsage().maxRSS / 1024 });
process.disconnect?.();
