// use
// ├── when the caller is not the buyer, or it is not fulfilled yet or refused, it reverts
// ├── when it has ended, or fewer uses are left, it reverts
// └── it counts uses over all units and says how many are left, paused or not
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import { getAddress } from 'viem';
import { deployShop, redemption } from '../support/shop.ts';

const connection = await network.create();
const { assertions } = connection.viem;
const { time } = connection.networkHelpers;
const setUp = () => connection.networkHelpers.loadFixture(deployShop);

describe('Shop.use', () => {
  it('reverts for everybody but the buyer', async () => {
    const { shop, actors, add, bought, use } = await setUp();
    const purchase = await bought(await add({ uses: 1 }));
    const values = [purchase, getAddress(actors.bob)] as const;
    const call = use(purchase, 1n, actors.bob);
    await assertions.revertWithCustomErrorWithArgs(call, shop, 'ShopNotBuyer', [...values]);
  });

  it('reverts until it is fulfilled, and once it was refused', async () => {
    const { shop, add, bought, use, fulfil, refuse } = await setUp();
    const item = await add({ ...redemption, uses: 1 });
    const purchase = await bought(item);
    await assertions.revertWithCustomErrorWithArgs(use(purchase), shop, 'ShopNotFulfilled', [purchase]);
    await fulfil(purchase);
    await use(purchase);
    const refused = await bought(item);
    await refuse(refused);
    await assertions.revertWithCustomErrorWithArgs(use(refused), shop, 'ShopNotFulfilled', [refused]);
  });

  it('reverts once it has ended', async () => {
    const { shop, add, bought, use, purchaseOf } = await setUp();
    const purchase = await bought(await add({ uses: 2, duration: 60 }));
    const { expiresAt } = await purchaseOf(purchase);
    await time.setNextBlockTimestamp(expiresAt - 1);
    await use(purchase);
    await time.setNextBlockTimestamp(expiresAt);
    await assertions.revertWithCustomErrorWithArgs(use(purchase), shop, 'ShopExpired', [BigInt(expiresAt)]);
  });

  it('reverts for none, for more than is left, and for what is not consumable', async () => {
    const { shop, add, bought, use } = await setUp();
    const purchase = await bought(await add({ uses: 2 }), 2n);
    for (const uses of [0n, 5n, 2n ** 255n]) {
      await assertions.revertWithCustomErrorWithArgs(use(purchase, uses), shop, 'ShopUsedUp', [4n]);
    }
    const lasting = await bought(await add());
    await assertions.revertWithCustomErrorWithArgs(use(lasting), shop, 'ShopUsedUp', [0n]);
  });

  it('counts uses and says how many are left, while paused too', async () => {
    const { shop, token, actors, add, bought, use, pause, purchaseOf } = await setUp();
    const purchase = await bought(await add({ uses: 2 }), 2n);
    await pause();
    const parties = [token.address, getAddress(actors.alice), purchase] as const;
    await assertions.emitWithArgs(use(purchase, 3n), shop, 'Used', [...parties, 3n, 1n]);
    assert.equal((await purchaseOf(purchase)).used, 3);
    await assertions.emitWithArgs(use(purchase), shop, 'Used', [...parties, 1n, 0n]);
  });

  it('counts to the greatest of units and uses', async () => {
    const { shop, add, bought, use, purchaseOf } = await setUp();
    const purchase = await bought(await add({ price: 0n, uses: 65_535 }), 65_535n);
    await use(purchase, 65_535n * 65_535n);
    assert.equal((await purchaseOf(purchase)).used, 65_535 * 65_535);
    await assertions.revertWithCustomErrorWithArgs(use(purchase), shop, 'ShopUsedUp', [0n]);
  });
});
