import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codePages } from '../../../bot/discord/replies/codes.ts';

test('codes fill as many pages as Discord’s messages need, in their order, and none is lost', () => {
  const codes = Array.from({ length: 50 }, (_, at) => `${at}-${'x'.repeat(190)}`);
  const pages = codePages(codes);
  assert.ok(pages.length > 1);
  for (const page of pages) assert.ok(page.length < 3_500, `${page.length}`);
  assert.deepEqual(
    pages.flatMap((page) => page.split('\n')),
    codes.map((code) => `\`${code}\``),
  );
});

test('a code with a backtick stays a line of its own', () => {
  assert.deepEqual(codePages(['A`B', 'C']), ['A\\`B\n`C`']);
});
