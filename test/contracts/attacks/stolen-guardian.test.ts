// The guardian's or the sentinel's key is stolen, or its holder is hostile.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import { concat } from 'viem';
import { by, DAY, delays, deployCustody, diaryAbi, NOBODY } from '../support/custody.ts';
import { group, saltOf } from '../support/signed.ts';

const connection = await network.create();
const setUp = () => connection.networkHelpers.loadFixture(deployCustody);

describe('A thief of the guardian', () => {
  it('cannot act for a member without two days’ notice', async () => {
    const { at, custodian, cast, execute, diary, assertions } = await setUp();
    const write = group(diary, 'write', [[saltOf('alice'), [1n]]]);
    await custodian.write.proposeSigner([cast.mallory.address, 0], by(cast.guardian));
    const [, readyAt] = await custodian.read.pendingSigner();
    const forged = execute([write], { signer: cast.mallory });
    await assertions.revertWithCustomError(forged, custodian, 'CustodianBadSigner');
    const early = at(readyAt - 1, () => custodian.write.acceptSigner());
    await assertions.revertWithCustomError(early, custodian, 'CustodianTooEarly');
  });

  it('cannot widen a sealed allowlist without two days’ notice', async () => {
    const { custodian, cast, deploy, time, assertions } = await setUp();
    await custodian.write.seal(by(cast.guardian));
    const backdoor = await deploy('Diary', [custodian.address]);
    const open = () => custodian.write.allow([backdoor, '0x12345678', true], by(cast.guardian));
    await open();
    await time.increase(delays.allow - DAY);
    await assertions.revertWithCustomError(open(), custodian, 'CustodianTooEarly');
    assert.equal(await custodian.read.isAllowed([backdoor, '0x12345678']), false);
  });

  it('cannot hand the office on before the true holder could take the proposal back', async () => {
    const { custodian, cast, time, assertions } = await setUp();
    await custodian.write.proposeGuardian([cast.mallory.address], by(cast.guardian));
    await time.increase(delays.rotation - DAY);
    const accept = () => custodian.write.acceptGuardian(by(cast.mallory));
    await assertions.revertWithCustomError(accept(), custodian, 'CustodianTooEarly');
    await custodian.write.proposeGuardian([NOBODY], by(cast.guardian));
    await time.increase(delays.rotation);
    await assertions.revertWithCustomError(accept(), custodian, 'CustodianNotGuardian');
  });

  it('cannot imprison a member by an endless pause', async () => {
    const { custodian, cast, recoverable, time, accountOf } = await setUp();
    await recoverable('alice', cast.aliceRecovery);
    await custodian.write.pause(by(cast.guardian));
    await custodian.write.requestExit([saltOf('alice')], by(cast.aliceRecovery));
    await time.increase(delays.forcedExit);
    await custodian.write.exit([saltOf('alice')], by(cast.aliceRecovery));
    assert.equal(await custodian.read.isGraduated([await accountOf('alice')]), true);
  });

  it('cannot imprison a member by cancelling every graduation', async () => {
    const { custodian, cast, recoverable, requestGraduation, time, accountOf } = await setUp();
    await recoverable('alice', cast.aliceRecovery);
    await custodian.write.requestExit([saltOf('alice')], by(cast.aliceRecovery));
    for (let attempt = 0; attempt < 3; attempt++) {
      await requestGraduation('alice', cast.alice);
      await custodian.write.cancelGraduation([saltOf('alice')], by(cast.guardian));
      await time.increase(delays.forcedExit / 3);
    }
    await custodian.write.exit([saltOf('alice')], by(cast.aliceRecovery));
    assert.equal(await custodian.read.isGraduated([await accountOf('alice')]), true);
  });

  it('cannot touch a graduated account by any rotation, target or pause', async () => {
    const { custodian, cast, graduate, rotate, execute, told, deploy } = await setUp();
    const account = await graduate('alice', cast.alice);
    await rotate(cast.mallory);
    const trap = await deploy('Diary', [custodian.address]);
    const write = group({ abi: diaryAbi, address: trap }, 'write', [[saltOf('alice'), [1n]]]);
    await custodian.write.allow([trap, write.selector, true], by(cast.guardian));
    const events = await told(execute([write], { signer: cast.mallory }));
    assert.deepEqual(events.at(-1)?.args, { lane: 0n, sequence: 0n, calls: 1n, failed: 1n });
    await custodian.write.pause(by(cast.guardian));
    const data = concat([write.selector, write.calls[0]!.args]);
    assert.deepEqual(await told(account.write.execute([trap, 0n, data], by(cast.alice))), [
      { eventName: 'Written', args: { member: account.address, page: 1n } },
    ]);
  });

  // The one thing that this key alone can do to members who have not left; docs/THREAT_MODEL.md says so.
  it('can void recoveries by naming distrust from long ago, in sight of everybody', async () => {
    const { custodian, cast, recoverable, accountOf, assertions } = await setUp();
    await recoverable('alice', cast.aliceRecovery);
    const propose = custodian.write.proposeSigner([cast.mallory.address, 1], by(cast.guardian));
    await assertions.emit(propose, custodian, 'SignerProposed');
    assert.deepEqual(await custodian.read.recoveryOf([await accountOf('alice')]), [NOBODY, 0]);
    await custodian.write.cancelSignerProposal(by(cast.guardian));
    const [recovery] = await custodian.read.recoveryOf([await accountOf('alice')]);
    assert.equal(recovery, cast.aliceRecovery.address);
  });
});

describe('A thief of the sentinel', () => {
  it('stops the service for 7 days once, and never again unless armed', async () => {
    const { custodian, cast, time, execute, assertions } = await setUp();
    await custodian.write.sentinelPause(by(cast.sentinel));
    await time.increase(7 * DAY);
    await execute([]);
    for (let month = 0; month < 3; month++) {
      await time.increase(30 * DAY);
      const again = custodian.write.sentinelPause(by(cast.sentinel));
      await assertions.revertWithCustomError(again, custodian, 'CustodianSentinelSpent');
    }
  });

  it('is put out by naming another sentinel before the pause is ended', async () => {
    const { custodian, cast, assertions } = await setUp();
    await custodian.write.sentinelPause(by(cast.sentinel));
    await custodian.write.setSentinel([cast.alice.address], by(cast.guardian));
    await custodian.write.unpause(by(cast.guardian));
    const again = custodian.write.sentinelPause(by(cast.sentinel));
    await assertions.revertWithCustomError(again, custodian, 'CustodianNotSentinel');
    assert.equal(await custodian.read.pausedUntil(), 0);
  });

  it('cannot shorten the guardian’s pause', async () => {
    const { custodian, cast, time, assertions } = await setUp();
    await custodian.write.pause(by(cast.guardian));
    const attempt = custodian.write.sentinelPause(by(cast.sentinel));
    await assertions.revertWithCustomError(attempt, custodian, 'CustodianPaused');
    await time.increase(30 * DAY);
    assert.notEqual(await custodian.read.pausedUntil(), 0);
  });
});
