/** How a test opens and reads the pages for wallet holders. */
import assert from 'node:assert/strict';
import type { Browser, Locator, Page } from 'playwright-core';
import type { Stack } from '../../support/stack.ts';

export type Visit = {
  /** Below `/c/<token>`. */
  path?: string;
  width?: number;
  colorScheme?: 'light' | 'dark';
  /** Which of the local node's accounts the local test wallet is. */
  account?: number;
  /** Of the browser: the page's language follows it. */
  locale?: string;
  /** Where the stack's clock is another: milliseconds at which the page's stands still. */
  now?: number;
};

/** Opens windows on the lounge, of which none outlives its test. */
export function visitor(stack: Stack, browser: () => Browser) {
  const faults: string[] = [];
  const closers: (() => Promise<void>)[] = [];

  /** A window whose wallet is not connected. */
  async function visit({
    path = '',
    width = 1280,
    colorScheme = 'dark',
    account = 10,
    locale = 'en-US',
    now,
  }: Visit = {}): Promise<Page> {
    const phone = width < 600;
    const context = await browser().newContext({
      viewport: { width, height: phone ? 844 : 860 },
      hasTouch: phone,
      isMobile: phone,
      colorScheme,
      // Without motion nothing is ever half faded in, which would count as poor contrast.
      reducedMotion: 'reduce',
      locale,
    });
    closers.push(() => context.close());
    if (now !== undefined) await context.clock.setFixedTime(now);
    await context.addInitScript(`localStorage.setItem('guildmint-local-account', '${account}')`);
    const page = await context.newPage();
    page.setDefaultTimeout(60_000);
    page.on('pageerror', (error) => faults.push(error.message));
    await page.goto(`${stack.server.url}/c/${stack.lounge.token}${path}`);
    await page.getByRole('main').waitFor();
    return page;
  }

  return {
    visit,
    /** A window whose local test wallet is connected. */
    async connected(options: Visit = {}): Promise<Page> {
      const page = await visit(options);
      await connect(page);
      return page;
    },
    async leave() {
      await Promise.all(closers.splice(0).map((close) => close()));
      assert.deepEqual(faults.splice(0), [], 'a page threw');
    },
  };
}

/** Waits until no grey shape stands for what is still loaded. */
export const loaded = (page: Page) =>
  page.locator('[aria-hidden][class*=animate-pulse]').first().waitFor({ state: 'detached' });

/** The most that a first visit to any page may fetch of scripts, as sent. */
export const MOST_SCRIPT_BYTES = 220_000;

/** What this page has fetched of scripts, as sent. */
export async function scriptBytes(page: Page): Promise<number> {
  return (await page.evaluate(`performance.getEntriesByType('resource')
    .filter(({ name }) => new URL(name).pathname.endsWith('.js'))
    .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0)`)) as number;
}

/** Connects the local test wallet. */
export async function connect(page: Page) {
  await page
    .getByRole('banner')
    .getByRole('button', { name: /^(Connect|Conectar)$/ })
    .click();
  await page.getByRole('dialog').getByRole('button', { name: 'Local test wallet' }).click();
  await walletButton(page).waitFor();
}

const walletButton = (page: Page): Locator =>
  page.getByRole('banner').getByRole('button', { name: /^(Wallet|Cartera) / });
/** An item's card in the shop, or a receipt. */
export const card = (page: Page, name: string): Locator =>
  page
    .getByRole('main')
    .getByRole('listitem')
    .filter({ has: page.getByRole('heading', { name }) });

/** By the navigation, without loading the page anew. */
export async function goTo(page: Page, name: string) {
  await page.getByRole('navigation', { name: 'Pages' }).filter({ visible: true }).getByRole('link', { name }).click();
  await page.getByRole('main').getByRole('heading', { level: 1, name }).waitFor();
}

/** What a finger cannot hit: controls below 44 px, links inside sentences left out. */
export async function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate(`[...document.querySelectorAll('button, a, input, select, [role=menuitem]')]
    .map((element) => ({ element, box: element.getBoundingClientRect(), style: getComputedStyle(element) }))
    .filter(({ element, box, style }) => box.width > 1 && box.height > 1 && style.visibility === 'visible' && style.display !== 'inline'
      && !element.matches('.sr-only, .sr-only *'))
    .filter(({ element, box }) => Math.max(box.height, element.closest('label')?.getBoundingClientRect().height ?? 0) < 43.5)
    .map(({ element, box }) => element.outerHTML.slice(0, 120) + ' ' + Math.round(box.width) + '×' + Math.round(box.height))`);
}
