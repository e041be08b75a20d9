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

  it('cuts reasons at 256 bytes', async () => {
    const { execute, told, diary } = await setUp();
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
  });
});
