/** Every page of the staff: for everybody, on every screen. */
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import type { Address } from 'viem';
import { openBrowser } from '../../support/browser.ts';
import { holding } from '../../support/holding.ts';
import { type Stack, startStack } from '../../support/stack.ts';
import { loaded, smallTargets, visitor } from '../holder/page.ts';
import { sidewaysScroll, violations } from '../playground/page.ts';
import { signInAsOwner } from './page.ts';

let stack: Stack;
let browser: Browser;
let paths: string[];
let open: ReturnType<typeof visitor>;

before(async () => {
  [stack, browser] = await Promise.all([startStack(), openBrowser()]);
  const people = await holding(stack);
  const accounts = (await stack.wallet.getAddresses()) as Address[];
  await people.earn([accounts[10]!, 40], [accounts[11]!, 30]);
  await people.buy(accounts[10]!, 'lucky_badge');
  await stack.server.indexer.caughtUp();
  paths = [
    ...['', '/members', `/members/${accounts[10]!.toLowerCase()}`, '/transactions', '/conduct'],
    ...['/items', '/items/new', '/items/1', '/tasks', '/reviews', '/handovers', '/members/together'],
    ...['/events', '/events?part=challenges', '/events?part=drops'],
    ...['/announcements', '/announcements?part=new', '/announcements?part=kept'],
    ...['', 'channels', 'features', 'caps', 'roles', 'commands', 'sync'].map((part) => `/configuration?part=${part}`),
    ...['/simulator', '/integrations', '/integrations?part=webhooks', '/system'],
  ];
  open = visitor(stack, () => browser);
});

after(async () => {
  await browser?.close();
  await stack?.close();
});

afterEach(() => open.leave());

async function goTo(page: Page, path: string) {
  await page.goto(`${stack.server.url}/c/${stack.lounge.token}/admin${path}`);
  await page.getByText(/^Signed in as/).waitFor();
  await page.getByRole('heading', { level: 1 }).waitFor();
  await loaded(page);
}

describe('Admin: for everybody', () => {
  for (const colorScheme of ['dark', 'light'] as const)
    for (const width of [1440, 768, 375])
      it(`has no accessibility fault and no sideways scroll: ${colorScheme}, ${width} px`, async () => {
        const page = await open.visit({ path: '/admin', account: 1, width, colorScheme });
        await page.getByRole('heading', { level: 1 }).waitFor();
        assert.deepEqual(await violations(page), [], 'signing in');
        await signInAsOwner(page);
        for (const path of paths) {
          await goTo(page, path);
          assert.deepEqual(await violations(page), [], path);
          assert.equal(await sidewaysScroll(page), 0, `${path} scrolls sideways`);
          if (width === 375) assert.deepEqual(await smallTargets(page), [], path);
        }
      });

  it('is reached from the app and leads back to it, by the menu of a phone too', async () => {
    const page = await open.visit({ account: 1, width: 375 });
    await page.getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name: 'Dashboard' }).click();
    await signInAsOwner(page);
    await page.getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name: 'Conduct' }).click();
    await page.getByRole('heading', { level: 1, name: 'Conduct' }).waitFor();
    await page.getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name: 'Back to the app' }).click();
    await page.getByRole('heading', { level: 1, name: 'Overview of BROski Lounge' }).waitFor({ state: 'attached' });
  });
});
