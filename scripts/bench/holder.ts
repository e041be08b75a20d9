// The pages for wallet holders in a real browser: what their JavaScript weighs as the server sends it, and how long after
// a block its figures stand on the screen.
import type { Browser, Page } from 'playwright-core';
import type { Address } from 'viem';
import { openBrowser } from '../../test/support/browser.ts';
import { holding } from '../../test/support/holding.ts';
import { type Stack, startStack } from '../../test/support/stack.ts';
import type { Figure } from './figure.ts';

const KILOBYTES = 220;
const EVENT_MS = 300;
const ROUNDS = 20;
/** The server looks for blocks as often as it does by default. */
const POLL_MS = '250';

export async function holder(): Promise<Figure[]> {
  const stack = await startStack({ env: { POLL_MS } });
  const browser = await openBrowser();
  try {
    const kilobytes = await weigh(stack, browser);
    const times = (await eventTimes(stack, browser)).sort((a, b) => a - b);
    const figure = (name: string, value: number, unit: string, baseline: number) => ({
      name,
      value,
      unit,
      baseline,
      ratio: value / baseline,
    });
    return [
      figure('holder: JavaScript of the shop, as sent', kilobytes, 'kB', KILOBYTES),
      figure('holder: event on screen after its block, median', times[ROUNDS / 2]!, 'ms', EVENT_MS),
      figure('holder: event on screen after its block, worst of 20', times.at(-1)!, 'ms', EVENT_MS),
    ];
  } finally {
    await browser.close();
    await stack.close();
  }
}

async function openPage(stack: Stack, browser: Browser, path: string): Promise<Page> {
  const page = await browser.newPage();
  await page.goto(`${stack.server.url}/c/${stack.lounge.token}${path}`);
  return page;
}

/** All scripts that a first visit to the shop loads; kilobytes of 1,000 bytes. */
async function weigh(stack: Stack, browser: Browser): Promise<number> {
  const page = await browser.newPage();
  const sizes: Promise<number>[] = [];
  page.on('requestfinished', (request) => {
    if (request.resourceType() === 'script' || request.url().endsWith('.js'))
      sizes.push(request.sizes().then(({ responseBodySize }) => responseBodySize));
  });
  await page.goto(`${stack.server.url}/c/${stack.lounge.token}/shop`);
  await page.getByRole('heading', { name: 'Lucky badge' }).waitFor();
  await page.waitForLoadState('networkidle');
  const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  await page.close();
  return bytes / 1000;
}

/** From the moment at which the node tells of a block to the frame in which the stock it changed is on the screen. */
async function eventTimes(stack: Stack, browser: Browser): Promise<number[]> {
  const people = await holding(stack);
  const buyer = ((await stack.wallet.getAddresses()) as Address[])[12]!;
  await people.earn([buyer, 60]);
  const page = await openPage(stack, browser, '/shop');
  await page.getByText(/^\d+ left$/).waitFor();
  await page.getByText('Live', { exact: true }).waitFor();
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    // So that blocks fall anywhere between two looks of the server.
    await new Promise((resolve) => setTimeout(resolve, 500 + ((round * 97) % 250)));
    const shown = page.evaluate(`new Promise((resolve) => {
      const figure = [...document.querySelectorAll('p')].find((each) => /^\\d+ left$/.test(each.textContent));
      const observer = new MutationObserver(() => {
        observer.disconnect();
        requestAnimationFrame(() => resolve(Date.now()));
      });
      observer.observe(figure, { subtree: true, childList: true, characterData: true });
    })`) as Promise<number>;
    const before = await stack.client.getBlockNumber();
    const seen = blockAfter(stack, before);
    await people.buy(buyer, 'lucky_badge');
    times.push((await shown) - (await seen));
  }
  return times;
}

/** When the node first told of a block after this one. */
async function blockAfter(stack: Stack, number: bigint): Promise<number> {
  for (;;) {
    const block = await stack.client.getBlock();
    if (block.number > number) return Date.now();
  }
}
