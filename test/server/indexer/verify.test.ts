import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Address } from 'viem';
import type { Context } from '../../../bot/context.ts';
import { cursor, members } from '../../../bot/db/schema.ts';
import { resetProjection } from '../../../bot/indexer/cursor.ts';
import { openFollower } from '../../../bot/indexer/follower.ts';
import { startIndexer } from '../../../bot/indexer/start.ts';
import type { Difference } from '../../../bot/indexer/verify/difference.ts';
import { verify } from '../../../bot/indexer/verify/verify.ts';
import { chainRows } from '../../support/chainRows.ts';
import { testDatabase } from '../../support/database.ts';
import { coins, contextOf, type Economy, startEconomy } from '../../support/economy.ts';
import { itemTerms, itemTexts } from '../../support/items.ts';

describe('indexer: proof and rebuilding', { timeout: 240_000 }, () => {
  let economy: Economy;
  let database: Awaited<ReturnType<typeof testDatabase>>;
  let ctx: Context;
  let alice: Address;

  before(async () => {
    [economy, database] = await Promise.all([startEconomy(), testDatabase()]);
    alice = economy.members[0]!;
    await economy.settle([
      [alice, [90], true],
      [economy.members[1]!, [20]],
    ]);
    await economy.shop('addItem', [economy.token, itemTerms, 9, itemTexts('Ticket')]);
    await economy.shop('buy', [economy.token, 1n, 3n, coins(30)], alice);
    await economy.control.mine({ blocks: 300 });
    await economy.gift(alice, economy.members[1]!, coins(2));
    ctx = contextOf(database.db, economy);
    const indexer = await startIndexer(ctx);
    await indexer.caughtUp();
    await indexer.close();
  });
  after(async () => {
    await database?.close();
    await economy?.close();
  });

  async function differences(deep = false): Promise<Difference[]> {
    const found: Difference[] = [];
    const { db } = database;
    const { client, deployment } = ctx.chain;
    const verdict = await verify({ db, client, deployment, deep, replay: true, tell: (one) => found.push(one) });
    assert.equal(verdict.differences, found.length);
    assert.ok(verdict.compared.contracts > 0 && verdict.compared.replay > 0 && verdict.compared.node > 0);
    return found;
  }

  it('nothing differs where nobody has meddled', async () => {
    assert.deepEqual(await differences(true), []);
  });

  it('an altered balance is named by the contract and by the replay, with what it should be', async () => {
    const [row] = (await database.db.select().from(members)).filter(({ address }) => address === alice);
    const cached = row!.balance + 1n;
    await database.pool.query(`update chain.members set balance = balance + 1 where address = decode($1, 'hex')`, [
      alice.slice(2),
    ]);
    const found = await differences();
    assert.deepEqual(found[0], {
      table: 'members',
      key: { token: economy.token, address: alice },
      column: 'balance',
      cached: `${cached}`,
      truth: `${row!.balance}`,
      by: 'contract',
    });
    assert.deepEqual(
      found.slice(1).map(({ table, column, by }) => [table, column, by]),
      [['members', 'balance', 'replay']],
    );
    await database.pool.query(`update chain.members set balance = balance - 1 where address = decode($1, 'hex')`, [
      alice.slice(2),
    ]);
  });

  it('what no contract tells is proved by the replay: a history that lacks a line', async () => {
    const { rows } = await database.pool.query(
      'delete from chain.entries where ctid = (select ctid from chain.entries order by block, log_index limit 1) returning *',
    );
    assert.equal(rows.length, 1);
    const found = await differences();
    assert.deepEqual(
      found.map(({ table, column, cached, by }) => [table, column, cached, by]),
      [['entries', '(row)', null, 'replay']],
    );
    await resetProjection(database.db, economy.deployment);
    const follower = openFollower(ctx);
    while (await follower.step());
  });

  /** Makes something else of the raw events of the first block that has some, and `look`s. */
  async function withLogs(changed: string, look: () => Promise<void>) {
    const first = 'where number = (select min(number) from chain.log_blocks)';
    const { rows } = await database.pool.query(`select logs from chain.log_blocks ${first}`);
    await database.pool.query(`update chain.log_blocks set logs = ${changed} ${first}`);
    await look();
    await database.pool.query(`update chain.log_blocks set logs = $1 ${first}`, [rows[0].logs]);
  }

  it('an altered raw event is named by the node, with what it should be', async () => {
    const last = 'length(logs) - 1';
    await withLogs(`set_byte(logs, ${last}, 255 - get_byte(logs, ${last}))`, async () => {
      const found = (await differences(true)).filter(({ by }) => by === 'node');
      assert.deepEqual(
        found.map(({ table, column }) => [table, column]),
        [['logs', 'txHash']],
      );
      assert.notEqual(found[0]!.cached, found[0]!.truth);
    });
  });

  for (const [what, changed] of [
    ['cut off', 'substring(logs from 1 for length(logs) - 3)'],
    ['of other sizes', `overlay(logs placing '\\xffffffff'::bytea from 11)`],
  ] as const)
    it(`raw events that are ${what} say how to come by them again`, async () => {
      await withLogs(changed, async () => {
        await assert.rejects(
          differences(true),
          /raw events of block \d+ are damaged: run `npm run reindex -- --from-chain`/,
        );
      });
    });

  it('rows are built again without the node, the same as before, and a reorg is still taken back', async () => {
    const expected = await chainRows(database.pool);
    await database.db.update(cursor).set({ projection: '0x00' });
    const silent = {
      ...ctx,
      chain: { ...ctx.chain, client: { ...ctx.chain.client, request: () => Promise.reject(new Error('no node')) } },
    } as Context;
    const follower = openFollower(silent);
    await assert.rejects(async () => {
      while (await follower.step());
    }, /no node/);
    const [at] = await database.db.select().from(cursor);
    assert.equal(at?.number, Number(await economy.client.getBlockNumber()));
    const indexes = openFollower(ctx);
    while (await indexes.step());
    assert.deepEqual(await chainRows(database.pool), expected);
  });

  it('a building that is interrupted is taken up where it was', async () => {
    const expected = await chainRows(database.pool);
    await resetProjection(database.db, economy.deployment);
    await openFollower(ctx).step();
    assert.notDeepEqual(await chainRows(database.pool), expected);
    const other = openFollower(ctx);
    while (await other.step());
    assert.deepEqual(await chainRows(database.pool), expected);
  });
});
