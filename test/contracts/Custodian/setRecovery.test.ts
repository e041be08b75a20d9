// setRecovery
// ├── given the account has graduated it reverts
// ├── when the recovery is the zero address it reverts
// ├── given no sound recovery is effective: none, one not yet effective, one voided by distrust
// │   ├── given the Custodian is paused it reverts
// │   ├── when the deadline has passed it reverts; at the deadline it holds
// │   ├── when somebody else signed, or for another member, recovery or nonce, it reverts
// │   └── otherwise it registers the address, effective after the delay, and uses the nonce
// │       └── a further request replaces it and begins the wait anew
// └── given a sound recovery is effective
//     ├── when anybody else calls it reverts, even with the signer's signature
//     └── otherwise, also while paused, it replaces itself at once and withdraws an exit request
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import { by, DAY, delays, deployCustody, NOBODY } from '../support/custody.ts';
import { saltOf } from '../support/signed.ts';

const connection = await network.create();
const setUp = () => connection.networkHelpers.loadFixture(deployCustody);
const salt = saltOf('alice');

describe('Custodian.setRecovery', () => {
  it('reverts once the account has graduated', async () => {
    const { graduate, setRecovery, cast, custodian, assertions } = await setUp();
    await graduate('alice', cast.alice);
    await assertions.revertWithCustomError(setRecovery('alice', cast.mallory), custodian, 'CustodianGraduated');
  });

  it('reverts for the zero address, also as a replacement', async () => {
    const { setRecovery, recoverable, cast, custodian, assertions } = await setUp();
    await assertions.revertWithCustomError(setRecovery('alice', NOBODY), custodian, 'CustodianZeroAddress');
    await recoverable('alice', cast.aliceRecovery);
    await assertions.revertWithCustomError(
      custodian.write.setRecovery([salt, NOBODY, 0, '0x'], by(cast.aliceRecovery)),
      custodian,
      'CustodianZeroAddress',
    );
  });

  it('reverts while paused', async () => {
    const { setRecovery, cast, custodian, assertions } = await setUp();
    await custodian.write.pause(by(cast.guardian));
    await assertions.revertWithCustomError(setRecovery('alice', cast.aliceRecovery), custodian, 'CustodianPaused');
  });

  it('reverts after the deadline and holds at it', async () => {
    const { at, setRecovery, cast, custodian, soon, assertions } = await setUp();
    const deadline = await soon();
    const ask = () => setRecovery('alice', cast.aliceRecovery, { deadline });
    await assertions.emit(at(deadline, ask), custodian, 'RecoverySet');
    await assertions.revertWithCustomErrorWithArgs(at(deadline + 1, ask), custodian, 'CustodianExpired', [deadline]);
  });

  it('reverts when somebody else signed, or for another member, recovery or nonce', async () => {
    const { request, soon, cast, custodian, assertions } = await setUp();
    const deadline = await soon();
    const [mine, foreign] = [cast.aliceRecovery.address, cast.mallory.address];
    for (const [options, who] of [
      [{ signer: cast.aliceRecovery }, mine],
      [{ nonce: 1n }, mine],
      [{ salt: saltOf('bob') }, mine],
      [{}, foreign],
    ] as const) {
      const { signature } = await request('alice', { deadline, ...options }, 'SetRecovery', who);
      await assertions.revertWithCustomError(
        custodian.write.setRecovery([salt, mine, deadline, signature]),
        custodian,
        'CustodianBadSigner',
      );
    }
  });

  it('registers the address, effective after the delay, and uses the nonce', async () => {
    const { setRecovery, cast, custodian, told, accountOf, now } = await setUp();
    const account = await accountOf('alice');
    const recovery = cast.aliceRecovery.address;
    const events = await told(setRecovery('alice', cast.aliceRecovery));
    const effectiveAt = (await now()) + delays.recovery;
    assert.deepEqual(events, [{ eventName: 'RecoverySet', args: { account, recovery, effectiveAt } }]);
    assert.deepEqual(await custodian.read.recoveryOf([account]), [recovery, effectiveAt]);
    assert.equal(await custodian.read.nonceOf([account]), 1n);
  });

  it('lets a further signed request replace one that is not yet effective, and begins the wait anew', async () => {
    const { at, setRecovery, cast, custodian, accountOf, now, assertions } = await setUp();
    const account = await accountOf('alice');
    await setRecovery('alice', cast.mallory);
    const first = (await now()) + delays.recovery;
    await at(first - 1, () => setRecovery('alice', cast.aliceRecovery, { deadline: first }));
    const second = first - 1 + delays.recovery;
    assert.deepEqual(await custodian.read.recoveryOf([account]), [cast.aliceRecovery.address, second]);
    const early = at(second - 1, () => custodian.write.requestExit([salt], by(cast.aliceRecovery)));
    await assertions.revertWithCustomErrorWithArgs(early, custodian, 'CustodianTooEarly', [second]);
    await assertions.emit(
      at(second, () => custodian.write.requestExit([salt], by(cast.aliceRecovery))),
      custodian,
      'ExitRequested',
    );
  });

  it('reverts for anybody but the effective recovery address, whatever the signer signed', async () => {
    const { at, setRecovery, request, cast, custodian, now, assertions } = await setUp();
    await setRecovery('alice', cast.aliceRecovery);
    const effectiveAt = (await now()) + delays.recovery;
    const deadline = effectiveAt + DAY;
    const { signature } = await request('alice', { deadline }, 'SetRecovery', cast.mallory.address);
    const plant = () =>
      custodian.write.setRecovery([salt, cast.mallory.address, deadline, signature], by(cast.mallory));
    await assertions.revertWithCustomErrorWithArgs(at(effectiveAt, plant), custodian, 'CustodianNotRecovery', [
      cast.mallory.address,
    ]);
  });

  it('lets the effective recovery address replace itself at once, also while paused', async () => {
    const { recoverable, cast, custodian, told, accountOf } = await setUp();
    const account = await accountOf('alice');
    await recoverable('alice', cast.aliceRecovery);
    const [, effectiveAt] = await custodian.read.recoveryOf([account]);
    await custodian.write.pause(by(cast.guardian));
    const recovery = cast.alice.address;
    const hash = custodian.write.setRecovery([salt, recovery, 0, '0x'], by(cast.aliceRecovery));
    assert.deepEqual(await told(hash), [{ eventName: 'RecoverySet', args: { account, recovery, effectiveAt } }]);
    assert.deepEqual(await custodian.read.recoveryOf([account]), [recovery, effectiveAt]);
    assert.equal(await custodian.read.nonceOf([account]), 1n);
    await custodian.write.requestExit([salt], by(cast.alice));
  });

  it('withdraws an exit request with the address that made it', async () => {
    const { recoverable, cast, custodian, accountOf, time, execute, assertions } = await setUp();
    await recoverable('alice', cast.mallory);
    await custodian.write.requestExit([salt], by(cast.mallory));
    await custodian.write.setRecovery([salt, cast.aliceRecovery.address, 0, '0x'], by(cast.mallory));
    assert.equal(await custodian.read.exitReadyAt([await accountOf('alice')]), 0);
    await time.increase(delays.forcedExit);
    await execute([]);
    await assertions.revertWithCustomError(
      custodian.write.exit([salt], by(cast.aliceRecovery)),
      custodian,
      'CustodianTooEarly',
    );
  });

  it('takes the new signer’s request where distrust voided the old registration', async () => {
    const { setRecovery, recoverable, rotate, cast, custodian, accountOf, now } = await setUp();
    const planted = (await now()) + 1;
    await recoverable('alice', cast.mallory);
    await rotate(cast.nextSigner, planted);
    await custodian.write.unpause(by(cast.guardian));
    await setRecovery('alice', cast.aliceRecovery, { signer: cast.nextSigner });
    const [recovery] = await custodian.read.recoveryOf([await accountOf('alice')]);
    assert.equal(recovery, cast.aliceRecovery.address);
  });
});
