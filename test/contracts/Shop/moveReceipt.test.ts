// Shop.moveReceipt
// ├── reverts: no such item; a stranger; whose receipts do not move; from nobody or to nobody
// └── by a module: moves receipts, and their buyer can give back no more than it still holds
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import { zeroAddress } from 'viem';
import { deployShop, Refund } from '../support/shop.ts';

const connection = await network.create();
const { networkHelpers } = connection;
const { assertions } = connection.viem;

async function deploy() {
  const world = await deployShop(connection);
  const card = await world.add({ transferable: true, refund: Refund.timed });
  const purchase = await world.bought(card, 2n);
  return { ...world, card, purchase };
}
const world = () => networkHelpers.loadFixture(deploy);

describe('Shop.moveReceipt', () => {
  it('moves nothing for strangers, of unknown items, or of what is bound to its buyer', async () => {
    const { shop, token, card, add, actors, by, module } = await world();
    const { alice, bob, mallory } = actors;
    const foreign = shop.write.moveReceipt([mallory, 1n, alice, bob, 1n], by(mallory));
    await assertions.revertWithCustomErrorWithArgs(foreign, shop, 'ShopUnknownItem', [1n]);
    const stranger = shop.write.moveReceipt([token.address, card, alice, mallory, 1n], by(mallory));
    await assertions.revertWithCustomErrorWithArgs(stranger, shop, 'ShopNotModule', [mallory]);
    const fixed = await add();
    const bound = shop.write.moveReceipt([token.address, fixed, alice, bob, 0n], module);
    await assertions.revertWithCustomErrorWithArgs(bound, shop, 'ShopNotTransferable', [fixed]);
  });

  it('neither mints nor burns', async () => {
    const { shop, token, card, actors, module } = await world();
    for (const [from, to] of [
      [zeroAddress, actors.bob],
      [actors.alice, zeroAddress],
    ] as const) {
      const move = shop.write.moveReceipt([token.address, card, from, to, 1n], module);
      await assertions.revertWithCustomErrorWithArgs(move, shop, 'ShopZeroAddress', []);
    }
  });

  it('moves receipts for a module, and what was passed on is not refunded', async () => {
    const { shop, token, card, purchase, receipts, refund, actors, module } = await world();
    await shop.write.moveReceipt([token.address, card, actors.alice, actors.bob, 1n], module);
    assert.deepEqual([await receipts(card), await receipts(card, actors.bob)], [1n, 1n]);
    await assertions.revertWithCustomError(refund(purchase, 2n), shop, 'ERC1155InsufficientBalance');
    await refund(purchase, 1n);
    assert.equal(await receipts(card), 0n);
  });
});
