// deposit
// ├── when the caller may not, there are too many, a draw is open, or the NFT does not come or is here, it reverts
// └── it is the community's, to be drawn
// withdrawPool
// ├── when the caller may not, a draw is open, or the NFT is not in this community's pool, it reverts
// └── it goes out, and the last takes its place
// unsolicited transfers
// └── are refused
// reassign
// ├── when the NFT is not the giver's, goes to nobody, or the caller is no module, it reverts
// └── it is the other's
// withdraw
// ├── when it is not the caller's, it reverts
// └── it goes to whom the caller names, once, also while paused
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import { type Address, encodeFunctionData, getAddress, zeroAddress } from 'viem';
import { createCommunity } from '../support/deploy.ts';
import { Role } from '../support/figures.ts';
import { deployStash } from '../support/stash.ts';

const connection = await network.create();
const { assertions } = connection.viem;
const setUp = () => connection.networkHelpers.loadFixture(deployStash);

describe('Stash.deposit', () => {
  it('reverts for who may not, and for too many', async () => {
    const { stash, token, nfts, actors, deposit } = await setUp();
    const call = deposit([1n], nfts.address, actors.mallory);
    await assertions.revertWithCustomErrorWithArgs(call, stash, 'StashMissingRole', [
      getAddress(token.address),
      getAddress(actors.mallory),
      Role.fulfiller | Role.admin,
    ]);
    const many = deposit(Array<bigint>(51).fill(1n));
    await assertions.revertWithCustomErrorWithArgs(many, stash, 'StashTooMany', [50n]);
  });

  it('reverts for what does not come, and for what is here already', async () => {
    const { stash, nfts, collect, deposit } = await setUp();
    const hostile = await collect('HostileNfts');
    await hostile.write.behave([true, false]);
    await assertions.revertWithCustomErrorWithArgs(deposit([1n], hostile.address), stash, 'StashNotReceived', [
      getAddress(hostile.address),
      1n,
    ]);
    await deposit([1n]);
    await assertions.revertWithCustomErrorWithArgs(deposit([1n]), stash, 'StashNotReceived', [
      getAddress(nfts.address),
      1n,
    ]);
  });

  it('holds them for the community', async () => {
    const { stash, token, nfts, actors, deposit } = await setUp();
    const [of, collection, admin] = [getAddress(token.address), getAddress(nfts.address), getAddress(actors.admin)];
    await assertions.emitWithArgs(deposit([4n]), stash, 'Deposited', [of, collection, 4n, admin]);
    await deposit([2n]);
    assert.equal(await stash.read.poolSize([of]), 2n);
    assert.deepEqual(await stash.read.poolAt([of, 1n]), { collection, id: 2n });
    await assertions.revertWithCustomErrorWithArgs(stash.read.poolAt([of, 2n]), stash, 'StashNoNft', [2n, 2n]);
    assert.equal(await nfts.read.ownerOf([4n]), getAddress(stash.address));
  });

  it('stands still while a draw is open', async () => {
    const { stash, token, actors, by, drawn, deposit, collect, reveal, mine } = await setUp();
    const other = await collect();
    const { draw } = await drawn();
    await assertions.revertWithCustomErrorWithArgs(deposit([1n], other.address), stash, 'StashDrawsOpen', [1n]);
    const out = () => stash.write.withdrawPool([token.address, other.address, 1n, actors.admin], by(actors.admin));
    await assertions.revertWithCustomErrorWithArgs(out(), stash, 'StashDrawsOpen', [1n]);
    await mine(1);
    await reveal(draw);
    await deposit([1n], other.address);
    await out();
  });

  it('is not entered again by a collection that calls back', async () => {
    const { stash, token, collect, deposit } = await setUp();
    const hostile = await collect('HostileNfts');
    const args = [token.address, 1n] as const;
    await hostile.write.callBack([stash.address, encodeFunctionData({ abi: stash.abi, functionName: 'settle', args })]);
    await deposit([1n], hostile.address);
    assert.equal(await hostile.read.failed(), true);
  });
});

describe('Stash.withdrawPool', () => {
  it('reverts for who may not, and for what is not in the pool of that community', async () => {
    const world = await setUp();
    const { stash, token, nfts, actors, by, fulfiller, deposit, drawn, mine, reveal, winnerOf } = world;
    const out = (id: bigint, caller = actors.admin, of = token.address) =>
      stash.write.withdrawPool([of, nfts.address, id, actors.bob], by(caller));
    const none: [Address, bigint] = [getAddress(nfts.address), 1n];
    await assertions.revertWithCustomErrorWithArgs(out(1n), stash, 'StashNotInPool', none);
    await deposit([1n]);
    await assertions.revertWithCustomError(out(1n, fulfiller), stash, 'StashMissingRole');
    const { address: other } = await createCommunity(world);
    await assertions.revertWithCustomErrorWithArgs(out(1n, actors.owner, other), stash, 'StashNotInPool', none);
    await out(1n);
    await nfts.write.transferFrom([actors.bob, actors.admin, 1n], by(actors.bob));
    await drawn(6n);
    await mine(1);
    await reveal(1n);
    assert.equal(await winnerOf(1n), getAddress(actors.alice));
    await assertions.revertWithCustomErrorWithArgs(out(1n), stash, 'StashNotInPool', none);
  });

  it('sends it out, and the last takes its place', async () => {
    const { stash, token, nfts, actors, by, deposit } = await setUp();
    await deposit([1n, 2n, 3n]);
    const [of, collection, bob] = [getAddress(token.address), getAddress(nfts.address), getAddress(actors.bob)];
    const out = (id: bigint) => stash.write.withdrawPool([of, collection, id, bob], by(actors.admin));
    await assertions.emitWithArgs(out(1n), stash, 'PoolWithdrawn', [of, collection, 1n, bob]);
    assert.equal(await nfts.read.ownerOf([1n]), bob);
    assert.deepEqual([(await stash.read.poolAt([of, 0n])).id, await stash.read.poolSize([of])], [3n, 2n]);
    // The moved one is found at its new place.
    await out(3n);
    assert.deepEqual([(await stash.read.poolAt([of, 0n])).id, await stash.read.poolSize([of])], [2n, 1n]);
  });
});

describe('Stash, unsolicited', () => {
  it('refuses what is sent to it safely', async () => {
    const { stash, nfts, actors, by } = await setUp();
    const call = nfts.write.safeTransferFrom([actors.admin, stash.address, 1n], by(actors.admin));
    await assertions.revertWithCustomErrorWithArgs(call, nfts, 'ERC721InvalidReceiver', [getAddress(stash.address)]);
  });
});

describe('Stash.reassign', () => {
  const won = async () => {
    const world = await setUp();
    const { draw } = await world.drawn();
    await world.mine(1);
    await world.reveal(draw);
    const ids = [1n, 2n, 3n, 4n, 5n, 6n];
    const winners = await Promise.all(ids.map((id) => world.winnerOf(id)));
    const id = ids[winners.findIndex((winner) => winner !== zeroAddress)]!;
    return { ...world, id };
  };

  it('reverts for what is not the giver’s, for nobody, and for who is no module', async () => {
    const { stash, nfts, actors, by, module, id } = await won();
    const [alice, bob] = [actors.alice, actors.bob];
    for (const [from, to] of [
      [bob, alice],
      [alice, zeroAddress],
    ] as const)
      await assertions.revertWithCustomErrorWithArgs(
        stash.write.reassign([nfts.address, id, from, to], module),
        stash,
        'StashNotOwner',
        [getAddress(nfts.address), id],
      );
    const other = stash.write.reassign([nfts.address, 99n, zeroAddress, bob], module);
    await assertions.revertWithCustomError(other, stash, 'StashNotOwner');
    const call = stash.write.reassign([nfts.address, id, alice, bob], by(alice));
    await assertions.revertWithCustomErrorWithArgs(call, stash, 'StashNotModule', [getAddress(alice)]);
  });

  it('makes it the other’s', async () => {
    const { stash, token, nfts, actors, module, id, winnerOf } = await won();
    const [alice, bob] = [getAddress(actors.alice), getAddress(actors.bob)];
    const call = stash.write.reassign([nfts.address, id, alice, bob], module);
    await assertions.emitWithArgs(call, stash, 'Reassigned', [
      getAddress(token.address),
      getAddress(nfts.address),
      id,
      alice,
      bob,
    ]);
    assert.equal(await winnerOf(id), bob);
  });

  it('lets the owner withdraw, once, also while paused, and nobody else', async () => {
    const { stash, nfts, actors, by, id, pause, winnerOf } = await won();
    await pause();
    const out = (caller = actors.alice, to = actors.carol) => stash.write.withdraw([nfts.address, id, to], by(caller));
    await assertions.revertWithCustomErrorWithArgs(out(actors.mallory), stash, 'StashNotOwner', [
      getAddress(nfts.address),
      id,
    ]);
    const [alice, carol] = [getAddress(actors.alice), getAddress(actors.carol)];
    await assertions.emitWithArgs(out(), stash, 'Withdrawn', [getAddress(nfts.address), id, alice, carol]);
    assert.deepEqual([await nfts.read.ownerOf([id]), await winnerOf(id)], [carol, zeroAddress]);
    await assertions.revertWithCustomError(out(), stash, 'StashNotOwner');
  });
});
