// exit
// ├── given a batch is running it reverts (attacks/reentrancy.test.ts)
// ├── when the caller is not the account's sound recovery address it reverts
// ├── given the recovery is not yet effective it reverts
// ├── given a rotation with distrust is pending it holds at once for older recoveries
// ├── given a rotation without distrust is pending, or distrust was withdrawn, that alone helps nobody
// ├── given the operator is active
// │   ├── without a request it reverts and names when silence would suffice
// │   ├── with a request it reverts until the delay is over, and holds at that moment
// │   └── where silence would suffice earlier it names that
// ├── given the operator was silent long enough it holds at once, at that very second
// └── it makes the account the recovery address's own, also while paused and with a graduation pending
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import { by, DAY, delays, deployCustody, NOBODY } from '../support/custody.ts';
import { saltOf } from '../support/signed.ts';

const connection = await network.create();
const salt = saltOf('alice');

/** Alice's recovery address is effective; the operator was active a moment ago. */
async function setUp() {
  const c = await connection.networkHelpers.loadFixture(deployCustody);
  const { custodian, cast, recoverable, execute, now, accountOf } = c;
  await recoverable('alice', cast.aliceRecovery);
  await execute([]);
  const silentAt = (await now()) + delays.inactive;
  const exit = () => custodian.write.exit([salt], by(cast.aliceRecovery));
  const requestExit = async () => {
    await custodian.write.requestExit([salt], by(cast.aliceRecovery));
    return (await now()) + delays.forcedExit;
  };
  return { ...c, silentAt, exit, requestExit, account: await accountOf('alice') };
}

describe('Custodian.exit', () => {
  it('reverts for everybody but the recovery address', async () => {
    const { custodian, cast, at, silentAt, assertions } = await setUp();
    for (const [place, caller] of [cast.alice, cast.guardian, cast.signer, cast.mallory].entries()) {
      await assertions.revertWithCustomErrorWithArgs(
        at(silentAt + place, () => custodian.write.exit([salt], by(caller))),
        custodian,
        'CustodianNotRecovery',
        [caller.address],
      );
    }
  });

  it('reverts before the recovery is effective, whatever else would allow it', async () => {
    const { custodian, cast, setRecovery, now, assertions } = await setUp();
    await setRecovery('bob', cast.bob);
    const effectiveAt = (await now()) + delays.recovery;
    await custodian.write.proposeSigner([cast.nextSigner.address, await now()], by(cast.guardian));
    await assertions.revertWithCustomErrorWithArgs(
      custodian.write.exit([saltOf('bob')], by(cast.bob)),
      custodian,
      'CustodianNotRecovery',
      [cast.bob.address],
    );
    await custodian.write.proposeSigner([cast.nextSigner.address, (await now()) + 1], by(cast.guardian));
    await assertions.revertWithCustomErrorWithArgs(
      custodian.write.exit([saltOf('bob')], by(cast.bob)),
      custodian,
      'CustodianTooEarly',
      [effectiveAt],
    );
  });

  it('reverts without a request and names when silence would suffice', async () => {
    const { exit, custodian, silentAt, assertions } = await setUp();
    await assertions.revertWithCustomErrorWithArgs(exit(), custodian, 'CustodianTooEarly', [silentAt]);
  });

  it('reverts until a requested exit is due, and holds at that moment', async () => {
    const { at, exit, requestExit, custodian, cast, account, assertions } = await setUp();
    const readyAt = await requestExit();
    const early = at(readyAt - 1, exit);
    await assertions.revertWithCustomErrorWithArgs(early, custodian, 'CustodianTooEarly', [readyAt]);
    await assertions.emitWithArgs(at(readyAt, exit), custodian, 'Graduated', [account, cast.aliceRecovery.address]);
  });

  it('holds at the second that the operator has been silent long enough', async () => {
    const { at, exit, custodian, silentAt, assertions } = await setUp();
    const early = at(silentAt - 1, exit);
    await assertions.revertWithCustomErrorWithArgs(early, custodian, 'CustodianTooEarly', [silentAt]);
    await assertions.emit(at(silentAt, exit), custodian, 'Graduated');
  });

  it('names silence where it would suffice before a late request', async () => {
    const { at, exit, requestExit, custodian, silentAt, time, assertions } = await setUp();
    await time.increaseTo(silentAt - DAY);
    await requestExit();
    const early = at(silentAt - 1, exit);
    await assertions.revertWithCustomErrorWithArgs(early, custodian, 'CustodianTooEarly', [silentAt]);
  });

  it('holds at once while a rotation with distrust is pending', async () => {
    const { exit, custodian, cast, now, assertions } = await setUp();
    await custodian.write.proposeSigner([cast.nextSigner.address, await now()], by(cast.guardian));
    await assertions.emit(exit(), custodian, 'Graduated');
  });

  it('holds no longer at once when the rotation is done or withdrawn, or names no distrust', async () => {
    const { exit, rotate, custodian, cast, now, assertions } = await setUp();
    const refused = () => assertions.revertWithCustomError(exit(), custodian, 'CustodianTooEarly');
    await custodian.write.proposeSigner([cast.nextSigner.address, 0], by(cast.guardian));
    await refused();
    await custodian.write.proposeSigner([cast.nextSigner.address, await now()], by(cast.guardian));
    await custodian.write.cancelSignerProposal(by(cast.guardian));
    await refused();
    await rotate(cast.nextSigner, await now());
    await refused();
  });

  it('makes the account the recovery address’s own, also while paused and with a graduation pending', async () => {
    const { exit, requestExit, requestGraduation, custodian, cast, account, memberAccount, time, told } = await setUp();
    const readyAt = await requestExit();
    await requestGraduation('alice', cast.mallory);
    await custodian.write.pause(by(cast.guardian));
    await time.increaseTo(readyAt);
    const owner = cast.aliceRecovery.address;
    assert.deepEqual(await told(exit()), [{ eventName: 'Graduated', args: { account, owner } }]);
    assert.equal(await memberAccount(account).read.owner(), owner);
    assert.deepEqual(await custodian.read.recoveryOf([account]), [NOBODY, 0]);
    assert.deepEqual(await custodian.read.pendingGraduation([account]), [NOBODY, 0]);
    assert.equal(await custodian.read.exitReadyAt([account]), 0);
  });
});
