// commit
// ├── when the caller may not, there are too many, one is empty, or the bonds cannot be paid, it reverts
// └── it holds a bond for each
// cancelCommitments
// ├── when there are not as many unused, or they are another's, it reverts
// └── the latest go, with their bonds
// requestDraw
// ├── when the purchase waits for no draw, has one, or there is no secret from before, no bond or no NFT for it, it reverts
// └── it binds the next secret and a block to come
// reveal
// ├── when no draw is open, the secret is another, it is too early or too late, it reverts
// ├── it draws what everybody can compute, fulfils, and gives the bond back
// ├── draws are resolved in their order, without putting back
// └── a purchase that was settled otherwise, or is too late, costs the bond
// forfeit
// ├── when no draw is open or it can yet be revealed, it reverts
// └── the buyer gets refund and bond, and the next draw goes on
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import { getAddress, zeroHash } from 'viem';
import { Role, TOKEN } from '../support/figures.ts';
import { HOUR, Kind, reason, State } from '../support/shop.ts';
import { DrawState, deployStash, seed, seedHash } from '../support/stash.ts';

const connection = await network.create();
const { assertions } = connection.viem;
const { time } = connection.networkHelpers;
const setUp = () => connection.networkHelpers.loadFixture(deployStash);
const ids = [1n, 2n, 3n, 4n, 5n, 6n];

describe('Stash.commit', () => {
  it('reverts for who may not, too many, nothing, and what cannot be paid', async () => {
    const { stash, token, actors, by, fulfiller, commit } = await setUp();
    await assertions.revertWithCustomError(commit([1], 1n, actors.mallory), stash, 'StashMissingRole');
    const many = Array.from({ length: 51 }, (_, number) => number);
    await assertions.revertWithCustomErrorWithArgs(commit(many, 1n), stash, 'StashTooMany', [50n]);
    const empty = stash.write.commit([token.address, [zeroHash], 1n], by(fulfiller));
    await assertions.revertWithCustomError(empty, stash, 'StashZeroSeed');
    await assertions.revertWithCustomError(commit([1, 2, 3], 100n * TOKEN), token, 'ERC20InsufficientBalance');
  });

  it('holds a bond for each', async () => {
    const { stash, token, fulfiller, commit, bonds } = await setUp();
    const call = commit([7], 30n * TOKEN);
    const [of, by] = [getAddress(token.address), getAddress(fulfiller)];
    await assertions.emitWithArgs(call, stash, 'Committed', [of, 1n, by, 30n * TOKEN, seedHash(7)]);
    await commit([8, 9], 5n * TOKEN);
    assert.deepEqual([await bonds(), await stash.read.seedsLeft([of])], [40n * TOKEN, 3n]);
    const { bond, seedHash: hash } = await stash.read.commitmentOf([of, 3n]);
    assert.deepEqual([bond, hash, await stash.read.commitmentCount([of])], [5n * TOKEN, seedHash(9), 3n]);
    for (const number of [0n, 4n])
      await assertions.revertWithCustomError(stash.read.commitmentOf([of, number]), stash, 'StashNothingCommitted');
  });
});

describe('Stash.cancelCommitments', () => {
  it('reverts for more than are unused, and for another’s', async () => {
    const { stash, actors, drawn, cancel } = await setUp();
    await drawn();
    await assertions.revertWithCustomError(cancel(3n), stash, 'StashNothingCommitted');
    const call = cancel(1n, actors.admin);
    await assertions.revertWithCustomErrorWithArgs(call, stash, 'StashNotCommitter', [3n]);
  });

  it('takes the latest back with their bonds', async () => {
    const { stash, token, fulfiller, drawn, cancel, bonds, balance } = await setUp();
    await drawn();
    const had = await balance(fulfiller);
    const call = cancel(2n);
    await assertions.emitWithArgs(call, stash, 'CommitmentCancelled', [getAddress(token.address), 3n]);
    assert.equal((await balance(fulfiller)) - had, 20n * TOKEN);
    assert.deepEqual([await bonds(), await stash.read.seedsLeft([token.address])], [10n * TOKEN, 0n]);
  });
});

describe('Stash.requestDraw', () => {
  it('reverts for what waits for no draw, or has one', async () => {
    const { stash, add, bought, request, drawn, refuse } = await setUp();
    await assertions.revertWithCustomErrorWithArgs(request(1n), stash, 'StashNotRedeemable', [1n]);
    const { purchase, draw } = await drawn();
    await assertions.revertWithCustomErrorWithArgs(request(purchase), stash, 'StashRequested', [purchase, draw]);
    const role = await bought(await add({ kind: Kind.role, fulfilWithin: HOUR }));
    await assertions.revertWithCustomErrorWithArgs(request(role), stash, 'StashNotRedeemable', [role]);
    await refuse(role);
    await assertions.revertWithCustomError(request(role), stash, 'StashNotRedeemable');
  });

  it('reverts without a secret from before the purchase', async () => {
    const { stash, item, deposit, commit, bought, request } = await setUp();
    await deposit(ids);
    const purchase = await bought(item);
    await assertions.revertWithCustomError(request(purchase), stash, 'StashNoSeed');
    await commit([1]);
    await assertions.revertWithCustomError(request(purchase), stash, 'StashNoSeed');
    await request(await bought(item));
  });

  it('reverts where the bond is below what was paid', async () => {
    const { stash, item, deposit, commit, bought, request } = await setUp();
    await deposit(ids);
    await commit([1], 20n * TOKEN - 1n);
    const purchase = await bought(item, 2n);
    await assertions.revertWithCustomErrorWithArgs(request(purchase), stash, 'StashBondTooLow', [
      20n * TOKEN - 1n,
      20n * TOKEN,
    ]);
    await request(await bought(item));
  });

  it('reverts where open draws will take what is left', async () => {
    const { stash, item, deposit, commit, bought, request } = await setUp();
    await deposit([1n, 2n]);
    await commit([1, 2], 20n * TOKEN);
    const [two, one] = [await bought(item, 2n), await bought(item)];
    await request(two);
    await assertions.revertWithCustomErrorWithArgs(request(one), stash, 'StashPoolTooSmall', [0n]);
  });

  it('binds the next secret and a block to come', async () => {
    const { stash, token, client, item, deposit, commit, bought, drawOf, actors, by } = await setUp();
    await deposit(ids);
    await commit([1, 2], 20n * TOKEN);
    const purchase = await bought(item, 2n);
    const target = (await client.public.getBlockNumber()) + 2n;
    const call = stash.write.requestDraw([token.address, purchase], by(actors.bob));
    await assertions.emitWithArgs(call, stash, 'DrawRequested', [getAddress(token.address), 1n, purchase, 1n, target]);
    assert.deepEqual(await drawOf(1n), {
      ...{ state: DrawState.open, units: 2, purchase, commitment: 1n, targetBlock: target },
    });
    assert.deepEqual(
      [await stash.read.drawFor([token.address, purchase]), await stash.read.nextDraw([token.address])],
      [1n, 1n],
    );
    assert.equal(await stash.read.seedsLeft([token.address]), 1n);
  });
});

describe('Stash.reveal', () => {
  it('reverts where no draw is open, for another secret, and too early', async () => {
    const { stash, drawn, reveal, drawOf } = await setUp();
    await assertions.revertWithCustomError(reveal(1), stash, 'StashNoDraw');
    const { draw } = await drawn();
    const { targetBlock } = await drawOf(draw);
    await assertions.revertWithCustomError(reveal(2), stash, 'StashWrongSeed');
    const snapshot = await connection.networkHelpers.takeSnapshot();
    await assertions.revertWithCustomErrorWithArgs(reveal(1), stash, 'StashTooEarly', [targetBlock + 1n]);
    await snapshot.restore();
    await connection.networkHelpers.mine(1);
    await reveal(1);
    await assertions.revertWithCustomError(reveal(1), stash, 'StashNoDraw');
  });

  it('is possible up to 250 blocks after the target, and then forfeit', async () => {
    const { stash, drawn, reveal, forfeit, mine, drawOf } = await setUp();
    const { draw } = await drawn();
    const last = (await drawOf(draw)).targetBlock + 250n;
    await mine(250);
    const snapshot = await connection.networkHelpers.takeSnapshot();
    await assertions.revertWithCustomErrorWithArgs(forfeit(), stash, 'StashTooEarly', [last + 1n]);
    await snapshot.restore();
    await reveal(1);
    await snapshot.restore();
    await mine(1);
    await assertions.revertWithCustomErrorWithArgs(reveal(1), stash, 'StashTooLate', [last]);
    await forfeit();
  });

  for (const units of [1, 3]) {
    it(`draws ${units}, as everybody can compute, fulfils, and gives the bond back`, async () => {
      const world = await setUp();
      const { stash, token, nfts, client, actors, fulfiller, drawn, mine, reveal, drawOf, expected, winnerOf } = world;
      const { purchase, draw } = await drawn(BigInt(units));
      await mine(1);
      const won = await expected(draw, seed(1), ids, units);
      const had = await world.balance(fulfiller);
      const { targetBlock } = await drawOf(draw);
      const { hash } = await client.public.getBlock({ blockNumber: targetBlock });
      const of = getAddress(token.address);
      const snapshot = await connection.networkHelpers.takeSnapshot();
      await assertions.emitWithArgs(reveal(1), stash, 'Revealed', [of, draw, seed(1), hash!, 6n]);
      await snapshot.restore();
      const alice = getAddress(actors.alice);
      await assertions.emitWithArgs(reveal(1), stash, 'Won', [of, alice, draw, getAddress(nfts.address), won[0]!]);
      for (const id of ids) assert.equal((await winnerOf(id)) === alice, won.includes(id), `${id} of ${won}`);
      assert.equal(await stash.read.poolSize([of]), BigInt(6 - units));
      assert.equal((await world.purchaseOf(purchase)).state, State.fulfilled);
      assert.equal((await drawOf(draw)).state, DrawState.drawn);
      assert.equal((await world.balance(fulfiller)) - had, 10n * TOKEN * BigInt(units));
      assert.equal(await world.bonds(), 20n * TOKEN * BigInt(units));
    });
  }

  it('resolves draws in their order, without putting back', async () => {
    const { stash, actors, item, deposit, commit, bought, request, mine, reveal, winnerOf, drawOf } = await setUp();
    await deposit([1n, 2n, 3n]);
    await commit([1, 2, 3]);
    const purchases = [await bought(item), await bought(item, 1n, actors.bob), await bought(item)];
    for (const purchase of purchases) await request(purchase);
    await mine(1);
    await assertions.revertWithCustomError(reveal(2), stash, 'StashWrongSeed');
    for (const number of [1, 2, 3]) await reveal(number);
    const winners = await Promise.all([1n, 2n, 3n].map((id) => winnerOf(id)));
    const count = (member: string) => winners.filter((winner) => winner === getAddress(member as `0x${string}`)).length;
    assert.deepEqual([count(actors.alice), count(actors.bob)], [2, 1]);
    assert.equal((await drawOf(3n)).state, DrawState.drawn);
  });

  it('needs the community’s trust to fulfil, and waits for it', async () => {
    const { stash, shop, communities, token, actors, by, drawn, mine, reveal } = await setUp();
    await drawn();
    await mine(1);
    await communities.write.revokeRoles([token.address, stash.address, Role.fulfiller], by(actors.owner));
    await assertions.revertWithCustomError(reveal(1), shop, 'ShopMissingRole');
    await communities.write.grantRoles([token.address, stash.address, Role.fulfiller], by(actors.owner));
    await reveal(1);
  });

  for (const [what, settle] of [
    ['refused', 'refuse'],
    ['taken away', 'remove'],
    ['too late to be fulfilled', 'late'],
  ] as const) {
    it(`costs the bond where the purchase was ${what}: who sees the outcome does not get out of it`, async () => {
      const world = await setUp();
      const { stash, shop, token, actors, by, fulfiller, drawn, mine, reveal, refuse, balance, bonds, drawOf } = world;
      const { purchase, draw } = await drawn();
      const [paid, committed] = [await balance(actors.alice), await balance(fulfiller)];
      await mine(1);
      if (settle === 'refuse') await refuse(purchase);
      else if (settle === 'remove') await shop.write.remove([token.address, purchase, 1n, reason], by(actors.admin));
      else await time.increase(25 * HOUR);
      const call = reveal(1);
      await assertions.emitWithArgs(call, stash, 'DrawForfeited', [
        getAddress(token.address),
        draw,
        getAddress(actors.alice),
        10n * TOKEN,
      ]);
      // The price and the bond.
      assert.equal((await balance(actors.alice)) - paid, 20n * TOKEN);
      assert.deepEqual([await balance(fulfiller), await bonds()], [committed, 20n * TOKEN]);
      assert.equal((await drawOf(draw)).state, DrawState.forfeited);
      assert.equal(await stash.read.poolSize([token.address]), 6n);
    });
  }
});

describe('Stash.forfeit', () => {
  it('reverts where no draw is open', async () => {
    const { stash, forfeit } = await setUp();
    await assertions.revertWithCustomError(forfeit(), stash, 'StashNoDraw');
  });

  it('gives the buyer refund and bond, and lets the next draw go on', async () => {
    const { stash, actors, item, bought, drawn, request, mine, forfeit, reveal, balance, bonds, purchaseOf } =
      await setUp();
    const { purchase } = await drawn();
    const paid = await balance(actors.alice);
    await mine(252);
    const second = await bought(item, 1n, actors.bob);
    await request(second);
    await mine(1);
    await assertions.revertWithCustomError(reveal(2), stash, 'StashWrongSeed');
    await forfeit();
    assert.equal((await balance(actors.alice)) - paid, 20n * TOKEN);
    assert.equal((await purchaseOf(purchase)).state, State.refused);
    await reveal(2);
    assert.equal((await purchaseOf(second)).state, State.fulfilled);
    assert.equal(await bonds(), 10n * TOKEN);
  });
});
