// buy
// ├── when the item is unknown, or the quantity 0 or too great, it reverts
// ├── when the item is inactive, or outside its window, it reverts with the moment
// ├── when stock, the member's limit, tier or a held item does not allow it, it reverts with what is missing
// ├── when all together cost more than the buyer agreed to, it reverts with the price
// ├── when the balance is too small, the community paused or the module disabled, the token's reason comes through
// ├── it burns the price, mints receipts, takes from the stock and writes the record
// ├── a flash sale's price holds from its beginning until before its end
// ├── what ends, what is consumable and what must be handed over have it in their record
// ├── only what may be claimed back stays reserved
// └── the operator's purchases count as no outflow, and contracts buy without being called
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import { getAddress } from 'viem';
import { createCommunity } from '../support/deploy.ts';
import { TOKEN } from '../support/figures.ts';
import { buyCall, deployShop, HOUR, Kind, Refund, redemption, State } from '../support/shop.ts';

const connection = await network.create();
const { assertions } = connection.viem;
const { time } = connection.networkHelpers;
const setUp = () => connection.networkHelpers.loadFixture(deployShop);
const LOTS = 2n ** 255n;

describe('Shop.buy', () => {
  it('reverts for an unknown item', async () => {
    const economy = await setUp();
    const { shop, actors, add, buy } = economy;
    const item = await add();
    await assertions.revertWithCustomErrorWithArgs(buy(0n), shop, 'ShopUnknownItem', [0n]);
    await assertions.revertWithCustomErrorWithArgs(buy(2n), shop, 'ShopUnknownItem', [2n]);
    const other = await createCommunity(economy);
    for (const token of [other.address, actors.mallory]) {
      const call = shop.write.buy([token, item, 1n, LOTS], { account: actors.alice });
      await assertions.revertWithCustomErrorWithArgs(call, shop, 'ShopUnknownItem', [item]);
    }
  });

  it('reverts for none and for more than a record holds', async () => {
    const { shop, add, buy, purchaseOf } = await setUp();
    const item = await add({ price: 0n });
    for (const quantity of [0n, 65_536n, 2n ** 255n]) {
      await assertions.revertWithCustomErrorWithArgs(buy(item, quantity), shop, 'ShopBadQuantity', [quantity, 65_535n]);
    }
    await buy(item, 65_535n);
    assert.equal((await purchaseOf(1n)).quantity, 65_535);
  });

  it('reverts for an inactive item', async () => {
    const { shop, add, buy } = await setUp();
    const item = await add({ active: false });
    await assertions.revertWithCustomErrorWithArgs(buy(item), shop, 'ShopInactive', [item]);
  });

  it('reverts outside its window', async () => {
    const { shop, add, buy, now } = await setUp();
    const [opens, closes] = [(await now()) + 100, (await now()) + 200];
    const item = await add({ opens, closes });
    await time.setNextBlockTimestamp(opens - 1);
    await assertions.revertWithCustomErrorWithArgs(buy(item), shop, 'ShopNotOpenYet', [BigInt(opens)]);
    await time.increaseTo(opens - 1);
    await buy(item);
    await time.increaseTo(closes - 2);
    await buy(item);
    await assertions.revertWithCustomErrorWithArgs(buy(item), shop, 'ShopClosed', [BigInt(closes)]);
  });

  it('reverts beyond the stock', async () => {
    const { shop, actors, add, buy, itemOf } = await setUp();
    const item = await add({}, 3);
    await assertions.revertWithCustomErrorWithArgs(buy(item, 4n), shop, 'ShopSoldOut', [3n]);
    await buy(item, 2n);
    await buy(item, 1n, LOTS, actors.bob);
    assert.deepEqual([(await itemOf(item)).left, (await itemOf(item)).sold], [0, 3n]);
    await assertions.revertWithCustomErrorWithArgs(buy(item), shop, 'ShopSoldOut', [0n]);
  });

  it('reverts beyond the member’s limit, whose units count from before it and until given back', async () => {
    const { shop, token, actors, add, edit, buy, bought, refund } = await setUp();
    const item = await add({ refund: Refund.timed });
    const purchase = await bought(item, 3n);
    await edit(item, { refund: Refund.timed, perMember: 2 });
    await assertions.revertWithCustomErrorWithArgs(buy(item), shop, 'ShopMemberLimit', [0n, 2n]);
    await buy(item, 2n, LOTS, actors.bob);
    await refund(purchase, 2n);
    assert.equal(await shop.read.boughtBy([token.address, item, actors.alice]), 1n);
    await assertions.revertWithCustomErrorWithArgs(buy(item, 2n), shop, 'ShopMemberLimit', [1n, 2n]);
    await buy(item);
  });

  it('reverts below the tier', async () => {
    const { shop, actors, fund, add, buy } = await setUp();
    const item = await add({ minTier: 2 });
    await assertions.revertWithCustomErrorWithArgs(buy(item), shop, 'ShopTierTooLow', [1, 2]);
    await fund(actors.alice, 400n);
    await buy(item);
    const lowest = await add({ minTier: 1, price: 0n });
    const call = buy(lowest, 1n, LOTS, actors.mallory);
    await assertions.revertWithCustomErrorWithArgs(call, shop, 'ShopTierTooLow', [0, 1]);
  });

  it('reverts without the item required', async () => {
    const { shop, actors, add, buy } = await setUp();
    const ticket = await add();
    const item = await add({ heldItem: Number(ticket) });
    await assertions.revertWithCustomErrorWithArgs(buy(item), shop, 'ShopItemRequired', [ticket]);
    await buy(ticket, 1n, LOTS, actors.bob);
    await assertions.revertWithCustomError(buy(item), shop, 'ShopItemRequired');
    await buy(ticket);
    await buy(item);
  });

  it('reverts where all together cost more than agreed', async () => {
    const { shop, token, actors, add, edit, buy } = await setUp();
    const item = await add();
    await edit(item, { price: 11n * TOKEN });
    assert.equal(await shop.read.priceOf([token.address, item]), 11n * TOKEN);
    const call = buy(item, 2n, 22n * TOKEN - 1n);
    await assertions.revertWithCustomErrorWithArgs(call, shop, 'ShopPriceAbove', [22n * TOKEN, 22n * TOKEN - 1n]);
    await buy(item, 2n, 22n * TOKEN);
    assert.equal(await token.read.balanceOf([actors.alice]), 78n * TOKEN);
  });

  it('passes the token’s refusals on', async () => {
    const { token, communities, shop, actors, add, buy, pause, itemOf } = await setUp();
    const item = await add({ price: 51n * TOKEN }, 5);
    const values = [getAddress(actors.alice), 100n * TOKEN, 102n * TOKEN] as const;
    await assertions.revertWithCustomErrorWithArgs(buy(item, 2n), token, 'ERC20InsufficientBalance', [...values]);
    await pause();
    await assertions.revertWithCustomError(buy(item), token, 'TokenPaused');
    await communities.write.disableModule([token.address, shop.address], { account: actors.owner });
    const disabled = [getAddress(shop.address)] as const;
    await assertions.revertWithCustomErrorWithArgs(buy(item), token, 'TokenNotModule', [...disabled]);
    assert.equal((await itemOf(item)).left, 5);
  });

  it('burns the price, mints receipts, takes from the stock and writes the record', async () => {
    const { shop, token, actors, add, buy, itemOf, purchaseOf, receipts, balance, now } = await setUp();
    const item = await add({}, 5);
    const supply = await token.read.totalSupply();
    const call = buy(item, 3n);
    const alice = getAddress(actors.alice);
    const values = [token.address, alice, item, 1n, 3n, 10n * TOKEN, 0, 0] as const;
    await assertions.emitWithArgs(call, shop, 'Purchased', [...values]);
    assert.equal(await token.read.totalSupply(), supply - 30n * TOKEN);
    assert.equal(await balance(actors.alice), 70n * TOKEN);
    assert.equal(await receipts(item), 3n);
    assert.equal((await itemOf(item)).left, 2);
    assert.deepEqual(await purchaseOf(1n), {
      ...{ buyer: alice, item: 1, quantity: 3, returned: 0, used: 0, unitPrice: 10n * TOKEN },
      ...{ boughtAt: await now(), expiresAt: 0, fulfilBy: 0, uses: 0, refund: Refund.none, state: State.none },
    });
    assert.equal(await shop.read.purchaseCount([token.address]), 1n);
    // The second of the same item: its number is not the item's.
    const second = [token.address, alice, item, 2n, 1n, 10n * TOKEN, 0, 0] as const;
    await assertions.emitWithArgs(buy(item), shop, 'Purchased', [...second]);
  });

  it('burns the least price there is', async () => {
    const { actors, add, buy, balance } = await setUp();
    const before = await balance(actors.alice);
    await buy(await add({ price: 1n }), 3n);
    assert.equal(await balance(actors.alice), before - 3n);
  });

  it('sells at the flash price from its beginning until before its end', async () => {
    const { shop, token, add, bought, purchaseOf, now } = await setUp();
    const [saleOpens, saleCloses] = [(await now()) + 100, (await now()) + 200];
    const item = await add({ saleOpens, saleCloses, salePrice: 4n * TOKEN });
    const priceAt = async (moment: number) => {
      await time.setNextBlockTimestamp(moment);
      const { unitPrice } = await purchaseOf(await bought(item));
      assert.equal(await shop.read.priceOf([token.address, item]), unitPrice);
      return unitPrice;
    };
    assert.equal(await priceAt(saleOpens - 1), 10n * TOKEN);
    assert.equal(await priceAt(saleOpens), 4n * TOKEN);
    assert.equal(await priceAt(saleCloses - 1), 4n * TOKEN);
    assert.equal(await priceAt(saleCloses), 10n * TOKEN);
  });

  it('writes the end, the uses and the deadline into the record', async () => {
    const { shop, token, actors, add, buy, purchaseOf, now } = await setUp();
    const item = await add({ ...redemption, duration: 7 * HOUR, uses: 2, refund: Refund.unused });
    const moment = (await now()) + 10;
    await time.setNextBlockTimestamp(moment);
    const [expiresAt, fulfilBy] = [moment + 7 * HOUR, moment + 24 * HOUR];
    const parties = [token.address, getAddress(actors.alice), item] as const;
    const values = [...parties, 1n, 2n, 10n * TOKEN, expiresAt, fulfilBy] as const;
    await assertions.emitWithArgs(buy(item, 2n), shop, 'Purchased', [...values]);
    const { uses, refund, state, ...record } = await purchaseOf(1n);
    assert.deepEqual([uses, refund, state], [2, Refund.unused, State.requested]);
    assert.deepEqual([record.expiresAt, record.fulfilBy], [expiresAt, fulfilBy]);
  });

  it('reserves only what may be claimed back', async () => {
    const { shop, token, add, buy } = await setUp();
    const reserved = () => token.read.refundableBy([shop.address]);
    await buy(await add());
    assert.equal(await reserved(), 0n);
    await buy(await add({ refund: Refund.timed }));
    assert.equal(await reserved(), 10n * TOKEN);
    await buy(await add({ kind: Kind.code, fulfilWithin: 1 }));
    assert.equal(await reserved(), 20n * TOKEN);
    await buy(await add({ price: 0n, refund: Refund.timed }));
    assert.equal(await reserved(), 20n * TOKEN);
  });

  it('counts no operator’s purchase as outflow', async () => {
    const { shop, token, actors, fund, add, asMember, purchaseOf } = await setUp();
    await fund(actors.alice, 900n);
    const item = await add({ price: 400n * TOKEN });
    await asMember(actors.alice, shop.address, buyCall(token.address, item, 2n, LOTS));
    assert.equal((await purchaseOf(1n)).buyer, getAddress(actors.alice));
    assert.equal((await token.read.standingOf([actors.alice])).custodialOutflow, 0n);
  });

  it('sells to contracts that know nothing of receipts', async () => {
    const { gifts, shop, fund, add, buy, receipts } = await setUp();
    await connection.networkHelpers.impersonateAccount(gifts.address);
    await connection.networkHelpers.setBalance(gifts.address, 10n ** 20n);
    await fund(gifts.address, 10n);
    const item = await add();
    await buy(item, 1n, LOTS, gifts.address);
    assert.equal(await receipts(item, gifts.address), 1n);
    assert.equal(await shop.read.supportsInterface(['0xd9b67a26']), true);
  });
});
