import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { setImmediate as soon } from 'node:timers/promises';
import { eq } from 'drizzle-orm';
import { type Address, createPublicClient, type Hex, http } from 'viem';
import { hardhat } from 'viem/chains';
import type { Context } from '../../../bot/context.ts';
import { cursor, members, undo } from '../../../bot/db/schema.ts';
import { openFollower } from '../../../bot/indexer/follower.ts';
import { startIndexer } from '../../../bot/indexer/start.ts';
import { chainRows, dropChain } from '../../support/chainRows.ts';
import { testDatabase } from '../../support/database.ts';
import { coins, contextOf, type Economy, startEconomy } from '../../support/economy.ts';
import { startFaultyNode } from '../../support/faultyNode.ts';
import { itemTerms, itemTexts } from '../../support/items.ts';

/** Threads of this process that run code of ours. */
function threads(): number {
  const report = process.report.getReport();
  assert.ok('workers' in report && Array.isArray(report.workers));
  return report.workers.length;
}

describe('indexer: what it survives', { timeout: 240_000 }, () => {
  let economy: Economy;
  let node: Awaited<ReturnType<typeof startFaultyNode>>;
  let database: Awaited<ReturnType<typeof testDatabase>>;
  let indexer: Awaited<ReturnType<typeof startIndexer>>;
  let ctx: Context;
  let alice: Address;
  let bob: Address;
  let start: Hex;

  before(async () => {
    economy = await startEconomy();
    [alice, bob] = economy.members as [Address, Address];
    node = await startFaultyNode(economy.url);
    await economy.settle([[alice, [90], true]]);
    await economy.shop('addItem', [economy.token, { ...itemTerms, refund: 2, uses: 4 }, 9, itemTexts('Ticket')]);
    await economy.shop('buy', [economy.token, 1n, 3n, coins(30)], alice);
    await economy.shop('use', [economy.token, 1n, 1n], alice);
    await economy.shop('refund', [economy.token, 1n, 1n], alice);
  });
  after(async () => {
    await node?.close();
    await economy?.close();
  });
  beforeEach(async () => {
    start = await economy.control.snapshot();
    database = await testDatabase();
    const transport = http(node.url, { retryCount: 0 });
    ctx = contextOf(database.db, {
      ...economy,
      url: node.url,
      client: createPublicClient({ chain: hardhat, transport, cacheTime: 0 }),
    });
    indexer = await startIndexer(ctx);
    await indexer.caughtUp();
  });
  afterEach(async () => {
    node.behave();
    await indexer.close();
    await database.close();
    await economy.control.revert({ id: start });
  });

  const held = async (address: Address) => {
    const [row] = await database.db.select().from(members).where(eq(members.address, address));
    return row?.balance ?? 0n;
  };
  /** Rows read from the beginning into a database of their own. */
  async function readAnew() {
    const other = await testDatabase();
    const anew = await startIndexer(contextOf(other.db, economy));
    await anew.caughtUp();
    await anew.close();
    const rows = await chainRows(other.pool);
    await other.close();
    return rows;
  }

  it('a reorg is undone to identical rows, whatever the blocks held', async () => {
    const before = await chainRows(database.pool);
    const snapshot = await economy.control.snapshot();
    await economy.gift(alice, bob, coins(5));
    await economy.claimDaily(bob);
    await economy.create('broski');
    await economy.shop('buy', [economy.token, 1n, 1n, coins(10)], alice);
    await economy.shop('use', [economy.token, 1n, 3n], alice);
    await economy.shop('refund', [economy.token, 1n, 1n], alice);
    await indexer.caughtUp();
    assert.notDeepEqual(await chainRows(database.pool), before);
    await economy.control.revert({ id: snapshot });
    await indexer.caughtUp();
    assert.deepEqual(await chainRows(database.pool), before);
    assert.deepEqual(
      await database.db
        .select()
        .from(undo)
        .where(eq(undo.block, indexer.position() + 1)),
      [],
    );
  });

  it('a longer branch replaces a shorter one', async () => {
    const snapshot = await economy.control.snapshot();
    await economy.gift(alice, bob, coins(5));
    await economy.gift(alice, bob, coins(6));
    await indexer.caughtUp();
    await indexer.close();
    await economy.control.revert({ id: snapshot });
    await economy.gift(alice, bob, coins(1));
    await economy.control.mine({ blocks: 3 });
    indexer = await startIndexer(ctx);
    await indexer.caughtUp();
    assert.equal(await held(bob), await economy.balanceOf(bob));
    assert.deepEqual(await chainRows(database.pool), await readAnew());
  });

  it('schema chain dropped while it runs is made and filled again, with identical rows', async () => {
    await economy.gift(alice, bob, coins(1));
    await indexer.caughtUp();
    const before = await chainRows(database.pool);
    await dropChain(database.pool);
    await indexer.caughtUp();
    assert.deepEqual(await chainRows(database.pool), before);
  });

  it('rows that belong to another chain or deployment are replaced', async () => {
    const expected = await chainRows(database.pool);
    for (const change of [
      { genesis: `0x${'12'.repeat(32)}`, hash: `0x${'34'.repeat(32)}` },
      { deployment: `0x${'56'.repeat(32)}` },
    ] as const) {
      await indexer.close();
      await database.db.update(cursor).set(change);
      if ('hash' in change) await database.pool.query(`update chain.blocks set hash = decode(repeat('34', 32), 'hex')`);
      await database.pool.query('update chain.members set balance = balance + 1');
      indexer = await startIndexer(ctx);
      await indexer.caughtUp();
      assert.deepEqual(await chainRows(database.pool), expected);
    }
  });

  it('far behind, it reads ranges with the same result as block by block', async () => {
    await indexer.close();
    const broski = await economy.create('broski');
    // Some of it lies in ranges that were asked for before the community was known.
    for (let i = 0; i < 4; i++) {
      await economy.control.mine({ blocks: 7 });
      await economy.settle([[alice, [1], true]], broski);
    }
    await economy.gift(alice, bob, coins(1));
    await economy.control.mine({ blocks: 300 });
    await economy.gift(alice, bob, coins(2));
    let ranges = 0;
    node.misbehave((call) => {
      const [filter] = call.params as [{ fromBlock?: string; toBlock?: string }];
      if (call.method !== 'eth_getLogs' || !filter.fromBlock) return;
      ranges++;
      // As public nodes do: a limit that is nowhere announced.
      if (Number(filter.toBlock) - Number(filter.fromBlock) >= 20) throw new Error('query exceeds max block range');
    });
    indexer = await startIndexer(ctx);
    await indexer.caughtUp();
    assert.ok(ranges > 2);
    assert.equal(await held(bob), await economy.balanceOf(bob));
    assert.deepEqual(await chainRows(database.pool), await readAnew());
    // One that falls behind later does not leave its reading thread behind.
    await economy.control.mine({ blocks: 300 });
    await indexer.caughtUp();
    while (threads() > 0) await soon();
  });

  it('far behind, a node that answers with nonsense in the midst is asked again, and nothing is read twice', async () => {
    await indexer.close();
    await economy.gift(alice, bob, coins(1));
    await economy.control.mine({ blocks: 600 });
    let ranges = 0;
    node.misbehave((call) => {
      const [filter] = call.params as [{ fromBlock?: string; toBlock?: string }];
      if (call.method !== 'eth_getLogs' || !filter.fromBlock) return;
      ranges++;
      // Every other answer; a single block is refused as well.
      return ranges % 2 === 0 ? 'busy' : undefined;
    });
    indexer = await startIndexer(ctx);
    await indexer.caughtUp();
    assert.ok(ranges > 3);
    assert.deepEqual(await chainRows(database.pool), await readAnew());
  });

  it('a node that withholds logs is not believed', async () => {
    let withheld = 0;
    node.misbehave((call, result) => {
      if (call.method !== 'eth_getLogs' || (result as unknown[]).length === 0 || withheld > 0) return;
      withheld++;
      return [];
    });
    await economy.gift(alice, bob, coins(1));
    await indexer.caughtUp();
    assert.equal(withheld, 1);
    assert.equal(await held(bob), await economy.balanceOf(bob));
  });

  it('a node that withholds logs whichever way it is asked, and receipts too, is not believed', async () => {
    let withheld = 0;
    node.misbehave((call, result) => {
      if (withheld >= 5) return;
      if (call.method === 'eth_getLogs' && (result as unknown[]).length > 0) withheld++;
      if (call.method === 'eth_getLogs') return [];
      return call.method === 'eth_getTransactionReceipt' ? { ...(result as object), logs: [] } : undefined;
    });
    await economy.gift(alice, bob, coins(1));
    await indexer.caughtUp();
    assert.equal(withheld, 5);
    assert.equal(await held(bob), await economy.balanceOf(bob));
  });

  it('a node that withholds some of a transaction’s logs is asked again', async () => {
    let withheld = 0;
    node.misbehave((call, result) => {
      if (call.method !== 'eth_getLogs' || (result as unknown[]).length < 2 || withheld > 0) return;
      withheld++;
      return (result as unknown[]).slice(1);
    });
    await economy.gift(alice, bob, coins(1));
    await indexer.caughtUp();
    assert.equal(withheld, 1);
    assert.equal(await held(bob), await economy.balanceOf(bob));
  });

  it('logs of another branch are not taken for those of the block', async () => {
    let lies = 0;
    node.misbehave((call, result) => {
      if (call.method !== 'eth_getLogs' || (result as unknown[]).length === 0 || lies > 0) return;
      lies++;
      return (result as { blockHash: string }[]).map((log) => ({ ...log, blockHash: `0x${'ab'.repeat(32)}` }));
    });
    await economy.gift(alice, bob, coins(1));
    await indexer.caughtUp();
    assert.equal(lies, 1);
    assert.equal(await held(bob), await economy.balanceOf(bob));
  });

  it('errors, missing blocks and nonsense from the node delay it, and change nothing', async () => {
    const kinds = [
      () => {
        throw new Error('internal error');
      },
      () => null,
      () => ({ number: '0x0' }),
      () => 'busy',
    ];
    let calls = 0;
    node.misbehave(() => kinds[calls++]?.());
    await economy.gift(alice, bob, coins(1));
    await indexer.caughtUp();
    assert.ok(calls > kinds.length);
    assert.equal(await held(bob), await economy.balanceOf(bob));
    assert.deepEqual(await chainRows(database.pool), await readAnew());
  });

  it('on a public chain a node that falls behind is waited for', async () => {
    await indexer.close();
    const patient = { ...ctx, config: { ...ctx.config, local: false } };
    await economy.gift(alice, bob, coins(1));
    indexer = await startIndexer(patient);
    await indexer.caughtUp();
    const before = await chainRows(database.pool);
    const behind = await economy.client.request({
      method: 'eth_getBlockByNumber',
      params: [`0x${(indexer.position() - 3).toString(16)}`, false],
    });
    node.misbehave((call) => (call.params[0] === 'latest' ? behind : undefined));
    await indexer.caughtUp();
    assert.deepEqual(await chainRows(database.pool), before);
  });

  it('a failure between fetching and committing leaves nothing half-done', async () => {
    await indexer.close();
    const before = await chainRows(database.pool);
    await economy.gift(alice, bob, coins(1));
    // The last statement of the commit fails, as it does when the connection is lost there.
    await database.pool.query(
      `create function app.refuse() returns trigger language plpgsql as $$ begin raise 'lost'; end $$`,
    );
    await database.pool.query('create trigger refuse before update on chain.cursor execute function app.refuse()');
    await assert.rejects(openFollower(ctx).step());
    assert.deepEqual(await chainRows(database.pool), before);
    await database.pool.query('drop trigger refuse on chain.cursor');
    indexer = await startIndexer(ctx);
    await indexer.caughtUp();
    assert.equal(await held(bob), await economy.balanceOf(bob));
  });

  it('two indexers on one database do nothing twice', async () => {
    const second = await startIndexer(ctx);
    try {
      for (let i = 0; i < 5; i++) await economy.gift(alice, bob, 1n);
      await Promise.all([indexer.caughtUp(), second.caughtUp()]);
    } finally {
      await second.close();
    }
    assert.deepEqual(await chainRows(database.pool), await readAnew());
  });

  it('changes deeper than a reorg may reach are forgotten', async () => {
    await economy.gift(alice, bob, coins(1));
    await indexer.caughtUp();
    assert.notEqual((await database.db.select().from(undo)).length, 0);
    await economy.control.mine({ blocks: 256 });
    await indexer.caughtUp();
    assert.deepEqual(await database.db.select().from(undo), []);
  });
});
