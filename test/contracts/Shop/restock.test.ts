// restock
// ├── when the caller is no admin, or the item unknown, it reverts
// ├── when it adds to or takes from an unlimited stock, it reverts
// ├── when it takes more than there is, or adds up to what means unlimited, it reverts
// └── it adds, sets and subtracts, and says what is left
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import { deployShop, Restock, UNLIMITED } from '../support/shop.ts';

const connection = await network.create();
const { assertions } = connection.viem;
const setUp = async () => {
  const shelf = await connection.networkHelpers.loadFixture(deployShop);
  const restock = (item: bigint, how: number, units: number, account = shelf.actors.admin) =>
    shelf.shop.write.restock([shelf.token.address, item, how, units], { account });
  return { ...shelf, restock };
};

describe('Shop.restock', () => {
  it('reverts for who is no admin and for an unknown item', async () => {
    const { shop, actors, add, restock } = await setUp();
    const item = await add({}, 1);
    const call = restock(item, Restock.add, 1, actors.carol);
    await assertions.revertWithCustomError(call, shop, 'ShopMissingRole');
    await assertions.revertWithCustomErrorWithArgs(restock(2n, Restock.add, 1), shop, 'ShopUnknownItem', [2n]);
  });

  it('reverts where the stock is unlimited, until it is set', async () => {
    const { shop, add, restock, itemOf } = await setUp();
    const item = await add();
    for (const how of [Restock.add, Restock.subtract]) {
      await assertions.revertWithCustomErrorWithArgs(restock(item, how, 1), shop, 'ShopUnlimited', [item]);
    }
    await restock(item, Restock.set, 7);
    await restock(item, Restock.add, 1);
    assert.equal((await itemOf(item)).left, 8);
    await restock(item, Restock.set, UNLIMITED);
    await assertions.revertWithCustomError(restock(item, Restock.add, 1), shop, 'ShopUnlimited');
  });

  it('reverts where less is left, or nothing below unlimited', async () => {
    const { shop, add, restock, itemOf } = await setUp();
    const item = await add({}, 5);
    const take = restock(item, Restock.subtract, 6);
    await assertions.revertWithCustomErrorWithArgs(take, shop, 'ShopBadQuantity', [6n, 5n]);
    const most = UNLIMITED - 6;
    const fill = restock(item, Restock.add, most + 1);
    await assertions.revertWithCustomErrorWithArgs(fill, shop, 'ShopBadQuantity', [BigInt(most + 1), BigInt(most)]);
    await restock(item, Restock.add, most);
    assert.equal((await itemOf(item)).left, UNLIMITED - 1);
  });

  it('adds, sets and subtracts, and says what is left', async () => {
    const { shop, token, add, restock, itemOf } = await setUp();
    const item = await add({}, 5);
    for (const [how, units, left] of [
      [Restock.add, 4, 9],
      [Restock.subtract, 9, 0],
      [Restock.set, 3, 3],
    ] as const) {
      await assertions.emitWithArgs(restock(item, how, units), shop, 'StockSet', [token.address, item, left]);
      assert.equal((await itemOf(item)).left, left);
    }
  });
});
