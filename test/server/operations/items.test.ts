import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Address } from 'viem';
import type { Context } from '../../../bot/context.ts';
import { items } from '../../../bot/db/schema.ts';
import { UserError } from '../../../bot/errors.ts';
import { findItem, getItems, metadataOf } from '../../../bot/operations/getItems.ts';
import { getPurchase } from '../../../bot/operations/getPurchases.ts';
import { testDatabase } from '../../support/database.ts';
import { addressOf } from '../../support/economy.ts';
import { itemTerms, itemTexts } from '../../support/items.ts';

const NOON = 1_800_014_400;
const HOUR = 3600;

describe('items on the shelf', () => {
  let database: Awaited<ReturnType<typeof testDatabase>>;
  const token: Address = addressOf('token');
  const at = (now: number) => ({ db: database.db, clock: () => now * 1000 }) as Context;

  before(async () => {
    database = await testDatabase();
    const shelf = [
      { name: 'Always', terms: {}, about: { key: 'always' } },
      { name: 'Lunch', terms: { opens: NOON, closes: NOON + HOUR }, about: { key: '1' } },
      { name: 'Off', terms: { active: false, opens: NOON }, about: { key: 'off' } },
      { name: 'Announced', terms: { active: false }, about: { key: 'announced', soon: true } },
      { name: 'Gone', terms: { closes: NOON + HOUR }, left: 0, about: { key: 'gone' } },
      { name: 'OFF', terms: {}, about: {} },
      { name: 'Free later', terms: { saleOpens: NOON, saleCloses: NOON + HOUR }, about: {} },
    ];
    await database.db.insert(items).values(
      shelf.map(({ name, terms: own, left = null, about }, i) => {
        const terms = { ...itemTerms, ...own, price: '10', salePrice: '0' };
        return { token, item: i + 1, ...itemTexts(name, about), terms, left, block: 1, logIndex: i };
      }),
    );
    const foreign = itemTexts('Foreign', { key: 'foreign' });
    const terms = { ...itemTerms, price: '1', salePrice: '0' };
    await database.db
      .insert(items)
      .values({ token: addressOf('another'), item: 9, ...foreign, terms, block: 1, logIndex: 99 });
  });
  after(() => database.close());

  const states = async (now: number) =>
    (await getItems(at(now), { token })).map(({ name, state }) => `${name}: ${state}`).slice(0, 5);

  it('open from its first second until before its last, whatever else only while it is active', async () => {
    const always = ['Always: open', 'Off: inactive', 'Announced: soon'];
    for (const [now, lunch, gone] of [
      [NOON - 0.001, 'notOpen', 'soldOut'],
      [NOON, 'open', 'soldOut'],
      [NOON + HOUR - 0.001, 'open', 'soldOut'],
      [NOON + HOUR, 'closed', 'closed'],
    ] as const)
      assert.deepEqual(await states(now), [always[0], `Lunch: ${lunch}`, ...always.slice(1), `Gone: ${gone}`]);
  });

  it('costs its sale price while the sale lasts, were it nothing', async () => {
    const price = async (now: number) => (await getItems(at(now), { token })).at(-1)!.price;
    assert.deepEqual(await Promise.all([NOON - 1, NOON, NOON + HOUR - 0.001, NOON + HOUR].map(price)), [
      10n,
      0n,
      0n,
      10n,
    ]);
  });

  it('is found by key before number before name, in any case, and only in its own community', async () => {
    const found = async (named: string) => (await findItem(at(NOON), { token, named })).item;
    for (const [named, item] of [
      ['ALWAYS', 1],
      ['1', 2],
      ['#1', 1],
      ['2', 2],
      ['off', 3],
      [' free LATER ', 7],
    ] as const)
      assert.equal(await found(named), item, named);
    for (const unknown of ['foreign', '9', '0', '', 'x'.repeat(5000)])
      await assert.rejects(found(unknown), (error) => {
        assert.ok(error instanceof UserError && error.code === 'ItemUnknown');
        return error.message.length < 100;
      });
  });

  it('a receipt that there is not is refused with where to look', async () => {
    for (const purchase of [1, 2 ** 53 - 1, 1e30, Number.NaN])
      await assert.rejects(getPurchase(at(NOON), { token, purchase }), { code: 'PurchaseUnknown' });
  });

  it('what a community writes about an item is taken as far as it can be read', () => {
    const data = (text: string) => `data:application/json,${text}`;
    const nothing = { shown: { key: null, description: null, emoji: null, image: null }, soon: false };
    for (const uri of [
      '',
      'ipfs://Qm',
      'data:application/json;base64,e30=',
      data(''),
      data('%'),
      data('{'),
      data('null'),
      data('[]'),
      data('7'),
      data(encodeURIComponent(JSON.stringify({ key: 7, description: [], emoji: '', image: 'data:,x', soon: 'yes' }))),
    ])
      assert.deepEqual(metadataOf(uri), nothing, uri);
    const about = { key: ' mug ', description: 'Holds 100 %.', emoji: '☕', image: 'https://a.example/b.png', more: 1 };
    assert.deepEqual(metadataOf(data(encodeURIComponent(JSON.stringify(about)))), {
      shown: { key: 'mug', description: 'Holds 100 %.', emoji: '☕', image: 'https://a.example/b.png' },
      soon: false,
    });
  });
});
