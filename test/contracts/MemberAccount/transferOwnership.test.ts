// transferOwnership
// ├── when the caller is neither the owner nor the account itself it reverts
// ├── when the new owner is the zero address it reverts
// └── otherwise it names the new owner and changes nothing yet
//     ├── also by the account itself, so that it can be signed for
//     └── a later name replaces an earlier one
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import { encodeFunctionData } from 'viem';
import { memberAccountAbi } from '../../../contracts/generated/abi.ts';
import { deployAccount } from '../support/account.ts';
import { by, NOBODY } from '../support/custody.ts';

const connection = await network.create();
const setUp = () => connection.networkHelpers.loadFixture(deployAccount);

describe('MemberAccount.transferOwnership', () => {
  it('reverts for everybody but the owner and the account itself', async () => {
    const { account, cast, assertions } = await setUp();
    for (const caller of [cast.signer, cast.guardian, cast.bob, cast.mallory]) {
      await assertions.revertWithCustomErrorWithArgs(
        account.write.transferOwnership([caller.address], by(caller)),
        account,
        'MemberAccountNotOwner',
        [caller.address],
      );
    }
  });

  it('reverts for the zero address', async () => {
    const { account, cast, assertions } = await setUp();
    const nowhere = account.write.transferOwnership([NOBODY], by(cast.alice));
    await assertions.revertWithCustomError(nowhere, account, 'MemberAccountZeroAddress');
  });

  it('names the new owner and changes nothing yet; a later name replaces it', async () => {
    const { account, cast, assertions } = await setUp();
    for (const next of [cast.mallory.address, cast.bob.address]) {
      await assertions.emitWithArgs(
        account.write.transferOwnership([next], by(cast.alice)),
        account,
        'OwnershipTransferStarted',
        [cast.alice.address, next],
      );
      assert.equal(await account.read.pendingOwner(), next);
      assert.equal(await account.read.owner(), cast.alice.address);
    }
  });

  it('can be signed for by an owner without coins', async () => {
    const { account, sign, cast } = await setUp();
    const args = [cast.bob.address] as const;
    const data = encodeFunctionData({ abi: memberAccountAbi, functionName: 'transferOwnership', args });
    await account.write.executeSigned(await sign({ to: account.address, data }), by(cast.relayer));
    assert.equal(await account.read.pendingOwner(), cast.bob.address);
  });
});
