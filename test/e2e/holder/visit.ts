/** How a test comes to the holders' pages with a wallet, and reads them. */
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { parseEther } from 'viem';
import { addWallet, type TestWallet } from '../../support/browser-wallet.ts';
import type { Stack } from '../../support/stack.ts';

export type Visitor = { page: Page; wallet: TestWallet; open(path: string): Promise<void>; close(): Promise<void> };

type Look = { bare?: boolean; phone?: boolean; colorScheme?: 'light' | 'dark'; before?: (wallet: TestWallet) => void };

/** A window of its own with a wallet in it, at nobody's door yet. */
export async function visitor(
  browser: Browser,
  stack: Stack,
  { bare = false, phone = false, colorScheme = 'dark', before }: Look = {},
): Promise<Visitor> {
  const look: BrowserContextOptions = {
    viewport: phone ? { width: 360, height: 740 } : { width: 1280, height: 860 },
    hasTouch: phone,
    colorScheme,
    reducedMotion: 'reduce',
    locale: 'en-US',
  };
  const context = await browser.newContext(look);
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  const wallet = await addWallet(page, stack.chain.url, { announced: !bare });
  before?.(wallet);
  return {
    page,
    wallet,
    async open(path) {
      await page.goto(`${stack.server.url}${path}`);
    },
    close: () => context.close(),
  };
}

/** Opens a page of the lounge and connects the wallet there. */
export async function connected(browser: Browser, stack: Stack, path = '', look: Look = {}): Promise<Visitor> {
  const visiting = await visitor(browser, stack, look);
  await visiting.open(`/c/${stack.lounge.token}${path}`);
  await connect(visiting.page);
  return visiting;
}

export const header = (page: Page): Locator => page.getByRole('banner');

export async function connect(page: Page) {
  await header(page).getByRole('button', { name: 'Connect', exact: true }).click();
  await dialog(page).getByRole('button', { name: 'Test wallet', exact: true }).click();
  await walletButton(page).waitFor();
}

export const dialog = (page: Page): Locator => page.getByRole('dialog');
export const walletButton = (page: Page): Locator => header(page).getByRole('button', { name: /^Wallet / });
export const said = (page: Page, words: string | RegExp): Locator => page.getByText(words).first();

/** Gives an address coins for fees. */
export const fund = (stack: Stack, { address }: TestWallet, ether = '1') =>
  stack.control.setBalance({ address, value: parseEther(ether) });
