// The signer's key is stolen. What the thief tries, and how far it gets.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import { by, DAY, delays, deployCustody, FOREVER, NOBODY, type Wallet } from '../support/custody.ts';
import { group, saltOf } from '../support/signed.ts';

const connection = await network.create();
async function setUp() {
  const c = await connection.networkHelpers.loadFixture(deployCustody);
  const { custodian, assertions } = c;
  const refused = (attempt: Promise<`0x${string}`>, error: Parameters<typeof assertions.revertWithCustomError>[2]) =>
    assertions.revertWithCustomError(attempt, custodian, error as 'CustodianPaused');
  const exit = (member: string, who: Wallet) => custodian.write.exit([saltOf(member)], by(who));
  const finish = (member: string, who: Wallet) => custodian.write.finishGraduation([saltOf(member), '0x'], by(who));
  return { ...c, refused, exit, finish };
}

describe('A thief of the signer', () => {
  it('who plants a recovery 40 days before the rotation gets nothing, while an older one may leave at once', async () => {
    const { custodian, cast, setRecovery, recoverable, time, now, execute, exit, refused, accountOf } = await setUp();
    await recoverable('alice', cast.aliceRecovery);
    await setRecovery('bob', cast.mallory);
    const stolen = await now();
    await time.increase(40 * DAY);
    await execute([]);
    await custodian.write.proposeSigner([cast.nextSigner.address, stolen], by(cast.guardian));

    await refused(exit('bob', cast.mallory), 'CustodianNotRecovery');
    await refused(custodian.write.requestExit([saltOf('bob')], by(cast.mallory)), 'CustodianNotRecovery');
    await exit('alice', cast.aliceRecovery);
    await time.increase(delays.rotation);
    await custodian.write.acceptSigner();
    await time.increase(delays.inactive);
    await refused(exit('bob', cast.mallory), 'CustodianNotRecovery');
    assert.equal(await custodian.read.isGraduated([await accountOf('bob')]), false);
  });

  it('who planted a recovery and asked for the exit is stopped while the 30 days run', async () => {
    const { custodian, cast, setRecovery, time, now, exit, refused } = await setUp();
    await setRecovery('bob', cast.mallory);
    const stolen = await now();
    await time.increase(delays.recovery);
    await custodian.write.requestExit([saltOf('bob')], by(cast.mallory));
    await time.increase(delays.forcedExit - DAY);
    await custodian.write.proposeSigner([cast.nextSigner.address, stolen], by(cast.guardian));
    await time.increase(2 * DAY);
    await refused(exit('bob', cast.mallory), 'CustodianNotRecovery');
  });

  it('whose planted exit request lies about cannot use it for a recovery set after the rotation', async () => {
    const { custodian, cast, setRecovery, rotate, time, now, execute, exit, refused, accountOf } = await setUp();
    await setRecovery('bob', cast.mallory);
    const stolen = await now();
    await time.increase(delays.recovery);
    await custodian.write.requestExit([saltOf('bob')], by(cast.mallory));
    await rotate(cast.nextSigner, stolen);
    await custodian.write.unpause(by(cast.guardian));
    await setRecovery('bob', cast.bob, { signer: cast.nextSigner });
    assert.equal(await custodian.read.exitReadyAt([await accountOf('bob')]), 0);
    await time.increase(delays.forcedExit);
    await execute([], { signer: cast.nextSigner });
    await refused(exit('bob', cast.bob), 'CustodianTooEarly');
  });

  it('who asks to graduate everybody is stopped by the sentinel at once and by the rotation for good', async () => {
    const { custodian, cast, requestGraduation, rotate, time, now, finish, refused } = await setUp();
    for (const member of ['alice', 'bob']) await requestGraduation(member, cast.mallory);
    const stolen = await now();
    await custodian.write.sentinelPause(by(cast.sentinel));
    await time.increase(delays.graduation);
    for (const member of ['alice', 'bob']) await refused(finish(member, cast.mallory), 'CustodianPaused');
    await rotate(cast.nextSigner, stolen);
    await custodian.write.unpause(by(cast.guardian));
    for (const member of ['alice', 'bob']) await refused(finish(member, cast.mallory), 'CustodianNothingPending');
  });

  it('cannot replace an effective recovery, and cannot keep its address from leaving', async () => {
    const { custodian, cast, setRecovery, recoverable, requestGraduation, time, finish, exit, refused } = await setUp();
    await recoverable('alice', cast.aliceRecovery);
    await refused(setRecovery('alice', cast.mallory), 'CustodianNotRecovery');
    await custodian.write.requestExit([saltOf('alice')], by(cast.aliceRecovery));
    await requestGraduation('alice', cast.mallory);
    await custodian.write.cancelGraduation([saltOf('alice')], by(cast.aliceRecovery));
    await time.increase(delays.graduation);
    await refused(finish('alice', cast.mallory), 'CustodianNothingPending');
    await time.increase(delays.forcedExit);
    await exit('alice', cast.aliceRecovery);
  });

  it('cannot pause, rotate, allow or replace anybody', async () => {
    const { custodian, cast, diary } = await setUp();
    const me = by(cast.signer);
    const attempts = [
      custodian.write.pause(me),
      custodian.write.unpause(me),
      custodian.write.sentinelPause(me),
      custodian.write.proposeSigner([cast.mallory.address, 0], me),
      custodian.write.cancelSignerProposal(me),
      custodian.write.proposeGuardian([cast.mallory.address], me),
      custodian.write.setSentinel([cast.mallory.address], me),
      custodian.write.allow([diary.address, '0xa9059cbb', true], me),
      custodian.write.seal(me),
    ];
    for (const attempt of attempts) await assert.rejects(attempt, /CustodianNot(Guardian|Sentinel)/);
  });

  it('cannot make the Custodian call itself, a wallet, or a function that is not allowed', async () => {
    const { custodian, cast, diary, execute, refused } = await setUp();
    const write = group(diary, 'write', [[saltOf('alice'), [1n]]]);
    for (const target of [custodian.address, cast.mallory.address, await custodian.read.implementation(), NOBODY]) {
      await refused(execute([{ ...write, target: target as `0x${string}` }]), 'CustodianNotAllowed');
    }
    await refused(execute([{ ...write, selector: '0xa9059cbb' }]), 'CustodianNotAllowed');
  });

  it('loses all power over an account the moment it graduates', async () => {
    const { custodian, cast, diary, graduate, execute, request, accountOf, told, soon, refused } = await setUp();
    const deadline = (await soon()) + 30 * DAY;
    const ahead = {
      graduation: await request('alice', { nonce: 1n, deadline }, 'Graduate', cast.mallory.address),
      recovery: await request('alice', { nonce: 1n, deadline }, 'SetRecovery', cast.mallory.address),
    };
    await graduate('alice', cast.alice);
    const write = group(diary, 'write', [[saltOf('alice'), [1n]]]);
    assert.deepEqual((await told(execute([write]))).at(-1)?.args, { lane: 0n, sequence: 0n, calls: 1n, failed: 1n });
    assert.equal(await diary.read.entries([await accountOf('alice')]), 0n);
    const { graduation, recovery } = ahead;
    const args = [saltOf('alice'), cast.mallory.address, deadline] as const;
    await refused(custodian.write.requestGraduation([...args, graduation.signature]), 'CustodianGraduated');
    await refused(custodian.write.setRecovery([...args, recovery.signature]), 'CustodianGraduated');
  });

  it('is silenced by a pause until the guardian ends it', async () => {
    const { custodian, cast, diary, execute, requestGraduation, setRecovery, cancelSigned, time, refused } =
      await setUp();
    await custodian.write.pause(by(cast.guardian));
    await time.increase(3 * 365 * DAY);
    assert.equal(await custodian.read.pausedUntil(), FOREVER);
    await refused(execute([group(diary, 'write', [[saltOf('alice'), [1n]]])]), 'CustodianPaused');
    await refused(requestGraduation('alice', cast.mallory), 'CustodianPaused');
    await refused(setRecovery('alice', cast.mallory), 'CustodianPaused');
    await refused(cancelSigned('alice'), 'CustodianPaused');
  });
});
