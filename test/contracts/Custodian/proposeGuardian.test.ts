// proposeGuardian
// ├── when the caller is not the guardian it reverts
// ├── when the new guardian is zero it takes an earlier proposal back
// └── otherwise it announces the new guardian, ready after the delay; a later proposal replaces it
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import { by, delays, deployCustody, NOBODY } from '../support/custody.ts';

const connection = await network.create();
const setUp = () => connection.networkHelpers.loadFixture(deployCustody);

describe('Custodian.proposeGuardian', () => {
  it('reverts for everybody but the guardian', async () => {
    const { custodian, cast, assertions } = await setUp();
    for (const caller of [cast.signer, cast.sentinel, cast.nextGuardian]) {
      await assertions.revertWithCustomError(
        custodian.write.proposeGuardian([caller.address], by(caller)),
        custodian,
        'CustodianNotGuardian',
      );
    }
  });

  it('announces the new guardian, ready after the delay, and lets a later proposal replace it', async () => {
    const { custodian, cast, told, now, time } = await setUp();
    await custodian.write.proposeGuardian([cast.mallory.address], by(cast.guardian));
    await time.increase(delays.rotation - 10);
    const guardian = cast.nextGuardian.address;
    const events = await told(custodian.write.proposeGuardian([guardian], by(cast.guardian)));
    const readyAt = (await now()) + delays.rotation;
    assert.deepEqual(events, [{ eventName: 'GuardianProposed', args: { guardian, readyAt } }]);
    assert.deepEqual(await custodian.read.pendingGuardian(), [guardian, readyAt]);
    assert.equal(await custodian.read.guardian(), cast.guardian.address);
  });

  it('takes a proposal back', async () => {
    const { custodian, cast, told, time, assertions } = await setUp();
    await custodian.write.proposeGuardian([cast.mallory.address], by(cast.guardian));
    assert.deepEqual(await told(custodian.write.proposeGuardian([NOBODY], by(cast.guardian))), [
      { eventName: 'GuardianProposed', args: { guardian: NOBODY, readyAt: 0 } },
    ]);
    await time.increase(delays.rotation);
    await assertions.revertWithCustomError(
      custodian.write.acceptGuardian(by(cast.mallory)),
      custodian,
      'CustodianNotGuardian',
    );
  });
});
