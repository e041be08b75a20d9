// constructor
// ├── when the signer or the guardian is the zero address it reverts
// └── otherwise
//     ├── it installs signer, guardian, sentinel and waiting times, unpaused, unsealed, in epoch 1
//     ├── it takes zero for no sentinel
//     ├── it deploys the accounts' logic, which nobody owns
//     └── it derives the address that the account will have
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import { encodePacked, getContract, getCreate2Address, keccak256 } from 'viem';
import { custodianAbi } from '../../../contracts/generated/abi.ts';
import { delays, deployCustody, NOBODY } from '../support/custody.ts';
import { saltOf } from '../support/signed.ts';

const connection = await network.create();
const setUp = () => connection.networkHelpers.loadFixture(deployCustody);

describe('Custodian constructor', () => {
  it('reverts without signer or guardian', async () => {
    const { viem, cast, custodian } = await setUp();
    const { signer, guardian, sentinel } = cast;
    for (const [first, second] of [
      [NOBODY, guardian.address],
      [signer.address, NOBODY],
    ]) {
      const deployment = viem.deployContract('Custodian', [first, second, sentinel.address, delays]);
      await viem.assertions.revertWithCustomError(deployment, custodian, 'CustodianZeroAddress');
    }
  });

  it('installs everybody and the waiting times, unpaused and unsealed', async () => {
    const { custodian, cast } = await setUp();
    assert.equal(await custodian.read.signer(), cast.signer.address);
    assert.equal(await custodian.read.guardian(), cast.guardian.address);
    assert.equal(await custodian.read.sentinel(), cast.sentinel.address);
    assert.deepEqual(await custodian.read.delays(), delays);
    assert.equal(await custodian.read.epoch(), 1);
    assert.equal(await custodian.read.pausedUntil(), 0);
    assert.equal(await custodian.read.isSealed(), false);
    assert.deepEqual(await custodian.read.pendingSigner(), [NOBODY, 0, 0]);
    assert.deepEqual(await custodian.read.pendingGuardian(), [NOBODY, 0]);
  });

  it('counts silence from the deployment', async () => {
    const { viem, client, cast, now } = await setUp();
    const { address } = await viem.deployContract('Custodian', [
      cast.signer.address,
      cast.guardian.address,
      NOBODY,
      delays,
    ]);
    const custodian = getContract({ abi: custodianAbi, address, client });
    assert.equal(await custodian.read.lastActive(), await now());
    assert.equal(await custodian.read.sentinel(), NOBODY);
    const logs = await client.getContractEvents({ address, abi: custodian.abi, fromBlock: 0n });
    assert.deepEqual(
      logs.map(({ eventName, args }) => ({ eventName, args })),
      [
        { eventName: 'SignerChanged', args: { signer: cast.signer.address, epoch: 1 } },
        { eventName: 'GuardianChanged', args: { guardian: cast.guardian.address } },
        { eventName: 'SentinelChanged', args: { sentinel: NOBODY } },
      ],
    );
  });

  it('derives the CREATE2 address of a minimal proxy under itself', async () => {
    const { custodian, cast, graduate, accountOf } = await setUp();
    const implementation = await custodian.read.implementation();
    const bytecode = encodePacked(
      ['bytes', 'address', 'bytes'],
      ['0x3d602d80600a3d3981f3363d3d373d3d3d363d73', implementation, '0x5af43d82803e903d91602b57fd5bf3'],
    );
    const bytecodeHash = keccak256(bytecode);
    for (const member of ['alice', 'bob']) {
      const expected = getCreate2Address({ from: custodian.address, salt: saltOf(member), bytecodeHash });
      assert.equal(await accountOf(member), expected);
    }
    const { address } = await graduate('alice', cast.alice);
    assert.equal(address, await accountOf('alice'));
    assert.equal(await custodian.read.isGraduated([address]), true);
    assert.equal(await custodian.read.isGraduated([await accountOf('bob')]), false);
  });
});
