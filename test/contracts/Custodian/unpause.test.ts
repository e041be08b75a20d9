// unpause
// ├── when the caller is not the guardian it reverts
// ├── given a rotation with distrust is pending it reverts; not for one without
// └── otherwise it ends any pause and arms the sentinel, paused or not
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import { by, DAY, deployCustody } from '../support/custody.ts';

const connection = await network.create();
const setUp = () => connection.networkHelpers.loadFixture(deployCustody);

describe('Custodian.unpause', () => {
  it('reverts for everybody but the guardian', async () => {
    const { custodian, cast, assertions } = await setUp();
    await custodian.write.pause(by(cast.guardian));
    for (const caller of [cast.signer, cast.sentinel, cast.mallory]) {
      await assertions.revertWithCustomErrorWithArgs(
        custodian.write.unpause(by(caller)),
        custodian,
        'CustodianNotGuardian',
        [caller.address],
      );
    }
  });

  it('reverts while a rotation with distrust is pending, and only then', async () => {
    const { custodian, cast, now, assertions } = await setUp();
    await custodian.write.proposeSigner([cast.nextSigner.address, await now()], by(cast.guardian));
    const [, readyAt] = await custodian.read.pendingSigner();
    await assertions.revertWithCustomErrorWithArgs(
      custodian.write.unpause(by(cast.guardian)),
      custodian,
      'CustodianRotationPending',
      [readyAt],
    );
    await custodian.write.proposeSigner([cast.nextSigner.address, 0], by(cast.guardian));
    await assertions.emit(custodian.write.unpause(by(cast.guardian)), custodian, 'Unpaused');
  });

  it('ends a guardian’s and a sentinel’s pause', async () => {
    const { custodian, cast, told } = await setUp();
    for (const pause of [
      () => custodian.write.pause(by(cast.guardian)),
      () => custodian.write.sentinelPause(by(cast.sentinel)),
    ]) {
      await pause();
      assert.deepEqual(await told(custodian.write.unpause(by(cast.guardian))), [
        { eventName: 'Unpaused', args: undefined },
      ]);
      assert.equal(await custodian.read.pausedUntil(), 0);
    }
  });

  it('arms the sentinel, also when its pause has ended by itself', async () => {
    const { custodian, cast, time, assertions } = await setUp();
    await custodian.write.sentinelPause(by(cast.sentinel));
    await time.increase(7 * DAY);
    await custodian.write.unpause(by(cast.guardian));
    await assertions.emit(custodian.write.sentinelPause(by(cast.sentinel)), custodian, 'Paused');
  });
});
