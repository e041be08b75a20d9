// transferOwnership
// ├── when the community is unknown, or the caller is not its owner, it reverts
// └── it offers; a later offer replaces it, the zero address takes it back
// acceptOwnership
// ├── when the community is unknown, or the caller was not offered it, it reverts
// └── it hands over for good, once
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import { getAddress, zeroAddress } from 'viem';
import { deployEconomy } from '../support/deploy.ts';

const connection = await network.create();
const { assertions } = connection.viem;
const setUp = async () => {
  const economy = await connection.networkHelpers.loadFixture(deployEconomy);
  const { communities, token, actors } = economy;
  type Actor = keyof typeof actors;
  const offer = (by: Actor, to: `0x${string}`, of = token.address) =>
    communities.write.transferOwnership([of, to], { account: actors[by] });
  const accept = (by: Actor, of = token.address) => communities.write.acceptOwnership([of], { account: actors[by] });
  return { ...economy, offer, accept };
};

describe('Communities.transferOwnership', () => {
  it('reverts for an unknown community', async () => {
    const { communities, actors, offer } = await setUp();
    const call = offer('owner', actors.bob, actors.carol);
    await assertions.revertWithCustomErrorWithArgs(call, communities, 'CommunitiesUnknown', [actors.carol]);
  });

  it('reverts for everybody but the owner, admins too', async () => {
    const { communities, token, actors, offer } = await setUp();
    for (const by of ['admin', 'mallory', 'curator'] as const) {
      const values = [token.address, getAddress(actors[by])] as const;
      const call = offer(by, actors.bob);
      await assertions.revertWithCustomErrorWithArgs(call, communities, 'CommunitiesNotOwner', [...values]);
    }
  });

  it('offers, replaces the offer and takes it back', async () => {
    const { communities, token, actors, offer } = await setUp();
    for (const to of [actors.bob, actors.carol, zeroAddress]) {
      const values = [token.address, getAddress(actors.owner), getAddress(to)] as const;
      const call = offer('owner', to);
      await assertions.emitWithArgs(call, communities, 'OwnershipTransferStarted', [...values]);
      assert.equal(await communities.read.pendingOwnerOf([token.address]), getAddress(to));
    }
    assert.equal(await communities.read.ownerOf([token.address]), getAddress(actors.owner));
  });
});

describe('Communities.acceptOwnership', () => {
  it('reverts for an unknown community', async () => {
    const { communities, actors, accept } = await setUp();
    const call = accept('bob', actors.carol);
    await assertions.revertWithCustomErrorWithArgs(call, communities, 'CommunitiesUnknown', [actors.carol]);
  });

  it('reverts for who was not offered it', async () => {
    const { communities, token, actors, offer, accept } = await setUp();
    await offer('owner', actors.bob);
    await offer('owner', actors.carol);
    for (const by of ['bob', 'owner'] as const) {
      const values = [token.address, getAddress(actors[by])] as const;
      await assertions.revertWithCustomErrorWithArgs(accept(by), communities, 'CommunitiesNotOwner', [...values]);
    }
  });

  it('hands over for good, once', async () => {
    const { communities, token, actors, offer, accept } = await setUp();
    await offer('owner', actors.carol);
    const values = [token.address, getAddress(actors.owner), getAddress(actors.carol)] as const;
    await assertions.emitWithArgs(accept('carol'), communities, 'OwnershipTransferred', [...values]);
    assert.equal(await communities.read.ownerOf([token.address]), getAddress(actors.carol));
    assert.equal(await communities.read.pendingOwnerOf([token.address]), zeroAddress);
    await assertions.revertWithCustomError(offer('owner', actors.bob), communities, 'CommunitiesNotOwner');
    await assertions.revertWithCustomError(accept('carol'), communities, 'CommunitiesNotOwner');
  });
});
