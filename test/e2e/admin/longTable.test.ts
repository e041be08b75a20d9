/** A table of as many members as large communities have, in a real browser. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { fillMembers } from '../../../scripts/bench/standings.ts';
import { openBrowser } from '../../support/browser.ts';
import { type Stack, startStack } from '../../support/stack.ts';
import { visitor } from '../holder/page.ts';
import { visitAsOwner } from './page.ts';

const MEMBERS = 100_000;

let stack: Stack;
let browser: Browser;
let open: ReturnType<typeof visitor>;

before(async () => {
  [stack, browser] = await Promise.all([startStack(), openBrowser()]);
  await stack.server.indexer.caughtUp();
  await fillMembers(stack.database.db, stack.lounge.token, MEMBERS);
  open = visitor(stack, () => browser);
});

after(async () => {
  await open?.leave();
  await browser?.close();
  await stack?.close();
});

describe('Admin: long tables', () => {
  it('holds at most a hundred rows of a hundred thousand in the page, and shows each that is scrolled to', async () => {
    const page = await visitAsOwner(open, '/members');
    const table = page.getByRole('table', { name: 'Members' });
    await table.getByRole('cell').first().waitFor();
    const count = Number(await table.getAttribute('aria-rowcount')) - 1;
    assert.equal(count, MEMBERS);
    for (const share of [0, 0.25, 0.5, 0.75, 1]) {
      await table.evaluate((frame, part) => {
        frame.scrollTop = part * (frame.scrollHeight - frame.clientHeight);
      }, share);
      const place: number = 2 + Math.round(share * (count - 1));
      // Before the member is there, their row links nowhere.
      await table.locator(`[role=row][aria-rowindex="${place}"]`).getByRole('link').waitFor();
      const rows = await table.getByRole('row').count();
      assert.ok(rows <= 100, `${rows} rows in the page at row ${place}`);
    }
  });
});
