/** The rules by which activity counts, without Discord. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openRepeats } from '../../../bot/discord/events/repeats.ts';
import { countedAt } from '../../../bot/operations/reportActivity.ts';
import { group } from '../../../bot/operations/settleActivity.ts';

test('a factor counts its share of many, the same for the same source, and whole numbers exactly', () => {
  for (const bps of [0, 2_500, 5_000, 9_999, 10_000, 12_500, 30_000]) {
    const sources = Array.from({ length: 4_000 }, (_, place) => `message ${place}`);
    const counts = sources.map((source) => countedAt(bps, 1, source));
    assert.deepEqual(
      counts,
      sources.map((source) => countedAt(bps, 1, source)),
    );
    const expected = (bps / 10_000) * sources.length;
    const total = counts.reduce((sum, count) => sum + count, 0);
    assert.ok(Math.abs(total - expected) <= 150, `${bps}: ${total} of ${expected}`);
    for (const count of counts) assert.ok(Math.abs(count - bps / 10_000) < 1);
  }
  assert.equal(countedAt(20_000, 3, 'any'), 6);
});

test('a text is repeated when the same member says it again within ten minutes, in whatever spacing', () => {
  let now = 0;
  const isRepeat = openRepeats(() => now);
  assert.equal(isRepeat('a', 'Hello there'), false);
  assert.equal(isRepeat('b', 'Hello there'), false);
  now += 9 * 60_000;
  assert.equal(isRepeat('a', ' hello   THERE'), true);
  now += 10 * 60_000;
  assert.equal(isRepeat('a', 'hello there'), false);
  assert.equal(isRepeat('a', ''), false);
  assert.equal(isRepeat('a', ''), false);
});

test('so many texts are remembered, and the oldest is forgotten first', () => {
  const isRepeat = openRepeats(() => 0, 2);
  for (const text of ['one', 'two', 'three']) assert.equal(isRepeat('a', text), false);
  assert.equal(isRepeat('a', 'three'), true);
  assert.equal(isRepeat('a', 'one'), false);
});

test('what was taken back lowers what is reported beside it, or waits until there is enough', () => {
  const row = (id: number, activity: number, count: number, userId = 'a') => ({ id, userId, activity, count });
  const lowered = group([row(1, 0, -2), row(2, 0, 3)]);
  assert.equal(lowered.reports.get('a')?.counts[0], 1);
  assert.deepEqual(lowered.rows, [2, 1]);

  const tooMuch = group([row(1, 0, -2), row(2, 0, 1), row(3, 0, 1, 'b')]);
  assert.equal(tooMuch.reports.get('a')?.counts[0], 1);
  assert.deepEqual(tooMuch.rows, [2, 3]);

  const even = group([row(1, 0, -1), row(2, 0, 1), row(3, 0, 1, 'b')]);
  assert.ok(!even.reports.has('a'));
  assert.deepEqual(even.rows, [3]);
  assert.deepEqual(even.evened, [2, 1]);
  assert.deepEqual(group([row(1, 0, -1)]).rows, []);
});
