// Market.buy
// ├── reverts: no such listing; one's own; over; more units than are left; above the greatest price; paused; not held any more
// └── otherwise moves the receipts, pays the seller all but the fee that held when it was listed, and burns that
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import { zeroAddress } from 'viem';
import { TOKEN } from '../support/figures.ts';
import { deployMarket } from '../support/market.ts';

const connection = await network.create();
const { networkHelpers } = connection;
const { assertions } = connection.viem;
const deploy = () => deployMarket(connection);
const world = () => networkHelpers.loadFixture(deploy);

describe('Market.buy', () => {
  it('refuses what is not listed', async () => {
    const { market, take } = await world();
    await assertions.revertWithCustomErrorWithArgs(take(1n), market, 'MarketNoListing', [1n]);
  });

  it('refuses one’s own listing, too many units and too high a price', async () => {
    const { market, take, list, actors } = await world();
    const listing = await list(2);
    const own = take(listing, 1, 2n ** 255n, actors.alice);
    await assertions.revertWithCustomErrorWithArgs(own, market, 'MarketWithSelf', []);
    await assertions.revertWithCustomErrorWithArgs(take(listing, 3), market, 'MarketBadQuantity', [3n, 2n]);
    const dear = take(listing, 2, 10n * TOKEN - 1n);
    await assertions.revertWithCustomErrorWithArgs(dear, market, 'MarketPriceAbove', [10n * TOKEN, 10n * TOKEN - 1n]);
  });

  it('refuses what is over, and everything while paused', async () => {
    const { market, take, list, pause } = await world();
    const listing = await list();
    await pause();
    await assertions.revertWithCustomErrorWithArgs(take(listing), market, 'MarketPaused', []);
    await networkHelpers.time.increase(3_601);
    await assertions.revertWithCustomError(take(listing), market, 'MarketExpired');
  });

  it('refuses what its seller has no more', async () => {
    const { market, take, list, shop, token, card, actors, by } = await world();
    const listing = await list(2);
    const id = await shop.read.receiptOf([token.address, card]);
    await shop.write.safeTransferFrom([actors.alice, actors.carol, id, 2n, '0x'], by(actors.alice));
    const args = [actors.alice, zeroAddress, card, 1n] as const;
    await assertions.revertWithCustomErrorWithArgs(take(listing, 2), market, 'MarketNotOwned', [...args]);
  });

  it('moves receipts, pays the seller and burns the fee of the day of the listing', async () => {
    const { market, take, list, token, receipts, card, balance, actors, by } = await world();
    await market.write.setFee([token.address, 500], by(actors.admin));
    const listing = await list(3);
    await market.write.setFee([token.address, 1_000], by(actors.admin));
    const [seller, buyer, supply] = [
      await balance(actors.alice),
      await balance(actors.bob),
      await token.read.totalSupply(),
    ];
    const bought = take(listing, 2);
    const args = [token.address, listing, actors.bob, actors.alice, 2n, 10n * TOKEN, TOKEN / 2n] as const;
    await assertions.emitWithArgs(bought, market, 'Sold', [...args]);
    assert.equal(await balance(actors.alice), seller + 10n * TOKEN - TOKEN / 2n);
    assert.equal(await balance(actors.bob), buyer - 10n * TOKEN);
    assert.equal(await token.read.totalSupply(), supply - TOKEN / 2n);
    assert.deepEqual([await receipts(card, actors.alice), await receipts(card, actors.bob)], [1n, 2n]);
    assert.equal((await market.read.listingOf([token.address, listing])).left, 1);
  });
});
