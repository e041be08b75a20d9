import assert from 'node:assert/strict';
import { test } from 'node:test';
import { group, membersWithin, reportWord } from '../../../bot/operations/settleActivity.ts';

const row = (id: number, userId: string, activity: number, count = 1) => ({ id, userId, activity, count });

test('a report packs member, counts and registration as the token reads them', () => {
  const counts = [3, 0, 0, 0, 0, 0, 0, 255];
  const word = reportWord('0x00000000000000000000000000000000000000ff', { counts, registration: true });
  assert.equal(word, (0xffn << 96n) | (((255n << 56n) | 3n) << 32n) | 1n);
});

test('rows of a member become one report, registration a flag', () => {
  const { reports, rows } = group([row(1, 'a', 0), row(2, 'a', 255), row(3, 'a', 0), row(4, 'a', 1, 2)]);
  assert.deepEqual(rows, [1, 2, 3, 4]);
  assert.deepEqual(reports.get('a'), { counts: [2, 2, 0, 0, 0, 0, 0, 0], registration: true });
});

test('what is more than a byte waits for the next settlement', () => {
  const many = Array.from({ length: 300 }, (_, place) => row(place, 'a', 0));
  const { reports, rows } = group([...many, row(300, 'a', 1)]);
  assert.equal(reports.get('a')?.counts[0], 255);
  assert.equal(reports.get('a')?.counts[1], 1);
  assert.equal(rows.length, 256);
});

test('the two hundred and first member waits for the next settlement', () => {
  const { reports, rows } = group(Array.from({ length: 201 }, (_, place) => row(place, `member ${place}`, 0)));
  assert.equal(reports.size, 200);
  assert.equal(rows.length, 200);
  assert.ok(!reports.has('member 200'));
});

test('a settlement has as many members as a block holds, two hundred at most', () => {
  assert.equal(membersWithin(30_000_000n), 200);
  assert.equal(membersWithin(8_000_000n), 96);
  assert.equal(membersWithin(100_000n), 1);
});
