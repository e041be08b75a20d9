import assert from 'node:assert/strict';
import { test } from 'node:test';
import { zeroAddress, zeroHash } from 'viem';
import { openChain } from '../../../bot/chain/open.ts';
import type { Context } from '../../../bot/context.ts';
import { claims, cursor, guilds, outbox } from '../../../bot/db/schema.ts';
import { openMetrics } from '../../../bot/metrics.ts';
import { expireTasks } from '../../../bot/operations/expireTasks.ts';
import { setSettings } from '../../../bot/operations/settings.ts';
import { silent } from '../../support/database.ts';
import { startStack } from '../../support/stack.ts';

const HOUR_MS = 3_600_000;

test('claims past their deadline are ended once, except where a community switched that off', async () => {
  await using opened = new AsyncDisposableStack();
  const stack = opened.adopt(await startStack({ server: false }), ({ close }) => close());
  const { config, deployment, lounge, taskforce } = stack;
  const { db } = stack.database;
  const now = Date.now();
  const clock = () => now;
  const opening = openChain({ config, log: silent, clock, db, deployment });
  const chain = opened.adopt(await opening, ({ close }) => close());
  const ctx: Context = { config, log: silent, metrics: openMetrics(), clock, db, chain };
  const block = { number: 1, hash: zeroHash, at: new Date(now) };
  await db
    .insert(cursor)
    .values({ chainId: 1, genesis: zeroHash, deployment: zeroHash, projection: zeroHash, ...block })
    .onConflictDoUpdate({ target: cursor.id, set: block });
  const claim = (token: typeof lounge.token, number: number, sinceMs: number, state: 'claimed' | 'submitted') => ({
    ...{ token, claim: number, task: 1, claimant: zeroAddress, state, reward: 1n, reviewers: 1, proofRequired: true },
    ...{ roleHash: zeroHash, deadline: new Date(now - sinceMs), claimedAt: new Date(0), block: 1, logIndex: number },
  });
  await db
    .insert(claims)
    .values([
      claim(lounge.token, 1, HOUR_MS, 'claimed'),
      claim(lounge.token, 2, -HOUR_MS, 'claimed'),
      claim(lounge.token, 3, HOUR_MS, 'submitted'),
      claim(taskforce.token, 1, HOUR_MS, 'claimed'),
    ]);
  assert.equal((await db.select().from(guilds)).length, 2);
  await setSettings(ctx, { token: taskforce.token, change: { autoExpiry: false } });
  const asked = async () => (await db.select().from(outbox)).map(({ verb, token }) => [verb, token]);

  assert.equal(await expireTasks(ctx), 1);
  const first = ['expireTask', lounge.token.toLowerCase()];
  assert.deepEqual(await asked(), [first]);
  assert.equal(await expireTasks(ctx), 0, 'it was asked for');
  await setSettings(ctx, { token: taskforce.token, change: { autoExpiry: true } });
  assert.equal(await expireTasks(ctx), 1);
  assert.deepEqual(await asked(), [first, ['expireTask', taskforce.token.toLowerCase()]]);
});
