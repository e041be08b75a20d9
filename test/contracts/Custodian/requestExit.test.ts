// requestExit
// ├── when the caller is not the account's recovery address it reverts
// │   └── nobody registered, another member's, voided by pending or done distrust, the account graduated
// ├── given the recovery is not yet effective it reverts; at the moment named it holds
// └── otherwise, also while paused, it announces when the exit is due
//     └── a further request begins the wait anew
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import { by, delays, deployCustody, type Wallet } from '../support/custody.ts';
import { saltOf } from '../support/signed.ts';

const connection = await network.create();
const setUp = async () => {
  const c = await connection.networkHelpers.loadFixture(deployCustody);
  const requestExit = (member: string, caller: Wallet) => c.custodian.write.requestExit([saltOf(member)], by(caller));
  const refused = (member: string, caller: Wallet) =>
    c.assertions.revertWithCustomErrorWithArgs(requestExit(member, caller), c.custodian, 'CustodianNotRecovery', [
      caller.address,
    ]);
  return { ...c, requestExit, refused };
};

describe('Custodian.requestExit', () => {
  it('reverts for everybody but the recovery address', async () => {
    const { recoverable, refused, cast } = await setUp();
    await refused('alice', cast.alice);
    await recoverable('alice', cast.aliceRecovery);
    await recoverable('bob', cast.bob);
    for (const caller of [cast.bob, cast.signer, cast.guardian, cast.alice]) await refused('alice', caller);
  });

  it('reverts once the account has graduated', async () => {
    const { recoverable, refused, graduate, cast } = await setUp();
    await recoverable('alice', cast.aliceRecovery);
    await graduate('alice', cast.alice);
    await refused('alice', cast.aliceRecovery);
  });

  it('reverts for a recovery that distrust made void, pending or done, and no longer once distrust is withdrawn', async () => {
    const { setRecovery, requestExit, refused, custodian, cast, now, time, at } = await setUp();
    await setRecovery('alice', cast.mallory);
    const registered = await now();
    await time.increase(delays.recovery);
    await custodian.write.proposeSigner([cast.nextSigner.address, registered], by(cast.guardian));
    await refused('alice', cast.mallory);
    await custodian.write.cancelSignerProposal(by(cast.guardian));
    await requestExit('alice', cast.mallory);
    await custodian.write.proposeSigner([cast.nextSigner.address, registered], by(cast.guardian));
    const [, readyAt] = await custodian.read.pendingSigner();
    await at(readyAt, () => custodian.write.acceptSigner());
    await refused('alice', cast.mallory);
  });

  it('reverts before the recovery is effective and holds at that moment', async () => {
    const { at, setRecovery, requestExit, custodian, cast, now, assertions } = await setUp();
    await setRecovery('alice', cast.aliceRecovery);
    const effectiveAt = (await now()) + delays.recovery;
    const ask = () => requestExit('alice', cast.aliceRecovery);
    const early = at(effectiveAt - 1, ask);
    await assertions.revertWithCustomErrorWithArgs(early, custodian, 'CustodianTooEarly', [effectiveAt]);
    await assertions.emit(at(effectiveAt, ask), custodian, 'ExitRequested');
  });

  it('announces when the exit is due, also while paused', async () => {
    const { recoverable, requestExit, custodian, cast, told, accountOf, now } = await setUp();
    const account = await accountOf('alice');
    await recoverable('alice', cast.aliceRecovery);
    await custodian.write.pause(by(cast.guardian));
    assert.equal(await custodian.read.exitReadyAt([account]), 0);
    const events = await told(requestExit('alice', cast.aliceRecovery));
    const readyAt = (await now()) + delays.forcedExit;
    const recovery = cast.aliceRecovery.address;
    assert.deepEqual(events, [{ eventName: 'ExitRequested', args: { account, recovery, readyAt } }]);
    assert.equal(await custodian.read.exitReadyAt([account]), readyAt);
  });

  it('begins the wait anew when repeated', async () => {
    const { recoverable, requestExit, custodian, cast, accountOf, now, time } = await setUp();
    await recoverable('alice', cast.aliceRecovery);
    await requestExit('alice', cast.aliceRecovery);
    await time.increase(delays.forcedExit - 1);
    await requestExit('alice', cast.aliceRecovery);
    assert.equal(await custodian.read.exitReadyAt([await accountOf('alice')]), (await now()) + delays.forcedExit);
  });
});
