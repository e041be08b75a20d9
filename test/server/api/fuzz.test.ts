import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fuzzServer } from '../../support/fuzzServer.ts';

test('no request makes the server fail, tell of its inside, or give what is not due', async (t) => {
  const { tried, routes, statuses, faults } = await fuzzServer({ requests: 700, seed: 7 });
  t.diagnostic(`${tried} requests to ${routes} routes: ${JSON.stringify(statuses)}`);
  assert.ok(tried >= 700);
  assert.deepEqual(faults, []);
});
