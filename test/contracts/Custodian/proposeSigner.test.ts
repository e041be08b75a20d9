// proposeSigner
// ├── when the caller is not the guardian it reverts
// ├── when the signer is the zero address, or serves or has served, it reverts
// ├── when the distrust moment lies in the future it reverts; now holds
// └── otherwise it announces the signer, ready after the delay
//     ├── with distrust it pauses for ever and voids recoveries set since, that very second included
//     ├── without distrust it pauses nothing and voids nothing
//     └── it replaces an earlier proposal, wait and distrust included
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import { by, delays, deployCustody, FOREVER, NOBODY } from '../support/custody.ts';

const connection = await network.create();
const setUp = () => connection.networkHelpers.loadFixture(deployCustody);

describe('Custodian.proposeSigner', () => {
  it('reverts for everybody but the guardian', async () => {
    const { custodian, cast, assertions } = await setUp();
    for (const caller of [cast.signer, cast.sentinel, cast.mallory]) {
      await assertions.revertWithCustomErrorWithArgs(
        custodian.write.proposeSigner([cast.mallory.address, 0], by(caller)),
        custodian,
        'CustodianNotGuardian',
        [caller.address],
      );
    }
  });

  it('reverts for the zero address', async () => {
    const { custodian, cast, assertions } = await setUp();
    const propose = custodian.write.proposeSigner([NOBODY, 0], by(cast.guardian));
    await assertions.revertWithCustomError(propose, custodian, 'CustodianZeroAddress');
  });

  it('reverts for the present signer and for a former one', async () => {
    const { custodian, cast, rotate, assertions } = await setUp();
    const refused = (signer: `0x${string}`) =>
      assertions.revertWithCustomErrorWithArgs(
        custodian.write.proposeSigner([signer, 0], by(cast.guardian)),
        custodian,
        'CustodianSignerServed',
        [signer],
      );
    await refused(cast.signer.address);
    await rotate(cast.nextSigner);
    await refused(cast.signer.address);
    await refused(cast.nextSigner.address);
  });

  it('reverts for distrust from the future, and takes this very second', async () => {
    const { at, custodian, cast, soon, assertions } = await setUp();
    const moment = await soon();
    const propose = () => custodian.write.proposeSigner([cast.nextSigner.address, moment], by(cast.guardian));
    await assertions.revertWithCustomErrorWithArgs(at(moment - 1, propose), custodian, 'CustodianBadDistrust', [
      moment,
    ]);
    await assertions.emit(at(moment, propose), custodian, 'SignerProposed');
  });

  it('announces the signer, ready after the delay, and pauses nothing without distrust', async () => {
    const { custodian, cast, setRecovery, accountOf, told, now } = await setUp();
    await setRecovery('alice', cast.aliceRecovery);
    const events = await told(custodian.write.proposeSigner([cast.nextSigner.address, 0], by(cast.guardian)));
    const readyAt = (await now()) + delays.rotation;
    const signer = cast.nextSigner.address;
    assert.deepEqual(events, [{ eventName: 'SignerProposed', args: { signer, readyAt, distrustFrom: 0 } }]);
    assert.deepEqual(await custodian.read.pendingSigner(), [signer, readyAt, 0]);
    assert.equal(await custodian.read.pausedUntil(), 0);
    const [recovery] = await custodian.read.recoveryOf([await accountOf('alice')]);
    assert.equal(recovery, cast.aliceRecovery.address);
  });

  it('pauses for ever and voids recoveries set since, with distrust', async () => {
    const { custodian, cast, setRecovery, accountOf, told, now } = await setUp();
    await setRecovery('alice', cast.aliceRecovery);
    await setRecovery('bob', cast.mallory);
    const planted = await now();
    const signer = cast.nextSigner.address;
    const events = await told(custodian.write.proposeSigner([signer, planted], by(cast.guardian)));
    const readyAt = (await now()) + delays.rotation;
    assert.deepEqual(events, [
      { eventName: 'SignerProposed', args: { signer, readyAt, distrustFrom: planted } },
      { eventName: 'Paused', args: { by: cast.guardian.address, until: FOREVER } },
    ]);
    const [older] = await custodian.read.recoveryOf([await accountOf('alice')]);
    assert.equal(older, cast.aliceRecovery.address);
    assert.deepEqual(await custodian.read.recoveryOf([await accountOf('bob')]), [NOBODY, 0]);
  });

  it('replaces an earlier proposal, wait and distrust included', async () => {
    const { custodian, cast, time, now } = await setUp();
    await custodian.write.proposeSigner([cast.mallory.address, await now()], by(cast.guardian));
    await time.increase(delays.rotation - 10);
    await custodian.write.proposeSigner([cast.nextSigner.address, 0], by(cast.guardian));
    const readyAt = (await now()) + delays.rotation;
    assert.deepEqual(await custodian.read.pendingSigner(), [cast.nextSigner.address, readyAt, 0]);
    assert.equal(await custodian.read.pausedUntil(), FOREVER);
  });
});
