/** The staff's part in another language than English, in a real browser. */
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '../../support/browser.ts';
import { type Stack, startStack } from '../../support/stack.ts';
import { visitor } from '../holder/page.ts';
import { violations } from '../playground/page.ts';
import { visitAsOwner } from './page.ts';

let stack: Stack;
let browser: Browser;
let open: ReturnType<typeof visitor>;

before(async () => {
  [stack, browser] = await Promise.all([startStack(), openBrowser()]);
  await stack.server.indexer.caughtUp();
  open = visitor(stack, () => browser);
});

after(async () => {
  await browser?.close();
  await stack?.close();
});

afterEach(() => open.leave());

async function turnTo(page: Page, name: string) {
  await page.getByRole('navigation').filter({ visible: true }).getByRole('link', { name, exact: true }).click();
  await page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
}

describe('Admin: languages', () => {
  it('speaks the language of the browser from the door on, numbers and refusals included', async () => {
    const page = await open.visit({ path: '/admin', account: 1, locale: 'de-DE' });
    await page.getByRole('button', { name: 'Sich als Inhaber der Demo umsehen' }).click();
    await page.getByText(/^Angemeldet als/).waitFor();
    await page.getByRole('region', { name: 'Im Umlauf' }).waitFor();
    await page.getByRole('button', { name: '7 Tage' }).click();
    await turnTo(page, 'Mitglieder');
    assert.match(await page.title(), /^Mitglieder · /);
    await turnTo(page, 'Transaktionen');
    await page.getByRole('button', { name: 'Archivieren' }).click();
    await page.getByRole('textbox', { name: 'Tage, die in den Listen bleiben' }).fill('0');
    await page.getByText('Schreib eine ganze Zahl von 1 bis 3650.').waitFor();
    assert.deepEqual(await violations(page), []);
  });

  it('tells in the chosen language what the server refuses, and how the server does', async () => {
    const page = await visitAsOwner(open, '', {});
    await page.getByRole('button', { name: 'Language: English' }).click();
    await page.getByRole('menuitemradio', { name: 'Deutsch' }).click();
    await turnTo(page, 'Transaktionen');
    await page.getByRole('searchbox').fill('niemand');
    await page.getByText('Such nach einer Discord-Id, einer Adresse oder der Id einer Transaktion.').waitFor();
    await turnTo(page, 'System');
    await page.getByText(/^Die Tabellen reichen bis Block \d+\.$/).waitFor();
  });
});
