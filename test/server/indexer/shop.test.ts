import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { shopAbi } from '@guildmint/contracts/abi.ts';
import { eq } from 'drizzle-orm';
import { type Address, zeroHash } from 'viem';
import type { Context } from '../../../bot/context.ts';
import { communities, entries, items, members, purchases } from '../../../bot/db/schema.ts';
import { startIndexer } from '../../../bot/indexer/start.ts';
import { findItem, getItems } from '../../../bot/operations/getItems.ts';
import { getPurchase, getPurchases } from '../../../bot/operations/getPurchases.ts';
import { chainRows, dropChain } from '../../support/chainRows.ts';
import { testDatabase } from '../../support/database.ts';
import { coins, contextOf, type Economy, startEconomy } from '../../support/economy.ts';
import { itemTerms, itemTexts, UNLIMITED } from '../../support/items.ts';

const HOUR = 3600;
describe('indexer: the shop', () => {
  let economy: Economy;
  let database: Awaited<ReturnType<typeof testDatabase>>;
  let ctx: Context;
  let indexer: Awaited<ReturnType<typeof startIndexer>>;
  let now: number;
  let alice: Address;
  let first: number;

  const ofShop = <R>(functionName: 'refundOf' | 'itemOf' | 'purchaseOf', id: number) =>
    economy.client.readContract({
      address: economy.deployment.shop,
      abi: shopAbi,
      functionName,
      args: [economy.token, BigInt(id)],
    }) as Promise<R>;
  const refundOf = (id: number) => ofShop<readonly [bigint, bigint]>('refundOf', id);

  before(async () => {
    [economy, database] = await Promise.all([startEconomy(), testDatabase()]);
    alice = economy.members[0]!;
    now = economy.noon;
    ctx = contextOf(database.db, economy, { clock: () => now });
    await economy.settle([[alice, [100, 0, 0, 0, 0, 0, 0, 0], true]]);
    await economy.claimDaily(alice);
    const { token } = economy;
    const count = await economy.client.readContract({
      address: economy.deployment.shop,
      abi: shopAbi,
      functionName: 'itemCount',
      args: [token],
    });
    first = Number(count) + 1;
    const key = { key: 'mug', description: 'A mug.', emoji: '☕' };
    await economy.shop('addItem', [token, itemTerms, UNLIMITED, itemTexts('Mug', key)]);
    await economy.shop('addItem', [token, { ...itemTerms, uses: 3, refund: 2 }, 5, itemTexts('Ticket')]);
    const redeemed = { ...itemTerms, kind: 1, fulfilWithin: HOUR, duration: 2 * HOUR, price: coins(5) };
    await economy.shop('addItem', [token, redeemed, UNLIMITED, { ...itemTexts('Role'), uri: 'ipfs://elsewhere' }]);
    indexer = await startIndexer(ctx);
  });
  after(async () => {
    await indexer.close();
    await database.close();
    await economy.close();
  });

  /** The chain's time and the clock together, and all that is on the chain in the tables. */
  async function at(ms: number) {
    now = ms;
    await economy.control.setNextBlockTimestamp({ timestamp: BigInt(Math.floor(ms / 1000)) });
    await economy.control.mine({ blocks: 1 });
    await indexer.caughtUp();
  }

  const newest = async () =>
    (await getPurchases(ctx, { token: economy.token, who: { address: alice }, limit: 1 })).purchases[0]!;

  it('items are as they were set, with what their metadata says', async () => {
    await indexer.caughtUp();
    const [mug, ticket, role] = (await getItems(ctx, { token: economy.token })).slice(first - 1);
    assert.deepEqual(
      [mug?.key, mug?.description, mug?.emoji, mug?.left, mug?.price, mug?.state],
      ['mug', 'A mug.', '☕', null, coins(10), 'open'],
    );
    assert.deepEqual([ticket?.left, ticket?.uses, ticket?.refund, ticket?.kind], [5, 3, 'unused', 'none']);
    assert.deepEqual([role?.key, role?.kind, role?.duration, role?.fulfilWithin], [null, 'role', 2 * HOUR, HOUR]);
    for (const named of ['mug', `${first}`, `#${first}`, 'MUG'])
      assert.equal((await findItem(ctx, { token: economy.token, named })).name, 'Mug');
    await assert.rejects(findItem(ctx, { token: economy.token, named: 'nothing' }), { code: 'ItemUnknown' });
  });

  it('a purchase is spending with its receipt, and lowers the stock', async () => {
    const { token } = economy;
    const [before] = await database.db.select().from(members).where(eq(members.address, alice));
    await economy.shop('buy', [token, BigInt(first + 1), 2n, coins(20)], alice);
    await indexer.caughtUp();
    const [receipt] = (await getPurchases(ctx, { token, who: { address: alice }, limit: 10 })).purchases;
    assert.deepEqual(
      [receipt?.item.name, receipt?.quantity, receipt?.usesLeft, receipt?.unitPrice, receipt?.state],
      ['Ticket', 2, 6, coins(10), 'owned'],
    );
    const [entry] = await database.db.select().from(entries).where(eq(entries.type, 'shop_purchase'));
    assert.equal(entry?.amount, -coins(20));
    assert.deepEqual(entry?.metadata, { purchase: receipt?.purchase, item: first + 1, quantity: 2 });
    const [member] = await database.db.select().from(members).where(eq(members.address, alice));
    assert.equal(member!.spent - before!.spent, coins(20));
    assert.equal(member!.balance, await economy.balanceOf(alice));
    const [shelf] = await database.db
      .select()
      .from(items)
      .where(eq(items.item, first + 1));
    assert.deepEqual([shelf?.left, shelf?.sold], [3, 2]);
  });

  it('uses and refunds are as the contract counts them, and what came back was not spent', async () => {
    const { token } = economy;
    const { purchase } = await newest();
    await economy.shop('use', [token, BigInt(purchase), 2n], alice);
    await indexer.caughtUp();
    const touched = await getPurchase(ctx, { token, purchase });
    assert.equal(touched.usesLeft, 4);
    assert.deepEqual([BigInt(touched.refund!.units), touched.refund!.amount], await refundOf(purchase));
    assert.equal(touched.refund!.amount, coins(9));

    const [before] = await database.db.select().from(members).where(eq(members.address, alice));
    await economy.shop('refund', [token, BigInt(purchase), 1n], alice);
    await indexer.caughtUp();
    const back = await getPurchase(ctx, { token, purchase });
    assert.deepEqual([back.returned, back.refund, back.state], [1, null, 'owned']);
    const [member] = await database.db.select().from(members).where(eq(members.address, alice));
    assert.equal(before!.spent - member!.spent, coins(9));
    assert.equal(member!.balance, await economy.balanceOf(alice));
    const [shelf] = await database.db
      .select()
      .from(items)
      .where(eq(items.item, first + 1));
    assert.deepEqual([shelf?.left, shelf?.sold], [4, 1]);
    const [community] = await database.db.select().from(communities).where(eq(communities.token, token));
    assert.equal(community!.supply, community!.issued - community!.burned);
  });

  it('what a timed item pays back falls exactly as in the contract', async () => {
    const { token } = economy;
    await economy.shop('buy', [token, BigInt(first), 3n, coins(30)], alice);
    await indexer.caughtUp();
    const { purchase, boughtAt } = await newest();
    const expected = [
      [1, 30],
      [HOUR, 30],
      [HOUR + 1, 15],
      [24 * HOUR, 15],
      [24 * HOUR + 1, 0],
    ] as const;
    for (const [age, amount] of expected) {
      await at(boughtAt.getTime() + age * 1000);
      const { refund } = await getPurchase(ctx, { token, purchase });
      assert.equal(refund?.amount ?? 0n, coins(amount), `after ${age} s`);
      assert.deepEqual([BigInt(refund?.units ?? 0), refund?.amount ?? 0n], await refundOf(purchase));
    }
  });

  it('a redemption goes from requested to fulfilled, refused or overdue', async () => {
    const { token } = economy;
    const redeem = async () => {
      await economy.shop('buy', [token, BigInt(first + 2), 1n, coins(5)], alice);
      await indexer.caughtUp();
      const bought = await newest();
      now = bought.boughtAt.getTime();
      assert.equal((await getPurchase(ctx, { token, purchase: bought.purchase })).state, 'requested');
      return bought;
    };
    const [done, declined, late] = [await redeem(), await redeem(), await redeem()];

    await economy.shop('fulfil', [token, BigInt(done.purchase)]);
    await economy.shop('refuse', [token, BigInt(declined.purchase), zeroHash]);
    await indexer.caughtUp();
    const fulfilled = await getPurchase(ctx, { token, purchase: done.purchase });
    assert.equal(fulfilled.state, 'fulfilled');
    const { expiresAt } = await ofShop<{ expiresAt: number }>('purchaseOf', done.purchase);
    assert.equal(fulfilled.expiresAt!.getTime() / 1000, expiresAt);
    const refused = await getPurchase(ctx, { token, purchase: declined.purchase });
    assert.deepEqual([refused.state, refused.returned, refused.refund], ['refused', 1, null]);

    await at(late.fulfilBy!.getTime());
    assert.equal((await getPurchase(ctx, { token, purchase: late.purchase })).state, 'requested');
    await at(late.fulfilBy!.getTime() + 1000);
    const overdue = await getPurchase(ctx, { token, purchase: late.purchase });
    assert.deepEqual([overdue.state, overdue.refund?.amount], ['overdue', coins(5)]);
    assert.deepEqual(await refundOf(late.purchase), [1n, coins(5)]);
    await at(expiresAt * 1000);
    assert.equal((await getPurchase(ctx, { token, purchase: done.purchase })).state, 'expired');
  });

  it('what staff grant, remove and restock shows', async () => {
    const { token, members: people } = economy;
    const bob = people[1]!;
    await economy.shop('grant', [token, BigInt(first + 1), bob, 2n, zeroHash]);
    await indexer.caughtUp();
    const [present] = (await getPurchases(ctx, { token, who: { address: bob }, limit: 1 })).purchases;
    assert.deepEqual([present?.granted, present?.unitPrice, present?.quantity], [true, 0n, 2]);
    await economy.shop('remove', [token, BigInt(present!.purchase), 2n, zeroHash]);
    await economy.shop('restock', [token, BigInt(first + 1), 1, UNLIMITED]);
    await economy.shop('editItem', [
      token,
      BigInt(first + 1),
      { ...itemTerms, active: false },
      itemTexts('Old', { soon: true }),
    ]);
    await indexer.caughtUp();
    assert.equal((await getPurchase(ctx, { token, purchase: present!.purchase })).state, 'returned');
    const renamed = await findItem(ctx, { token, named: 'old' });
    assert.deepEqual([renamed.left, renamed.state, renamed.sold], [null, 'soon', 1]);
  });

  it('the same rows stand there after a rebuild, and a reorg takes purchases back', async () => {
    const { token } = economy;
    const rows = await chainRows(database.pool);
    const snapshot = await economy.control.snapshot();
    await economy.shop('buy', [token, BigInt(first), 1n, coins(10)], alice);
    await indexer.caughtUp();
    const bought = await database.db.select().from(purchases);
    await economy.control.revert({ id: snapshot });
    await economy.control.mine({ blocks: 3 });
    await indexer.caughtUp();
    assert.equal((await database.db.select().from(purchases)).length, bought.length - 1);

    await dropChain(database.pool);
    await indexer.caughtUp();
    const { items: shelf, purchases: receipts } = await chainRows(database.pool);
    assert.deepEqual({ shelf, receipts }, { shelf: rows.items, receipts: rows.purchases });
  });
});
