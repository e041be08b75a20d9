// Market.cancelSwap
// ├── reverts: no such swap, or none any more; not its maker, the named taker included
// └── otherwise ends it: also over, paused, banned, without the market, and through the operator
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import { type Address, getAddress, zeroAddress } from 'viem';
import { deploySwaps } from '../support/swaps.ts';

const connection = await network.create();
const { networkHelpers } = connection;
const { assertions } = connection.viem;

async function deploy() {
  const world = await deploySwaps(connection);
  const { market, by, actors, offer } = world;
  const swap = await offer(1n, 1n, { taker: actors.bob });
  const cancel = (caller: Address, number = swap) => market.write.cancelSwap([number], by(caller));
  return { ...world, swap, cancel };
}
const world = () => networkHelpers.loadFixture(deploy);

describe('Market.cancelSwap', () => {
  it('refuses what is not offered, or no more', async () => {
    const { market, actors, swap, cancel, takeSwap, offer } = await world();
    await assertions.revertWithCustomErrorWithArgs(cancel(actors.alice, 2n), market, 'MarketNoSwap', [2n]);
    await takeSwap(swap);
    await assertions.revertWithCustomErrorWithArgs(cancel(actors.alice), market, 'MarketNoSwap', [swap]);
    const next = await offer(1n, 1n);
    await cancel(actors.alice, next);
    await assertions.revertWithCustomErrorWithArgs(cancel(actors.alice, next), market, 'MarketNoSwap', [next]);
  });

  it('refuses everybody but its maker', async () => {
    const { market, actors, cancel } = await world();
    for (const caller of [actors.bob, actors.mallory, actors.admin])
      await assertions.revertWithCustomErrorWithArgs(cancel(caller), market, 'MarketNotParty', [getAddress(caller)]);
  });

  it('ends it, whatever stands still', async () => {
    const { market, actors, ours, swap, cancel, ban, pause, pauseOther, disable } = await world();
    const alice = getAddress(actors.alice);
    await ban(alice);
    await pause();
    await pauseOther();
    await disable();
    await networkHelpers.time.increase(7_200);
    await assertions.emitWithArgs(cancel(alice), market, 'SwapCancelled', [ours, swap, alice]);
    assert.equal((await market.read.swapOf([swap])).maker, zeroAddress);
  });

  it('ends it through the operator', async () => {
    const { market, actors, swap, forMember } = await world();
    const theirs = forMember(actors.bob, 'cancelSwap', [swap]);
    await assertions.revertWithCustomErrorWithArgs(theirs, market, 'MarketNotParty', [getAddress(actors.bob)]);
    await forMember(actors.alice, 'cancelSwap', [swap]);
    assert.equal((await market.read.swapOf([swap])).maker, zeroAddress);
  });
});
