// seal
// ├── when the caller is neither the guardian nor the deployer, or the deployer after sealing, it reverts
// └── otherwise it ends set-up: widening waits from now on (allow.test.ts)
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import { by, deployCustody } from '../support/custody.ts';

const connection = await network.create();
const setUp = () => connection.networkHelpers.loadFixture(deployCustody);

describe('Custodian.seal', () => {
  it('reverts for everybody but the guardian and the deployer', async () => {
    const { custodian, cast, assertions } = await setUp();
    for (const caller of [cast.signer, cast.mallory]) {
      await assertions.revertWithCustomError(custodian.write.seal(by(caller)), custodian, 'CustodianNotGuardian');
    }
  });

  it('ends set-up for good', async () => {
    const { custodian, cast, told } = await setUp();
    assert.deepEqual(await told(custodian.write.seal(by(cast.guardian))), [{ eventName: 'Sealed', args: undefined }]);
    assert.equal(await custodian.read.isSealed(), true);
  });

  it('is the deployer’s last act', async () => {
    const { custodian, cast, assertions } = await setUp();
    await custodian.write.seal(by(cast.relayer));
    assert.equal(await custodian.read.isSealed(), true);
    await assertions.revertWithCustomError(custodian.write.seal(by(cast.relayer)), custodian, 'CustodianNotGuardian');
  });
});
