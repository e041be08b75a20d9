// Market.buy
// ├── reverts: no such listing; one's own; another thing than meant; over; no units, or more than are left; above the
// │   greatest price; the seller banned; paused; the seller's no more; too little to pay; the buyer banned; the market
// │   switched off; a seller who may not hold so much
// ├── by the operator, reverts above a ceiling
// └── otherwise hands over, pays the seller all but the fee that held when it was listed, burns that, and keeps the rest
//     listed; a suspended buyer may; in a closed community too; of a wrapped token the fee goes to the budget; by the
//     operator the whole price counts
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import { erc20Abi, getAddress, getContract, zeroAddress } from 'viem';
import { wrappedTokenAbi } from '../../../contracts/generated/abi.ts';
import { createCommunity } from '../support/deploy.ts';
import { Role, TOKEN } from '../support/figures.ts';
import { ANY_PRICE, deployMarket } from '../support/market.ts';
import { Kind, terms, texts } from '../support/shop.ts';
import { seed, seedHash } from '../support/stash.ts';
import { COIN } from '../support/wrapped.ts';

const connection = await network.create();
const { networkHelpers } = connection;
const { assertions } = connection.viem;
const deploy = () => deployMarket(connection);
/** Its clock is its own. */
const aside = await network.create();
const deployTight = () => deployMarket(aside, { maxBalance: 500n * TOKEN, closed: true });
const world = () => networkHelpers.loadFixture(deploy);
const tight = () => aside.networkHelpers.loadFixture(deployTight);

describe('Market.buy', () => {
  it('refuses what is not listed', async () => {
    const { market, take } = await world();
    await assertions.revertWithCustomErrorWithArgs(take(1n), market, 'MarketNoListing', [1n]);
  });

  it('refuses one’s own listing', async () => {
    const { market, take, list, actors } = await world();
    const own = take(await list(), 1, ANY_PRICE, actors.alice);
    await assertions.revertWithCustomErrorWithArgs(own, market, 'MarketWithSelf', []);
  });

  it('refuses where the listing is of another thing than the buyer means', async () => {
    const { market, take, list, card, receipt, nfts } = await world();
    const listing = await list();
    for (const other of [receipt(1, card + 1n), { ...receipt(), collection: nfts.address }])
      await assertions.revertWithCustomErrorWithArgs(take(listing, other), market, 'MarketTermsChanged', [listing]);
  });

  it('refuses no units, more than are left, and too high a price', async () => {
    const { market, take, list } = await world();
    const listing = await list(2);
    for (const quantity of [0, 3, 65_538]) {
      const args = [BigInt(quantity), 2n] as const;
      await assertions.revertWithCustomErrorWithArgs(take(listing, quantity), market, 'MarketBadQuantity', [...args]);
    }
    const dear = take(listing, 2, 10n * TOKEN - 1n);
    await assertions.revertWithCustomErrorWithArgs(dear, market, 'MarketPriceAbove', [10n * TOKEN, 10n * TOKEN - 1n]);
  });

  it('refuses what is over, from that second on', async () => {
    const { market, take, listed, receipt, soon, actors } = await world();
    const end = await soon();
    for (const _ of [1, 2]) await listed(receipt(), 1n, actors.alice, end);
    await networkHelpers.time.setNextBlockTimestamp(end - 1);
    await take(1n);
    await networkHelpers.time.setNextBlockTimestamp(end);
    await assertions.revertWithCustomErrorWithArgs(take(2n), market, 'MarketExpired', [BigInt(end)]);
  });

  it('refuses while paused, and goes on afterwards', async () => {
    const { market, communities, token, actors, by, take, list, pause } = await world();
    const listing = await list();
    await pause();
    await assertions.revertWithCustomErrorWithArgs(take(listing), market, 'MarketPaused', []);
    await communities.write.unpause([token.address], by(actors.owner));
    await take(listing);
  });

  it('refuses where seller or buyer is banned, not where they are suspended', async () => {
    const { market, token, take, list, ban, actors } = await world();
    const listing = await list();
    const [alice, bob] = [getAddress(actors.alice), getAddress(actors.bob)];
    await ban(alice);
    await assertions.revertWithCustomErrorWithArgs(take(listing), market, 'MarketBanned', [alice]);
    await ban(alice, 2 ** 40);
    await ban(bob);
    await assertions.revertWithCustomErrorWithArgs(take(listing), token, 'TokenBanned', [bob]);
    await ban(bob, 2 ** 40);
    await take(listing);
  });

  it('refuses what its seller has no more', async () => {
    const { market, take, list, listed, won, stash, shop, card, actors, by, receiptId, receipt } = await world();
    const [first, second] = [await list(2), await list(2)];
    await take(first, 2);
    const args = [getAddress(actors.alice), zeroAddress, card, 1n] as const;
    await assertions.revertWithCustomErrorWithArgs(take(second, 2), market, 'MarketNotOwned', [...args]);
    await take(second);
    await shop.write.safeTransferFrom([actors.bob, actors.carol, await receiptId(), 3n, '0x'], by(actors.bob));
    const prize = await won();
    await listed(prize);
    await stash.write.withdraw([prize.collection, 1n, actors.alice], by(actors.alice));
    const gone = [getAddress(actors.alice), prize.collection, 1n, 0n] as const;
    await assertions.revertWithCustomErrorWithArgs(take(3n, prize), market, 'MarketNotOwned', [...gone]);
    await assertions.revertWithCustomError(take(second, receipt()), market, 'MarketNotOwned');
  });

  it('refuses who cannot pay, fee or not', async () => {
    const { market, token, take, list, actors, by } = await world();
    await market.write.setFee([token.address, 1_000], by(actors.admin));
    const listing = await list(1, 100n * TOKEN + 1n);
    const args = [getAddress(actors.bob), 100n * TOKEN, 100n * TOKEN + 1n] as const;
    await assertions.revertWithCustomErrorWithArgs(take(listing), token, 'ERC20InsufficientBalance', [...args]);
    await take(await list(1, 100n * TOKEN));
    assert.equal(await token.read.balanceOf([actors.bob]), 0n);
  });

  it('refuses where the market was switched off', async () => {
    const { market, token, take, list, disable } = await world();
    const listing = await list();
    await disable();
    const args = [getAddress(market.address)] as const;
    await assertions.revertWithCustomErrorWithArgs(take(listing), token, 'TokenNotModule', [...args]);
  });

  it('refuses to pay a seller more than one may hold, and moves what is closed', async () => {
    const { token, take, list, fund, balance, actors, receipts, card } = await tight();
    const listing = await list(3, 30n * TOKEN);
    await fund(actors.alice, 380n);
    assert.equal(await balance(actors.alice), 450n * TOKEN);
    const args = [getAddress(actors.alice), 500n * TOKEN] as const;
    await assertions.revertWithCustomErrorWithArgs(take(listing, 2), token, 'TokenMaxBalance', [...args]);
    await take(listing);
    assert.deepEqual([await balance(actors.alice), await receipts(card, actors.bob)], [480n * TOKEN, 1n]);
  });

  it('moves receipts, pays the seller and burns the fee of the moment of the listing', async () => {
    const { market, take, list, listingOf, token, receipts, card, balance, actors, by } = await world();
    await market.write.setFee([token.address, 500], by(actors.admin));
    const listing = await list(3);
    await market.write.setFee([token.address, 1_000], by(actors.admin));
    const of = getAddress(token.address);
    const [alice, bob] = [getAddress(actors.alice), getAddress(actors.bob)];
    const [seller, buyer, supply] = [await balance(alice), await balance(bob), await token.read.totalSupply()];
    const args = [of, listing, bob, alice, 2n, 10n * TOKEN, TOKEN / 2n] as const;
    await assertions.emitWithArgs(take(listing, 2, 10n * TOKEN), market, 'Sold', [...args]);
    assert.equal(await balance(alice), seller + 10n * TOKEN - TOKEN / 2n);
    assert.equal(await balance(bob), buyer - 10n * TOKEN);
    assert.equal(await token.read.totalSupply(), supply - TOKEN / 2n);
    assert.deepEqual([await receipts(card, alice), await receipts(card, bob)], [1n, 2n]);
    assert.equal((await listingOf(listing)).left, 1);
    const last = [of, listing, bob, alice, 1n, 5n * TOKEN, TOKEN / 4n] as const;
    await assertions.emitWithArgs(take(listing), market, 'Sold', [...last]);
    const empty = { seller: zeroAddress, expiresAt: 0, left: 0, feeBps: 0, epoch: 0, collection: zeroAddress };
    assert.deepEqual(await listingOf(listing), { ...empty, price: 0n, id: 0n });
    await assertions.revertWithCustomErrorWithArgs(take(listing), market, 'MarketNoListing', [listing]);
  });

  it('hands over a collectible, which its buyer can withdraw', async () => {
    const { stash, nfts, take, listed, won, holder, balance, actors, by } = await world();
    const prize = await won();
    await listed(prize, 40n * TOKEN);
    const [seller, buyer] = [await balance(actors.alice), await balance(actors.bob)];
    await take(1n, prize, 40n * TOKEN);
    assert.equal(await holder(prize), getAddress(actors.bob));
    assert.deepEqual(
      [await balance(actors.alice), await balance(actors.bob)],
      [seller + 40n * TOKEN, buyer - 40n * TOKEN],
    );
    await stash.write.withdraw([prize.collection, 1n, actors.bob], by(actors.bob));
    assert.equal(await nfts.read.ownerOf([1n]), getAddress(actors.bob));
  });

  it('gives the fee of a wrapped token back to its budget', async () => {
    const w = await world();
    const { market, shop, earnings, client, module, actors, by, soon } = w;
    const underlying = (await connection.viem.deployContract('Underlying')).address;
    const modules = [earnings, shop, market].map(({ address }) => address);
    const { address } = await createCommunity(w, { underlying, modules }, actors.mallory);
    const wrapped = getContract({ abi: wrappedTokenAbi, address, client });
    const mallory = by(actors.mallory);
    const other = getContract({ abi: erc20Abi, address: underlying, client });
    await other.write.transfer([actors.mallory, 100n * COIN]);
    await other.write.approve([address, 100n * COIN], mallory);
    await wrapped.write.fund([100n * COIN], mallory);
    await wrapped.write.award([actors.bob, 40n * COIN], module);
    await shop.write.addItem([address, { ...terms, price: COIN, transferable: true }, 1, texts], mallory);
    await shop.write.grant([address, 1n, actors.alice, 1n, texts.contentHash], mallory);
    await market.write.setFee([address, 1_000], mallory);
    const asset = { collection: zeroAddress, id: 1n, quantity: 1 };
    await market.write.list([address, asset, 30n * COIN, await soon(), 1_000], by(actors.alice));
    const [budget, supply] = [await wrapped.read.budget(), await wrapped.read.totalSupply()];
    await market.write.buy([address, 1n, asset, 30n * COIN], by(actors.bob));
    assert.equal(await wrapped.read.budget(), budget + 3n * COIN);
    assert.equal(await wrapped.read.totalSupply(), supply);
    const balances = [await wrapped.read.balanceOf([actors.alice]), await wrapped.read.balanceOf([actors.bob])];
    assert.deepEqual(balances, [27n * COIN, 10n * COIN]);
  });

  it('does not sell a collectible that came back by another community', async () => {
    const w = await world();
    const { market, communities, earnings, gifts, shop, stash, nfts, actors, by } = w;
    const prize = await w.won();
    await w.listed(prize);
    await stash.write.withdraw([prize.collection, 1n, actors.mallory], by(actors.alice));
    const modules = [earnings, gifts, shop, stash, market].map(({ address }) => address);
    const { address: theirs } = await createCommunity(w, { modules }, actors.mallory);
    const mallory = by(actors.mallory);
    await communities.write.grantRoles([theirs, stash.address, Role.fulfiller], mallory);
    await shop.write.addItem(
      [theirs, { ...terms, price: 0n, kind: Kind.nft, fulfilWithin: 86_400 }, 1, texts],
      mallory,
    );
    await nfts.write.setApprovalForAll([stash.address, true], mallory);
    await stash.write.deposit([theirs, prize.collection, [1n]], mallory);
    await stash.write.commit([theirs, [seedHash(9)], 0n], mallory);
    await shop.write.buy([theirs, 1n, 1n, 0n], by(actors.alice));
    await stash.write.requestDraw([theirs, 1n], mallory);
    await w.mine(2);
    await stash.write.reveal([theirs, 1n, seed(9)], mallory);
    assert.equal(await w.holder(prize), getAddress(actors.alice));
    const args = [getAddress(actors.alice), prize.collection, 1n, 0n] as const;
    await assertions.revertWithCustomErrorWithArgs(w.take(1n, prize), market, 'MarketNotOwned', [...args]);
  });

  it('through the operator counts the whole price once, up to the ceiling', async () => {
    const { market, token, forMember, list, receipt, fund, balance, actors, by } = await world();
    await fund(actors.bob, 600n);
    // So that the community's own ceiling is further off.
    await fund(actors.carol, 30_000n);
    await market.write.setFee([token.address, 333], by(actors.admin));
    const listing = await list(3, 250n * TOKEN);
    const buy = (quantity: number) =>
      forMember(actors.bob, 'buy', [token.address, listing, receipt(quantity), ANY_PRICE]);
    await assertions.revertWithCustomErrorWithArgs(buy(3), token, 'TokenMemberCeiling', [500n * TOKEN]);
    await buy(2);
    assert.equal((await token.read.standingOf([actors.bob])).custodialOutflow, 500n * TOKEN);
    assert.equal(await balance(actors.bob), 200n * TOKEN);
    const cheap = await list(1, 1n);
    const more = forMember(actors.bob, 'buy', [token.address, cheap, receipt(), 1n]);
    await assertions.revertWithCustomErrorWithArgs(more, token, 'TokenMemberCeiling', [0n]);
  });
});
