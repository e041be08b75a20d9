import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type Address, zeroHash } from 'viem';
import type { ZodType } from 'zod';
import { problemSchema } from '../../../bot/api/problem.ts';
import { itemsSchema, type OwnedResponse, ownedSchema } from '../../../bot/api/shopSchemas.ts';
import { startApi } from '../../../bot/api/start.ts';
import { startIndexer } from '../../../bot/indexer/start.ts';
import { testDatabase } from '../../support/database.ts';
import { addressOf, coins, contextOf, type Economy, startEconomy } from '../../support/economy.ts';
import { itemTerms, itemTexts, UNLIMITED } from '../../support/items.ts';

const HOUR_MS = 3_600_000;

describe('HTTP API: the shop', { timeout: 240_000 }, () => {
  let economy: Economy;
  let database: Awaited<ReturnType<typeof testDatabase>>;
  let indexer: Awaited<ReturnType<typeof startIndexer>>;
  let api: Awaited<ReturnType<typeof startApi>>;
  let alice: Address;
  let now: number;
  const member = '123456';

  before(async () => {
    [economy, database] = await Promise.all([startEconomy(), testDatabase()]);
    alice = economy.members[0]!;
    now = economy.noon;
    const ctx = contextOf(database.db, economy, { clock: () => now });
    indexer = await startIndexer(ctx);
    await economy.settle([[alice, [100], true]]);
    const { token } = economy;
    const kettle = {
      ...itemTerms,
      salePrice: coins(7.5),
      saleCloses: economy.noon / 1000 + 86_400,
      heldItem: 1,
      minTier: 1,
    };
    const boils = { key: 'kettle', description: 'Boils.', emoji: '🫖', image: 'javascript:alert(1)' };
    const stash = itemTexts('Stash', { key: 'stash', soon: true }, 'Collectibles');
    await economy.shop('addItem', [token, itemTerms, 3, itemTexts('Mug', { key: 'mug' }, 'Kitchen ware')]);
    await economy.shop('addItem', [token, kettle, UNLIMITED, itemTexts('Kettle', boils, 'Kitchen ware')]);
    await economy.shop('addItem', [token, { ...itemTerms, active: false }, 0, stash]);
    await economy.shop('buy', [token, 1n, 1n, coins(10)], alice);
    await economy.shop('buy', [token, 1n, 1n, coins(10)], alice);
    await economy.shop('grant', [token, 2n, addressOf(member), 1n, zeroHash]);
    await indexer.caughtUp();
    api = await startApi(ctx);
  });
  after(async () => {
    await api?.close();
    await indexer?.close();
    await database?.close();
    await economy?.close();
  });

  const read = async <T>(schema: ZodType<T>, path: string) => {
    const response = await fetch(api.url + path);
    return { status: response.status, body: schema.parse(await response.json()) };
  };

  it('lists all items in order, with the price of this moment, stock, requirements and what they say of themselves', async () => {
    const { status, body } = await read(itemsSchema, '/api/shop/items');
    assert.equal(status, 200);
    assert.deepEqual([body.community, body.symbol, body.decimals], [economy.token, 'SCT', 18]);
    assert.deepEqual(
      body.items.map(({ item, key, state, left, sold }) => [item, key, state, left, sold]),
      [
        [1, 'mug', 'open', 1, 2],
        [2, 'kettle', 'open', null, 1],
        [3, 'stash', 'soon', 0, 0],
      ],
    );
    const [mug, kettle] = body.items;
    assert.deepEqual(
      [mug!.price.formatted, mug!.saleCloses, mug!.minTier, mug!.heldItem],
      ['10', null, 'bronze', null],
    );
    assert.deepEqual(
      [kettle!.price.formatted, kettle!.regularPrice.formatted, kettle!.saleCloses],
      ['7.5', '10', new Date(economy.noon + 24 * HOUR_MS).toISOString()],
    );
    assert.deepEqual([kettle!.minTier, kettle!.heldItem], ['silver', { item: 1, name: 'Mug' }]);
    assert.deepEqual([kettle!.description, kettle!.emoji, kettle!.image], ['Boils.', '🫖', null]);
  });

  it('a flash sale ends at its second', async () => {
    const price = async (at: number) => {
      now = at;
      return (await read(itemsSchema, '/api/shop/items')).body.items[1]!.price.formatted;
    };
    const end = economy.noon + 24 * HOUR_MS;
    assert.deepEqual([await price(end - 1), await price(end)], ['7.5', '10']);
    now = economy.noon;
  });

  it('lists the items of a category, and none of one that there is not', async () => {
    const keys = async (category: string) =>
      (await read(itemsSchema, `/api/shop/items/${category}`)).body.items.map(({ key }) => key);
    assert.deepEqual(await keys('kitchen%20ware'), ['mug', 'kettle']);
    assert.deepEqual(await keys('Collectibles'), ['stash']);
    assert.deepEqual(await keys('hats'), []);
  });

  it('receipts come newest first and page without gap or overlap, with what giving back pays', async () => {
    const pages: OwnedResponse[] = [];
    let before = '';
    do {
      const { status, body } = await read(ownedSchema, `/api/shop/owned/${alice}?limit=1${before}`);
      assert.equal(status, 200);
      pages.push(body);
      before = `&before=${body.next}`;
    } while (pages.at(-1)!.next);
    const receipts = pages.flatMap(({ purchases }) => purchases);
    assert.deepEqual(
      receipts.map(({ purchase, item, state, paid }) => [purchase, item.key, state, paid.formatted]),
      [
        [2, 'mug', 'owned', '10'],
        [1, 'mug', 'owned', '10'],
      ],
    );
    const { refund, boughtAt } = receipts[0]!;
    const until = new Date(Date.parse(boughtAt) + HOUR_MS).toISOString();
    assert.deepEqual(refund, { units: 1, amount: { value: `${coins(10)}`, formatted: '10' }, bps: 10_000, until });
  });

  it('a Discord id stands for the member’s custodial account', async () => {
    const { body } = await read(ownedSchema, `/api/shop/owned/${member}`);
    assert.equal(body.address, addressOf(member));
    assert.deepEqual(
      body.purchases.map(({ item, granted, paid, usesLeft }) => [item.name, granted, paid.value, usesLeft]),
      [['Kettle', true, '0', 0]],
    );
  });

  it('a wrong community, member or page is answered with what is wrong', async () => {
    for (const [path, status, type] of [
      ['/api/shop/items?community=99999', 404, 'CommunityUnknown'],
      [`/api/shop/owned/${alice}?before=newest`, 400, 'CursorInvalid'],
      ['/api/shop/owned/alice', 400, 'RequestInvalid'],
    ] as const) {
      const problem = await read(problemSchema, path);
      assert.deepEqual([problem.status, problem.body.type], [status, `urn:guildmint:problem:${type}`]);
    }
  });
});
