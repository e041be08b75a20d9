// finishGraduation
// ├── given a batch is running it reverts (attacks/reentrancy.test.ts)
// ├── given the Custodian is paused it reverts
// ├── given nothing is pending it reverts: never asked, cancelled, voided by a rotation, done already
// ├── when it is too early it reverts; at the moment named it holds
// ├── when neither the owner calls nor the owner signed for this account, it reverts
// └── otherwise
//     ├── it makes the account the owner's, by the owner's call, signature, or contract's signature
//     ├── it keeps the address, so that what the account held stays
//     └── it leaves no recovery, no exit and no graduation behind
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import { parseEther } from 'viem';
import { by, delays, deployCustody, NOBODY } from '../support/custody.ts';
import { saltOf, signTyped } from '../support/signed.ts';

const connection = await network.create();
const setUp = () => connection.networkHelpers.loadFixture(deployCustody);
const salt = saltOf('alice');

async function requested() {
  const c = await setUp();
  await c.requestGraduation('alice', c.cast.alice);
  const readyAt = (await c.now()) + delays.graduation;
  const account = await c.accountOf('alice');
  const claim = { account, owner: c.cast.alice.address };
  return { ...c, readyAt, account, claim };
}

describe('Custodian.finishGraduation', () => {
  it('reverts while paused, until the second that the pause ends', async () => {
    const { custodian, cast, at, readyAt, assertions } = await requested();
    await at(readyAt, () => custodian.write.sentinelPause(by(cast.sentinel)));
    const until = await custodian.read.pausedUntil();
    const finish = () => custodian.write.finishGraduation([salt, '0x'], by(cast.alice));
    await assertions.revertWithCustomErrorWithArgs(at(until - 1, finish), custodian, 'CustodianPaused', [until]);
    await assertions.emit(at(until, finish), custodian, 'Graduated');
  });

  it('reverts when nothing is pending', async () => {
    const { custodian, cast, graduate, requestGraduation, rotate, time, assertions } = await requested();
    const refused = async (member: string) => {
      await time.increase(delays.graduation);
      await assertions.revertWithCustomError(
        custodian.write.finishGraduation([saltOf(member), '0x'], by(cast.alice)),
        custodian,
        'CustodianNothingPending',
      );
    };
    await refused('bob');
    await graduate('bob', cast.alice);
    await refused('bob');
    await custodian.write.cancelGraduation([salt], by(cast.guardian));
    await refused('alice');
    await requestGraduation('alice', cast.alice);
    await rotate(cast.nextSigner);
    await refused('alice');
  });

  it('reverts too early and holds at the moment named', async () => {
    const { custodian, cast, at, readyAt, assertions } = await requested();
    const finish = () => custodian.write.finishGraduation([salt, '0x'], by(cast.alice));
    const early = at(readyAt - 1, finish);
    await assertions.revertWithCustomErrorWithArgs(early, custodian, 'CustodianTooEarly', [readyAt]);
    await assertions.emit(at(readyAt, finish), custodian, 'Graduated');
  });

  it('reverts without the owner', async () => {
    const { custodian, cast, time, domain, claim, accountOf, assertions } = await requested();
    await time.increase(delays.graduation);
    const another = { account: await accountOf('bob'), owner: cast.alice.address };
    for (const signature of [
      '0x' as const,
      await signTyped(cast.mallory, domain, 'Claim', claim),
      await signTyped(cast.signer, domain, 'Claim', claim),
      await signTyped(cast.alice, domain, 'Claim', another),
      await signTyped(cast.alice, domain, 'Claim', { ...claim, owner: cast.mallory.address }),
      await signTyped(cast.alice, { ...domain, chainId: 1 }, 'Claim', claim),
    ]) {
      await assertions.revertWithCustomError(
        custodian.write.finishGraduation([salt, signature], by(cast.mallory)),
        custodian,
        'CustodianBadSigner',
      );
    }
  });

  it("makes the account the owner's by its own call", async () => {
    const { memberAccount, custodian, cast, at, readyAt, account, told } = await requested();
    const events = await told(at(readyAt, () => custodian.write.finishGraduation([salt, '0x'], by(cast.alice))));
    assert.deepEqual(events, [{ eventName: 'Graduated', args: { account, owner: cast.alice.address } }]);
    const own = memberAccount(account);
    assert.equal(await own.read.owner(), cast.alice.address);
    assert.equal(await own.read.custodian(), custodian.address);
    assert.equal(await custodian.read.isGraduated([account]), true);
  });

  it("makes the account the owner's by its signature, whoever sends it", async () => {
    const { memberAccount, custodian, cast, time, domain, claim, account, assertions } = await requested();
    await time.increase(delays.graduation);
    const signature = await signTyped(cast.alice, domain, 'Claim', claim);
    const finish = custodian.write.finishGraduation([salt, signature], by(cast.mallory));
    await assertions.emitWithArgs(finish, custodian, 'Graduated', [account, cast.alice.address]);
    const own = memberAccount(account);
    assert.equal(await own.read.owner(), cast.alice.address);
  });

  it("makes the account a contract wallet's by its ERC-1271 signature, and by none that it refuses", async () => {
    const { viem, custodian, cast, time, domain, requestGraduation, account, assertions } = await requested();
    const wallet = await viem.deployContract('ContractWallet', [cast.alice.address]);
    await requestGraduation('alice', wallet.address);
    await time.increase(delays.graduation);
    const claim = { account, owner: wallet.address };
    const forged = await signTyped(cast.mallory, domain, 'Claim', claim);
    await assertions.revertWithCustomErrorWithArgs(
      custodian.write.finishGraduation([salt, forged]),
      custodian,
      'CustodianBadSigner',
      [NOBODY],
    );
    const signature = await signTyped(cast.alice, domain, 'Claim', claim);
    await assertions.emit(custodian.write.finishGraduation([salt, signature]), custodian, 'Graduated');
  });

  it('keeps what the account held before it existed', async () => {
    const { client, connection, custodian, cast, time, account } = await requested();
    const [sender] = await connection.viem.getWalletClients();
    await sender!.sendTransaction({ to: account, value: parseEther('3') });
    await time.increase(delays.graduation);
    await custodian.write.finishGraduation([salt, '0x'], by(cast.alice));
    assert.equal(await client.getBalance({ address: account }), parseEther('3'));
  });

  it('leaves no recovery, no exit and no graduation behind', async () => {
    const { custodian, cast, recoverable, requestGraduation, time, account, assertions } = await requested();
    await recoverable('alice', cast.aliceRecovery);
    await custodian.write.requestExit([salt], by(cast.aliceRecovery));
    await requestGraduation('alice', cast.alice);
    await time.increase(delays.graduation);
    await custodian.write.finishGraduation([salt, '0x'], by(cast.alice));
    assert.deepEqual(await custodian.read.recoveryOf([account]), [NOBODY, 0]);
    assert.equal(await custodian.read.exitReadyAt([account]), 0);
    assert.deepEqual(await custodian.read.pendingGraduation([account]), [NOBODY, 0]);
    await time.increase(delays.forcedExit);
    await assertions.revertWithCustomError(
      custodian.write.exit([salt], by(cast.aliceRecovery)),
      custodian,
      'CustodianNotRecovery',
    );
  });
});
