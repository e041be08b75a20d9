// What a call that burns all it may, or returns a flood of data, costs the batch: in gas, so under the real bytecode only.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import { deployCustody } from '../support/custody.ts';
import { group, saltOf } from '../support/signed.ts';

const connection = await network.create();
const setUp = () => connection.networkHelpers.loadFixture(deployCustody);
const names = (count: number) => Array.from({ length: count }, (_, n) => saltOf(`member ${n}`));

describe('The price of griefing', () => {
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

  it('pays little for a flood of data, of which it keeps 256 bytes a call', async () => {
    const { execute, diary, client } = await setUp();
    const sizes = [0, 1, 31, 32, 255, 256, 257, 100_000];
    const flood = group(
      diary,
      'flood',
      names(sizes.length).map((salt, n) => [salt, [BigInt(sizes[n]!)]]),
      200_000,
    );
    const hash = await execute([flood], { gas: 5_000_000n });
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
