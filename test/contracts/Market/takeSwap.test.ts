// Market.takeSwap
// ├── reverts: no such swap; one's own; another's; over; other tokens or worse amounts than the taker means
// ├── reverts and moves nothing: one of both has not what it gives; banned in the community of what it gives; one community
// │   paused or without the market; more than one may hold
// ├── by the operator, reverts above a ceiling, on whichever side it acts
// └── otherwise exchanges both sides at once, once; closed tokens too; what both give counts where the operator acts
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import { type Address, getAddress, zeroAddress } from 'viem';
import { TOKEN } from '../support/figures.ts';
import { BANNED } from '../support/market.ts';
import { deploySwaps } from '../support/swaps.ts';

const connection = await network.create();
const { networkHelpers } = connection;
const { assertions } = connection.viem;
const deploy = () => deploySwaps(connection);
const world = () => networkHelpers.loadFixture(deploy);

describe('Market.takeSwap', () => {
  it('refuses what is not offered', async () => {
    const { market, ours, theirs, actors, by } = await world();
    const take = market.write.takeSwap([1n, ours, 0n, theirs, 1n], by(actors.bob));
    await assertions.revertWithCustomErrorWithArgs(take, market, 'MarketNoSwap', [1n]);
  });

  it('refuses its maker, and where it is for another', async () => {
    const { market, actors, offer, takeSwap } = await world();
    const swap = await offer(TOKEN, TOKEN, { taker: actors.bob });
    await assertions.revertWithCustomErrorWithArgs(takeSwap(swap, actors.alice), market, 'MarketWithSelf', []);
    const mallory = getAddress(actors.mallory);
    await assertions.revertWithCustomErrorWithArgs(takeSwap(swap, mallory), market, 'MarketNotParty', [mallory]);
    await takeSwap(swap);
  });

  it('refuses what is over, from that second on', async () => {
    const { market, offer, takeSwap } = await world();
    const swaps = [await offer(1n, 1n), await offer(1n, 1n)] as const;
    const [first, second] = [await market.read.swapOf([1n]), await market.read.swapOf([2n])];
    await networkHelpers.time.setNextBlockTimestamp(first.expiresAt - 1);
    await takeSwap(swaps[0]);
    await networkHelpers.time.setNextBlockTimestamp(second.expiresAt);
    const args = [BigInt(second.expiresAt)] as const;
    await assertions.revertWithCustomErrorWithArgs(takeSwap(swaps[1]), market, 'MarketExpired', [...args]);
  });

  it('refuses other tokens, less and more than the taker means', async () => {
    const { market, ours, theirs, actors, by, offer } = await world();
    const swap = await offer(5n, 7n);
    for (const [token, amount, wanted, most] of [
      [theirs, 5n, theirs, 7n],
      [ours, 5n, ours, 7n],
      [ours, 6n, theirs, 7n],
      [ours, 5n, theirs, 6n],
    ] as const) {
      const take = market.write.takeSwap([swap, token, amount, wanted, most], by(actors.bob));
      await assertions.revertWithCustomErrorWithArgs(take, market, 'MarketTermsChanged', [swap]);
    }
    await market.write.takeSwap([swap, ours, 4n, theirs, 8n], by(actors.bob));
  });

  it('refuses, and moves nothing, where one of both has not what it gives', async () => {
    const { market, other, ours, actors, offer, takeSwap, balances } = await world();
    const [alice, bob] = [getAddress(actors.alice), getAddress(actors.bob)];
    const before = [await balances(alice), await balances(bob)] as const;
    const much = await offer(before[0][0] + 1n, 1n);
    const little = [ours, alice, before[0][0], before[0][0] + 1n] as const;
    await assertions.revertWithCustomErrorWithArgs(takeSwap(much), market, 'MarketTooLittle', [...little]);
    const dear = takeSwap(await offer(1n, before[1][1] + 1n));
    const short = [bob, before[1][1], before[1][1] + 1n] as const;
    await assertions.revertWithCustomErrorWithArgs(dear, other, 'ERC20InsufficientBalance', [...short]);
    assert.deepEqual([await balances(alice), await balances(bob)], [...before]);
  });

  it('refuses who is banned where its tokens are, not elsewhere', async () => {
    const { token, other, module, actors, offer, takeSwap, ban } = await world();
    const [alice, bob] = [getAddress(actors.alice), getAddress(actors.bob)];
    const swap = await offer(TOKEN, TOKEN);
    await ban(alice);
    await assertions.revertWithCustomErrorWithArgs(takeSwap(swap), token, 'TokenBanned', [alice]);
    await ban(alice, 0);
    await other.write.suspend([bob, BANNED], module);
    await assertions.revertWithCustomErrorWithArgs(takeSwap(swap), other, 'TokenBanned', [bob]);
    await other.write.suspend([bob, 2 ** 40], module);
    await ban(bob);
    await other.write.suspend([alice, BANNED], module);
    await takeSwap(swap);
  });

  it('refuses while either community is paused', async () => {
    const { communities, token, other, actors, by, offer, takeSwap, pause, pauseOther } = await world();
    const swap = await offer(TOKEN, TOKEN);
    await pauseOther();
    await assertions.revertWithCustomErrorWithArgs(takeSwap(swap), other, 'TokenPaused', []);
    await communities.write.unpause([other.address], by(actors.bob));
    await pause();
    await assertions.revertWithCustomErrorWithArgs(takeSwap(swap), token, 'TokenPaused', []);
  });

  it('refuses where either community switched the market off', async () => {
    const { market, token, other, registry, offer, takeSwap } = await world();
    const swap = await offer(TOKEN, TOKEN);
    const args = [getAddress(market.address)] as const;
    for (const side of [token, other]) {
      await side.write.setModule([market.address, false], registry);
      await assertions.revertWithCustomErrorWithArgs(takeSwap(swap), side, 'TokenNotModule', [...args]);
      await side.write.setModule([market.address, true], registry);
    }
    await takeSwap(swap);
  });

  it('refuses more than one may hold', async () => {
    const { other, actors, fundOther, offer, takeSwap } = await world();
    await fundOther(actors.alice, 960n);
    const args = [getAddress(actors.alice), 1_000n * TOKEN] as const;
    const much = takeSwap(await offer(1n, 40n * TOKEN + 1n));
    await assertions.revertWithCustomErrorWithArgs(much, other, 'TokenMaxBalance', [...args]);
    await takeSwap(await offer(1n, 40n * TOKEN));
  });

  it('through the operator goes no further than the ceilings, on either side', async () => {
    const { market, token, other, ours, theirs, actors, fund, fundOther, forMember, soon, takeSwap } = await world();
    await fund(actors.carol, 30_000n);
    await fund(actors.alice, 900n);
    await fundOther(actors.bob, 900n);
    const { alice, bob } = actors;
    const offer = async (amount: bigint, wanted: bigint) => {
      await forMember(alice, 'offerSwap', [ours, amount, theirs, wanted, zeroAddress, await soon()]);
      return market.read.swapCount();
    };
    const take = async (swap: bigint, amount: bigint, wanted: bigint) =>
      forMember(bob, 'takeSwap', [swap, ours, amount, theirs, wanted]);
    const outflow = async (of: typeof token, member: Address) => (await of.read.standingOf([member])).custodialOutflow;
    await takeSwap(await offer(300n * TOKEN, TOKEN));
    assert.deepEqual([await outflow(token, alice), await outflow(other, bob)], [300n * TOKEN, 0n]);
    const more = await offer(200n * TOKEN + 1n, TOKEN);
    await assertions.revertWithCustomErrorWithArgs(takeSwap(more), token, 'TokenMemberCeiling', [200n * TOKEN]);
    const last = await offer(200n * TOKEN, 499n * TOKEN);
    await take(last, 200n * TOKEN, 499n * TOKEN);
    assert.deepEqual([await outflow(token, alice), await outflow(other, bob)], [500n * TOKEN, 499n * TOKEN]);
    await market.write.offerSwap([ours, 1n, theirs, 2n * TOKEN, zeroAddress, await soon()], { account: alice });
    const above = take(await market.read.swapCount(), 1n, 2n * TOKEN);
    // What the community may lose a day is no less than one member's.
    await assertions.revertWithCustomErrorWithArgs(above, other, 'TokenCommunityCeiling', [TOKEN]);
  });

  it('exchanges both sides at once, and only once', async () => {
    const { market, ours, theirs, actors, by, offer, takeSwap, balances } = await world();
    const [alice, bob] = [getAddress(actors.alice), getAddress(actors.bob)];
    const [a, b] = [await balances(alice), await balances(bob)];
    const swap = await offer(5n * TOKEN, 7n * TOKEN);
    await assertions.emitWithArgs(takeSwap(swap), market, 'SwapTaken', [ours, swap, bob, theirs]);
    assert.deepEqual(await balances(alice), [a[0] - 5n * TOKEN, a[1] + 7n * TOKEN]);
    assert.deepEqual(await balances(bob), [b[0] + 5n * TOKEN, b[1] - 7n * TOKEN]);
    assert.equal((await market.read.swapOf([swap])).maker, zeroAddress);
    const again = market.write.takeSwap([swap, ours, 0n, theirs, 7n * TOKEN], by(bob));
    await assertions.revertWithCustomErrorWithArgs(again, market, 'MarketNoSwap', [swap]);
  });
});
