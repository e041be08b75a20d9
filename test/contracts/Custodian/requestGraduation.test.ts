// requestGraduation
// ├── given the account has graduated it reverts
// ├── given the Custodian is paused it reverts; at the second that the pause ends it holds
// ├── when the owner is the zero address it reverts
// ├── when the deadline has passed it reverts; at the deadline it holds
// ├── when somebody else signed, or for another member, owner, nonce, deadline, chain or Custodian, it reverts
// └── otherwise
//     ├── it announces the owner, ready after the delay, and uses the nonce
//     ├── it replaces an earlier request and begins the wait anew
//     └── it leaves the member's batches running meanwhile
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import { by, delays, deployCustody, NOBODY } from '../support/custody.ts';
import { group, saltOf, signTyped } from '../support/signed.ts';

const connection = await network.create();
const setUp = () => connection.networkHelpers.loadFixture(deployCustody);

describe('Custodian.requestGraduation', () => {
  it('reverts once the account has graduated', async () => {
    const { graduate, requestGraduation, cast, custodian, accountOf, assertions } = await setUp();
    await graduate('alice', cast.alice);
    await assertions.revertWithCustomErrorWithArgs(
      requestGraduation('alice', cast.mallory),
      custodian,
      'CustodianGraduated',
      [await accountOf('alice')],
    );
  });

  it('reverts while paused', async () => {
    const { requestGraduation, cast, custodian, assertions } = await setUp();
    await custodian.write.pause(by(cast.guardian));
    await assertions.revertWithCustomError(requestGraduation('alice', cast.alice), custodian, 'CustodianPaused');
  });

  it('holds at the second that a pause ends, and not before', async () => {
    const { requestGraduation, cast, custodian, assertions, time } = await setUp();
    await custodian.write.sentinelPause(by(cast.sentinel));
    const until = await custodian.read.pausedUntil();
    await time.increaseTo(until - 5);
    await time.setNextBlockTimestamp(until - 1);
    await assertions.revertWithCustomErrorWithArgs(
      requestGraduation('alice', cast.alice),
      custodian,
      'CustodianPaused',
      [until],
    );
    await time.setNextBlockTimestamp(until);
    await assertions.emit(requestGraduation('alice', cast.alice), custodian, 'GraduationRequested');
  });

  it('reverts for the zero address', async () => {
    const { requestGraduation, custodian, assertions } = await setUp();
    await assertions.revertWithCustomError(requestGraduation('alice', NOBODY), custodian, 'CustodianZeroAddress');
  });

  it('reverts after the deadline and holds at it', async () => {
    const { at, requestGraduation, cast, custodian, soon, assertions } = await setUp();
    const deadline = await soon();
    const ask = () => requestGraduation('alice', cast.alice, { deadline });
    await assertions.emit(at(deadline, ask), custodian, 'GraduationRequested');
    await assertions.revertWithCustomErrorWithArgs(at(deadline + 1, ask), custodian, 'CustodianExpired', [deadline]);
  });

  it('reverts when somebody else signed', async () => {
    const { requestGraduation, cast, custodian, assertions } = await setUp();
    for (const signer of [cast.mallory, cast.alice, cast.guardian]) {
      await assertions.revertWithCustomErrorWithArgs(
        requestGraduation('alice', cast.alice, { signer }),
        custodian,
        'CustodianBadSigner',
        [signer.address],
      );
    }
  });

  it('reverts when signed for another member, owner, nonce, deadline, chain or Custodian', async () => {
    const { custodian, cast, domain, soon, assertions } = await setUp();
    const [salt, owner, deadline, nonce] = [saltOf('alice'), cast.alice.address, await soon(), 0n];
    const signed = { salt, owner, nonce, deadline };
    const send = async (message: object, where: object = {}) => {
      const signature = await signTyped(cast.signer, { ...domain, ...where }, 'Graduate', { ...signed, ...message });
      return custodian.write.requestGraduation([salt, owner, deadline, signature]);
    };
    const others = [{ salt: saltOf('bob') }, { owner: cast.bob.address }, { nonce: 1n }, { deadline: deadline + 1 }];
    const places = [
      { chainId: 1 },
      { verifyingContract: cast.mallory.address },
      { version: '2' },
      { name: 'Custodian' },
    ];
    for (const message of others) {
      await assertions.revertWithCustomError(send(message), custodian, 'CustodianBadSigner');
    }
    for (const where of places) {
      await assertions.revertWithCustomError(send({}, where), custodian, 'CustodianBadSigner');
    }
    await assertions.emit(send({}), custodian, 'GraduationRequested');
  });

  it('announces the owner, ready after the delay, and uses the nonce', async () => {
    const { requestGraduation, cast, custodian, accountOf, told, now } = await setUp();
    const account = await accountOf('alice');
    assert.deepEqual(await custodian.read.pendingGraduation([account]), [NOBODY, 0]);
    const events = await told(requestGraduation('alice', cast.alice));
    const readyAt = (await now()) + delays.graduation;
    const owner = cast.alice.address;
    assert.deepEqual(events, [{ eventName: 'GraduationRequested', args: { account, owner, readyAt } }]);
    assert.deepEqual(await custodian.read.pendingGraduation([account]), [owner, readyAt]);
    assert.equal(await custodian.read.nonceOf([account]), 1n);
    assert.equal(await custodian.read.nonceOf([await accountOf('bob')]), 0n);
  });

  it('replaces an earlier request and begins the wait anew', async () => {
    const { requestGraduation, cast, custodian, accountOf, time, now, assertions } = await setUp();
    await requestGraduation('alice', cast.mallory);
    await time.increase(delays.graduation);
    await requestGraduation('alice', cast.alice);
    const readyAt = (await now()) + delays.graduation;
    const pending = await custodian.read.pendingGraduation([await accountOf('alice')]);
    assert.deepEqual(pending, [cast.alice.address, readyAt]);
    await assertions.revertWithCustomErrorWithArgs(
      custodian.write.finishGraduation([saltOf('alice'), '0x'], by(cast.alice)),
      custodian,
      'CustodianTooEarly',
      [readyAt],
    );
  });

  it("leaves the member's batches running meanwhile", async () => {
    const { requestGraduation, cast, execute, diary, accountOf } = await setUp();
    await requestGraduation('alice', cast.alice);
    await execute([group(diary, 'write', [[saltOf('alice'), [1n]]])]);
    assert.equal(await diary.read.entries([await accountOf('alice')]), 1n);
  });
});
