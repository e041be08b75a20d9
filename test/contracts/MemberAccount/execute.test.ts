// execute
// ├── when the caller is not the owner it reverts: the operator's keys, the Custodian, a pending owner, the account itself
// ├── given the account is the logic behind all, without an owner, it reverts
// ├── when the call reverts it passes the reason on; without a reason it reverts with FailedCall
// └── otherwise
//     ├── it calls as the account and gives back what was returned
//     └── it sends coins, of its own or of the caller
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import { encodeFunctionData, numberToHex, parseEther } from 'viem';
import { memberAccountAbi } from '../../../contracts/generated/abi.ts';
import { deployAccount } from '../support/account.ts';
import { by, diaryAbi } from '../support/custody.ts';

const connection = await network.create();
const setUp = () => connection.networkHelpers.loadFixture(deployAccount);

describe('MemberAccount.execute', () => {
  it('reverts for everybody but the owner', async () => {
    const { account, diary, write, cast, assertions } = await setUp();
    await account.write.transferOwnership([cast.bob.address], by(cast.alice));
    for (const caller of [cast.signer, cast.guardian, cast.relayer, cast.bob, cast.mallory]) {
      await assertions.revertWithCustomErrorWithArgs(
        account.write.execute([diary.address, 0n, write(1n)], by(caller)),
        account,
        'MemberAccountNotOwner',
        [caller.address],
      );
    }
  });

  it('reverts through the account itself', async () => {
    const { account, diary, write, cast, assertions } = await setUp();
    const inner = [diary.address, 0n, write(1n)] as const;
    const data = encodeFunctionData({ abi: memberAccountAbi, functionName: 'execute', args: inner });
    await assertions.revertWithCustomErrorWithArgs(
      account.write.execute([account.address, 0n, data], by(cast.alice)),
      account,
      'MemberAccountNotOwner',
      [account.address],
    );
  });

  it('reverts on the logic behind all accounts', async () => {
    const { custodian, memberAccount, diary, write, cast, assertions } = await setUp();
    const logic = memberAccount(await custodian.read.implementation());
    await assertions.revertWithCustomError(
      logic.write.execute([diary.address, 0n, write(1n)], by(cast.mallory)),
      logic,
      'MemberAccountNotOwner',
    );
  });

  it('passes a revert on', async () => {
    const { account, diary, tear, cast, assertions } = await setUp();
    await assertions.revertWithCustomErrorWithArgs(
      account.write.execute([diary.address, 0n, tear(9n)], by(cast.alice)),
      diary,
      'DiaryTorn',
      [9n],
    );
  });

  it('reverts with FailedCall where there is no reason', async () => {
    const { account, diary, cast, assertions } = await setUp();
    const data = encodeFunctionData({ abi: diaryAbi, functionName: 'flood', args: [0n] });
    await assertions.revertWithCustomError(
      account.write.execute([diary.address, 0n, data], by(cast.alice)),
      account,
      'FailedCall',
    );
  });

  it('calls as the account', async () => {
    const { account, diary, write, cast, told } = await setUp();
    assert.deepEqual(await told(account.write.execute([diary.address, 0n, write(1n)], by(cast.alice))), [
      { eventName: 'Written', args: { member: account.address, page: 1n } },
    ]);
  });

  it('gives back what was returned', async () => {
    const { account, diary, cast } = await setUp();
    const data = encodeFunctionData({ abi: diaryAbi, functionName: 'entries', args: [account.address] });
    const { result } = await account.simulate.execute([diary.address, 0n, data], by(cast.alice));
    assert.equal(result, numberToHex(0, { size: 32 }));
  });

  it('sends coins, of its own and of the caller', async () => {
    const { account, cast, connection, assertions } = await setUp();
    const [sender] = await connection.viem.getWalletClients();
    await sender!.sendTransaction({ to: account.address, value: parseEther('2') });
    const value = parseEther('3');
    await assertions.balancesHaveChanged(
      account.write.execute([cast.bob.address, value, '0x'], { ...by(cast.alice), value: parseEther('1') }),
      [
        { address: account.address, amount: -parseEther('2') },
        { address: cast.bob.address, amount: value },
      ],
    );
  });
});
