// deposit
// ├── when the caller may not, there are too many, a draw is open, or the NFT does not come or is here, it reverts
// └── it is the community's, to be drawn
// withdrawPool
// ├── when the caller may not, a draw is open, or there is none at the place, it reverts
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
import { encodeFunctionData, getAddress, zeroAddress } from 'viem';
import { Role } from '../support/figures.ts';
import { deployStash, seed } from '../support/stash.ts';

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
    await assertions.revertWithCustomErrorWithArgs(stash.read.poolAt([of, 2n]), stash, 'StashNoNft', [2n]);
    assert.equal(await nfts.read.ownerOf([4n]), getAddress(stash.address));
  });

  it('stands still while a draw is open', async () => {
    const { stash, token, actors, by, drawn, deposit, collect, reveal } = await setUp();
    const other = await collect();
    await drawn();
    await assertions.revertWithCustomErrorWithArgs(deposit([1n], other.address), stash, 'StashDrawsOpen', [1n]);
    const out = () => stash.write.withdrawPool([token.address, 0n, actors.admin], by(actors.admin));
    await assertions.revertWithCustomErrorWithArgs(out(), stash, 'StashDrawsOpen', [1n]);
    await connection.networkHelpers.mine(1);
    await reveal(1);
    await deposit([1n], other.address);
    await out();
  });

  it('is not entered again by a collection that calls back', async () => {
    const { stash, token, collect, deposit } = await setUp();
    const hostile = await collect('HostileNfts');
    const args = [token.address, seed(1)] as const;
    await hostile.write.callBack([stash.address, encodeFunctionData({ abi: stash.abi, functionName: 'reveal', args })]);
    await deposit([1n], hostile.address);
    assert.equal(await hostile.read.failed(), true);
  });
});

describe('Stash.withdrawPool', () => {
  it('reverts for who may not, and for a place without one', async () => {
    const { stash, token, actors, by, fulfiller, deposit } = await setUp();
    await deposit([1n]);
    const out = (place: bigint, caller = actors.admin) =>
      stash.write.withdrawPool([token.address, place, actors.bob], by(caller));
    await assertions.revertWithCustomError(out(0n, fulfiller), stash, 'StashMissingRole');
    await assertions.revertWithCustomErrorWithArgs(out(1n), stash, 'StashNoNft', [1n]);
  });

  it('sends it out, and the last takes its place', async () => {
    const { stash, token, nfts, actors, by, deposit } = await setUp();
    await deposit([1n, 2n, 3n]);
    const [of, collection, bob] = [getAddress(token.address), getAddress(nfts.address), getAddress(actors.bob)];
    const call = stash.write.withdrawPool([of, 0n, bob], by(actors.admin));
    await assertions.emitWithArgs(call, stash, 'PoolWithdrawn', [of, collection, 1n, bob]);
    assert.equal(await nfts.read.ownerOf([1n]), bob);
    assert.deepEqual([(await stash.read.poolAt([of, 0n])).id, await stash.read.poolSize([of])], [3n, 2n]);
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
    await world.drawn();
    await world.mine(1);
    await world.reveal(1);
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
