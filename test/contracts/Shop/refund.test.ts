// refund
// ├── when the caller is not the buyer, or nothing is due, it reverts
// ├── when the quantity is 0 or above what is left untouched, it reverts
// ├── when the buyer no longer holds the receipts, or would hold too much, it reverts
// ├── timed: 100 % within an hour, 50 % within 24, then nothing, and nothing once it has ended
// ├── unused: 90 % of untouched units, rounded down; of timed consumables untouched units only
// ├── past the deadline of a redemption 100 %, by the buyer alone
// ├── it pays what was paid, not what it costs now; units go back to the stock, also of one near unlimited
// ├── each unit once, in parts or at once
// └── neither pause nor disabling stops it
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import { encodeFunctionData, getAddress } from 'viem';
import { shopAbi } from '../../../contracts/generated/abi.ts';
import { TOKEN } from '../support/figures.ts';
import { deployShop, HOUR, Refund, Restock, redemption, UNLIMITED } from '../support/shop.ts';

const connection = await network.create();
const { assertions } = connection.viem;
const { time } = connection.networkHelpers;
const setUp = () => connection.networkHelpers.loadFixture(deployShop);
const timed = { refund: Refund.timed };

describe('Shop.refund', () => {
  it('reverts for everybody but the buyer, and for what was never bought', async () => {
    const { shop, actors, add, bought, refund } = await setUp();
    const purchase = await bought(await add(timed));
    for (const caller of [actors.bob, actors.owner]) {
      const values = [purchase, getAddress(caller)] as const;
      const call = refund(purchase, 1n, caller);
      await assertions.revertWithCustomErrorWithArgs(call, shop, 'ShopNotBuyer', [...values]);
    }
    await assertions.revertWithCustomError(refund(2n), shop, 'ShopNotBuyer');
  });

  it('reverts where nothing is due', async () => {
    const { shop, add, bought, refund, refundOf } = await setUp();
    for (const changes of [{}, redemption]) {
      const purchase = await bought(await add(changes));
      await assertions.revertWithCustomErrorWithArgs(refund(purchase), shop, 'ShopNotRefundable', [purchase]);
      assert.deepEqual(await refundOf(purchase), [0n, 0n]);
    }
  });

  it('pays back the least price there is', async () => {
    const { actors, add, bought, refund, balance } = await setUp();
    const before = await balance(actors.alice);
    await refund(await bought(await add({ ...timed, price: 1n })));
    assert.equal(await balance(actors.alice), before);
  });

  it('reverts for none and for more than is left', async () => {
    const { shop, add, bought, refund } = await setUp();
    const purchase = await bought(await add(timed), 3n);
    await refund(purchase);
    for (const quantity of [0n, 3n, 2n ** 255n]) {
      const call = refund(purchase, quantity);
      await assertions.revertWithCustomErrorWithArgs(call, shop, 'ShopBadQuantity', [quantity, 2n]);
    }
    await refund(purchase, 2n);
    await assertions.revertWithCustomErrorWithArgs(refund(purchase), shop, 'ShopBadQuantity', [1n, 0n]);
  });

  it('reverts once the receipts were passed on, until they are back', async () => {
    const { shop, token, actors, add, bought, refund, balance } = await setUp();
    const item = await add({ ...timed, transferable: true });
    const purchase = await bought(item, 2n);
    const id = await shop.read.receiptOf([token.address, item]);
    const { alice, bob } = actors;
    await shop.write.safeTransferFrom([alice, bob, id, 1n, '0x'], { account: alice });
    const values = [getAddress(alice), 1n, 2n, id] as const;
    const call = refund(purchase, 2n);
    await assertions.revertWithCustomErrorWithArgs(call, shop, 'ERC1155InsufficientBalance', [...values]);
    await assertions.revertWithCustomError(refund(purchase, 1n, bob), shop, 'ShopNotBuyer');
    await refund(purchase);
    await assertions.revertWithCustomError(refund(purchase), shop, 'ERC1155InsufficientBalance');
    await shop.write.safeTransferFrom([bob, alice, id, 1n, '0x'], { account: bob });
    await refund(purchase);
    assert.equal(await balance(alice), 100n * TOKEN);
  });

  it('pays a timed item in full for an hour, half for a day, then nothing', async () => {
    const { shop, actors, add, bought, refund, balance, purchaseOf } = await setUp();
    const item = await add(timed);
    const paidAfter = async (seconds: number) => {
      const purchase = await bought(item);
      const before = await balance(actors.alice);
      await time.setNextBlockTimestamp((await purchaseOf(purchase)).boughtAt + seconds);
      await refund(purchase);
      return (await balance(actors.alice)) - before;
    };
    assert.equal(await paidAfter(1), 10n * TOKEN);
    assert.equal(await paidAfter(HOUR), 10n * TOKEN);
    assert.equal(await paidAfter(HOUR + 1), 5n * TOKEN);
    assert.equal(await paidAfter(24 * HOUR), 5n * TOKEN);
    await assertions.revertWithCustomError(paidAfter(24 * HOUR + 1), shop, 'ShopNotRefundable');
  });

  it('pays nothing once a timed item has ended', async () => {
    const { shop, add, bought, refund, purchaseOf } = await setUp();
    const item = await add({ ...timed, duration: 60 });
    const purchase = await bought(item, 2n);
    const { boughtAt } = await purchaseOf(purchase);
    await time.setNextBlockTimestamp(boughtAt + 59);
    await refund(purchase);
    await time.setNextBlockTimestamp(boughtAt + 60);
    await assertions.revertWithCustomError(refund(purchase), shop, 'ShopNotRefundable');
  });

  it('pays 90 % of untouched consumables, rounded down, at any time', async () => {
    const { shop, actors, add, bought, use, refund, refundOf, balance } = await setUp();
    const purchase = await bought(await add({ price: TOKEN + 1n, refund: Refund.unused, uses: 3 }), 4n);
    await use(purchase, 4n);
    await time.increase(9_000 * HOUR);
    assert.deepEqual(await refundOf(purchase), [2n, (18n * TOKEN) / 10n + 1n]);
    await assertions.revertWithCustomErrorWithArgs(refund(purchase, 3n), shop, 'ShopBadQuantity', [3n, 2n]);
    const before = await balance(actors.alice);
    await refund(purchase, 2n);
    assert.equal((await balance(actors.alice)) - before, (18n * TOKEN) / 10n + 1n);
    await use(purchase, 2n);
    await assertions.revertWithCustomErrorWithArgs(use(purchase), shop, 'ShopUsedUp', [0n]);
  });

  it('takes back untouched units only of a timed consumable', async () => {
    const { shop, add, bought, use, refund } = await setUp();
    const purchase = await bought(await add({ ...timed, uses: 1 }), 2n);
    await use(purchase);
    await refund(purchase);
    await assertions.revertWithCustomErrorWithArgs(refund(purchase), shop, 'ShopBadQuantity', [1n, 0n]);
  });

  it('pays in full past the deadline of a redemption, by the buyer alone', async () => {
    const { shop, actors, add, bought, refund, refundOf, balance, purchaseOf, receipts } = await setUp();
    const item = await add({ ...redemption, duration: 60 });
    const purchase = await bought(item, 2n);
    const { fulfilBy } = await purchaseOf(purchase);
    await time.setNextBlockTimestamp(fulfilBy);
    await assertions.revertWithCustomError(refund(purchase), shop, 'ShopNotRefundable');
    await time.increaseTo(fulfilBy + 1);
    assert.deepEqual(await refundOf(purchase), [2n, 20n * TOKEN]);
    await assertions.revertWithCustomError(refund(purchase, 2n, actors.carol), shop, 'ShopNotBuyer');
    await refund(purchase, 2n);
    assert.equal(await balance(actors.alice), 100n * TOKEN);
    assert.equal(await receipts(item), 0n);
  });

  it('pays what was paid, puts units back and tells', async () => {
    const { shop, token, actors, add, edit, bought, refund, itemOf, receipts, purchaseOf } = await setUp();
    const item = await add(timed, 5);
    await bought(item, 1n);
    const purchase = await bought(item, 3n);
    await edit(item, { price: 90n * TOKEN });
    const parties = [token.address, getAddress(actors.alice), purchase] as const;
    const call = refund(purchase, 2n);
    await assertions.emitWithArgs(call, shop, 'Refunded', [...parties, item, 2n, 20n * TOKEN]);
    const { left, sold } = await itemOf(item);
    assert.deepEqual([left, sold, await receipts(item)], [3, 2n, 2n]);
    assert.equal((await purchaseOf(purchase)).returned, 2);
  });

  it('keeps an unlimited stock unlimited, and never makes one so', async () => {
    const { shop, token, actors, add, bought, refund, itemOf } = await setUp();
    const item = await add(timed);
    const purchase = await bought(item, 3n);
    await refund(purchase);
    assert.equal((await itemOf(item)).left, UNLIMITED);
    const set = (units: number) =>
      shop.write.restock([token.address, item, Restock.set, units], { account: actors.admin });
    await set(UNLIMITED - 1);
    await refund(purchase);
    assert.equal((await itemOf(item)).left, UNLIMITED - 1);
    await set(0);
    await refund(purchase);
    assert.equal((await itemOf(item)).left, 1);
  });

  it('goes on while paused and disabled, for members of the operator too', async () => {
    const { shop, token, communities, actors, add, bought, pause, asMember, balance } = await setUp();
    const purchase = await bought(await add(timed));
    await pause();
    await communities.write.disableModule([token.address, shop.address], { account: actors.owner });
    const args = [token.address, purchase, 1n] as const;
    await asMember(actors.alice, shop.address, encodeFunctionData({ abi: shopAbi, functionName: 'refund', args }));
    assert.equal(await balance(actors.alice), 100n * TOKEN);
  });
});
