// execute
// ├── given a batch is already running it reverts (attacks/reentrancy.test.ts)
// ├── given the Custodian is paused it reverts, until the second that the pause ends
// ├── when the deadline has passed it reverts; at the deadline it runs
// ├── when the sequence is behind or ahead of the lane's it reverts and names the right one
// ├── when anybody but the signer signed, or anything signed was altered, it reverts
// ├── when the ops are malformed it reverts
// │   └── a head cut short, a call cut short, a group without calls, arguments not in whole words
// ├── when a group's function is not allowed it reverts, also behind an allowed group
// ├── when too little gas is sent for a call's share it reverts (attacks/griefing.test.ts)
// └── otherwise
//     ├── it runs each call as its member, in order, across groups
//     ├── it reports a failing call with its place and reason, and runs the rest
//     ├── it reports the call of a graduated account, and runs the rest
//     ├── it counts each lane on its own
//     ├── it takes an empty batch as a used-up number
//     └── it notes when the operator was last active
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import { concat, encodeErrorResult, type Hex, numberToHex, slice, toFunctionSelector } from 'viem';
import { custodianAbi } from '../../../contracts/generated/abi.ts';
import { by, DAY, deployCustody, diaryAbi, NOBODY } from '../support/custody.ts';
import { encodeOps, group, saltOf, signTyped } from '../support/signed.ts';

const connection = await network.create();

async function setUp() {
  const c = await connection.networkHelpers.loadFixture(deployCustody);
  const write = (...calls: [member: string, page: bigint][]) =>
    group(
      c.diary,
      'write',
      calls.map(([member, page]) => [saltOf(member), [page]]),
    );
  return { ...c, write };
}

describe('Custodian.execute', () => {
  it('reverts while paused, until the second that the pause ends', async () => {
    const { at, execute, write, custodian, cast, assertions } = await setUp();
    await custodian.write.sentinelPause(by(cast.sentinel));
    const until = await custodian.read.pausedUntil();
    const run = () => execute([write(['alice', 1n])], { deadline: until + DAY });
    await assertions.revertWithCustomErrorWithArgs(at(until - 1, run), custodian, 'CustodianPaused', [until]);
    await assertions.emit(at(until, run), custodian, 'BatchExecuted');
  });

  it('reverts after the deadline and runs at it', async () => {
    const { at, execute, write, custodian, soon, assertions } = await setUp();
    const deadline = await soon();
    const run = () => execute([write(['alice', 1n])], { deadline });
    await assertions.emit(at(deadline, run), custodian, 'BatchExecuted');
    await assertions.revertWithCustomErrorWithArgs(at(deadline + 1, run), custodian, 'CustodianExpired', [deadline]);
  });

  it('reverts on a sequence behind or ahead and names the right one', async () => {
    const { execute, write, custodian, assertions } = await setUp();
    await execute([write(['alice', 1n])]);
    for (const sequence of [0n, 2n]) {
      await assertions.revertWithCustomErrorWithArgs(
        execute([write(['alice', 1n])], { sequence }),
        custodian,
        'CustodianBadSequence',
        [1n],
      );
    }
  });

  it('reverts when anybody but the signer signed', async () => {
    const { execute, write, custodian, cast, assertions } = await setUp();
    for (const forger of [cast.mallory, cast.guardian, cast.relayer, cast.nextSigner]) {
      await assertions.revertWithCustomErrorWithArgs(
        execute([write(['alice', 1n])], { signer: forger }),
        custodian,
        'CustodianBadSigner',
        [forger.address],
      );
    }
  });

  it('reverts when anything signed was altered', async () => {
    const { write, custodian, cast, domain, soon, assertions } = await setUp();
    const ops = encodeOps([write(['alice', 1n])]);
    const deadline = await soon();
    const signature = await signTyped(cast.signer, domain, 'Batch', { lane: 0n, sequence: 0n, deadline, ops });
    const altered: Parameters<typeof custodian.write.execute>[0][] = [
      [1n, 0n, deadline, ops, signature],
      [0n, 0n, deadline + 1, ops, signature],
      [0n, 0n, deadline, encodeOps([write(['bob', 1n])]), signature],
      [0n, 0n, deadline, encodeOps([write(['alice', 2n])]), signature],
      [0n, 0n, deadline, encodeOps([{ ...write(['alice', 1n]), gas: 1 }]), signature],
    ];
    for (const args of altered) {
      await assertions.revertWithCustomError(custodian.write.execute(args), custodian, 'CustodianBadSigner');
    }
    await assertions.emit(custodian.write.execute([0n, 0n, deadline, ops, signature]), custodian, 'BatchExecuted');
  });

  it('reverts on a signature that is none', async () => {
    const { execute, write, custodian, assertions } = await setUp();
    for (const signature of ['0x', `0x${'00'.repeat(65)}`, `0x${'ff'.repeat(65)}`, `0x${'11'.repeat(64)}`] as Hex[]) {
      await assertions.revertWithCustomErrorWithArgs(
        execute([write(['alice', 1n])], { signature }),
        custodian,
        'CustodianBadSigner',
        [NOBODY],
      );
    }
  });

  it('reverts on malformed ops', async () => {
    const { execute, write, custodian, assertions } = await setUp();
    const whole = write(['alice', 1n], ['bob', 2n]);
    const ops = encodeOps([whole]);
    const malformed: Record<string, Hex> = {
      'a head cut short': slice(ops, 0, 31),
      'a head cut short behind a whole group': concat([ops, slice(ops, 0, 31)]),
      'a call cut short': slice(ops, 0, -1),
      'one call more than there is': encodeOps([{ ...whole, count: 3 }]),
      'a group without calls': encodeOps([{ ...whole, calls: [], argsLength: 32 }]),
      'arguments of 12 bytes': encodeOps([
        { ...whole, calls: [{ salt: saltOf('alice'), args: `0x${'01'.repeat(12)}` }] },
      ]),
      'arguments of 33 bytes': encodeOps([
        { ...whole, calls: [{ salt: saltOf('alice'), args: `0x${'01'.repeat(33)}` }] },
      ]),
    };
    for (const [fault, bytes] of Object.entries(malformed)) {
      await assert.rejects(execute([], { ops: bytes }), /CustodianBadOps/, fault);
    }
    await assertions.emit(execute([whole]), custodian, 'BatchExecuted');
  });

  it('reverts on a function that is not allowed, also behind an allowed group', async () => {
    const { execute, write, diary, custodian, cast, assertions } = await setUp();
    const selector = toFunctionSelector('function write(uint256)');
    const other = toFunctionSelector('function entries(address)');
    const stranger = { ...write(['alice', 1n]), target: cast.mallory.address };
    const view = { ...write(['alice', 1n]), selector: other };
    const refused = (target: Hex, verb: Hex): [typeof custodian, 'CustodianNotAllowed', [Hex, Hex]] => [
      custodian,
      'CustodianNotAllowed',
      [target, verb],
    ];
    await assertions.revertWithCustomErrorWithArgs(execute([view]), ...refused(diary.address, other));
    await assertions.revertWithCustomErrorWithArgs(
      execute([write(['bob', 1n]), stranger]),
      ...refused(cast.mallory.address, selector),
    );
    assert.equal(await diary.read.entries([NOBODY]), 0n);
    assert.equal(await custodian.read.sequenceOf([0n]), 0n);
  });

  it('runs each call as its member, in order, across groups', async () => {
    const { execute, write, told, diary, accountOf, client, cast, custodian } = await setUp();
    const to = cast.mallory.address;
    const dedicate = group(diary, 'dedicate', [[saltOf('bob'), [to, 7n]]]);
    const hash = await execute([write(['alice', 1n], ['bob', 2n]), dedicate, write(['alice', 3n])]);
    const [alice, bob] = [await accountOf('alice'), await accountOf('bob')];
    assert.deepEqual(await told(hash), [
      { eventName: 'Written', args: { member: alice, page: 1n } },
      { eventName: 'Written', args: { member: bob, page: 2n } },
      { eventName: 'Dedicated', args: { member: bob, to, page: 7n } },
      { eventName: 'Written', args: { member: alice, page: 3n } },
      { eventName: 'BatchExecuted', args: { lane: 0n, sequence: 0n, calls: 4n, failed: 0n } },
    ]);
    const block = await client.getBlock();
    assert.equal(await custodian.read.lastActive(), Number(block.timestamp));
  });

  it('reports a failing call with its place and reason, and runs the rest', async () => {
    const { execute, write, told, diary, accountOf } = await setUp();
    const tear = group(diary, 'tear', [
      [saltOf('bob'), [4n]],
      [saltOf('alice'), [5n]],
    ]);
    const hash = await execute([write(['alice', 1n]), tear, write(['alice', 3n])], { lane: 9n });
    const [alice, bob] = [await accountOf('alice'), await accountOf('bob')];
    const torn = (page: bigint) => encodeErrorResult({ abi: diaryAbi, errorName: 'DiaryTorn', args: [page] });
    assert.deepEqual(await told(hash), [
      { eventName: 'Written', args: { member: alice, page: 1n } },
      { eventName: 'CallFailed', args: { lane: 9n, sequence: 0n, index: 1n, member: bob, reason: torn(4n) } },
      { eventName: 'CallFailed', args: { lane: 9n, sequence: 0n, index: 2n, member: alice, reason: torn(5n) } },
      { eventName: 'Written', args: { member: alice, page: 3n } },
      { eventName: 'BatchExecuted', args: { lane: 9n, sequence: 0n, calls: 4n, failed: 2n } },
    ]);
  });

  it('reports the call of a graduated account, and runs the rest', async () => {
    const { execute, write, told, graduate, cast, accountOf } = await setUp();
    const { address: alice } = await graduate('alice', cast.alice);
    const reason = encodeErrorResult({ abi: custodianAbi, errorName: 'CustodianGraduated', args: [alice] });
    assert.deepEqual(await told(execute([write(['bob', 1n], ['alice', 2n], ['bob', 3n])])), [
      { eventName: 'Written', args: { member: await accountOf('bob'), page: 1n } },
      { eventName: 'CallFailed', args: { lane: 0n, sequence: 0n, index: 1n, member: alice, reason } },
      { eventName: 'Written', args: { member: await accountOf('bob'), page: 3n } },
      { eventName: 'BatchExecuted', args: { lane: 0n, sequence: 0n, calls: 3n, failed: 1n } },
    ]);
  });

  it('counts each lane on its own', async () => {
    const { execute, write, custodian } = await setUp();
    const last = 2n ** 192n - 1n;
    await execute([write(['alice', 1n])], { lane: last });
    await execute([write(['alice', 1n])], { lane: last });
    await execute([write(['alice', 1n])]);
    assert.deepEqual(await Promise.all([0n, 1n, last].map((lane) => custodian.read.sequenceOf([lane]))), [1n, 0n, 2n]);
  });

  it('takes an empty batch as a used-up number', async () => {
    const { execute, write, told, custodian, assertions } = await setUp();
    assert.deepEqual(await told(execute([])), [
      { eventName: 'BatchExecuted', args: { lane: 0n, sequence: 0n, calls: 0n, failed: 0n } },
    ]);
    const late = execute([write(['alice', 1n])], { sequence: 0n });
    await assertions.revertWithCustomError(late, custodian, 'CustodianBadSequence');
  });

  it('takes calls without arguments', async () => {
    const { execute, diary, told, accountOf } = await setUp();
    const scribble = group(diary, 'scribble', [[saltOf('alice'), []]], 30_000);
    assert.equal(scribble.calls[0]!.args, '0x');
    assert.deepEqual(await told(execute([scribble])), [
      {
        eventName: 'CallFailed',
        args: { lane: 0n, sequence: 0n, index: 0n, member: await accountOf('alice'), reason: '0x' },
      },
      { eventName: 'BatchExecuted', args: { lane: 0n, sequence: 0n, calls: 1n, failed: 1n } },
    ]);
  });

  it('gives each call exactly its gas', async () => {
    const { execute, diary, told } = await setUp();
    const failures = async (gas: number, least: bigint) => {
      const ask = group(diary, 'writeIfGasAbove', [[saltOf('alice'), [least]]], gas);
      return (await told(execute([ask], { gas: 5_000_000n }))).filter(({ eventName }) => eventName === 'Written')
        .length;
    };
    // What the function's own dispatch takes before it looks is well below 1,000.
    assert.equal(await failures(200_000, 200_000n), 0);
    assert.equal(await failures(200_000, 199_000n), 1);
  });

  it('runs a group of the greatest size that one head can name', async () => {
    const { execute, diary, told } = await setUp();
    const question = `0x${numberToHex(0, { size: 65_504 - 96 }).slice(2)}` as Hex;
    const ask = group(diary, 'ask', [[saltOf('alice'), [NOBODY, question]]], 1_000_000);
    assert.equal(encodeOps([ask]).length / 2 - 1 - 64, 65_504);
    const events = await told(execute([ask], { gas: 8_000_000n }));
    assert.deepEqual(events.at(-1)?.args, { lane: 0n, sequence: 0n, calls: 1n, failed: 0n });
  });
});
