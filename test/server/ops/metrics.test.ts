import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { openMetrics } from '../../../bot/metrics.ts';

const manual = readFileSync(join(import.meta.dirname, '../../../docs/OPERATIONS.md'), 'utf8');

test('the manual names every metric with its kind and what it says, and no other', async () => {
  const { registry } = openMetrics();
  const kept = await registry.getMetricsAsJSON();
  const rows = [...manual.matchAll(/^\| `(guildmint_\w+)` \| (\w+) \| .* \| (.+) \|$/gm)];
  assert.deepEqual(
    rows.map(([, name, kind, says]) => ({ name, kind, says })),
    kept.map(({ name, type, help }) => ({ name, kind: type, says: help })),
  );
});
