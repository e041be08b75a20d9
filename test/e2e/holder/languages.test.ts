/** The dApp in the member's language, in a real browser: words, numbers and what screen readers are told. */
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import type { Browser, Locator, Page } from 'playwright-core';
import { parseEther } from 'viem';
import { openBrowser } from '../../support/browser.ts';
import { holding } from '../../support/holding.ts';
import { type Stack, startStack } from '../../support/stack.ts';
import { violations } from '../playground/page.ts';
import { card, visitor } from './page.ts';

let stack: Stack;
let browser: Browser;
let open: ReturnType<typeof visitor>;

before(async () => {
  [stack, browser] = await Promise.all([startStack(), openBrowser()]);
  const people = await holding(stack);
  await people.editItem('lucky_badge', { price: parseEther('12345.5') });
  await stack.server.indexer.caughtUp();
  open = visitor(stack, () => browser);
});

after(async () => {
  await browser?.close();
  await stack?.close();
});

afterEach(() => open.leave());

const link = (page: Page, name: string): Locator =>
  page.getByRole('navigation').filter({ visible: true }).getByRole('link', { name, exact: true });
const price = (page: Page, words: RegExp) => card(page, 'Lucky badge').getByText(words).first();
const spoken = (page: Page) => page.locator('html').getAttribute('lang');

describe('Holder: languages', () => {
  it('speaks the language that the member chose, numbers included, and remembers it', async () => {
    const page = await open.visit({ path: '/shop' });
    await price(page, /^12,345\.5/).waitFor();
    assert.equal(await spoken(page), 'en');
    await page.getByRole('button', { name: 'Language: English' }).click();
    await page.getByRole('menuitemradio', { name: 'Deutsch' }).click();
    await link(page, 'Rangliste').waitFor();
    await price(page, /^12\.345,5/).waitFor();
    assert.equal(await spoken(page), 'de');

    await page.reload();
    await price(page, /^12\.345,5/).waitFor();
    assert.equal(await spoken(page), 'de');
    assert.deepEqual(await violations(page), []);
    await link(page, 'Rangliste').click();
    await page.getByRole('heading', { level: 1, name: 'Rangliste' }).waitFor();
    assert.match(await page.title(), /^Rangliste · /);
  });

  it('opens in the first of the browser’s languages that there is, and fetches no other', async () => {
    const page = await open.visit({ path: '/shop', locale: 'fr-FR' });
    await link(page, 'Classement').waitFor();
    await price(page, /^12\s345,5/).waitFor();
    assert.equal(await spoken(page), 'fr');
    const fetched = await page.evaluate(
      `performance.getEntriesByType('resource').flatMap(({ name }) => /\\/(en|de|es|fr)-[^/]*\\.js$/.exec(name)?.[1] ?? [])`,
    );
    assert.deepEqual(fetched, ['fr']);
  });

  it('is chosen on a phone too, behind the other pages', async () => {
    const page = await open.visit({ width: 375 });
    await page.getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitemradio', { name: 'Español' }).click();
    await link(page, 'Recibos').waitFor();
    assert.equal(await spoken(page), 'es');
  });

  it('is in English where the browser speaks none of them', async () => {
    const page = await open.visit({ locale: 'ja-JP' });
    await link(page, 'Leaderboard').waitFor();
    assert.equal(await spoken(page), 'en');
  });

  it('tells in the member’s language what cannot be', async () => {
    const page = await open.connected({ path: '/send', locale: 'es-ES' });
    await page.getByLabel('Cantidad').fill('0');
    await page.getByLabel('Cantidad').blur();
    await page.getByText('La cantidad debe ser mayor que cero.').waitFor();
  });
});
