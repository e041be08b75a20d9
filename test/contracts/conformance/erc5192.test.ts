// ERC-165, ERC-721 and ERC-5192 of badges that stay with whom they were given to
// ├── the interfaces that it says it has, and none beside them
// ├── what does not exist has neither owner nor lock nor address
// ├── a mint says Transfer from nobody, and Locked
// └── nothing transfers, approves or burns, for owner, stranger, operator or the contract of neither
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import { getAddress, zeroAddress } from 'viem';
import { deployAchievements, Metric } from '../support/achievements.ts';

const connection = await network.create();
const { assertions } = connection.viem;

/** Alice holds the only badge. */
async function withBadge() {
  const world = await deployAchievements(connection);
  await world.define(Metric.messages, 1n);
  await world.act({ message: 1 });
  await world.claim(1n);
  return { ...world, badge: 1n, alice: getAddress(world.actors.alice), bob: getAddress(world.actors.bob) };
}
const setUp = () => connection.networkHelpers.loadFixture(withBadge);

describe('Achievements as ERC-721 and ERC-5192', () => {
  it('says which interfaces it has', async () => {
    const { contract } = await setUp();
    const interfaces = {
      ...{ '0x01ffc9a7': true, '0x80ac58cd': true, '0x5b5e139f': true, '0xb45a3c0e': true },
      // ERC-721's enumeration, ERC-1155, and the one that nothing may claim.
      ...{ '0x780e9d63': false, '0xd9b67a26': false, '0xffffffff': false },
    };
    for (const [id, expected] of Object.entries(interfaces)) {
      assert.equal(await contract.read.supportsInterface([id as `0x${string}`]), expected, id);
    }
  });

  it('has a name and a symbol', async () => {
    const { contract } = await setUp();
    assert.ok((await contract.read.name()).length > 0);
    assert.ok((await contract.read.symbol()).length > 0);
  });

  it('knows nothing of a badge that does not exist', async () => {
    const { contract } = await setUp();
    for (const badge of [0n, 2n, 2n ** 256n - 1n]) {
      for (const call of [
        () => contract.read.ownerOf([badge]),
        () => contract.read.locked([badge]),
        () => contract.read.tokenURI([badge]),
        () => contract.read.getApproved([badge]),
      ]) {
        await assertions.revertWithCustomErrorWithArgs(call(), contract, 'ERC721NonexistentToken', [badge]);
      }
    }
    const nobody = contract.read.balanceOf([zeroAddress]);
    await assertions.revertWithCustomErrorWithArgs(nobody, contract, 'ERC721InvalidOwner', [zeroAddress]);
  });

  it('mints from nobody, locked at once and for ever', async () => {
    const { contract, define, act, claim, bob } = await setUp();
    await define(Metric.files, 1n);
    await act({ file: 1 }, bob);
    assert.equal(await contract.read.balanceOf([bob]), 0n);
    const call = claim(2n, bob);
    await assertions.emitWithArgs(call, contract, 'Transfer', [zeroAddress, bob, 2n]);
    await assertions.emitWithArgs(call, contract, 'Locked', [2n]);
    assert.equal(await contract.read.ownerOf([2n]), bob);
    assert.equal(await contract.read.balanceOf([bob]), 1n);
    assert.equal(await contract.read.locked([2n]), true);
    assert.equal(await contract.read.tokenURI([2n]), 'ipfs://badge');
  });

  it('transfers, approves and burns nothing, whoever asks', async () => {
    const { contract, badge, alice, bob, actors } = await setUp();
    for (const account of [alice, bob, actors.mallory, actors.owner]) {
      const by = { account };
      // A stranger is told first that it is not theirs.
      const error = account === alice ? 'AchievementsLocked' : 'ERC721InsufficientApproval';
      const transfers = [
        () => contract.write.transferFrom([alice, bob, badge], by),
        () => contract.write.safeTransferFrom([alice, bob, badge], by),
        () => contract.write.safeTransferFrom([alice, bob, badge, '0x'], by),
      ];
      for (const transfer of transfers) await assertions.revertWithCustomError(transfer(), contract, error);
      const approvals = [
        () => contract.write.approve([bob, badge], by),
        () => contract.write.setApprovalForAll([bob, true], by),
      ];
      for (const approve of approvals) {
        await assertions.revertWithCustomError(approve(), contract, 'AchievementsLocked');
      }
      const burn = contract.write.transferFrom([alice, zeroAddress, badge], by);
      await assertions.revertWithCustomErrorWithArgs(burn, contract, 'ERC721InvalidReceiver', [zeroAddress]);
    }
    assert.equal(await contract.read.ownerOf([badge]), alice);
    assert.equal(await contract.read.getApproved([badge]), zeroAddress);
    assert.equal(await contract.read.isApprovedForAll([alice, bob]), false);
  });
});
