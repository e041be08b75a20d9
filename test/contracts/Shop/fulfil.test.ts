// fulfil
// ├── when the caller is no fulfiller, or nothing waits for it, it reverts
// ├── when its deadline has passed it reverts
// └── it is final, and time begins with it
// refuse
// ├── when the caller is no fulfiller, or nothing waits for it, it reverts
// └── it refunds what is left in full, past the deadline and while paused too
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import { getAddress } from 'viem';
import { Role, TOKEN } from '../support/figures.ts';
import { deployShop, HOUR, Refund, reason, redemption, State } from '../support/shop.ts';

const connection = await network.create();
const { assertions } = connection.viem;
const { time } = connection.networkHelpers;
const setUp = () => connection.networkHelpers.loadFixture(deployShop);

for (const verb of ['fulfil', 'refuse'] as const) {
  describe(`Shop.${verb}`, () => {
    it('reverts for who is no fulfiller', async () => {
      const economy = await setUp();
      const { shop, token, actors, add, bought } = economy;
      const purchase = await bought(await add(redemption));
      for (const caller of [actors.alice, actors.admin]) {
        const values = [token.address, getAddress(caller), Role.fulfiller] as const;
        const call = economy[verb](purchase, caller);
        await assertions.revertWithCustomErrorWithArgs(call, shop, 'ShopMissingRole', [...values]);
      }
    });

    it('reverts where nothing waits for it', async () => {
      const economy = await setUp();
      const { shop, add, bought, refund, fulfil, refuse } = economy;
      const item = await add({ ...redemption, refund: Refund.timed });
      const [plain, fulfilled, refused, refunded] = [
        await bought(await add()),
        await bought(item),
        await bought(item),
        await bought(item, 2n),
      ];
      await fulfil(fulfilled);
      await refuse(refused);
      await refund(refunded);
      await refund(refunded);
      for (const purchase of [plain, fulfilled, refused, refunded, 99n]) {
        const call = economy[verb](purchase);
        await assertions.revertWithCustomErrorWithArgs(call, shop, 'ShopNotRequested', [purchase]);
      }
    });
  });
}

describe('Shop.fulfil, in time', () => {
  it('reverts past the deadline', async () => {
    const { shop, add, bought, fulfil, purchaseOf } = await setUp();
    const item = await add(redemption);
    const [first, second] = [await bought(item), await bought(item)];
    const { fulfilBy } = await purchaseOf(second);
    const late = BigInt((await purchaseOf(first)).fulfilBy);
    await time.setNextBlockTimestamp(fulfilBy);
    await fulfil(second);
    await assertions.revertWithCustomErrorWithArgs(fulfil(first), shop, 'ShopTooLate', [late]);
  });

  it('ends the claim to a full refund, and leaves that of the class', async () => {
    const { shop, add, bought, fulfil, refund, refundOf } = await setUp();
    const [final, timed] = [await bought(await add(redemption)), await bought(await add({ ...redemption, refund: 1 }))];
    await fulfil(final);
    await fulfil(timed);
    assert.deepEqual(await refundOf(timed), [1n, 10n * TOKEN]);
    await time.increase(48 * HOUR);
    for (const purchase of [final, timed]) {
      await assertions.revertWithCustomError(refund(purchase), shop, 'ShopNotRefundable');
    }
  });

  it('begins its time, and says when it ends', async () => {
    const { shop, token, fulfiller, add, bought, fulfil, purchaseOf } = await setUp();
    const lasting = await bought(await add(redemption));
    const purchase = await bought(await add({ ...redemption, duration: HOUR }));
    const moment = (await purchaseOf(purchase)).boughtAt + 20 * HOUR;
    await time.setNextBlockTimestamp(moment);
    const values = [token.address, purchase, getAddress(fulfiller), moment + HOUR] as const;
    await assertions.emitWithArgs(fulfil(purchase), shop, 'Fulfilled', [...values]);
    const { expiresAt, state } = await purchaseOf(purchase);
    assert.deepEqual([expiresAt, state], [moment + HOUR, State.fulfilled]);
    const forEver = [token.address, lasting, getAddress(fulfiller), 0] as const;
    await assertions.emitWithArgs(fulfil(lasting), shop, 'Fulfilled', [...forEver]);
  });
});

describe('Shop.refuse, at any time', () => {
  it('refunds what is left in full and tells', async () => {
    const { shop, token, actors, fulfiller, add, bought, refund, refuse, balance, receipts, itemOf } = await setUp();
    const item = await add({ ...redemption, refund: Refund.timed }, 3);
    const purchase = await bought(item, 3n);
    await time.increase(2 * HOUR);
    await refund(purchase);
    assert.equal(await balance(actors.alice), 75n * TOKEN);
    const call = refuse(purchase);
    const refused = [token.address, purchase, getAddress(fulfiller), reason] as const;
    await assertions.emitWithArgs(call, shop, 'Refused', [...refused]);
    const refunded = [token.address, getAddress(actors.alice), purchase, item, 2n, 20n * TOKEN] as const;
    await assertions.emitWithArgs(call, shop, 'Refunded', [...refunded]);
    assert.equal(await balance(actors.alice), 95n * TOKEN);
    assert.equal(await receipts(item), 0n);
    assert.deepEqual([(await itemOf(item)).left, (await itemOf(item)).sold], [3, 0n]);
    await assertions.revertWithCustomError(refund(purchase), shop, 'ShopBadQuantity');
  });

  it('refunds past the deadline and while paused', async () => {
    const { actors, add, bought, refuse, pause, balance, purchaseOf } = await setUp();
    const purchase = await bought(await add(redemption));
    await time.increase(100 * HOUR);
    await pause();
    await refuse(purchase);
    assert.equal(await balance(actors.alice), 100n * TOKEN);
    assert.equal((await purchaseOf(purchase)).state, State.refused);
  });
});
