// grant
// ├── when the caller is no admin, the item unknown, the receiver nobody, or the quantity or stock wrong, it reverts
// └── it gives for nothing what nobody could buy, out of the stock, and refunds nothing for it
// remove
// ├── when the caller is no admin, or more is asked for than is held, it reverts
// ├── it takes units back, untouched ones first, and pays what the buyer could have claimed
// ├── what was not handed over is paid in full
// └── what was passed on is out of reach
// receipts
// ├── move between members only of items that allow it, singly and in batches
// └── cannot be moved by strangers
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import { type Address, getAddress, zeroAddress } from 'viem';
import { TOKEN } from '../support/figures.ts';
import { deployShop, HOUR, Refund, reason, redemption, State } from '../support/shop.ts';

const connection = await network.create();
const { assertions } = connection.viem;
const { time } = connection.networkHelpers;
const setUp = async () => {
  const shelf = await connection.networkHelpers.loadFixture(deployShop);
  const { shop, token, actors } = shelf;
  const grant = (item: bigint, quantity = 1n, to: Address = actors.bob, account = actors.admin) =>
    shop.write.grant([token.address, item, to, quantity, reason], { account });
  const remove = (purchase: bigint, quantity = 1n, account = actors.admin) =>
    shop.write.remove([token.address, purchase, quantity, reason], { account });
  return { ...shelf, grant, remove };
};

describe('Shop.grant', () => {
  it('reverts for who is no admin, nobody, an unknown item, and a wrong quantity', async () => {
    const { shop, actors, fulfiller, add, grant } = await setUp();
    const item = await add({}, 2);
    await assertions.revertWithCustomError(grant(item, 1n, actors.bob, fulfiller), shop, 'ShopMissingRole');
    await assertions.revertWithCustomError(grant(item, 1n, zeroAddress), shop, 'ShopZeroAddress');
    await assertions.revertWithCustomErrorWithArgs(grant(9n), shop, 'ShopUnknownItem', [9n]);
    for (const quantity of [0n, 65_536n]) {
      const call = grant(item, quantity);
      await assertions.revertWithCustomErrorWithArgs(call, shop, 'ShopBadQuantity', [quantity, 65_535n]);
    }
    await assertions.revertWithCustomErrorWithArgs(grant(item, 3n), shop, 'ShopSoldOut', [2n]);
  });

  it('gives what nobody could buy, for nothing, and refunds nothing for it', async () => {
    const { shop, token, actors, add, edit, bought, grant, refund, balance, itemOf, purchaseOf } = await setUp();
    const item = await add({ refund: Refund.timed }, 9);
    await bought(item, 5n);
    const hard = { ...{ active: false, minTier: 3, opens: 2 ** 40 - 1, perMember: 1 }, refund: Refund.timed };
    await edit(item, hard);
    const call = grant(item, 2n);
    const values = [token.address, 2n, getAddress(actors.admin), reason] as const;
    await assertions.emitWithArgs(call, shop, 'Granted', [...values]);
    const { buyer, quantity, unitPrice } = await purchaseOf(2n);
    assert.deepEqual([buyer, quantity, unitPrice], [getAddress(actors.bob), 2, 0n]);
    assert.deepEqual([(await itemOf(item)).left, (await itemOf(item)).sold], [2, 7n]);
    await refund(2n, 2n, actors.bob);
    assert.equal(await balance(actors.bob), 100n * TOKEN);
    assert.equal((await itemOf(item)).left, 4);
  });

  it('gives as many at once as a record holds', async () => {
    const { actors, add, grant, receipts, purchaseOf } = await setUp();
    const item = await add({}, 65_536);
    await grant(item, 65_535n);
    assert.equal((await purchaseOf(1n)).quantity, 65_535);
    assert.equal(await receipts(item, actors.bob), 65_535n);
  });

  it('requests what must be handed over', async () => {
    const { add, grant, fulfil, purchaseOf } = await setUp();
    await grant(await add(redemption));
    assert.equal((await purchaseOf(1n)).state, State.requested);
    await fulfil(1n);
  });
});

describe('Shop.remove', () => {
  it('reverts for who is no admin, and for more than is held', async () => {
    const { shop, fulfiller, add, bought, remove } = await setUp();
    const purchase = await bought(await add(), 2n);
    await assertions.revertWithCustomError(remove(purchase, 1n, fulfiller), shop, 'ShopMissingRole');
    await remove(purchase);
    for (const quantity of [0n, 2n]) {
      const call = remove(purchase, quantity);
      await assertions.revertWithCustomErrorWithArgs(call, shop, 'ShopBadQuantity', [quantity, 1n]);
    }
    await assertions.revertWithCustomErrorWithArgs(remove(99n), shop, 'ShopBadQuantity', [1n, 0n]);
  });

  it('takes units back for what the buyer could have claimed, and tells', async () => {
    const { shop, token, actors, add, bought, remove, balance, receipts } = await setUp();
    const item = await add({ refund: Refund.timed });
    const purchase = await bought(item, 3n);
    await time.increase(2 * HOUR);
    const call = remove(purchase, 2n);
    const removed = [token.address, purchase, 2n, getAddress(actors.admin), reason] as const;
    await assertions.emitWithArgs(call, shop, 'Removed', [...removed]);
    const refunded = [token.address, getAddress(actors.alice), purchase, item, 2n, 10n * TOKEN] as const;
    await assertions.emitWithArgs(call, shop, 'Refunded', [...refunded]);
    assert.equal(await balance(actors.alice), 80n * TOKEN);
    await time.increase(48 * HOUR);
    await remove(purchase);
    assert.equal(await balance(actors.alice), 80n * TOKEN);
    assert.equal(await receipts(item), 0n);
  });

  it('takes untouched units first, and their uses with them', async () => {
    const { shop, actors, add, bought, use, remove, balance } = await setUp();
    const purchase = await bought(await add({ uses: 2, refund: Refund.unused }), 3n);
    await use(purchase, 3n);
    await remove(purchase, 2n);
    assert.equal(await balance(actors.alice), 79n * TOKEN);
    await assertions.revertWithCustomErrorWithArgs(use(purchase), shop, 'ShopUsedUp', [0n]);
    await remove(purchase);
    assert.equal(await balance(actors.alice), 79n * TOKEN);
  });

  it('pays in full for what was not handed over, whatever the refund class', async () => {
    const { shop, token, fulfiller, actors, add, bought, remove, balance } = await setUp();
    const item = await add({ ...redemption, refund: Refund.none });
    const before = await balance(actors.alice);
    const waiting = await bought(item, 2n);
    await remove(waiting);
    await remove(waiting);
    assert.equal(await balance(actors.alice), before);

    const given = await bought(item);
    await shop.write.fulfil([token.address, given], { account: fulfiller });
    await remove(given);
    assert.equal(await balance(actors.alice), before - 10n * TOKEN);
  });

  it('cannot reach what was passed on', async () => {
    const { shop, token, actors, add, bought, remove } = await setUp();
    const item = await add({ transferable: true });
    const purchase = await bought(item);
    const id = await shop.read.receiptOf([token.address, item]);
    await shop.write.safeTransferFrom([actors.alice, actors.bob, id, 1n, '0x'], { account: actors.alice });
    await assertions.revertWithCustomError(remove(purchase), shop, 'ERC1155InsufficientBalance');
  });
});

describe('Receipts', () => {
  it('move only where the item allows it', async () => {
    const { shop, token, actors, add, bought, receipts } = await setUp();
    const { alice, bob } = actors;
    const [free, bound] = [await add({ transferable: true }), await add()];
    await bought(free, 2n);
    await bought(bound);
    const id = (item: bigint) => (BigInt(token.address) << 96n) | item;
    const by = { account: alice };
    await shop.write.safeTransferFrom([alice, bob, id(free), 1n, '0x'], by);
    assert.equal(await receipts(free, bob), 1n);
    for (const call of [
      shop.write.safeTransferFrom([alice, bob, id(bound), 1n, '0x'], by),
      shop.write.safeBatchTransferFrom([alice, bob, [id(free), id(bound)], [1n, 1n], '0x'], by),
    ]) {
      await assertions.revertWithCustomErrorWithArgs(call, shop, 'ShopNotTransferable', [bound]);
    }
    const stolen = shop.write.safeTransferFrom([alice, bob, id(free), 1n, '0x'], { account: actors.mallory });
    await assertions.revertWithCustomError(stolen, shop, 'ERC1155MissingApprovalForAll');
  });
});
