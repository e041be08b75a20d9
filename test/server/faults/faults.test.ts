/**
 * A short form of `npm run soak -- faults`: every fault by name while members are at work, one group after the other;
 * after each, all is as its members were told.
 */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Kind } from '../../faults/faults.ts';
import { openRun } from '../../faults/run.ts';

const groups: Record<string, Kind[]> = {
  'server, signer and database are killed, the disk is full': [
    'kill signer',
    'kill database session',
    'kill at a step',
    'disk full',
    'kill database',
    'restart database',
    'kill server',
  ],
  'the chain forks, its clock leaps, two servers start at once, the node answers nothing, the old, or the wrong way round':
    [
      'clock of the chain',
      'reorg',
      'two servers at once',
      'node: logs empty',
      'node: stale',
      'node: out of order',
      'node: 429',
      'node: 500',
      'node: 10 MiB limit',
      'node: answer lost',
      'node: asked twice',
      'reorg',
    ],
  'Discord delivers twice or not at all, a thief writes into the outbox': [
    'Discord: delivered twice',
    'Discord: gateway lost',
    'Discord: call fails',
    'forged operation',
  ],
};

describe('faults against real processes', { timeout: 900_000 }, () => {
  let run: Awaited<ReturnType<typeof openRun>>;

  before(async () => {
    run = await openRun({ seed: 5, members: 5, blockMs: 500 });
  });
  after(async () => {
    await run?.close();
  });

  for (const [what, kinds] of Object.entries(groups))
    it(`${what}: nothing is lost, doubled, wrong or untold`, async (t) => {
      if (kinds.includes('disk full') && !run.world.postgres.mounted)
        t.diagnostic('No volume can be mounted here, so the disk is not filled.');
      await run.through(kinds);
      const { findings } = await run.reckon();
      assert.deepEqual(findings, []);
    });
});
