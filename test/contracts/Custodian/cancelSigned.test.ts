// cancelSigned
// ├── given the account has graduated it reverts
// ├── given the Custodian is paused it reverts
// ├── when the deadline has passed it reverts; at the deadline it holds
// ├── when somebody else signed, or for another member or nonce, it reverts
// ├── when replayed it reverts
// └── otherwise
//     ├── it burns the nonce, so that a request signed earlier and kept back is void
//     └── it cancels what is pending
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import { by, deployCustody, NOBODY } from '../support/custody.ts';
import { saltOf } from '../support/signed.ts';

const connection = await network.create();
const setUp = () => connection.networkHelpers.loadFixture(deployCustody);
const salt = saltOf('alice');

describe('Custodian.cancelSigned', () => {
  it('reverts once the account has graduated', async () => {
    const { graduate, cancelSigned, cast, custodian, assertions } = await setUp();
    await graduate('alice', cast.alice);
    await assertions.revertWithCustomError(cancelSigned('alice'), custodian, 'CustodianGraduated');
  });

  it('reverts while paused', async () => {
    const { cancelSigned, cast, custodian, assertions } = await setUp();
    await custodian.write.pause(by(cast.guardian));
    await assertions.revertWithCustomError(cancelSigned('alice'), custodian, 'CustodianPaused');
  });

  it('reverts after the deadline and holds at it', async () => {
    const { at, cancelSigned, custodian, soon, assertions } = await setUp();
    const deadline = await soon();
    await assertions.emit(
      at(deadline, () => cancelSigned('alice', { deadline })),
      custodian,
      'NonceUsed',
    );
    await assertions.revertWithCustomErrorWithArgs(
      at(deadline + 1, () => cancelSigned('alice', { deadline })),
      custodian,
      'CustodianExpired',
      [deadline],
    );
  });

  it('reverts when somebody else signed, or for another member or nonce', async () => {
    const { cancelSigned, request, soon, cast, custodian, assertions } = await setUp();
    const deadline = await soon();
    const others = [{ signer: cast.mallory }, { nonce: 1n }, { salt: saltOf('bob') }];
    for (const options of others) {
      const { signature } = await request('alice', { deadline, ...options }, 'Cancel');
      await assertions.revertWithCustomError(
        custodian.write.cancelSigned([salt, deadline, signature]),
        custodian,
        'CustodianBadSigner',
      );
    }
    await assertions.emit(cancelSigned('alice', { deadline }), custodian, 'NonceUsed');
  });

  it('reverts when replayed', async () => {
    const { request, custodian, assertions } = await setUp();
    const { deadline, signature } = await request('alice', {}, 'Cancel');
    await custodian.write.cancelSigned([salt, deadline, signature]);
    await assertions.revertWithCustomError(
      custodian.write.cancelSigned([salt, deadline, signature]),
      custodian,
      'CustodianBadSigner',
    );
  });

  it('burns the nonce of a request that was signed and kept back', async () => {
    const { request, cancelSigned, cast, custodian, accountOf, told, assertions } = await setUp();
    const account = await accountOf('alice');
    const kept = await request('alice', {}, 'Graduate', cast.mallory.address);
    assert.deepEqual(await told(cancelSigned('alice')), [{ eventName: 'NonceUsed', args: { account, nonce: 0n } }]);
    await assertions.revertWithCustomError(
      custodian.write.requestGraduation([salt, cast.mallory.address, kept.deadline, kept.signature]),
      custodian,
      'CustodianBadSigner',
    );
  });

  it('cancels what is pending', async () => {
    const { requestGraduation, cancelSigned, cast, custodian, accountOf, told } = await setUp();
    const account = await accountOf('alice');
    await requestGraduation('alice', cast.mallory);
    assert.deepEqual(await told(cancelSigned('alice')), [
      { eventName: 'NonceUsed', args: { account, nonce: 1n } },
      { eventName: 'GraduationCancelled', args: { account, by: cast.signer.address } },
    ]);
    assert.deepEqual(await custodian.read.pendingGraduation([account]), [NOBODY, 0]);
  });
});
