// Market.list
// ├── reverts: no community; without the market; no price; an end past or beyond 30 days; a fee above what was agreed to;
// │   paused; banned
// ├── of receipts, reverts: no units, or more than 65,535; an item that is not there or is bound to its buyer; not held
// ├── of collectibles, reverts: not one; not the caller's; another community's
// ├── by the operator, reverts: a collectible; an item without a price; above a ceiling
// └── otherwise numbers the listing, keeps terms and fee, and moves nothing; a suspended member may; by the operator it
//     counts what the receipts cost
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import { getAddress, zeroAddress } from 'viem';
import { createCommunity } from '../support/deploy.ts';
import { TOKEN } from '../support/figures.ts';
import { ANY_FEE, deployMarket } from '../support/market.ts';
import { texts } from '../support/shop.ts';

const connection = await network.create();
const { networkHelpers } = connection;
const { assertions } = connection.viem;
const deploy = () => deployMarket(connection);
const world = () => networkHelpers.loadFixture(deploy);
const MONTH = 30 * 86_400;

describe('Market.list', () => {
  it('refuses a stranger’s token, and a community without the market', async () => {
    const w = await world();
    const { market, receipt, actors, by, soon, listed, disable, token } = w;
    const bare = await createCommunity(w, {}, actors.mallory);
    const elsewhere = async (of: `0x${string}`) =>
      market.write.list([of, receipt(), 1n, await soon(), ANY_FEE], by(actors.alice));
    const mallory = getAddress(actors.mallory);
    await assertions.revertWithCustomErrorWithArgs(elsewhere(mallory), market, 'MarketNotCommunity', [mallory]);
    const [theirs, ours] = [getAddress(bare.address), getAddress(token.address)];
    await assertions.revertWithCustomErrorWithArgs(elsewhere(theirs), market, 'MarketNotEnabled', [theirs]);
    await disable();
    await assertions.revertWithCustomErrorWithArgs(listed(receipt()), market, 'MarketNotEnabled', [ours]);
  });

  it('refuses to give things away', async () => {
    const { market, receipt, listed } = await world();
    await assertions.revertWithCustomErrorWithArgs(listed(receipt(), 0n), market, 'MarketZeroPrice', []);
  });

  it('refuses an end that is past, or more than 30 days ahead', async () => {
    const { market, receipt, listed, listingOf, actors } = await world();
    const at = (await networkHelpers.time.latest()) + 100;
    for (const end of [at, at + MONTH + 1, 0]) {
      await networkHelpers.time.setNextBlockTimestamp(at);
      const call = listed(receipt(), 1n, actors.alice, end);
      const args = [BigInt(end), BigInt(at + MONTH)] as const;
      await assertions.revertWithCustomErrorWithArgs(call, market, 'MarketBadExpiry', [...args]);
    }
    for (const [place, end] of [at + 11, at + 12 + MONTH].entries()) {
      await networkHelpers.time.setNextBlockTimestamp(at + 10 + 2 * place);
      await listed(receipt(), 1n, actors.alice, end);
      assert.equal((await listingOf(BigInt(place + 1))).expiresAt, end);
    }
  });

  it('refuses a fee above what the seller agreed to', async () => {
    const { market, token, receipt, actors, by, soon, listingOf } = await world();
    await market.write.setFee([token.address, 300], by(actors.admin));
    const list = async (most: number) =>
      market.write.list([token.address, receipt(), 1n, await soon(), most], by(actors.alice));
    await assertions.revertWithCustomErrorWithArgs(list(299), market, 'MarketFeeAbove', [300n, 299n]);
    await list(300);
    assert.equal((await listingOf(1n)).feeBps, 300);
  });

  it('refuses everybody while paused, and the banned, but not the suspended', async () => {
    const { market, token, receipt, listed, ban, pause, actors } = await world();
    await ban(actors.alice);
    const alice = getAddress(actors.alice);
    await assertions.revertWithCustomErrorWithArgs(listed(receipt()), market, 'MarketBanned', [alice]);
    await ban(alice, 2 ** 40);
    await listed(receipt());
    assert.equal(await market.read.listingCount([token.address]), 1n);
    await ban(alice, 0);
    await pause();
    await assertions.revertWithCustomErrorWithArgs(listed(receipt()), market, 'MarketPaused', []);
  });

  it('refuses receipts that are none, too many, bound, unknown or not held', async () => {
    const { market, card, receipt, listed, add, bought, actors } = await world();
    for (const quantity of [0, 65_536]) {
      const call = listed(receipt(quantity));
      const args = [BigInt(quantity), 65_535n] as const;
      await assertions.revertWithCustomErrorWithArgs(call, market, 'MarketBadQuantity', [...args]);
    }
    const fixed = await add();
    await bought(fixed);
    // One beyond the shelf, and one whose bits reach into those of the token in a receipt's number.
    for (const item of [fixed, 0n, fixed + 1n, card | (1n << 96n)]) {
      const call = listed(receipt(1, item));
      await assertions.revertWithCustomErrorWithArgs(call, market, 'MarketNotTransferable', [item]);
    }
    const held = [getAddress(actors.alice), zeroAddress, card, 3n] as const;
    await assertions.revertWithCustomErrorWithArgs(listed(receipt(4)), market, 'MarketNotOwned', [...held]);
    const none = [getAddress(actors.bob), zeroAddress, card, 0n] as const;
    const junk = listed(receipt(), 1n, actors.bob);
    await assertions.revertWithCustomErrorWithArgs(junk, market, 'MarketNotOwned', [...none]);
  });

  it('takes as many receipts as there can be in one listing', async () => {
    const { shop, token, card, receipt, listed, listingOf, actors, by } = await world();
    await shop.write.grant([token.address, card, actors.alice, 65_535n, texts.contentHash], by(actors.admin));
    await listed(receipt(65_535));
    assert.equal((await listingOf(1n)).left, 65_535);
  });

  it('refuses collectibles that are not one, or not the caller’s', async () => {
    const { market, listed, won, nfts, actors } = await world();
    const prize = await won();
    for (const quantity of [0, 2]) {
      const call = listed({ ...prize, quantity });
      await assertions.revertWithCustomErrorWithArgs(call, market, 'MarketBadQuantity', [BigInt(quantity), 1n]);
    }
    const collection = getAddress(nfts.address);
    const stolen = listed(prize, 1n, actors.bob);
    const args = [getAddress(actors.bob), collection, 1n, 0n] as const;
    await assertions.revertWithCustomErrorWithArgs(stolen, market, 'MarketNotOwned', [...args]);
    // In the pool, won by nobody.
    const other = [getAddress(actors.alice), collection, 2n, 0n] as const;
    const unwon = listed({ ...prize, id: 2n });
    await assertions.revertWithCustomErrorWithArgs(unwon, market, 'MarketNotOwned', [...other]);
  });

  it('refuses a collectible that was won in another community', async () => {
    const w = await world();
    const { market, won, soon, actors, by, nfts, earnings, gifts, shop, stash } = w;
    const prize = await won();
    const modules = [earnings, gifts, shop, stash, market].map(({ address }) => address);
    const theirs = await createCommunity(w, { modules }, actors.mallory);
    const call = market.write.list([theirs.address, prize, 1n, await soon(), ANY_FEE], by(actors.alice));
    const args = [getAddress(actors.alice), getAddress(nfts.address), 1n, 0n] as const;
    await assertions.revertWithCustomErrorWithArgs(call, market, 'MarketNotOwned', [...args]);
  });

  it('through the operator refuses what no ceiling can count', async () => {
    const { market, token, card, receipt, won, forMember, edit, soon, actors, nfts } = await world();
    const prize = await won();
    const list = async (asset: typeof prize) =>
      forMember(actors.alice, 'list', [token.address, asset, 5n * TOKEN, await soon(), ANY_FEE]);
    const collectible = [getAddress(nfts.address), 1n] as const;
    await assertions.revertWithCustomErrorWithArgs(list(prize), market, 'MarketNotCustodial', [...collectible]);
    await edit(card, { price: 0n, transferable: true });
    const free = [zeroAddress, card] as const;
    await assertions.revertWithCustomErrorWithArgs(list(receipt()), market, 'MarketNotCustodial', [...free]);
  });

  it('through the operator counts what the receipts cost, up to the ceiling', async () => {
    const { market, token, card, receipt, forMember, edit, fund, soon, listingOf, actors } = await world();
    // So that the community's own ceiling is further off.
    await fund(actors.carol, 30_000n);
    await edit(card, { price: 200n * TOKEN, transferable: true });
    const list = async (quantity: number) =>
      forMember(actors.alice, 'list', [token.address, receipt(quantity), 1n, await soon(), ANY_FEE]);
    await assertions.revertWithCustomErrorWithArgs(list(3), token, 'TokenMemberCeiling', [500n * TOKEN]);
    await list(2);
    assert.equal((await token.read.standingOf([actors.alice])).custodialOutflow, 400n * TOKEN);
    assert.equal((await listingOf(1n)).epoch, 1);
    await assertions.revertWithCustomErrorWithArgs(list(1), token, 'TokenMemberCeiling', [100n * TOKEN]);
    assert.equal(await market.read.listingCount([token.address]), 1n);
  });

  it('numbers listings, keeps their terms and moves nothing', async () => {
    const { market, token, card, receipt, listed, listingOf, receipts, won, soon, holder, actors, by } = await world();
    await market.write.setFee([token.address, 250], by(actors.admin));
    const prize = await won();
    const end = await soon();
    const [of, alice] = [getAddress(token.address), getAddress(actors.alice)];
    const common = { seller: alice, expiresAt: end, feeBps: 250, epoch: 0 };
    const first = { ...common, left: 3, collection: zeroAddress, price: 5n * TOKEN, id: card };
    const call = listed(receipt(3), 5n * TOKEN, alice, end);
    await assertions.emitWithArgs(call, market, 'Listed', [of, 1n, alice, first]);
    const second = { ...common, left: 1, collection: prize.collection, price: 2n ** 96n - 1n, id: 1n };
    const next = listed(prize, 2n ** 96n - 1n, alice, end);
    await assertions.emitWithArgs(next, market, 'Listed', [of, 2n, alice, second]);
    assert.deepEqual([await listingOf(1n), await listingOf(2n)], [first, second]);
    assert.equal(await market.read.listingCount([of]), 2n);
    assert.deepEqual([await receipts(card), await holder(prize)], [3n, alice]);
    assert.equal((await listingOf(3n)).seller, zeroAddress);
  });
});
