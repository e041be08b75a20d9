// acceptOwnership
// ├── when the caller is not the one named it reverts, also when nobody is
// └── otherwise the old owner's power ends, signatures included, and the new one's begins
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import { deployAccount } from '../support/account.ts';
import { by, NOBODY } from '../support/custody.ts';

const connection = await network.create();
const setUp = () => connection.networkHelpers.loadFixture(deployAccount);

describe('MemberAccount.acceptOwnership', () => {
  it('reverts for everybody but the one named', async () => {
    const { account, cast, assertions } = await setUp();
    const refused = (caller: (typeof cast)[keyof typeof cast]) =>
      assertions.revertWithCustomErrorWithArgs(
        account.write.acceptOwnership(by(caller)),
        account,
        'MemberAccountNotOwner',
        [caller.address],
      );
    await refused(cast.bob);
    await account.write.transferOwnership([cast.bob.address], by(cast.alice));
    await refused(cast.alice);
    await refused(cast.mallory);
  });

  it('ends the old owner’s power, signatures included, and begins the new one’s', async () => {
    const { account, diary, write, sign, cast, assertions } = await setUp();
    const kept = await sign({ to: diary.address, data: write(1n) });
    await account.write.transferOwnership([cast.bob.address], by(cast.alice));
    const accepted = account.write.acceptOwnership(by(cast.bob));
    await assertions.emitWithArgs(accepted, account, 'OwnerChanged', [cast.bob.address]);
    assert.equal(await account.read.owner(), cast.bob.address);
    assert.equal(await account.read.pendingOwner(), NOBODY);
    await assertions.revertWithCustomError(
      account.write.execute([diary.address, 0n, write(1n)], by(cast.alice)),
      account,
      'MemberAccountNotOwner',
    );
    await assertions.revertWithCustomError(account.write.executeSigned(kept), account, 'MemberAccountBadSignature');
    await account.write.execute([diary.address, 0n, write(1n)], by(cast.bob));
    await assertions.revertWithCustomError(
      account.write.acceptOwnership(by(cast.bob)),
      account,
      'MemberAccountNotOwner',
    );
  });
});
