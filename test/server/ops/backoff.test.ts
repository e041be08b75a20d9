import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openBackoff } from '../../../scripts/local/backoff.ts';

describe('what dies again and again is started again', () => {
  it('ever later, up to a minute', () => {
    const backoff = openBackoff();
    const seconds = Array.from({ length: 9 }, () => backoff.secondsAfter(59_999));
    assert.deepEqual(seconds, [1, 2, 4, 8, 16, 32, 60, 60, 60]);
  });

  it('soon, once it has run for a minute', () => {
    const backoff = openBackoff();
    for (let deaths = 0; deaths < 5; deaths++) backoff.secondsAfter(0);
    assert.equal(backoff.secondsAfter(60_000), 1);
    assert.equal(backoff.secondsAfter(10), 2);
  });
});
