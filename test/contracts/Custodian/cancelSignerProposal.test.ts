// cancelSignerProposal
// ├── when the caller is not the guardian it reverts
// ├── given nothing is pending it reverts
// └── otherwise it takes the proposal back, restores recoveries, and leaves a pause standing
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import { by, deployCustody, FOREVER, NOBODY } from '../support/custody.ts';

const connection = await network.create();
const setUp = () => connection.networkHelpers.loadFixture(deployCustody);

describe('Custodian.cancelSignerProposal', () => {
  it('reverts for everybody but the guardian', async () => {
    const { custodian, cast, assertions } = await setUp();
    await custodian.write.proposeSigner([cast.nextSigner.address, 0], by(cast.guardian));
    for (const caller of [cast.signer, cast.nextSigner, cast.mallory]) {
      await assertions.revertWithCustomError(
        custodian.write.cancelSignerProposal(by(caller)),
        custodian,
        'CustodianNotGuardian',
      );
    }
  });

  it('reverts when nothing is pending', async () => {
    const { custodian, cast, assertions } = await setUp();
    const cancel = custodian.write.cancelSignerProposal(by(cast.guardian));
    await assertions.revertWithCustomError(cancel, custodian, 'CustodianNothingPending');
  });

  it('takes the proposal back, restores recoveries, and leaves the pause standing', async () => {
    const { custodian, cast, setRecovery, accountOf, told, now } = await setUp();
    await setRecovery('alice', cast.aliceRecovery);
    await custodian.write.proposeSigner([cast.nextSigner.address, await now()], by(cast.guardian));
    assert.deepEqual(await told(custodian.write.cancelSignerProposal(by(cast.guardian))), [
      { eventName: 'SignerProposalCancelled', args: { signer: cast.nextSigner.address } },
    ]);
    assert.deepEqual(await custodian.read.pendingSigner(), [NOBODY, 0, 0]);
    assert.equal(await custodian.read.pausedUntil(), FOREVER);
    const [recovery] = await custodian.read.recoveryOf([await accountOf('alice')]);
    assert.equal(recovery, cast.aliceRecovery.address);
  });
});
