// A relayer or a module wastes gas, or floods the batch with data.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import { type Hex, size } from 'viem';
import { deployCustody } from '../support/custody.ts';
import { group, saltOf } from '../support/signed.ts';

const connection = await network.create();
const setUp = () => connection.networkHelpers.loadFixture(deployCustody);
const names = (count: number) => Array.from({ length: count }, (_, n) => saltOf(`member ${n}`));

describe('Griefing by gas and returned data', () => {
  it('starves no call: whatever gas the relayer sends, all calls get their share or nothing happens', async () => {
    const { execute, custodian, diary, accountOf } = await setUp();
    const share = 400_000;
    const least = 390_000n;
    const account = await accountOf('alice');
    const ask = group(diary, 'writeIfGasAbove', [[saltOf('alice'), [least]]], share);
    let done = 0n;
    for (let gas = 300_000n; gas <= 620_000n; gas += 8_000n) {
      const before = await custodian.read.sequenceOf([0n]);
      const outcome = await execute([ask], { gas }).then(
        () => 'ran',
        (error: Error) => error.message,
      );
      if (outcome === 'ran') done++;
      else assert.match(outcome, /CustodianUnderfunded|out of gas|ran out of gas/i);
      assert.equal(await custodian.read.sequenceOf([0n]), outcome === 'ran' ? before + 1n : before);
      assert.equal(await diary.read.entries([account]), done, `with ${gas} gas`);
    }
    assert.ok(done > 5n && done < 35n, 'the sweep crossed the boundary');
  });

  it('reverts as a whole and says so, also when only the last call would starve', async () => {
    const { execute, custodian, diary, assertions } = await setUp();
    const first = group(diary, 'write', [[saltOf('alice'), [1n]]]);
    const last = group(diary, 'write', [[saltOf('bob'), [2n]]], 3_000_000);
    await assertions.revertWithCustomError(
      execute([first, last], { gas: 2_000_000n }),
      custodian,
      'CustodianUnderfunded',
    );
    assert.equal(await custodian.read.sequenceOf([0n]), 0n);
  });

  it('takes from a call that burns everything no more than its share', async () => {
    const { execute, told, diary, client } = await setUp();
    const scribble = group(
      diary,
      'scribble',
      names(10).map((salt) => [salt, []]),
      50_000,
    );
    const write = group(diary, 'write', [[saltOf('alice'), [1n]]]);
    const hash = await execute([scribble, write]);
    const { gasUsed } = await client.getTransactionReceipt({ hash });
    assert.ok(gasUsed < 10n * 60_000n + 150_000n, `${gasUsed}`);
    assert.deepEqual((await told(hash)).at(-1)?.args, { lane: 0n, sequence: 0n, calls: 11n, failed: 10n });
  });

  it('cuts reasons at 256 bytes, so that a flood costs the batch little', async () => {
    const { execute, told, diary, client } = await setUp();
    const sizes = [0, 1, 31, 32, 255, 256, 257, 100_000];
    const flood = group(
      diary,
      'flood',
      names(sizes.length).map((salt, n) => [salt, [BigInt(sizes[n]!)]]),
      200_000,
    );
    const hash = await execute([flood], { gas: 5_000_000n });
    const reasons = (await told(hash)).flatMap(({ eventName, args }) =>
      eventName === 'CallFailed' ? [size((args as { reason: Hex }).reason)] : [],
    );
    assert.deepEqual(reasons, [0, 1, 31, 32, 255, 256, 256, 256]);
    const { gasUsed } = await client.getTransactionReceipt({ hash });
    assert.ok(gasUsed < 400_000n, `${gasUsed}`);
  });

  it('copies nothing of what a successful call returns', async () => {
    const { execute, told, diary, client } = await setUp();
    const gasOf = async (bytes: bigint) => {
      const hash = await execute([group(diary, 'recite', [[saltOf('alice'), [bytes]]], 400_000)], { gas: 3_000_000n });
      assert.equal((await told(hash)).length, 1);
      return (await client.getTransactionReceipt({ hash })).gasUsed;
    };
    await gasOf(32n);
    const [small, huge] = [await gasOf(32n), await gasOf(200_000n)];
    // What the module itself pays for 200,000 bytes of its own memory: 3 words + words² / 512.
    const words = 6_250n;
    assert.ok(huge - small < 3n * words + (words * words) / 512n + 1_000n, `${huge - small}`);
  });

  it('keeps a batch of 200 failures affordable', async () => {
    const { execute, told, diary, client } = await setUp();
    const flood = group(
      diary,
      'flood',
      names(200).map((salt) => [salt, [5_000n]]),
      60_000,
    );
    const hash = await execute([flood], { gas: 16_000_000n });
    assert.deepEqual((await told(hash)).at(-1)?.args, { lane: 0n, sequence: 0n, calls: 200n, failed: 200n });
    const { gasUsed } = await client.getTransactionReceipt({ hash });
    assert.ok(gasUsed < 200n * 12_000n, `${gasUsed}`);
  });
});
