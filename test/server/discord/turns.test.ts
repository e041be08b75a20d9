import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as soon } from 'node:timers/promises';
import { openTurns } from '../../../bot/discord/turns.ts';

test('so many work at a time, the others in the order in which they came, and one that fails makes room', async () => {
  const inTurn = openTurns(2);
  const begun: number[] = [];
  const ends = Array.from({ length: 5 }, () => Promise.withResolvers<string>());
  const all = ends.map(({ promise }, n) =>
    inTurn(() => {
      begun.push(n);
      return promise;
    }),
  );
  const told = Promise.allSettled(all);
  await soon();
  assert.deepEqual(begun, [0, 1]);
  ends[1]!.reject(new Error('broken'));
  await soon();
  assert.deepEqual(begun, [0, 1, 2]);
  for (const { resolve } of ends) resolve('done');
  assert.deepEqual(
    (await told).map(({ status }) => status),
    ['fulfilled', 'rejected', 'fulfilled', 'fulfilled', 'fulfilled'],
  );
  assert.deepEqual(begun, [0, 1, 2, 3, 4]);
  assert.equal(await inTurn(async () => 'again'), 'again', 'whoever went has left their place');
});
