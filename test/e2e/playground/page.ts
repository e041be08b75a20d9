/** How a test reads and works the Playground's page. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Locator, Page } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export const log = (page: Page): Locator => page.getByRole('log');
export const composer = (page: Page): Locator => page.getByRole('textbox', { name: /^Message / });
export const message = (page: Page, text: string): Locator => log(page).getByRole('listitem').filter({ hasText: text });

export async function say(page: Page, text: string) {
  await composer(page).fill(text);
  await composer(page).press('Enter');
}

/** Runs a command without options, by keyboard. */
export async function run(page: Page, name: string) {
  await composer(page).fill(`/${name}`);
  await page.getByRole('option', { name: `/${name}` }).waitFor();
  await composer(page).press('Enter');
  await page.keyboard.press('Enter');
}

/** Waits, frame by frame, for something that no locator can wait for. */
export async function settled(page: Page, condition: () => Promise<boolean>) {
  for (let frames = 0; frames < 300; frames += 1) {
    if (await condition()) return;
    await page.evaluate('new Promise(requestAnimationFrame)');
  }
  assert.fail('the page did not settle');
}

/** What axe finds on a page: each violation in words, and how many of its rules the page keeps. */
export async function judge(page: Page): Promise<{ version: string; violations: string[]; kept: number }> {
  await page.evaluate(AXE);
  const { testEngine, violations, passes } = (await page.evaluate('axe.run()')) as AxeResults;
  const faults = violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.html} ${node.failureSummary}`),
  );
  return { version: testEngine.version, violations: faults, kept: passes.length };
}

export const violations = async (page: Page): Promise<string[]> => (await judge(page)).violations;

export async function sidewaysScroll(page: Page): Promise<number> {
  return page.locator('html').evaluate((html) => html.scrollWidth - html.clientWidth);
}
