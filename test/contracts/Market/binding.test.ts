// What the operator promised for a member: a listing, a trade's proposal, a swap
// ├── binds as long as the Custodian has the same signer, runs, and holds the member's account
// └── otherwise nobody can take it up, and it can still be cancelled; what members promised by themselves binds on
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import { getAddress, zeroAddress } from 'viem';
import { TOKEN } from '../support/figures.ts';
import { ANY_FEE, ANY_PRICE, nothing, type Side } from '../support/market.ts';
import { deploySwaps } from '../support/swaps.ts';

const connection = await network.create();
const { networkHelpers } = connection;
const { assertions } = connection.viem;
const give: Side = { amount: TOKEN, assets: [] };

/** Everything twice: 1 through the operator, 2 by Alice herself. */
async function deploy() {
  const world = await deploySwaps(connection);
  const { market, ours, theirs, actors, by, receipt, soon, forMember } = world;
  const end = await soon();
  const promises = [
    ['list', [ours, receipt(), TOKEN, end, ANY_FEE]],
    ['propose', [ours, actors.bob, give, nothing, end]],
    ['offerSwap', [ours, TOKEN, theirs, TOKEN, zeroAddress, end]],
  ] as const;
  for (const [verb, args] of promises) await forMember(actors.alice, verb, args);
  await market.write.list(promises[0][1], by(actors.alice));
  await market.write.propose(promises[1][1], by(actors.alice));
  await market.write.offerSwap(promises[2][1], by(actors.alice));
  const bob = by(actors.bob);
  /** What takes up the promises of that number. */
  const takers = (number: bigint) => [
    () => market.write.buy([ours, number, receipt(), ANY_PRICE], bob),
    () => market.write.accept([ours, number, actors.alice, 1, give, nothing], bob),
    () => market.write.takeSwap([number, ours, TOKEN, theirs, TOKEN], bob),
  ];
  return { ...world, takers };
}
const world = () => networkHelpers.loadFixture(deploy);

describe('A promise of the operator', () => {
  it('binds for the time being', async () => {
    const { takers, receipts, card, balances, actors } = await world();
    const before = await balances(actors.bob);
    for (const take of takers(1n)) await take();
    const after = await balances(actors.bob);
    assert.deepEqual(
      [await receipts(card, actors.bob), after[0], after[1]],
      [1n, before[0] + TOKEN, before[1] - TOKEN],
    );
  });

  for (const [when, change] of [
    ['the signer was replaced', (w) => w.operator.write.set([2, 0])],
    ['the Custodian is paused', (w) => w.operator.write.set([1, 1])],
    ['its member graduated', (w) => networkHelpers.setCode(w.actors.alice, '0x00')],
  ] as [string, (w: Awaited<ReturnType<typeof deploy>>) => Promise<unknown>][])
    it(`does not bind once ${when}, and can be cancelled`, async () => {
      const w = await world();
      const { market, ours, actors, by, takers } = w;
      await change(w);
      const alice = getAddress(actors.alice);
      for (const take of takers(1n))
        await assertions.revertWithCustomErrorWithArgs(take(), market, 'MarketNotBinding', [alice]);
      for (const take of takers(2n)) await take();
      await market.write.cancelListing([ours, 1n], by(alice));
      await market.write.cancelTrade([ours, 1n], by(alice));
      await market.write.cancelSwap([1n], by(alice));
    });

  it('binds again when a pause has ended, not when a signer came after', async () => {
    const { operator, takers, market, actors } = await world();
    await operator.write.set([1, 1]);
    await operator.write.set([1, 0]);
    const [buy, accept] = takers(1n);
    await buy!();
    await operator.write.set([2, 0]);
    await assertions.revertWithCustomErrorWithArgs(accept!(), market, 'MarketNotBinding', [getAddress(actors.alice)]);
  });
});
