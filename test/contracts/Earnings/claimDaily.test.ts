// claimDaily
// ├── when the community has no daily reward, or is none, it reverts
// ├── when it was claimed today the token's reason comes through
// └── it pays the caller, also where a forwarder brings the call, with streak and seasons, and says so
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import { encodeFunctionData, getAddress } from 'viem';
import { earningsAbi } from '../../../contracts/generated/abi.ts';
import { createCommunity, deployEconomy } from '../support/deploy.ts';
import { rates, TOKEN } from '../support/figures.ts';
import { at, moment } from '../support/time.ts';

const connection = await network.create();
const { assertions } = connection.viem;
const setUp = async () => {
  const economy = await connection.networkHelpers.loadFixture(deployEconomy);
  const { earnings, token, actors } = economy;
  const claim = (of = token.address) => earnings.write.claimDaily([of], { account: actors.alice });
  return { ...economy, claim };
};

describe('Earnings.claimDaily', () => {
  it('reverts without a daily reward', async () => {
    const economy = await setUp();
    const { earnings, token, actors, claim } = economy;
    const other = await createCommunity(economy);
    await earnings.write.setRates([token.address, { ...rates, daily: 0 }], { account: actors.admin });
    for (const where of [token.address, other.address, actors.mallory]) {
      await assertions.revertWithCustomError(claim(where), earnings, 'EarningsNothing');
    }
  });

  it('reverts a second time in a day', async () => {
    const { token, claim } = await setUp();
    await claim();
    const values = [BigInt(moment(1, 0))] as const;
    await assertions.revertWithCustomErrorWithArgs(claim(), token, 'TokenAlreadyClaimed', [...values]);
  });

  it('pays with streak and seasons, and says so', async () => {
    const { earnings, token, actors, claim } = await setUp();
    const member = getAddress(actors.alice);
    await earnings.write.setWeekend([token.address, 12_000], { account: actors.admin });
    for (const [day, tokens, streak] of [
      [3, 10n, 1n],
      [4, 10n, 2n],
      [5, 13_200n, 3n],
    ] as const) {
      await at(connection, day);
      const amount = tokens < 1_000n ? tokens * TOKEN : (tokens * TOKEN) / 1_000n;
      const values = [token.address, member, amount, streak] as const;
      await assertions.emitWithArgs(claim(), earnings, 'DailyClaimed', [...values]);
    }
  });

  it('pays the member for whom a forwarder calls', async () => {
    const { earnings, token, actors, asMember } = await setUp();
    const data = encodeFunctionData({ abi: earningsAbi, functionName: 'claimDaily', args: [token.address] });
    await asMember(actors.bob, earnings.address, data);
    assert.equal(await token.read.balanceOf([actors.bob]), 10n * TOKEN);
    assert.equal(await token.read.balanceOf([actors.operator]), 0n);
  });
});
