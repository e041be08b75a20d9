// cancelGraduation
// ├── when the caller is neither guardian nor the account's recovery address it reverts
// │   └── signer, the graduation's owner, another member's recovery address, a recovery address not yet effective
// ├── given nothing is pending it reverts: never asked, graduated, voided by a rotation
// └── otherwise, also while paused
//     ├── it takes the request back and burns the account's nonce
//     └── it makes what was signed ahead for the next nonce void
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import { by, delays, deployCustody, NOBODY } from '../support/custody.ts';
import { saltOf } from '../support/signed.ts';

const connection = await network.create();
const setUp = () => connection.networkHelpers.loadFixture(deployCustody);
const salt = saltOf('alice');

describe('Custodian.cancelGraduation', () => {
  it('reverts for everybody but the guardian and the effective recovery address', async () => {
    const { requestGraduation, setRecovery, recoverable, custodian, cast, assertions } = await setUp();
    await recoverable('bob', cast.bob);
    await requestGraduation('alice', cast.alice);
    for (const caller of [cast.signer, cast.alice, cast.bob, cast.sentinel, cast.mallory]) {
      await assertions.revertWithCustomErrorWithArgs(
        custodian.write.cancelGraduation([salt], by(caller)),
        custodian,
        'CustodianNotRecovery',
        [caller.address],
      );
    }
    await setRecovery('alice', cast.aliceRecovery);
    await assertions.revertWithCustomError(
      custodian.write.cancelGraduation([salt], by(cast.aliceRecovery)),
      custodian,
      'CustodianTooEarly',
    );
  });

  it('reverts when nothing is pending', async () => {
    const { requestGraduation, graduate, rotate, custodian, cast, assertions } = await setUp();
    const cancel = (member: string) =>
      assertions.revertWithCustomError(
        custodian.write.cancelGraduation([saltOf(member)], by(cast.guardian)),
        custodian,
        'CustodianNothingPending',
      );
    await cancel('alice');
    await graduate('bob', cast.bob);
    await cancel('bob');
    await requestGraduation('alice', cast.alice);
    await rotate(cast.nextSigner);
    await cancel('alice');
  });

  it('takes the request back and burns the nonce, by the guardian', async () => {
    const { requestGraduation, custodian, cast, told, accountOf } = await setUp();
    const account = await accountOf('alice');
    await requestGraduation('alice', cast.alice);
    await custodian.write.pause(by(cast.guardian));
    assert.deepEqual(await told(custodian.write.cancelGraduation([salt], by(cast.guardian))), [
      { eventName: 'NonceUsed', args: { account, nonce: 1n } },
      { eventName: 'GraduationCancelled', args: { account, by: cast.guardian.address } },
    ]);
    assert.deepEqual(await custodian.read.pendingGraduation([account]), [NOBODY, 0]);
    assert.equal(await custodian.read.nonceOf([account]), 2n);
  });

  it('takes the request back, by the recovery address', async () => {
    const { requestGraduation, recoverable, custodian, cast, time, assertions } = await setUp();
    await recoverable('alice', cast.aliceRecovery);
    await requestGraduation('alice', cast.mallory);
    await assertions.emit(
      custodian.write.cancelGraduation([salt], by(cast.aliceRecovery)),
      custodian,
      'GraduationCancelled',
    );
    await time.increase(delays.graduation);
    await assertions.revertWithCustomError(
      custodian.write.finishGraduation([salt, '0x'], by(cast.mallory)),
      custodian,
      'CustodianNothingPending',
    );
  });

  it('makes what was signed ahead void', async () => {
    const { requestGraduation, request, custodian, cast, assertions } = await setUp();
    await requestGraduation('alice', cast.mallory);
    const { deadline, signature } = await request('alice', { nonce: 1n }, 'Graduate', cast.mallory.address);
    await custodian.write.cancelGraduation([salt], by(cast.guardian));
    await assertions.revertWithCustomError(
      custodian.write.requestGraduation([salt, cast.mallory.address, deadline, signature]),
      custodian,
      'CustodianBadSigner',
    );
  });
});
