// Takes pictures of the dApp's pages at the end of the day, at three widths, has axe judge and weighs them, and writes the page
// that shows it.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { Address } from 'viem';
import { CHANNELS, USERS } from '../../bot/local-discord/seed.ts';
import { startLink } from '../../bot/operations/startLink.ts';
import { visitAsOwner } from '../../test/e2e/admin/page.ts';
import { loaded, MOST_SCRIPT_BYTES, scriptBytes, visitor } from '../../test/e2e/holder/page.ts';
import { judge } from '../../test/e2e/playground/page.ts';
import { openBrowser } from '../../test/support/browser.ts';
import { PIN, withPin } from '../../test/support/pin.ts';
import { nameOf, shortlyAfter } from './camera.ts';
import { furnish } from './furnish.ts';
import type { Day } from './stage.ts';

/** Of the local node: who holds a wallet, and who deals with them. */
const HOLDER = 10;
const OTHER = 11;
const QUALITY = 62;

type Shot = [title: string, path: string, before?: (page: Page) => Promise<void>];

/** Below no community. */
const OPEN_PAGES = (link: string): Shot[] => [
  ['Playground', `/playground?as=${USERS.alice}&channel=${CHANNELS.general}`],
  ['Linking a wallet', link],
];

const HOLDER_PAGES: Shot[] = [
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
  ['Swaps', '/swaps'],
  ['Clans', '/clans'],
  ['Clan', '/clans/2'],
  ['Draws', '/draws'],
  ['Draw', '/draws/1'],
  ['Achievements', '/achievements'],
  ['Audit', '/audit'],
  ['Wallet', '/wallet'],
];

const ADMIN_PAGES: Shot[] = [
  ['Admin: overview', ''],
  ['Admin: members', '/members'],
  ['Admin: member', `/members/${USERS.alice}`],
  ['Admin: pay together', '/members/together', checkList],
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
  ['Admin: drops', '/events?part=drops'],
  ['Admin: announcements', '/announcements'],
  ['Admin: a new announcement', '/announcements?part=new'],
  ['Admin: kept announcements', '/announcements?part=kept'],
  ['Admin: simulator', '/simulator', foresee],
  ['Admin: configuration', '/configuration'],
  ...['channels', 'features', 'caps', 'roles', 'commands', 'sync'].map(
    (part): Shot => [`Admin: ${part}`, `/configuration?part=${part}`],
  ),
  ['Admin: integrations', '/integrations'],
  ['Admin: webhooks', '/integrations?part=webhooks'],
  ['Admin: system', '/system'],
];

/** A list of members, written and looked up. */
async function checkList(page: Page) {
  const form = page.getByRole('form', { name: 'Whom, and how much' });
  await form.getByLabel(/^Members/).fill('alice, 10\nbob, 7.5\ncarol');
  await form.getByLabel(/^Amount in/).fill('5');
  await form.getByLabel(/^Reason/).fill('Set up the spring contest');
  await form.getByRole('button', { name: 'Check 3 members' }).click();
  await page.getByRole('button', { name: 'Change the list' }).waitFor();
}

/** A quarter that was lived under the figures: once, for all looks. */
async function foresee(page: Page) {
  const start = page.getByRole('region', { name: 'A new forecast' });
  const result = page.getByRole('region', { name: 'Who earns what' });
  await start.waitFor();
  if ((await result.count()) > 0) return;
  await start.getByRole('button', { name: 'Three months' }).click();
  await start.getByRole('checkbox').uncheck();
  await start.getByRole('button', { name: 'Start' }).click();
  await result.waitFor({ timeout: 300_000 });
}

/** Three in a row on the page that shows them, of one height each: the shares are as the widths. */
const SHAPES = [
  ['wide', 1440, 'dark', 54],
  ['tablet', 768, 'light', 29],
  ['phone', 375, 'dark', 14],
] as const;

/**
 * @param options.dir where the pictures go, emptied first
 * @param options.page what shows them
 * @returns what axe finds, and pages that are too heavy
 */
export async function picturePages(day: Day, { dir, page: written }: { dir: string; page: string }): Promise<string[]> {
  const faults: string[] = [];
  const cells = new Map<string, string[]>();
  const note = (title: string, cell: string) => cells.set(title, [...(cells.get(title) ?? []), cell]);
  let axe = '';
  rmSync(dir, { recursive: true, force: true });
  mkdirSync(dir, { recursive: true });
  const { stack } = day;
  const { ctx } = stack.server;
  const accounts = (await stack.wallet.getAddresses()) as Address[];
  await furnish(day, accounts[HOLDER]!, accounts[OTHER]!);
  await withPin(ctx, USERS.dave);
  const { pathname, hash } = new URL((await startLink(ctx, { userId: USERS.dave, pin: PIN })).url);
  const openPages = OPEN_PAGES(pathname + hash);
  const visit = async (page: Page, path: string) => {
    await page.goto(stack.server.url + path);
    await page.getByRole('heading', { level: 1 }).first().waitFor();
  };
  const browser = await openBrowser();
  try {
    const open = visitor(stack, () => browser);
    const stranger = await open.visit();
    for (const [title, path] of HOLDER_PAGES) {
      await visit(stranger, `/c/${stack.lounge.token}${path}`);
      await settle(stranger);
      const bytes = await scriptBytes(stranger);
      if (bytes > MOST_SCRIPT_BYTES) faults.push(`${title} fetches ${bytes} bytes of scripts.`);
      note(title, `${Math.round(bytes / 1000)} kB`);
    }
    await open.leave();
    for (const { 0: title } of [...openPages, ...ADMIN_PAGES]) note(title, '');
    for (const [shape, width, colorScheme] of SHAPES) {
      const open = visitor(stack, () => browser);
      const look = { width, colorScheme, now: shortlyAfter(ctx.clock()) };
      const shoot = async (page: Page, below: string, [title, path, before]: Shot) => {
        await visit(page, below + path);
        await before?.(page);
        await settle(page);
        await page.screenshot({ path: join(dir, `${nameOf(title)}-${shape}.jpg`), type: 'jpeg', quality: QUALITY });
        const { version, violations, kept } = await judge(page);
        axe = version;
        faults.push(...violations.map((what) => `${title}, ${shape}: ${what}`));
        note(title, violations.length === 0 ? `all of ${kept}` : `${violations.length} faults`);
      };
      const community = `/c/${stack.lounge.token}`;
      const own = await open.connected({ ...look, account: HOLDER });
      for (const shot of HOLDER_PAGES) await shoot(own, community, shot);
      for (const shot of openPages) await shoot(own, '', shot);
      const staff = await visitAsOwner(open, '', look);
      for (const shot of ADMIN_PAGES) await shoot(staff, `${community}/admin`, shot);
      await open.leave();
    }
  } finally {
    await browser.close();
  }
  const shown = [...openPages, ...HOLDER_PAGES, ...ADMIN_PAGES].map(([title]) => {
    const pictures = SHAPES.map(
      ([shape, , , share]) =>
        `<img src="pictures/dapp/${nameOf(title)}-${shape}.jpg" alt="${title}, ${shape}" width="${share}%">`,
    );
    return `## ${title}\n\n${pictures.join(' ')}\n`;
  });
  const widths = SHAPES.map(([shape, width, colorScheme]) => `${shape} (${width} px, ${colorScheme})`).join(', ');
  const head = `# The dApp, in pictures\n\nTaken at the end of the day that \`npm run day -- --pictures\` plays: ${widths}.\n`;
  const table = [
    `Page | Scripts of a first visit (bar ${MOST_SCRIPT_BYTES / 1000} kB) | ${SHAPES.map(([shape]) => `Axe, ${shape}`).join(' | ')}`,
    `--- | ---: | ${SHAPES.map(() => '---:').join(' | ')}`,
    ...Array.from(cells, ([title, of]) => [title, ...of].join(' | ')),
  ].map((row) => `| ${row} |`);
  const report = `## Weight, and axe

What a stranger's first visit fetches of scripts, compressed as sent; and how many rules of axe-core ${axe} each page keeps of those
that concern it, in each of these looks. A fault, or a page too heavy, fails the command.

${table.join('\n')}
`;
  writeFileSync(written, [head, ...shown, report].join('\n'));
  return faults;
}

async function settle(page: Page) {
  await page.waitForLoadState('networkidle');
  await loaded(page);
}
