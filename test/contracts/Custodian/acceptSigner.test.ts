// acceptSigner
// ├── given nothing is pending it reverts: never proposed, cancelled, accepted already
// ├── when it is too early it reverts; at the moment named it holds, whoever calls
// └── otherwise it installs the signer and opens a new epoch
//     ├── it voids what the old signer signed: batches, requests unsent and requests pending
//     ├── with distrust it voids recoveries since that moment for good, and none before
//     │   ├── also those of earlier epochs, where the moment lies before them
//     │   └── a later, milder distrust revives nothing
//     ├── without distrust it leaves recoveries as they are
//     └── it leaves a pause standing
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import { by, DAY, delays, deployCustody, FOREVER, NOBODY, type Wallet } from '../support/custody.ts';
import { group, saltOf } from '../support/signed.ts';

const connection = await network.create();
async function setUp() {
  const c = await connection.networkHelpers.loadFixture(deployCustody);
  const recoveryOf = async (member: string) => (await c.custodian.read.recoveryOf([await c.accountOf(member)]))[0];
  const resume = () => c.custodian.write.unpause(by(c.cast.guardian));
  const register = async (member: string, recovery: Wallet, signer: Wallet) => {
    await c.setRecovery(member, recovery, { signer });
    return c.now();
  };
  return { ...c, recoveryOf, resume, register };
}

describe('Custodian.acceptSigner', () => {
  it('reverts when nothing is pending', async () => {
    const { custodian, cast, rotate, time, assertions } = await setUp();
    const refused = () =>
      assertions.revertWithCustomError(custodian.write.acceptSigner(), custodian, 'CustodianNothingPending');
    await refused();
    await custodian.write.proposeSigner([cast.mallory.address, 0], by(cast.guardian));
    await custodian.write.cancelSignerProposal(by(cast.guardian));
    await time.increase(delays.rotation);
    await refused();
    await rotate(cast.nextSigner);
    await refused();
  });

  it('reverts too early and holds at the moment named, whoever calls', async () => {
    const { at, custodian, cast, assertions } = await setUp();
    await custodian.write.proposeSigner([cast.nextSigner.address, 0], by(cast.guardian));
    const [, readyAt] = await custodian.read.pendingSigner();
    const accept = () => custodian.write.acceptSigner(by(cast.mallory));
    const early = at(readyAt - 1, accept);
    await assertions.revertWithCustomErrorWithArgs(early, custodian, 'CustodianTooEarly', [readyAt]);
    const done = at(readyAt, accept);
    await assertions.emitWithArgs(done, custodian, 'SignerChanged', [cast.nextSigner.address, 2]);
    assert.equal(await custodian.read.signer(), cast.nextSigner.address);
    assert.equal(await custodian.read.epoch(), 2);
    assert.deepEqual(await custodian.read.pendingSigner(), [NOBODY, 0, 0]);
  });

  it('voids what the old signer signed, and runs what the new one signs', async () => {
    const { custodian, cast, execute, request, requestGraduation, rotate, diary, accountOf, soon, assertions } =
      await setUp();
    const write = group(diary, 'write', [[saltOf('alice'), [1n]]]);
    const late = { deadline: (await soon()) + 30 * DAY };
    const kept = await request('bob', late, 'Graduate', cast.mallory.address);
    await requestGraduation('alice', cast.mallory);
    await rotate(cast.nextSigner);

    await assertions.revertWithCustomErrorWithArgs(execute([write]), custodian, 'CustodianBadSigner', [
      cast.signer.address,
    ]);
    await assertions.revertWithCustomErrorWithArgs(
      custodian.write.requestGraduation([saltOf('bob'), cast.mallory.address, kept.deadline, kept.signature]),
      custodian,
      'CustodianBadSigner',
      [cast.signer.address],
    );
    assert.deepEqual(await custodian.read.pendingGraduation([await accountOf('alice')]), [NOBODY, 0]);
    await execute([write], { signer: cast.nextSigner });
    assert.equal(await diary.read.entries([await accountOf('alice')]), 1n);
  });

  it('voids recoveries since the moment of distrust for good, and none before', async () => {
    const { custodian, cast, register, recoveryOf, rotate, resume, time } = await setUp();
    await register('alice', cast.aliceRecovery, cast.signer);
    await time.increase(DAY);
    const planted = await register('bob', cast.mallory, cast.signer);
    await rotate(cast.nextSigner, planted);
    assert.equal(await custodian.read.pausedUntil(), FOREVER);
    await resume();
    assert.equal(await recoveryOf('alice'), cast.aliceRecovery.address);
    assert.equal(await recoveryOf('bob'), NOBODY);
    await time.increase(365 * DAY);
    assert.equal(await recoveryOf('bob'), NOBODY);
  });

  it('leaves recoveries as they are without distrust', async () => {
    const { cast, register, recoveryOf, rotate } = await setUp();
    await register('alice', cast.aliceRecovery, cast.signer);
    await rotate(cast.nextSigner);
    assert.equal(await recoveryOf('alice'), cast.aliceRecovery.address);
  });

  it('reaches into earlier epochs where the moment lies before them', async () => {
    const { cast, register, recoveryOf, rotate, resume, time } = await setUp();
    await register('alice', cast.aliceRecovery, cast.signer);
    await time.increase(DAY);
    const planted = await register('bob', cast.mallory, cast.signer);
    // A routine rotation, while nobody knows of the theft.
    await rotate(cast.nextSigner);
    await register('carol', cast.mallory, cast.nextSigner);
    await rotate(cast.bob, planted);
    await resume();
    assert.equal(await recoveryOf('alice'), cast.aliceRecovery.address);
    assert.equal(await recoveryOf('bob'), NOBODY);
    assert.equal(await recoveryOf('carol'), NOBODY);
    await register('carol', cast.alice, cast.bob);
    assert.equal(await recoveryOf('carol'), cast.alice.address);
  });

  it('revives nothing by a later, milder distrust', async () => {
    const { cast, register, recoveryOf, rotate, resume, time } = await setUp();
    const first = await register('bob', cast.mallory, cast.signer);
    await rotate(cast.nextSigner, first);
    await resume();
    await register('alice', cast.aliceRecovery, cast.nextSigner);
    await time.increase(DAY);
    const second = await register('carol', cast.mallory, cast.nextSigner);
    await rotate(cast.bob, second);
    assert.equal(await recoveryOf('bob'), NOBODY);
    assert.equal(await recoveryOf('alice'), cast.aliceRecovery.address);
    assert.equal(await recoveryOf('carol'), NOBODY);
  });

  it('keeps a distrust through a plain rotation', async () => {
    const { cast, register, recoveryOf, rotate, resume } = await setUp();
    await rotate(cast.nextSigner, await register('bob', cast.mallory, cast.signer));
    await resume();
    await rotate(cast.bob);
    assert.equal(await recoveryOf('bob'), NOBODY);
  });

  it('judges a recovery that replaced itself by its first registration', async () => {
    const { custodian, cast, register, recoveryOf, rotate, time, now } = await setUp();
    await register('alice', cast.aliceRecovery, cast.signer);
    const planted = await register('bob', cast.mallory, cast.signer);
    await time.increase(delays.recovery);
    await custodian.write.setRecovery([saltOf('alice'), cast.alice.address, 0, '0x'], by(cast.aliceRecovery));
    await custodian.write.setRecovery([saltOf('bob'), cast.relayer.address, 0, '0x'], by(cast.mallory));
    assert.ok((await now()) > planted);
    await rotate(cast.nextSigner, planted);
    assert.equal(await recoveryOf('alice'), cast.alice.address);
    assert.equal(await recoveryOf('bob'), NOBODY);
  });
});
