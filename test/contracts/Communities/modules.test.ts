// addModule
// ├── when the caller is not the curator, the module listed, or it does not trust both forwarders, it reverts
// └── it appends to the catalogue
// pause, unpause
// ├── when the community is unknown, or the caller lacks the role, they revert
// └── a pauser, an admin and the owner stop; an admin and the owner go on
// setCeiling
// ├── when the community is unknown it reverts
// └── it sets the caller's own
// constructor
// └── refuses no curator
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import { encodeFunctionData, getAddress, padHex, stringToHex, zeroAddress } from 'viem';
import { communitiesAbi } from '../../../contracts/generated/abi.ts';
import { deployEconomy } from '../support/deploy.ts';
import { Role, TOKEN } from '../support/figures.ts';

const connection = await network.create();
const { viem } = connection;
const { assertions } = viem;
const setUp = () => connection.networkHelpers.loadFixture(deployEconomy);
const name = stringToHex('Module', { size: 32 });

describe('Communities.addModule', () => {
  it('reverts for everybody but the curator', async () => {
    const { communities, actors } = await setUp();
    const call = communities.write.addModule([actors.carol, name], { account: actors.owner });
    const values = [getAddress(actors.owner)] as const;
    await assertions.revertWithCustomErrorWithArgs(call, communities, 'CommunitiesNotCurator', [...values]);
  });

  it('reverts for a module that is listed', async () => {
    const { communities, gifts } = await setUp();
    const call = communities.write.addModule([gifts.address, name]);
    const values = [getAddress(gifts.address)] as const;
    await assertions.revertWithCustomErrorWithArgs(call, communities, 'CommunitiesModuleListed', [...values]);
  });

  it('reverts for what does not trust exactly these forwarders', async () => {
    const { communities, token, forwarder, custodian, actors } = await setUp();
    const registry = communities.address;
    const other = await viem.deployContract('Gifts', [forwarder, actors.mallory, registry]);
    const another = await viem.deployContract('Gifts', [actors.mallory, custodian, registry]);
    for (const bad of [other.address, another.address, actors.carol, token.address, zeroAddress]) {
      const call = communities.write.addModule([bad, name]);
      const values = [getAddress(bad)] as const;
      await assertions.revertWithCustomErrorWithArgs(call, communities, 'CommunitiesBadModule', [...values]);
    }
  });

  it('appends to the catalogue', async () => {
    const { communities, earnings, gifts, shop, forwarder, custodian } = await setUp();
    const { address } = await viem.deployContract('Gifts', [forwarder, custodian, communities.address]);
    const call = communities.write.addModule([address, name]);
    await assertions.emitWithArgs(call, communities, 'ModuleAdded', [getAddress(address), name]);
    const listed = [earnings.address, gifts.address, shop.address, address].map((module) => getAddress(module));
    assert.deepEqual(await communities.read.modules(), listed);
  });
});

describe('Communities.pause and unpause', () => {
  it('revert for an unknown community and without the role', async () => {
    const { communities, token, actors } = await setUp();
    const unknown = communities.write.pause([actors.carol], { account: actors.owner });
    await assertions.revertWithCustomErrorWithArgs(unknown, communities, 'CommunitiesUnknown', [actors.carol]);
    const stop = communities.write.pause([token.address], { account: actors.reporter });
    const pausers = [token.address, getAddress(actors.reporter), Role.pauser | Role.admin] as const;
    await assertions.revertWithCustomErrorWithArgs(stop, communities, 'CommunitiesMissingRole', [...pausers]);
    const go = communities.write.unpause([token.address], { account: actors.pauser });
    const admins = [token.address, getAddress(actors.pauser), Role.admin] as const;
    await assertions.revertWithCustomErrorWithArgs(go, communities, 'CommunitiesMissingRole', [...admins]);
  });

  it('stop by pauser, admin or owner, and go on by admin or owner', async () => {
    const { communities, token, actors } = await setUp();
    for (const [stopper, starter] of [
      ['pauser', 'admin'],
      ['admin', 'owner'],
      ['owner', 'owner'],
    ] as const) {
      const stop = communities.write.pause([token.address], { account: actors[stopper] });
      await assertions.emitWithArgs(stop, communities, 'PausedSet', [token.address, true, getAddress(actors[stopper])]);
      assert.equal(await token.read.paused(), true);
      const go = communities.write.unpause([token.address], { account: actors[starter] });
      await assertions.emitWithArgs(go, communities, 'PausedSet', [token.address, false, getAddress(actors[starter])]);
      assert.equal(await token.read.paused(), false);
    }
  });
});

describe('Communities.setCeiling', () => {
  it('reverts for an unknown community', async () => {
    const { communities, actors } = await setUp();
    const call = communities.write.setCeiling([actors.carol, 1n], { account: actors.alice });
    await assertions.revertWithCustomErrorWithArgs(call, communities, 'CommunitiesUnknown', [actors.carol]);
  });

  it('sets the caller’s own, through a forwarder too', async () => {
    const { communities, token, actors, asMember } = await setUp();
    await communities.write.setCeiling([token.address, 3n * TOKEN], { account: actors.alice });
    assert.equal((await token.read.standingOf([actors.alice])).custodialCeiling, 3n * TOKEN);
    const args = [token.address, 4n * TOKEN] as const;
    const data = encodeFunctionData({ abi: communitiesAbi, functionName: 'setCeiling', args });
    await asMember(actors.bob, communities.address, data);
    assert.equal((await token.read.standingOf([actors.bob])).custodialCeiling, 4n * TOKEN);
    assert.equal((await token.read.standingOf([actors.operator])).custodialCeiling, 500n * TOKEN);
  });

  it('takes an appended address for nobody from who is no forwarder', async () => {
    const { communities, token, client, actors } = await setUp();
    const args = [token.address, 4n * TOKEN] as const;
    const data = encodeFunctionData({ abi: communitiesAbi, functionName: 'setCeiling', args });
    const spoofed = `${data}${padHex(actors.bob, { size: 20 }).slice(2)}` as const;
    await client.wallet.sendTransaction({ account: actors.mallory, to: communities.address, data: spoofed });
    assert.equal((await token.read.standingOf([actors.bob])).custodialCeiling, 500n * TOKEN);
    assert.equal((await token.read.standingOf([actors.mallory])).custodialCeiling, 4n * TOKEN);
  });
});

describe('Communities.constructor', () => {
  it('refuses no curator', async () => {
    const { communities, forwarder, custodian } = await setUp();
    const deployment = viem.deployContract('Communities', [forwarder, custodian, zeroAddress, 0, custodian]);
    await viem.assertions.revertWithCustomError(deployment, communities, 'CommunitiesZeroAddress');
  });
});
