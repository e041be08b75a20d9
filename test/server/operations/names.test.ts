import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Address } from 'viem';
import type { Context } from '../../../bot/context.ts';
import { links, users } from '../../../bot/db/schema.ts';
import { startIndexer } from '../../../bot/indexer/start.ts';
import { getHistory } from '../../../bot/operations/getHistory.ts';
import { getLeaderboard } from '../../../bot/operations/getLeaderboard.ts';
import { testDatabase } from '../../support/database.ts';
import { coins, contextOf, type Economy, startEconomy } from '../../support/economy.ts';
import { itemTerms, itemTexts } from '../../support/items.ts';

describe('names in what is read', () => {
  let economy: Economy;
  let database: Awaited<ReturnType<typeof testDatabase>>;
  let ctx: Context;
  let token: Address;
  let alice: Address;
  let wallet: Address;
  let carol: Address;

  before(async () => {
    [economy, database] = await Promise.all([startEconomy(), testDatabase()]);
    token = economy.token;
    [alice, wallet, carol] = economy.members as [Address, Address, Address];
    ctx = contextOf(database.db, economy, { clock: () => economy.noon });
    await economy.settle([
      [alice, [50]],
      [wallet, [40]],
      [carol, [30]],
    ]);
    await economy.gift(wallet, alice, coins(1));
    await economy.gift(carol, alice, coins(2));
    await economy.shop('addItem', [token, itemTerms, 5, itemTexts('Mug')]);
    await economy.shop('buy', [token, 1n, 2n, coins(20)], alice);
    await economy.shop('refund', [token, 1n, 1n], alice);
    await economy.shop('editItem', [token, 1n, itemTerms, itemTexts('Cup')]);
    const indexer = await startIndexer(ctx);
    await indexer.caughtUp();
    await indexer.close();
    const at = new Date(ctx.clock());
    await database.db.insert(users).values([
      { id: '1001', address: alice, name: 'Alice', seenAt: at },
      { id: '1002', address: `0x${'b0'.repeat(20)}`, name: 'Bob', seenAt: at },
    ]);
    await database.db.insert(links).values([
      { address: wallet, userId: '1002', linkedAt: at },
      // An account that has graduated can sign like a wallet: its own member's name goes before.
      { address: alice, userId: '1001x', linkedAt: at },
    ]);
    await database.db.insert(users).values({ id: '1001x', address: `0x${'b1'.repeat(20)}`, name: 'Else', seenAt: at });
  });
  after(async () => {
    await database?.close();
    await economy?.close();
  });

  it('on a board a linked wallet bears its member’s name, and each address stands once', async () => {
    const { rows } = await getLeaderboard(ctx, { token, by: 'earned', period: 'all', limit: 10, offset: 0 });
    const shown = new Map(rows.map(({ address, userId, name }) => [address, [userId, name]]));
    assert.equal(rows.length, 3);
    assert.deepEqual(shown.get(alice), ['1001', 'Alice']);
    assert.deepEqual(shown.get(wallet), ['1002', 'Bob']);
    assert.deepEqual(shown.get(carol), [null, null]);
  });

  it('in a history the other side is named by account or wallet, and strangers by address', async () => {
    const { entries } = await getHistory(ctx, { token, who: { address: alice }, limit: 20 });
    const others = entries.filter(({ type }) => type === 'gift_received').map(({ counterparty }) => counterparty);
    assert.deepEqual(others, [
      { address: carol, userId: null, name: null },
      { address: wallet, userId: '1002', name: 'Bob' },
    ]);
    const [sent] = (await getHistory(ctx, { token, who: { address: wallet }, limit: 1 })).entries;
    assert.deepEqual(sent?.counterparty, { address: alice, userId: '1001', name: 'Alice' });
  });

  it('what was bought and given back names the item as it is called now', async () => {
    const { entries } = await getHistory(ctx, { token, who: { address: alice }, limit: 2 });
    assert.deepEqual(
      entries.map(({ type, category, amount, metadata }) => [type, category, amount, metadata]),
      [
        ['refund', 'spending', coins(10), { purchase: 1, item: 1, quantity: 1, name: 'Cup' }],
        ['shop_purchase', 'spending', -coins(20), { purchase: 1, item: 1, quantity: 2, name: 'Cup' }],
      ],
    );
  });

  it('who gave back half stands on the board of spenders with the other half', async () => {
    const { rows } = await getLeaderboard(ctx, { token, by: 'spent', period: 'day', limit: 10, offset: 0 });
    assert.deepEqual(
      rows.map(({ name, amount }) => [name, amount]),
      [['Alice', coins(10)]],
    );
  });
});
