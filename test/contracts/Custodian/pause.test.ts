// pause
// ├── when the caller is not the guardian it reverts
// └── otherwise it pauses for ever, also over a sentinel's pause
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import { by, deployCustody, FOREVER } from '../support/custody.ts';

const connection = await network.create();
const setUp = () => connection.networkHelpers.loadFixture(deployCustody);

describe('Custodian.pause', () => {
  it('reverts for everybody but the guardian', async () => {
    const { custodian, cast, assertions } = await setUp();
    for (const caller of [cast.signer, cast.sentinel, cast.mallory]) {
      await assertions.revertWithCustomErrorWithArgs(
        custodian.write.pause(by(caller)),
        custodian,
        'CustodianNotGuardian',
        [caller.address],
      );
    }
  });

  it('pauses for ever, also over a sentinel’s pause', async () => {
    const { custodian, cast, told } = await setUp();
    await custodian.write.sentinelPause(by(cast.sentinel));
    assert.deepEqual(await told(custodian.write.pause(by(cast.guardian))), [
      { eventName: 'Paused', args: { by: cast.guardian.address, until: FOREVER } },
    ]);
    assert.equal(await custodian.read.pausedUntil(), FOREVER);
  });
});
