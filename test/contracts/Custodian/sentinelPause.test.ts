// sentinelPause
// ├── when the caller is not the sentinel it reverts
// ├── given the sentinel is spent it reverts, also after its pause has ended
// ├── given the guardian has paused it reverts and shortens nothing
// └── otherwise it pauses for 7 days, exclusive
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import { by, DAY, deployCustody, FOREVER } from '../support/custody.ts';

const connection = await network.create();
const setUp = () => connection.networkHelpers.loadFixture(deployCustody);

describe('Custodian.sentinelPause', () => {
  it('reverts for everybody but the sentinel', async () => {
    const { custodian, cast, assertions } = await setUp();
    for (const caller of [cast.signer, cast.guardian, cast.mallory]) {
      await assertions.revertWithCustomErrorWithArgs(
        custodian.write.sentinelPause(by(caller)),
        custodian,
        'CustodianNotSentinel',
        [caller.address],
      );
    }
  });

  it('pauses for 7 days, exclusive', async () => {
    const { custodian, cast, told, now, time } = await setUp();
    const events = await told(custodian.write.sentinelPause(by(cast.sentinel)));
    const until = (await now()) + 7 * DAY;
    assert.deepEqual(events, [{ eventName: 'Paused', args: { by: cast.sentinel.address, until } }]);
    await time.increaseTo(until - 1);
    assert.equal(await custodian.read.pausedUntil(), until);
    await time.increaseTo(until);
    assert.equal(await custodian.read.pausedUntil(), 0);
  });

  it('reverts a second time, also after its pause has ended', async () => {
    const { custodian, cast, time, assertions } = await setUp();
    await custodian.write.sentinelPause(by(cast.sentinel));
    for (const days of [1, 7, 365]) {
      await time.increase(days * DAY);
      await assertions.revertWithCustomError(
        custodian.write.sentinelPause(by(cast.sentinel)),
        custodian,
        'CustodianSentinelSpent',
      );
    }
  });

  it('reverts where the guardian has paused, and shortens nothing', async () => {
    const { custodian, cast, assertions } = await setUp();
    await custodian.write.pause(by(cast.guardian));
    await assertions.revertWithCustomErrorWithArgs(
      custodian.write.sentinelPause(by(cast.sentinel)),
      custodian,
      'CustodianPaused',
      [FOREVER],
    );
    assert.equal(await custodian.read.pausedUntil(), FOREVER);
  });
});
