// A module hands control to somebody in the middle of a batch, who calls the Custodian.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import { type Address, encodeErrorResult, encodeFunctionData, type Hex, parseAbi } from 'viem';
import { custodianAbi } from '../../../contracts/generated/abi.ts';
import { by, delays, deployCustody } from '../support/custody.ts';
import { encodeOps, group, saltOf, signTyped } from '../support/signed.ts';

const connection = await network.create();
const walletAbi = parseAbi(['function run(address to, bytes data)']);
const reentered = encodeErrorResult({ abi: custodianAbi, errorName: 'CustodianReentered' });

async function setUp() {
  const c = await connection.networkHelpers.loadFixture(deployCustody);
  const wallet = await c.deploy('ContractWallet', [c.cast.mallory.address]);
  /** Mallory's batch asks `whom` this question while it runs; she is a member too. */
  const during = (whom: Address, question: Hex) =>
    c.told(c.execute([group(c.diary, 'ask', [[saltOf('mallory'), [whom, question]]], 2_000_000)], { gas: 6_000_000n }));
  /** The same through a contract wallet, which then is the caller. */
  const throughWallet = (question: Hex) =>
    during(wallet, encodeFunctionData({ abi: walletAbi, functionName: 'run', args: [c.custodian.address, question] }));
  const failure = async (events: ReturnType<typeof during>) =>
    (await events).flatMap(({ eventName, args }) =>
      eventName === 'CallFailed' ? [(args as { reason: Hex }).reason] : [],
    );
  return { ...c, wallet, during, throughWallet, failure };
}

describe('Re-entrancy into the Custodian', () => {
  it('cannot run a second batch inside a batch', async () => {
    const { during, failure, custodian, cast, domain, soon, diary } = await setUp();
    const ops = encodeOps([group(diary, 'write', [[saltOf('alice'), [1n]]])]);
    const deadline = await soon();
    const signature = await signTyped(cast.signer, domain, 'Batch', { lane: 7n, sequence: 0n, deadline, ops });
    const args = [7n, 0n, deadline, ops, signature] as const;
    const inner = encodeFunctionData({ abi: custodianAbi, functionName: 'execute', args });
    assert.deepEqual(await failure(during(custodian.address, inner)), [reentered]);
    assert.equal(await custodian.read.sequenceOf([7n]), 0n);
  });

  it('cannot graduate an account inside a batch, and can right after it', async () => {
    const { during, failure, custodian, cast, domain, requestGraduation, accountOf, time } = await setUp();
    const account = await accountOf('mallory');
    await requestGraduation('mallory', cast.mallory);
    await time.increase(delays.graduation);
    const claim = { account, owner: cast.mallory.address };
    const args = [saltOf('mallory'), await signTyped(cast.mallory, domain, 'Claim', claim)] as const;
    const inner = encodeFunctionData({ abi: custodianAbi, functionName: 'finishGraduation', args });
    assert.deepEqual(await failure(during(custodian.address, inner)), [reentered]);
    assert.equal(await custodian.read.isGraduated([account]), false);
    await custodian.write.finishGraduation(args);
    assert.equal(await custodian.read.isGraduated([account]), true);
  });

  it('cannot exit inside a batch', async () => {
    const { throughWallet, failure, custodian, wallet, setRecovery, accountOf, time } = await setUp();
    await setRecovery('mallory', wallet);
    await time.increase(delays.inactive);
    const inner = encodeFunctionData({ abi: custodianAbi, functionName: 'exit', args: [saltOf('mallory')] });
    assert.deepEqual(await failure(throughWallet(inner)), [reentered]);
    assert.equal(await custodian.read.isGraduated([await accountOf('mallory')]), false);
  });

  it('cannot undo a rotation that happens inside a batch', async () => {
    const { during, custodian, cast, time } = await setUp();
    await custodian.write.proposeSigner([cast.nextSigner.address, 0], by(cast.guardian));
    await time.increase(delays.rotation);
    await during(custodian.address, encodeFunctionData({ abi: custodianAbi, functionName: 'acceptSigner' }));
    assert.equal(await custodian.read.signer(), cast.nextSigner.address);
    assert.equal(await custodian.read.epoch(), 2);
  });

  it('cannot undo a pause that happens inside a batch', async () => {
    const { throughWallet, custodian, cast, wallet } = await setUp();
    await custodian.write.setSentinel([wallet], by(cast.guardian));
    await throughWallet(encodeFunctionData({ abi: custodianAbi, functionName: 'sentinelPause' }));
    assert.notEqual(await custodian.read.pausedUntil(), 0);
  });

  it('leaves the Custodian ready for the next batch', async () => {
    const { during, execute, custodian, diary, assertions } = await setUp();
    await during(custodian.address, encodeFunctionData({ abi: custodianAbi, functionName: 'guardian' }));
    const next = execute([group(diary, 'write', [[saltOf('alice'), [1n]]])]);
    await assertions.emitWithArgs(next, custodian, 'BatchExecuted', [0n, 1n, 1n, 0n]);
  });
});
