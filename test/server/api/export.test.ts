import assert from 'node:assert/strict';
import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { after, before, describe, it } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { startApi } from '../../../bot/api/start.ts';
import type { Context } from '../../../bot/context.ts';
import { startIndexer } from '../../../bot/indexer/start.ts';
import { createKey } from '../../../bot/operations/apiKeys.ts';
import { testDatabase } from '../../support/database.ts';
import { contextOf, type Economy, startEconomy } from '../../support/economy.ts';

/** Far more than the system itself keeps of what a connection does not read: some 24 MB. */
const ROWS = 80_000;

describe('a long export', { timeout: 600_000 }, () => {
  let economy: Economy;
  let ctx: Context;
  let database: Awaited<ReturnType<typeof testDatabase>>;
  let api: Awaited<ReturnType<typeof startApi>>;
  let key: string;

  before(async () => {
    [economy, database] = await Promise.all([startEconomy(), testDatabase()]);
    ctx = contextOf(database.db, economy);
    const { token, operator } = economy;
    const indexer = await startIndexer(ctx);
    await indexer.caughtUp();
    await indexer.close();
    const asked = { name: 'books', scopes: ['transactions:read'], userId: null, address: operator, days: null };
    ({ key } = await createKey(ctx, { token, ...asked }));
    await database.db.execute(sql`
      insert into chain.entries (token, address, block, log_index, amount, balance_after, type, at, tx_hash)
      select decode(${token.slice(2)}, 'hex'), decode(${operator.slice(2)}, 'hex'), 1000 + n / 100, n % 100, 1, n, 'earn', now(),
        decode(md5(n::text) || md5('hash' || n), 'hex')
      from generate_series(1, ${ROWS}::int) as n`);
    await database.db.execute(sql`analyze chain.entries`);
    api = await startApi(ctx);
  });
  after(async () => {
    await api?.close();
    await database?.close();
    await economy?.close();
  });

  async function open({ url } = api) {
    const path = `${url}/api/${economy.token}/transactions/export?sort=oldest`;
    const [answer] = await once(get(path, { headers: { 'x-api-key': key } }), 'response');
    assert.equal(answer.statusCode, 200);
    return answer as IncomingMessage;
  }
  async function linesOf(answer: IncomingMessage) {
    const lines: string[] = (await answer.setEncoding('utf8').toArray()).join('').trimEnd().split('\r\n');
    return lines.slice(1);
  }
  /** How often the database was asked meanwhile. */
  async function askedDuring(act: () => Promise<void>) {
    let asked = 0;
    const count = () => void asked++;
    database.pool.on('acquire', count);
    await act();
    database.pool.off('acquire', count);
    return asked;
  }

  it('is read no further ahead of a reader that does not read, who gets all of it in the end', async () => {
    const read = async () => assert.equal((await linesOf(await open())).length, ROWS);
    const alone = await askedDuring(read);
    using opened = new DisposableStack();
    const slow = opened.adopt(await open(), (it) => void it.destroy());
    slow.pause();
    const beside = await askedDuring(read);
    assert.ok(beside < 1.5 * alone, `${beside} instead of ${alone} times beside a reader that does not read`);
    const lines = await linesOf(slow);
    assert.deepEqual([lines.length, new Set(lines).size], [ROWS, ROWS]);
  });

  it('does not keep the server from closing where nobody reads it', async () => {
    const inUse = () => database.pool.totalCount - database.pool.idleCount;
    const before = inUse();
    const closing = await startApi(ctx, { farewellMs: 50 });
    const stuck = await open(closing);
    stuck.pause();
    await closing.close();
    await assert.rejects(linesOf(stuck), { code: 'ECONNRESET' });
    // What the export read with goes back, though nobody waits for it.
    while (inUse() > before) await turn();
  });
});
