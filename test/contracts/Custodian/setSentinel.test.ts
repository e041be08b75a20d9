// setSentinel
// ├── when the caller is not the guardian it reverts
// └── otherwise it installs the sentinel, armed, ends no pause, and takes zero for none
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import { by, deployCustody, NOBODY } from '../support/custody.ts';

const connection = await network.create();
const setUp = () => connection.networkHelpers.loadFixture(deployCustody);

describe('Custodian.setSentinel', () => {
  it('reverts for everybody but the guardian', async () => {
    const { custodian, cast, assertions } = await setUp();
    for (const caller of [cast.signer, cast.sentinel, cast.mallory]) {
      await assertions.revertWithCustomError(
        custodian.write.setSentinel([caller.address], by(caller)),
        custodian,
        'CustodianNotGuardian',
      );
    }
  });

  it('installs the sentinel, armed, and ends no pause', async () => {
    const { custodian, cast, told, assertions } = await setUp();
    await custodian.write.sentinelPause(by(cast.sentinel));
    const until = await custodian.read.pausedUntil();
    const sentinel = cast.alice.address;
    assert.deepEqual(await told(custodian.write.setSentinel([sentinel], by(cast.guardian))), [
      { eventName: 'SentinelChanged', args: { sentinel } },
    ]);
    assert.equal(await custodian.read.pausedUntil(), until);
    await assertions.emit(custodian.write.sentinelPause(by(cast.alice)), custodian, 'Paused');
    await assertions.revertWithCustomError(
      custodian.write.sentinelPause(by(cast.sentinel)),
      custodian,
      'CustodianNotSentinel',
    );
  });

  it('takes zero for none', async () => {
    const { custodian, cast } = await setUp();
    await custodian.write.setSentinel([NOBODY], by(cast.guardian));
    assert.equal(await custodian.read.sentinel(), NOBODY);
  });
});
