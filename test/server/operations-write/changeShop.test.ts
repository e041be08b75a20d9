import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createWalletClient, http } from 'viem';
import { hardhat } from 'viem/chains';
import type { Context } from '../../../bot/context.ts';
import { startIndexer } from '../../../bot/indexer/start.ts';
import { addItem, editItem, restock } from '../../../bot/operations/changeShop.ts';
import { getItem } from '../../../bot/operations/getItems.ts';
import { getRedemptions } from '../../../bot/operations/getPurchases.ts';
import type { Prepared } from '../../../bot/operations/prepare.ts';
import { testDatabase } from '../../support/database.ts';
import { coins, contextOf, type Economy, startEconomy } from '../../support/economy.ts';

describe('what admins change of the shop', { timeout: 240_000 }, () => {
  let economy: Economy;
  let database: Awaited<ReturnType<typeof testDatabase>>;
  let indexer: Awaited<ReturnType<typeof startIndexer>>;
  let ctx: Context;

  before(async () => {
    [economy, database] = await Promise.all([startEconomy(), testDatabase()]);
    ctx = contextOf(database.db, economy, { clock: () => economy.noon });
    indexer = await startIndexer(ctx);
  });
  after(async () => {
    await indexer?.close();
    await database?.close();
    await economy?.close();
  });

  const asked = () => ({ token: economy.token, sender: { address: economy.operator } });

  async function sent({ from, to, data }: Prepared) {
    const wallet = createWalletClient({ chain: hardhat, transport: http(economy.url) });
    const hash = await wallet.sendTransaction({ account: from, to, data, type: 'legacy' });
    assert.equal((await economy.client.waitForTransactionReceipt({ hash })).status, 'success');
    await indexer.caughtUp();
  }
  const shown = async (item: number) => {
    const { name, description, emoji, price, left, state, category, kind, fulfilWithin } = await getItem(ctx, {
      token: economy.token,
      item,
    });
    return { name, description, emoji, price, left, state, category, kind, fulfilWithin };
  };
  const cookie = {
    ...{ name: 'Cookie', description: 'Delicious cookie', emoji: '🍪', price: coins(100), left: 5, state: 'open' },
    ...({ category: 'consumable', kind: 'none', fulfilWithin: null } as const),
  };

  it('an item becomes what was planned once the own wallet has sent it', async () => {
    const { left, state: _, fulfilWithin: __, ...item } = cookie;
    await sent(await addItem(ctx, { ...asked(), stock: left, item }));
    assert.deepEqual(await shown(1), cookie);
  });

  it('an edit changes what it names and leaves the rest, description and picture too', async () => {
    await sent(await editItem(ctx, { ...asked(), item: 1, change: { price: coins(80), active: false } }));
    assert.deepEqual(await shown(1), { ...cookie, price: coins(80), state: 'inactive' });
    await sent(await editItem(ctx, { ...asked(), item: 1, change: { emoji: '🥠', active: true } }));
    assert.deepEqual(await shown(1), { ...cookie, price: coins(80), emoji: '🥠' });
  });

  it('what has to be handed over gets a deadline of a week, and loses it with its kind', async () => {
    await sent(await editItem(ctx, { ...asked(), item: 1, change: { kind: 'manual' } }));
    assert.deepEqual((await shown(1)).fulfilWithin, 7 * 86_400);
    await economy.settle([[economy.members[0]!, [100], true]]);
    await sent(await restock(ctx, { ...asked(), item: 1, how: 'set', units: null }));
    await sent(await editItem(ctx, { ...asked(), item: 1, change: { price: coins(1) } }));
    await economy.shop('buy', [economy.token, 1n, 1n, coins(1)], economy.members[0]!);
    await indexer.caughtUp();
    const waiting = await getRedemptions(ctx, { token: economy.token, offset: 0, limit: 10 });
    assert.deepEqual(
      waiting.map(({ purchase, buyer, kind, state, handover }) => ({ purchase, buyer, kind, state, handover })),
      [{ purchase: 1, buyer: economy.members[0], kind: 'manual', state: 'requested', handover: null }],
    );
    await sent(await editItem(ctx, { ...asked(), item: 1, change: { kind: 'none', price: coins(80), emoji: '🍪' } }));
    assert.deepEqual(await shown(1), { ...cookie, price: coins(80), left: null });
  });

  it('stock is set, added to and taken from', async () => {
    const left = async (how: 'add' | 'set' | 'subtract', units: number) => {
      await sent(await restock(ctx, { ...asked(), item: 1, how, units }));
      return (await shown(1)).left;
    };
    assert.deepEqual([await left('set', 50), await left('add', 5), await left('subtract', 20)], [50, 55, 35]);
  });

  it('refuses, before anything is sent, what the contract would refuse or what makes no sense', async () => {
    const codeOf = (work: Promise<unknown>) =>
      work.then(
        () => 'none',
        ({ code }) => code,
      );
    const [stranger] = economy.members;
    assert.deepEqual(
      await Promise.all([
        codeOf(restock(ctx, { ...asked(), item: 1, how: 'subtract', units: 36 })),
        codeOf(restock(ctx, { ...asked(), item: 1, how: 'add', units: null })),
        codeOf(restock(ctx, { ...asked(), item: 9, how: 'set', units: 1 })),
        codeOf(restock(ctx, { token: economy.token, sender: { address: stranger! }, item: 1, how: 'set', units: 1 })),
        codeOf(restock(ctx, { token: economy.token, sender: { userId: '100200' }, item: 1, how: 'set', units: 1 })),
        codeOf(editItem(ctx, { ...asked(), item: 1, change: {} })),
        codeOf(editItem(ctx, { ...asked(), item: 1, change: { salePrice: coins(500), saleCloses: 4_000_000_000 } })),
        codeOf(editItem(ctx, { ...asked(), item: 7, change: { price: 1n } })),
      ]),
      [
        ...['ShopBadQuantity', 'StockUnlimited', 'ItemUnknown', 'ShopMissingRole'],
        ...['WalletNeeded', 'ItemUnchanged', 'ShopBadItem', 'ItemUnknown'],
      ],
    );
  });
});
