// Takes pictures of the dApp's pages at the end of the day, wide and on a phone, and writes the page that shows them.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { Address } from 'viem';
import { visitAsOwner } from '../../test/e2e/admin/page.ts';
import { visitor } from '../../test/e2e/holder/page.ts';
import { openBrowser } from '../../test/support/browser.ts';
import { holding } from '../../test/support/holding.ts';
import { nameOf, shortlyAfter } from './camera.ts';
import type { Day } from './stage.ts';

/** Of the local node: who holds a wallet. */
const HOLDER = 10;
const QUALITY = 62;

const HOLDER_PAGES: [title: string, path: string][] = [
  ['Overview', ''],
  ['Shop', '/shop'],
  ['Item', '/shop/6'],
  ['Receipts', '/receipts'],
  ['Leaderboard', '/leaderboard'],
  ['History', '/history'],
  ['Send', '/send'],
  ['Tasks', '/tasks'],
  ['Task', '/tasks/1'],
  ['Market', '/market'],
  ['Trades', '/trades'],
  ['A new trade', '/trades/new'],
  ['Clans', '/clans'],
  ['Clan', '/clans/2'],
  ['Draws', '/draws'],
  ['Achievements', '/achievements'],
  ['Audit', '/audit'],
  ['Wallet', '/wallet'],
];

const ADMIN_PAGES: [title: string, path: string][] = [
  ['Admin: overview', ''],
  ['Admin: members', '/members'],
  ['Admin: transactions', '/transactions'],
  ['Admin: conduct', '/conduct'],
  ['Admin: items', '/items'],
  ['Admin: a new item', '/items/new'],
  ['Admin: item', '/items/1'],
  ['Admin: tasks', '/tasks'],
  ['Admin: reviews', '/reviews'],
  ['Admin: handovers', '/handovers'],
  ['Admin: events', '/events'],
  ['Admin: challenges', '/events?part=challenges'],
  ['Admin: announcements', '/announcements'],
  ['Admin: a new announcement', '/announcements?part=new'],
  ['Admin: configuration', '/configuration'],
  ...['channels', 'features', 'caps', 'roles', 'commands', 'sync'].map((part): [string, string] => [
    `Admin: ${part}`,
    `/configuration?part=${part}`,
  ]),
  ['Admin: integrations', '/integrations'],
  ['Admin: webhooks', '/integrations?part=webhooks'],
  ['Admin: system', '/system'],
];

const SHAPES = [
  ['wide', 1280, 'dark'],
  ['phone', 375, 'light'],
] as const;

/** @param options.dir where the pictures go, emptied first; @param options.page what shows them */
export async function picturePages({ stack }: Day, { dir, page: written }: { dir: string; page: string }) {
  rmSync(dir, { recursive: true, force: true });
  mkdirSync(dir, { recursive: true });
  const holder = ((await stack.wallet.getAddresses()) as Address[])[HOLDER]!;
  const people = await holding(stack);
  await people.earn([holder, 60]);
  await people.buy(holder, 'lucky_badge', 2);
  await stack.server.indexer.caughtUp();
  const browser = await openBrowser();
  try {
    for (const [shape, width, colorScheme] of SHAPES) {
      const open = visitor(stack, () => browser);
      const look = { width, colorScheme, now: shortlyAfter(stack.server.ctx.clock()) };
      const shoot = async (page: Page, title: string, path: string) => {
        await page.goto(`${stack.server.url}/c/${stack.lounge.token}${path}`);
        await page.getByRole('heading', { level: 1 }).waitFor();
        await page.waitForLoadState('networkidle');
        await page.locator('[aria-hidden].animate-pulse').first().waitFor({ state: 'detached' });
        await page.screenshot({ path: join(dir, `${nameOf(title)}-${shape}.jpg`), type: 'jpeg', quality: QUALITY });
      };
      const own = await open.connected({ ...look, account: HOLDER });
      for (const [title, path] of HOLDER_PAGES) await shoot(own, title, path);
      const staff = await visitAsOwner(open, '', look);
      for (const [title, path] of ADMIN_PAGES) await shoot(staff, title, `/admin${path}`);
      await open.leave();
    }
  } finally {
    await browser.close();
  }
  const shown = [...HOLDER_PAGES, ...ADMIN_PAGES].map(([title]) => {
    const picture = (shape: string, share: number) =>
      `<img src="pictures/dapp/${nameOf(title)}-${shape}.jpg" alt="${title}, ${shape}" width="${share}%">`;
    return `## ${title}\n\n${picture('wide', 72)} ${picture('phone', 22)}\n`;
  });
  const head =
    '# The dApp, in pictures\n\nTaken at the end of the day that `npm run day -- --pictures` plays: 1280 px in the dark, and a phone in the light.\n';
  writeFileSync(written, [head, ...shown].join('\n'));
}
