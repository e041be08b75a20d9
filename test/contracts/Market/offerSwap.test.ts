// Market.offerSwap
// ├── reverts: no community or no market, on either side; the same token; nothing on a side; for oneself; an end past or
// │   beyond 30 days; paused; banned
// └── otherwise numbers the swap and keeps its terms, and moves nothing: whatever the maker has; also through the operator
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import { type Address, getAddress, zeroAddress } from 'viem';
import { createCommunity } from '../support/deploy.ts';
import { deploySwaps } from '../support/swaps.ts';

const connection = await network.create();
const { networkHelpers } = connection;
const { assertions } = connection.viem;
const deploy = () => deploySwaps(connection);
const world = () => networkHelpers.loadFixture(deploy);
const MONTH = 30 * 86_400;

describe('Market.offerSwap', () => {
  it('refuses strangers’ tokens, and communities without the market, on either side', async () => {
    const w = await world();
    const { market, actors, offer } = w;
    const mallory = getAddress(actors.mallory);
    const bare = getAddress((await createCommunity(w, {}, mallory)).address);
    for (const side of [{ of: mallory }, { wanted: mallory }])
      await assertions.revertWithCustomErrorWithArgs(offer(1n, 1n, side), market, 'MarketNotCommunity', [mallory]);
    for (const side of [{ of: bare }, { wanted: bare }])
      await assertions.revertWithCustomErrorWithArgs(offer(1n, 1n, side), market, 'MarketNotEnabled', [bare]);
  });

  it('refuses the same token, nothing on a side, and oneself as the taker', async () => {
    const { market, token, actors, offer } = await world();
    const same = offer(1n, 1n, { wanted: token.address });
    await assertions.revertWithCustomErrorWithArgs(same, market, 'MarketSameToken', []);
    for (const [amount, wanted] of [
      [0n, 1n],
      [1n, 0n],
    ] as const)
      await assertions.revertWithCustomErrorWithArgs(offer(amount, wanted), market, 'MarketZeroPrice', []);
    const self = offer(1n, 1n, { taker: actors.alice });
    await assertions.revertWithCustomErrorWithArgs(self, market, 'MarketWithSelf', []);
  });

  it('refuses an end that is past, or more than 30 days ahead', async () => {
    const { market, token, other, actors, by } = await world();
    const at = (await networkHelpers.time.latest()) + 100;
    const offer = (end: number) =>
      market.write.offerSwap([token.address, 1n, other.address, 1n, zeroAddress, end], by(actors.alice));
    for (const end of [at, at + MONTH + 1]) {
      await networkHelpers.time.setNextBlockTimestamp(at);
      const args = [BigInt(end), BigInt(at + MONTH)] as const;
      await assertions.revertWithCustomErrorWithArgs(offer(end), market, 'MarketBadExpiry', [...args]);
    }
    for (const [place, end] of [at + 11, at + 12 + MONTH].entries()) {
      await networkHelpers.time.setNextBlockTimestamp(at + 10 + 2 * place);
      await offer(end);
      assert.equal((await market.read.swapOf([BigInt(place + 1)])).expiresAt, end);
    }
  });

  it('refuses while its community is paused, and the banned of it', async () => {
    const { market, offer, ban, pause, actors } = await world();
    const alice = getAddress(actors.alice);
    await ban(alice);
    await assertions.revertWithCustomErrorWithArgs(offer(1n, 1n), market, 'MarketBanned', [alice]);
    await ban(alice, 2 ** 40);
    assert.equal(await offer(1n, 1n), 1n);
    await pause();
    await assertions.revertWithCustomErrorWithArgs(offer(1n, 1n), market, 'MarketPaused', []);
  });

  it('numbers swaps, keeps their terms and moves nothing', async () => {
    const { market, token, actors, by, soon, balances, ours, theirs, forMember } = await world();
    const [alice, bob] = [getAddress(actors.alice), getAddress(actors.bob)];
    const before = [...(await balances(alice)), ...(await balances(bob))];
    const end = await soon();
    const most = 2n ** 96n - 1n;
    const terms = { maker: alice, amount: most, token: ours, wantedAmount: 7n, wanted: theirs, expiresAt: end };
    const call = market.write.offerSwap([ours, most, theirs, 7n, bob, end], by(alice));
    const first = { ...terms, epoch: 0, taker: bob };
    await assertions.emitWithArgs(call, market, 'SwapOffered', [ours, 1n, alice, first]);
    await forMember(alice, 'offerSwap', [ours, most, theirs, 7n, zeroAddress, end]);
    const second = { ...terms, epoch: 1, taker: zeroAddress as Address };
    assert.deepEqual([await market.read.swapOf([1n]), await market.read.swapOf([2n])], [first, second]);
    assert.equal(await market.read.swapCount(), 2n);
    assert.deepEqual([...(await balances(alice)), ...(await balances(bob))], before);
    assert.equal((await token.read.standingOf([alice])).custodialOutflow, 0n);
  });
});
