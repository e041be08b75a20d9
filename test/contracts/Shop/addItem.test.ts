// addItem
// ├── when the caller is no admin, or there is no such community, it reverts
// ├── when terms are out of bounds or do not go together, it reverts with the field's name
// └── it numbers items per community, keeps terms, stock and hashes, and tells the texts
// editItem
// ├── when the caller is no admin, the item unknown or the terms bad, it reverts
// ├── when it would change whether receipts move, it reverts
// └── it changes everything but the stock, and binds later purchases only
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import { getAddress, zeroHash } from 'viem';
import { createCommunity } from '../support/deploy.ts';
import { Role, TOKEN } from '../support/figures.ts';
import { deployShop, HOUR, Kind, Refund, redemption, type Terms, terms, texts, UNLIMITED } from '../support/shop.ts';

const connection = await network.create();
const { assertions } = connection.viem;
const setUp = () => connection.networkHelpers.loadFixture(deployShop);

describe('Shop.addItem', () => {
  it('reverts for who is no admin, and where there is no community', async () => {
    const { shop, token, actors } = await setUp();
    const call = shop.write.addItem([token.address, terms, 1, texts], { account: actors.mallory });
    const values = [token.address, getAddress(actors.mallory), Role.admin] as const;
    await assertions.revertWithCustomErrorWithArgs(call, shop, 'ShopMissingRole', [...values]);
    const nowhere = shop.write.addItem([actors.bob, terms, 1, texts], { account: actors.owner });
    await assertions.revertWithCustomError(nowhere, shop, 'ShopMissingRole');
  });

  const bad: [string, string, Partial<Terms>][] = [
    ['a window that closes before it opens', 'closes', { opens: 20, closes: 20 }],
    ['a flash sale that ends before it begins', 'saleCloses', { saleOpens: 20, saleCloses: 20 }],
    ['a flash sale that is dearer', 'salePrice', { price: 5n, salePrice: 6n }],
    ['a tier above platinum', 'minTier', { minTier: 4 }],
    ['a required item that does not exist', 'heldItem', { heldItem: 2 }],
    ['a redemption without a deadline', 'fulfilWithin', { kind: Kind.role }],
    ['a deadline without a redemption', 'fulfilWithin', { fulfilWithin: HOUR }],
    ['a refund of unused ones of what is not consumable', 'refund', { refund: Refund.unused }],
    ['a refundable code', 'refund', { ...redemption, kind: Kind.code, refund: Refund.timed }],
    ['a refundable NFT', 'refund', { ...redemption, kind: Kind.nft, refund: Refund.timed }],
    ['a refundable tier', 'refund', { ...redemption, kind: Kind.tierLift, refund: Refund.unused, uses: 1 }],
    ['transferable receipts of a redemption', 'transferable', { ...redemption, transferable: true }],
    ['transferable receipts of a consumable', 'transferable', { uses: 1, transferable: true }],
    ['transferable receipts of what ends', 'transferable', { duration: 1, transferable: true }],
  ];
  for (const [what, field, changes] of bad) {
    it(`reverts for ${what}`, async () => {
      const { shop, add, edit } = await setUp();
      await assertions.revertWithCustomErrorWithArgs(add(changes), shop, 'ShopBadItem', [field]);
      const item = await add({ transferable: changes.transferable ?? false });
      await assertions.revertWithCustomErrorWithArgs(edit(item, changes), shop, 'ShopBadItem', [field]);
    });
  }

  it('numbers items per community, keeps all to the greatest figures and tells the texts', async () => {
    const economy = await setUp();
    const { shop, token, actors, itemOf } = economy;
    const other = await createCommunity(economy);
    const by = { account: actors.owner };
    await shop.write.addItem([other.address, terms, 1, texts], by);
    assert.equal(await shop.read.itemCount([token.address]), 0n);
    const most: Terms = {
      ...{ price: 2n ** 96n - 1n, salePrice: 2n ** 96n - 2n, perMember: 65_535, duration: UNLIMITED, heldItem: 1 },
      ...{ opens: 2 ** 40 - 2, closes: 2 ** 40 - 1, saleOpens: 2 ** 40 - 3, saleCloses: 2 ** 40 - 1 },
      ...{ fulfilWithin: UNLIMITED, uses: 65_535, refund: Refund.unused, kind: Kind.webhook, minTier: 3 },
      ...{ active: true, transferable: false },
    };
    const { name, category, uri, contentHash, roleHash } = texts;
    const call = shop.write.addItem([token.address, most, UNLIMITED - 1, texts], by);
    const values = [token.address, 1n, most, name, category, uri, contentHash, roleHash] as const;
    await assertions.emitWithArgs(call, shop, 'ItemSet', [...values]);
    await assertions.emitWithArgs(call, shop, 'StockSet', [token.address, 1n, UNLIMITED - 1]);
    const id = (BigInt(token.address) << 96n) | 1n;
    await assertions.emitWithArgs(call, shop, 'URI', [uri, id]);
    assert.equal(await shop.read.receiptOf([token.address, 1n]), id);
    assert.deepEqual(await itemOf(1n), { terms: most, left: UNLIMITED - 1, sold: 0n, roleHash, contentHash });
  });
});

describe('Shop.editItem', () => {
  it('reverts for who is no admin', async () => {
    const { shop, token, actors, add } = await setUp();
    const call = shop.write.editItem([token.address, await add(), terms, texts], { account: actors.alice });
    await assertions.revertWithCustomError(call, shop, 'ShopMissingRole');
  });

  it('reverts for an unknown item', async () => {
    const { shop, add, edit } = await setUp();
    await add();
    for (const item of [0n, 2n, 2n ** 96n]) {
      await assertions.revertWithCustomErrorWithArgs(edit(item, {}), shop, 'ShopUnknownItem', [item]);
    }
  });

  it('reverts where it would change whether receipts move', async () => {
    const { shop, add, edit } = await setUp();
    for (const transferable of [true, false]) {
      const call = edit(await add({ transferable }), { transferable: !transferable });
      await assertions.revertWithCustomErrorWithArgs(call, shop, 'ShopBadItem', ['transferable']);
    }
  });

  it('changes all but the stock, and binds later purchases only', async () => {
    const { shop, token, actors, add, bought, itemOf, purchaseOf, refundOf } = await setUp();
    const item = await add({ refund: Refund.timed, duration: HOUR }, 5);
    const purchase = await bought(item);
    const record = await purchaseOf(purchase);
    const next = { ...terms, price: 3n * TOKEN, ...redemption };
    const bare = { ...texts, roleHash: zeroHash, contentHash: zeroHash } as const;
    await shop.write.editItem([token.address, item, next, bare], { account: actors.admin });
    const { left, sold, roleHash, contentHash, ...rest } = await itemOf(item);
    assert.deepEqual([left, sold, roleHash, contentHash], [4, 1n, zeroHash, zeroHash]);
    assert.deepEqual(rest.terms, next);
    assert.deepEqual(await purchaseOf(purchase), record);
    assert.deepEqual(await refundOf(purchase), [1n, 10n * TOKEN]);
  });
});
