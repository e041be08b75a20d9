// commit
// ├── when the caller may not, there are too many, one is empty or known, or the bonds cannot be paid, it reverts
// └── it holds a bond for each
// cancelCommitment
// ├── when it is used, another's, cancelled or none, it reverts
// └── it goes, with its bond, also while paused, and the next draw passes over it
// requestDraw
// ├── when the Stash lacks its role, the purchase waits for no draw or has one, it reverts
// ├── when there is too little time, too many units, no NFT, no secret from before, or no bond for it, it reverts
// └── it binds the next secret and a block to come
// reveal
// ├── when the draw is not open, the secret is another, it is too early or too late, it reverts
// ├── it draws what everybody can compute, fulfils, and gives the bond back
// ├── in any order: settled is in the order of the requests, without putting back
// └── a purchase that was settled otherwise, or is too late, burns the bond
// forfeit
// ├── when the draw is not open or can yet be revealed, it reverts
// └── the buyer gets refund and bond, and draws behind it are settled
// settle
// └── it settles as many as it may, up to one that waits for its secret
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import { getAddress, zeroAddress, zeroHash } from 'viem';
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

  it('reverts for a secret that was committed before, also where it was cancelled', async () => {
    const { stash, commit, cancel } = await setUp();
    await assertions.revertWithCustomErrorWithArgs(commit([1, 1]), stash, 'StashSeedKnown', [seedHash(1)]);
    await commit([1]);
    await cancel(1n);
    await assertions.revertWithCustomErrorWithArgs(commit([1]), stash, 'StashSeedKnown', [seedHash(1)]);
  });

  it('holds a bond for each', async () => {
    const { stash, token, fulfiller, commit, bonds } = await setUp();
    const call = commit([7], 30n * TOKEN);
    const [of, by] = [getAddress(token.address), getAddress(fulfiller)];
    await assertions.emitWithArgs(call, stash, 'Committed', [of, 1n, by, 30n * TOKEN, seedHash(7)]);
    await commit([8, 9], 5n * TOKEN);
    assert.deepEqual([await bonds(), await stash.read.commitmentsUsed([of])], [40n * TOKEN, 0n]);
    const { bond, seedHash: hash } = await stash.read.commitmentOf([of, 3n]);
    assert.deepEqual([bond, hash, await stash.read.commitmentCount([of])], [5n * TOKEN, seedHash(9), 3n]);
    for (const number of [0n, 4n]) {
      const call = stash.read.commitmentOf([of, number]);
      await assertions.revertWithCustomErrorWithArgs(call, stash, 'StashNoCommitment', [number]);
    }
  });
});

describe('Stash.cancelCommitment', () => {
  it('reverts for one that is used, another’s, cancelled, or none', async () => {
    const { stash, actors, fulfiller, drawn, cancel } = await setUp();
    await drawn();
    await cancel(3n);
    for (const [number, caller] of [
      [1n, fulfiller],
      [2n, actors.admin],
      [3n, fulfiller],
      [4n, fulfiller],
      [0n, fulfiller],
    ] as const)
      await assertions.revertWithCustomErrorWithArgs(cancel(number, caller), stash, 'StashNotCommitter', [
        number,
        getAddress(caller),
      ]);
  });

  it('takes it back with its bond, also while paused, and the next draw passes over it', async () => {
    const { stash, communities, token, actors, by, fulfiller, item, drawn, cancel, bonds, balance, bought } =
      await setUp();
    const { request, drawOf, pause } = await setUp();
    await drawn();
    const had = await balance(fulfiller);
    await pause();
    const args = [getAddress(token.address), 2n, getAddress(fulfiller), 10n * TOKEN] as const;
    await assertions.emitWithArgs(cancel(2n), stash, 'CommitmentCancelled', [...args]);
    assert.deepEqual([(await balance(fulfiller)) - had, await bonds()], [10n * TOKEN, 20n * TOKEN]);
    await communities.write.unpause([token.address], by(actors.owner));
    const draw = await request(await bought(item));
    assert.equal((await drawOf(draw)).commitment, 3n);
    assert.equal(await stash.read.commitmentsUsed([token.address]), 3n);
  });
});

describe('Stash.requestDraw', () => {
  it('reverts where the Stash may not fulfil', async () => {
    const { stash, communities, token, actors, by, item, deposit, commit, bought, request } = await setUp();
    await deposit(ids);
    await commit([1]);
    const purchase = await bought(item);
    await communities.write.revokeRoles([token.address, stash.address, Role.fulfiller], by(actors.owner));
    await assertions.revertWithCustomErrorWithArgs(request(purchase), stash, 'StashMissingRole', [
      getAddress(token.address),
      getAddress(stash.address),
      Role.fulfiller,
    ]);
  });

  it('reverts for what waits for no draw, or has one', async () => {
    const { stash, add, bought, request, drawn, refuse } = await setUp();
    await assertions.revertWithCustomErrorWithArgs(request(1n), stash, 'StashNotRedeemable', [1n]);
    const { purchase, draw } = await drawn();
    await assertions.revertWithCustomErrorWithArgs(request(purchase), stash, 'StashRequested', [purchase, draw]);
    const role = await bought(await add({ kind: Kind.role, fulfilWithin: 5 * HOUR }));
    await assertions.revertWithCustomErrorWithArgs(request(role), stash, 'StashNotRedeemable', [role]);
    const refused = await bought(await add({ kind: Kind.nft, fulfilWithin: 5 * HOUR }));
    await refuse(refused);
    await assertions.revertWithCustomErrorWithArgs(request(refused), stash, 'StashNotRedeemable', [refused]);
  });

  it('reverts for one of which the staff took everything away', async () => {
    const { stash, shop, token, actors, by, item, bought, request } = await setUp();
    const purchase = await bought(item);
    await shop.write.remove([token.address, purchase, 1n, reason], by(actors.admin));
    await assertions.revertWithCustomError(request(purchase), stash, 'StashNotRedeemable');
  });

  it('reverts with less than four hours left', async () => {
    const { stash, item, deposit, commit, bought, request, purchaseOf } = await setUp();
    await deposit(ids);
    await commit([1, 2]);
    const purchase = await bought(item);
    const { fulfilBy } = await purchaseOf(purchase);
    const snapshot = await connection.networkHelpers.takeSnapshot();
    await time.setNextBlockTimestamp(fulfilBy - 4 * HOUR + 1);
    await assertions.revertWithCustomErrorWithArgs(request(purchase), stash, 'StashTooLittleTime', [BigInt(fulfilBy)]);
    await snapshot.restore();
    await time.setNextBlockTimestamp(fulfilBy - 4 * HOUR);
    await request(purchase);
  });

  it('reverts for more units than one draw takes', async () => {
    const { stash, nfts, actors, add, deposit, commit, bought, request } = await setUp();
    const many = Array.from({ length: 21 }, (_, at) => BigInt(at + 7));
    for (const id of many) await nfts.write.mint([actors.admin, id]);
    await deposit(many);
    await commit([1], 21n * TOKEN);
    const cheap = await add({ kind: Kind.nft, fulfilWithin: 24 * HOUR, price: TOKEN });
    const [above, most] = [await bought(cheap, 21n), await bought(cheap, 20n)];
    await assertions.revertWithCustomErrorWithArgs(request(above), stash, 'StashTooMany', [20n]);
    await request(most);
  });

  it('reverts without a secret from before the purchase', async () => {
    const { stash, item, deposit, commit, cancel, bought, request } = await setUp();
    await deposit(ids);
    const purchase = await bought(item);
    await assertions.revertWithCustomError(request(purchase), stash, 'StashNoSeed');
    await commit([1]);
    await assertions.revertWithCustomError(request(purchase), stash, 'StashNoSeed');
    const later = await bought(item);
    const snapshot = await connection.networkHelpers.takeSnapshot();
    await request(later);
    await snapshot.restore();
    await cancel(1n);
    await assertions.revertWithCustomError(request(later), stash, 'StashNoSeed');
  });

  it('passes over 49 cancelled secrets at once', async () => {
    const { stash, token, item, deposit, commit, cancel, bought, request, drawOf } = await setUp();
    await deposit(ids);
    await commit(
      Array.from({ length: 49 }, (_, at) => at + 1),
      0n,
    );
    await commit([50]);
    const purchase = await bought(item);
    for (let number = 1n; number <= 49n; number++) await cancel(number);
    await request(purchase);
    assert.equal((await drawOf(1n)).commitment, 50n);
    assert.equal(await stash.read.commitmentCount([token.address]), 50n);
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
      ...{ state: DrawState.open, units: 2, purchase, commitment: 1n, targetBlock: target, random: zeroHash },
    });
    assert.deepEqual(
      [await stash.read.drawFor([token.address, purchase]), await stash.read.nextDraw([token.address])],
      [1n, 1n],
    );
    assert.equal(await stash.read.commitmentsUsed([token.address]), 1n);
  });
});

/** Three NFTs and three draws: Alice's, Bob's, Alice's. */
async function three() {
  const world = await setUp();
  const { actors, item, deposit, commit, bought, request, mine } = world;
  await deposit([1n, 2n, 3n]);
  await commit([1, 2, 3]);
  const purchases = [await bought(item), await bought(item, 1n, actors.bob), await bought(item)];
  for (const purchase of purchases) await request(purchase);
  await mine(1);
  const states = async () => Promise.all([1n, 2n, 3n].map(async (draw) => (await world.drawOf(draw)).state));
  return { ...world, purchases, states };
}

describe('Stash.reveal', () => {
  it('reverts for a draw that is not open, for another secret, and too early', async () => {
    const { stash, drawn, mine, reveal, drawOf } = await setUp();
    await assertions.revertWithCustomErrorWithArgs(reveal(1n), stash, 'StashNotOpen', [1n]);
    const { draw } = await drawn();
    const { targetBlock } = await drawOf(draw);
    const snapshot = await connection.networkHelpers.takeSnapshot();
    await assertions.revertWithCustomErrorWithArgs(reveal(draw, 2), stash, 'StashWrongSeed', [draw]);
    await snapshot.restore();
    await assertions.revertWithCustomErrorWithArgs(reveal(draw), stash, 'StashTooEarly', [targetBlock + 1n]);
    await mine(1);
    await reveal(draw);
    await assertions.revertWithCustomErrorWithArgs(reveal(draw), stash, 'StashNotOpen', [draw]);
  });

  it('is possible up to 250 blocks after the target, and then forfeit', async () => {
    const { stash, drawn, reveal, forfeit, mine, drawOf } = await setUp();
    const { draw } = await drawn();
    const last = (await drawOf(draw)).targetBlock + 250n;
    await mine(250);
    const snapshot = await connection.networkHelpers.takeSnapshot();
    await assertions.revertWithCustomErrorWithArgs(forfeit(draw), stash, 'StashTooEarly', [last + 1n]);
    await snapshot.restore();
    await reveal(draw);
    await snapshot.restore();
    await mine(1);
    await assertions.revertWithCustomErrorWithArgs(reveal(draw), stash, 'StashTooLate', [last]);
    await forfeit(draw);
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
      await assertions.emitWithArgs(reveal(draw), stash, 'Revealed', [of, draw, seed(1), hash!]);
      await snapshot.restore();
      const alice = getAddress(actors.alice);
      const first = [of, alice, draw, getAddress(nfts.address), won[0]!, 6n] as const;
      await assertions.emitWithArgs(reveal(draw), stash, 'Won', [...first]);
      for (const id of ids) assert.equal((await winnerOf(id)) === alice, won.includes(id), `${id} of ${won}`);
      assert.equal(await stash.read.poolSize([of]), BigInt(6 - units));
      assert.equal((await world.purchaseOf(purchase)).state, State.fulfilled);
      assert.equal((await drawOf(draw)).state, DrawState.drawn);
      assert.equal((await world.balance(fulfiller)) - had, 10n * TOKEN * BigInt(units));
      assert.equal(await world.bonds(), 20n * TOKEN * BigInt(units));
    });
  }

  it('draws the same in whatever order the secrets come, without putting back', async () => {
    const { stash, token, actors, reveal, settle, winnerOf, states } = await three();
    const snapshot = await connection.networkHelpers.takeSnapshot();
    const winners = () => Promise.all([1n, 2n, 3n].map((id) => winnerOf(id)));
    for (const draw of [1n, 2n, 3n]) await reveal(draw);
    const inOrder = await winners();
    const count = (member: string) => inOrder.filter((winner) => winner === getAddress(member as `0x${string}`)).length;
    assert.deepEqual([count(actors.alice), count(actors.bob)], [2, 1]);
    await snapshot.restore();
    for (const draw of [3n, 2n]) await reveal(draw);
    assert.deepEqual(await states(), [DrawState.open, DrawState.revealed, DrawState.revealed]);
    assert.deepEqual(await winners(), [zeroAddress, zeroAddress, zeroAddress]);
    await settle(3n);
    assert.equal(await stash.read.nextDraw([token.address]), 1n);
    // Two by the reveal, the third by whoever asks.
    await reveal(1n);
    assert.deepEqual(await states(), [DrawState.drawn, DrawState.drawn, DrawState.revealed]);
    await settle(1n);
    assert.deepEqual(await states(), [DrawState.drawn, DrawState.drawn, DrawState.drawn]);
    assert.deepEqual(await winners(), inOrder);
  });

  it('keeps a revealed draw from being held up: the one before it is forfeit in its time', async () => {
    const { actors, fulfiller, mine, reveal, forfeit, balance, states, bonds, winnerOf } = await three();
    await reveal(2n);
    await reveal(3n);
    await mine(250);
    const [buyer, committer] = [await balance(actors.alice), await balance(fulfiller)];
    await forfeit(1n);
    assert.deepEqual(await states(), [DrawState.forfeited, DrawState.drawn, DrawState.revealed]);
    // Price and bond for the one that was withheld; the revealed one's bond is back with who committed it.
    assert.equal((await balance(actors.alice)) - buyer, 20n * TOKEN);
    assert.deepEqual([(await balance(fulfiller)) - committer, await bonds()], [10n * TOKEN, 10n * TOKEN]);
    const winners = await Promise.all([1n, 2n, 3n].map((id) => winnerOf(id)));
    assert.deepEqual(
      winners.filter((winner) => winner !== zeroAddress),
      [getAddress(actors.bob)],
    );
  });

  for (const [what, units] of [
    ['refused', 1n],
    ['taken away', 1n],
    ['taken away in part', 2n],
  ] as const) {
    it(`burns the bond where the purchase was ${what}: who sees the outcome neither gets out of it nor gains`, async () => {
      const world = await setUp();
      const { stash, shop, token, actors, by, fulfiller, drawn, mine, reveal, refuse, balance, bonds, drawOf } = world;
      const { purchase, draw } = await drawn(units);
      const price = 10n * TOKEN * units;
      const [paid, committed, held] = [await balance(actors.alice), await balance(fulfiller), await bonds()];
      await mine(1);
      if (what === 'refused') await refuse(purchase);
      else await shop.write.remove([token.address, purchase, 1n, reason], by(actors.admin));
      const call = reveal(draw);
      await assertions.emitWithArgs(call, stash, 'DrawVoided', [
        ...[getAddress(token.address), draw, getAddress(actors.alice), price],
      ] as const);
      assert.equal((await balance(actors.alice)) - paid, price);
      assert.deepEqual([await balance(fulfiller), held - (await bonds())], [committed, price]);
      assert.equal(await token.read.balanceOf([stash.address]), held - price);
      assert.equal((await drawOf(draw)).state, DrawState.void);
      assert.equal(await stash.read.poolSize([token.address]), 6n);
    });
  }

  it('burns the bond where the Stash was robbed of its role: the buyer refunds it in time', async () => {
    const world = await setUp();
    const { stash, communities, token, actors, by, drawn, mine, reveal, refund, balance, bonds, drawOf } = world;
    const { purchase, draw } = await drawn();
    const [paid, held] = [await balance(actors.alice), await bonds()];
    await mine(1);
    await communities.write.revokeRoles([token.address, stash.address, Role.fulfiller], by(actors.owner));
    await reveal(draw);
    assert.deepEqual([(await drawOf(draw)).state, held - (await bonds())], [DrawState.void, 10n * TOKEN]);
    assert.equal(await balance(actors.alice), paid);
    await time.increase(25 * HOUR);
    await refund(purchase);
    assert.equal((await balance(actors.alice)) - paid, 10n * TOKEN);
  });

  it('burns the bond where nobody settled before it was too late, and refunds', async () => {
    const { actors, mine, reveal, forfeit, balance, bonds, drawOf, purchaseOf, purchases } = await three();
    await reveal(2n);
    await mine(250);
    await time.increase(25 * HOUR);
    const [bob, held] = [await balance(actors.bob), await bonds()];
    await forfeit(1n);
    assert.equal((await drawOf(2n)).state, DrawState.void);
    assert.equal((await purchaseOf(purchases[1]!)).state, State.refused);
    // One went to Alice, one was burned.
    assert.deepEqual([(await balance(actors.bob)) - bob, held - (await bonds())], [10n * TOKEN, 20n * TOKEN]);
  });

  it('goes on while paused, and after the module was disabled', async () => {
    const { stash, communities, token, actors, by, reveal, pause, refuse, purchases, states } = await three();
    await pause();
    await communities.write.disableModule([token.address, stash.address], by(actors.owner));
    await refuse(purchases[1]!);
    for (const draw of [1n, 2n, 3n]) await reveal(draw);
    assert.deepEqual(await states(), [DrawState.drawn, DrawState.void, DrawState.drawn]);
  });
});

describe('Stash.forfeit', () => {
  it('reverts for a draw that is not open', async () => {
    const { stash, forfeit } = await setUp();
    await assertions.revertWithCustomErrorWithArgs(forfeit(1n), stash, 'StashNotOpen', [1n]);
  });

  it('gives the buyer refund and bond, once, and lets the next draw go on', async () => {
    const { stash, token, actors, item, bought, drawn, request, mine, forfeit, reveal, balance, bonds, purchaseOf } =
      await setUp();
    const { purchase, draw } = await drawn();
    const paid = await balance(actors.alice);
    await mine(252);
    const second = await bought(item, 1n, actors.bob);
    const next = await request(second);
    await mine(1);
    const args = [getAddress(token.address), draw, getAddress(actors.alice), 10n * TOKEN] as const;
    await assertions.emitWithArgs(forfeit(draw), stash, 'DrawForfeited', [...args]);
    await assertions.revertWithCustomError(forfeit(draw), stash, 'StashNotOpen');
    assert.equal((await balance(actors.alice)) - paid, 20n * TOKEN);
    assert.equal((await purchaseOf(purchase)).state, State.refused);
    await reveal(next);
    assert.equal((await purchaseOf(second)).state, State.fulfilled);
    assert.equal(await bonds(), 10n * TOKEN);
  });

  it('pays the bond where the staff refused meanwhile, and frees what the draw would have taken', async () => {
    const { stash, token, actors, drawn, mine, refuse, forfeit, item, bought, request, commit, balance } =
      await setUp();
    const { purchase, draw } = await drawn(3n);
    const paid = await balance(actors.alice);
    await refuse(purchase);
    await mine(252);
    await forfeit(draw);
    assert.equal((await balance(actors.alice)) - paid, 60n * TOKEN);
    await commit([4], 60n * TOKEN);
    await request(await bought(item, 3n));
    assert.equal(await stash.read.poolSize([token.address]), 6n);
  });
});
