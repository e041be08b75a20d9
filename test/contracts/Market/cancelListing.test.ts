// Market.cancelListing
// ├── reverts: no such listing; not its seller, the buyer of a part included; cancelled or sold out already
// └── otherwise ends it: also over, paused, banned, without the market, and through the operator
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import { getAddress, zeroAddress } from 'viem';
import { deployMarket } from '../support/market.ts';

const connection = await network.create();
const { networkHelpers } = connection;
const { assertions } = connection.viem;
const deploy = () => deployMarket(connection);
const world = () => networkHelpers.loadFixture(deploy);

describe('Market.cancelListing', () => {
  it('refuses what is not listed, or no more', async () => {
    const { market, token, actors, by, list, take } = await world();
    const cancel = (listing: bigint) => market.write.cancelListing([token.address, listing], by(actors.alice));
    for (const listing of [0n, 1n])
      await assertions.revertWithCustomErrorWithArgs(cancel(listing), market, 'MarketNoListing', [listing]);
    const [gone, sold] = [await list(), await list()];
    await cancel(gone);
    await take(sold);
    for (const listing of [gone, sold])
      await assertions.revertWithCustomErrorWithArgs(cancel(listing), market, 'MarketNoListing', [listing]);
  });

  it('refuses everybody but its seller', async () => {
    const { market, token, actors, by, list, take, listingOf } = await world();
    const listing = await list(2);
    await take(listing);
    for (const caller of [actors.bob, actors.admin, actors.owner, actors.mallory]) {
      const cancel = market.write.cancelListing([token.address, listing], by(caller));
      const args = [listing, getAddress(caller)] as const;
      await assertions.revertWithCustomErrorWithArgs(cancel, market, 'MarketNotSeller', [...args]);
    }
    assert.equal((await listingOf(listing)).left, 1);
  });

  it('ends it, whatever stands still', async () => {
    const { market, token, actors, by, list, take, listingOf, ban, pause, disable } = await world();
    const listing = await list(2);
    await ban(actors.alice);
    await pause();
    await disable();
    await networkHelpers.time.increase(7_200);
    const [of, alice] = [getAddress(token.address), getAddress(actors.alice)];
    const cancel = market.write.cancelListing([of, listing], by(alice));
    await assertions.emitWithArgs(cancel, market, 'ListingCancelled', [of, listing, alice]);
    assert.deepEqual([(await listingOf(listing)).seller, (await listingOf(listing)).left], [zeroAddress, 0]);
    await assertions.revertWithCustomErrorWithArgs(take(listing), market, 'MarketNoListing', [listing]);
  });

  it('ends it through the operator', async () => {
    const { market, token, actors, list, listingOf, forMember } = await world();
    const listing = await list();
    const theirs = forMember(actors.bob, 'cancelListing', [token.address, listing]);
    const args = [listing, getAddress(actors.bob)] as const;
    await assertions.revertWithCustomErrorWithArgs(theirs, market, 'MarketNotSeller', [...args]);
    await forMember(actors.alice, 'cancelListing', [token.address, listing]);
    assert.equal((await listingOf(listing)).seller, zeroAddress);
  });
});
