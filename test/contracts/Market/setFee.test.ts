// Market.setFee
// ├── reverts: no admin of that community; above 1,000 basis points
// └── otherwise holds for listings from then on, of that community alone
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import { getAddress } from 'viem';
import { createCommunity } from '../support/deploy.ts';
import { deployMarket } from '../support/market.ts';

const connection = await network.create();
const { networkHelpers } = connection;
const { assertions } = connection.viem;
const deploy = () => deployMarket(connection);
const world = () => networkHelpers.loadFixture(deploy);

describe('Market.setFee', () => {
  it('refuses everybody but admins of that community', async () => {
    const w = await world();
    const { market, token, actors, by } = w;
    const theirs = await createCommunity(w, {}, actors.mallory);
    for (const [community, caller] of [
      [token.address, actors.alice],
      [token.address, actors.mallory],
      [theirs.address, actors.admin],
      [actors.mallory, actors.mallory],
    ] as const) {
      const args = [getAddress(community), getAddress(caller)] as const;
      const set = market.write.setFee([community, 1], by(caller));
      await assertions.revertWithCustomErrorWithArgs(set, market, 'MarketNotAdmin', [...args]);
    }
  });

  it('refuses more than a tenth', async () => {
    const { market, token, actors, by } = await world();
    const set = market.write.setFee([token.address, 1_001], by(actors.admin));
    await assertions.revertWithCustomErrorWithArgs(set, market, 'MarketFeeTooHigh', [1_001n, 1_000n]);
  });

  it('sets it for that community alone, up to a tenth and back to nothing', async () => {
    const w = await world();
    const { market, token, actors, by, list, listingOf } = w;
    const theirs = await createCommunity(w, {}, actors.mallory);
    assert.equal(await market.read.feeOf([token.address]), 0);
    const first = await list();
    for (const fee of [1_000, 0]) {
      const set = market.write.setFee([token.address, fee], by(actors.admin));
      await assertions.emitWithArgs(set, market, 'FeeSet', [getAddress(token.address), fee]);
      assert.equal(await market.read.feeOf([token.address]), fee);
      assert.equal((await listingOf(await list())).feeBps, fee);
    }
    await market.write.setFee([token.address, 7], by(actors.owner));
    assert.equal((await listingOf(first)).feeBps, 0);
    assert.equal(await market.read.feeOf([theirs.address]), 0);
  });
});
