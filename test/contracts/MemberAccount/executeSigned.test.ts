// executeSigned
// ├── when the deadline has passed it reverts; at the deadline it holds
// ├── when somebody else signed, or anything signed was altered, it reverts
// ├── when replayed it reverts, also on another account of the same owner
// ├── given the account has no owner it reverts
// ├── when the call reverts it passes the reason on and keeps the nonce
// └── otherwise, whoever sends it
//     ├── it calls as the account and uses the nonce
//     ├── it takes a contract owner's ERC-1271 signature
//     └── it passes the sender's coins on
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import { encodeFunctionData, parseEther } from 'viem';
import { memberAccountAbi } from '../../../contracts/generated/abi.ts';
import { deployAccount } from '../support/account.ts';
import { by } from '../support/custody.ts';

const connection = await network.create();
const setUp = () => connection.networkHelpers.loadFixture(deployAccount);

describe('MemberAccount.executeSigned', () => {
  it('reverts after the deadline and holds at it', async () => {
    const { at, account, diary, write, sign, soon, assertions } = await setUp();
    const deadline = await soon();
    const order = { to: diary.address, data: write(1n), deadline };
    const first = await sign({ ...order, nonce: 0n });
    const second = await sign({ ...order, nonce: 1n });
    await assertions.emit(
      at(deadline, () => account.write.executeSigned(first)),
      diary,
      'Written',
    );
    const late = at(deadline + 1, () => account.write.executeSigned(second));
    await assertions.revertWithCustomErrorWithArgs(late, account, 'MemberAccountExpired', [deadline]);
  });

  it('reverts when somebody else signed, or anything signed was altered', async () => {
    const { account, diary, write, sign, soon, cast, custodian, assertions } = await setUp();
    const deadline = await soon();
    const order = { to: diary.address, data: write(1n), deadline };
    const [to, value, data, , signature] = await sign(order);
    const foreign = async (...signed: Parameters<typeof sign>) => (await sign(...signed))[4];
    const altered = [
      [to, value, data, deadline, await foreign(order, cast.mallory)],
      [to, value, data, deadline, await foreign(order, cast.signer)],
      [to, value, data, deadline, await foreign({ ...order, nonce: 1n })],
      [to, value, data, deadline, await foreign(order, cast.alice, { chainId: 1 })],
      [to, value, data, deadline, await foreign(order, cast.alice, { verifyingContract: custodian.address })],
      [custodian.address, value, data, deadline, signature],
      [to, 1n, data, deadline, signature],
      [to, value, write(2n), deadline, signature],
      [to, value, data, deadline + 1, signature],
      [to, value, data, deadline, '0x'],
    ] as const;
    for (const args of altered) {
      await assertions.revertWithCustomError(account.write.executeSigned(args), account, 'MemberAccountBadSignature');
    }
    await assertions.emit(account.write.executeSigned([to, value, data, deadline, signature]), diary, 'Written');
  });

  it('reverts when replayed, also on another account of the same owner', async () => {
    const { account, graduate, diary, write, sign, cast, assertions } = await setUp();
    const other = await graduate('bob', cast.alice);
    const args = await sign({ to: diary.address, data: write(1n) });
    await assertions.revertWithCustomError(other.write.executeSigned(args), other, 'MemberAccountBadSignature');
    await account.write.executeSigned(args);
    await assertions.revertWithCustomError(account.write.executeSigned(args), account, 'MemberAccountBadSignature');
  });

  it('reverts on the logic behind all accounts, which has no owner', async () => {
    const { custodian, memberAccount, diary, write, sign, cast, assertions } = await setUp();
    const logic = memberAccount(await custodian.read.implementation());
    const order = { to: diary.address, data: write(1n), nonce: 0n };
    const [to, value, data, deadline, signature] = await sign(order, cast.mallory, {
      verifyingContract: logic.address,
    });
    for (const forged of [signature, '0x', `0x${'00'.repeat(65)}`] as const) {
      await assertions.revertWithCustomError(
        logic.write.executeSigned([to, value, data, deadline, forged]),
        logic,
        'MemberAccountBadSignature',
      );
    }
  });

  it('passes a revert on and keeps the nonce', async () => {
    const { account, diary, tear, sign, assertions } = await setUp();
    await assertions.revertWithCustomErrorWithArgs(
      account.write.executeSigned(await sign({ to: diary.address, data: tear(9n) })),
      diary,
      'DiaryTorn',
      [9n],
    );
    assert.equal(await account.read.nonce(), 0n);
  });

  it('calls as the account and uses the nonce, whoever sends it', async () => {
    const { account, diary, write, sign, cast, told } = await setUp();
    const args = await sign({ to: diary.address, data: write(1n) });
    assert.deepEqual(await told(account.write.executeSigned(args, by(cast.mallory))), [
      { eventName: 'Written', args: { member: account.address, page: 1n } },
    ]);
    assert.equal(await account.read.nonce(), 1n);
  });

  it('takes the ERC-1271 signature of an owner that is a contract', async () => {
    const { account, deploy, diary, write, sign, cast, viem, assertions } = await setUp();
    const wallet = await viem.getContractAt('ContractWallet', await deploy('ContractWallet', [cast.bob.address]));
    await account.write.transferOwnership([wallet.address], by(cast.alice));
    const accept = encodeFunctionData({ abi: memberAccountAbi, functionName: 'acceptOwnership' });
    await wallet.write.run!([account.address, accept]);
    const order = { to: diary.address, data: write(1n) };
    const former = account.write.executeSigned(await sign(order));
    await assertions.revertWithCustomError(former, account, 'MemberAccountBadSignature');
    await assertions.emit(account.write.executeSigned(await sign(order, cast.bob)), diary, 'Written');
  });

  it('passes the sender’s coins on', async () => {
    const { account, sign, cast, assertions } = await setUp();
    const value = parseEther('1');
    const args = await sign({ to: cast.bob.address, value, data: '0x' });
    await assertions.balancesHaveChanged(account.write.executeSigned(args, { ...by(cast.relayer), value }), [
      { address: account.address, amount: 0n },
      { address: cast.relayer.address, amount: -value },
      { address: cast.bob.address, amount: value },
    ]);
  });
});
