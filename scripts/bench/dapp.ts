// The dApp as Lighthouse judges it, in a real browser on the whole product: by its settings for desktops and for phones,
// for an owner whose wallet is connected and who is signed in as staff. Writes docs/LIGHTHOUSE.md.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { Address } from 'viem';
import { z } from 'zod';
import { signInAsOwner } from '../../test/e2e/admin/page.ts';
import { connect } from '../../test/e2e/holder/page.ts';
import { openProfile } from '../../test/support/browser.ts';
import { holding } from '../../test/support/holding.ts';
import { type Stack, startStack } from '../../test/support/stack.ts';
import { freePort } from '../local/ports.ts';
import { node, root } from '../run.ts';
import type { Figure } from './figure.ts';
import { fillMembers } from './standings.ts';

const LIGHTHOUSE = join(root, 'node_modules/lighthouse/cli/index.js');
/** The least that each category shall come to, of 100. */
const SCORE = 95;
/** The most that the largest contentful paint shall take, milliseconds. */
const PAINT_MS = { desktop: 1200, mobile: 2500 };
/** Times that each page is judged; what counts is the median, because no two runs are alike. */
const RUNS = 5;
/** Members of a table that is scrolled through, by so many turns of the wheel; and the longest that a task may take. */
const MEMBERS = 100_000;
const TURNS = 80;
const TASK_MS = 50;
/** Of the local node: the demo's owner. */
const OWNER = 1;

const PAGES: [title: string, path: string][] = [
  ['Overview', ''],
  ['Shop', '/shop'],
  ['Leaderboard', '/leaderboard'],
  ['Account', '/wallet'],
  ['Admin: overview', '/admin'],
];
const CATEGORIES = {
  performance: 'Performance',
  accessibility: 'Accessibility',
  'best-practices': 'Best practices',
  seo: 'SEO',
} as const;
type Category = keyof typeof CATEGORIES;
const NAMES = Object.keys(CATEGORIES) as Category[];
const SETTINGS = { desktop: ['--preset=desktop'], mobile: [] } as const;
type Setting = keyof typeof SETTINGS;

const score = z.object({ score: z.number() });
const requestSchema = z.object({ resourceType: z.string().optional(), transferSize: z.number() });
const reportSchema = z.object({
  lighthouseVersion: z.string(),
  categories: z.object({ performance: score, accessibility: score, 'best-practices': score, seo: score }),
  audits: z.intersection(
    z.record(z.string(), z.object({ numericValue: z.number().optional() })),
    z.object({ 'network-requests': z.object({ details: z.object({ items: z.array(requestSchema) }) }) }),
  ),
});

type Report = z.infer<typeof reportSchema>;
type Judged = {
  title: string;
  setting: Setting;
  scores: Record<Category, number>;
  paintMs: number;
  kilobytes: number;
  blockedMs: number;
  shift: number;
};

export async function dapp(): Promise<Figure[]> {
  const stack = await startStack();
  const port = await freePort();
  const profile = await openProfile(port);
  const folder = mkdtempSync(join(tmpdir(), 'guildmint-lighthouse-'));
  try {
    const members = (await stack.wallet.getAddresses()) as Address[];
    const people = await holding(stack);
    await people.earn(...members.slice(OWNER).map((member, n): [Address, number] => [member, 60 - n]));
    await people.buy(members[OWNER]!, 'lucky_badge', 2);
    await stack.server.indexer.caughtUp();
    await enter(stack, await profile.newPage());

    const judged: Judged[] = [];
    let version = '';
    const file = join(folder, 'report.json');
    const args = [
      '--output=json',
      `--output-path=${file}`,
      '--quiet',
      '--disable-full-page-screenshot',
      '--no-enable-error-reporting',
    ];
    for (const setting of ['desktop', 'mobile'] as const)
      for (const [title, path] of PAGES) {
        const url = `${stack.server.url}/c/${stack.lounge.token}${path}`;
        const reports: Report[] = [];
        for (let run = 0; run < RUNS; run++) {
          const { code, output } = await node([LIGHTHOUSE, url, `--port=${port}`, ...SETTINGS[setting], ...args], {
            quiet: true,
          });
          if (code !== 0) throw new Error(`Lighthouse could not judge ${title}:\n${output}`);
          reports.push(reportSchema.parse(JSON.parse(readFileSync(file, 'utf8'))));
        }
        const median = (of: (report: Report) => number) => reports.map(of).sort((a, b) => a - b)[(RUNS - 1) / 2]!;
        version = reports[0]!.lighthouseVersion;
        judged.push({
          ...{ title, setting },
          scores: Object.fromEntries(
            NAMES.map((name) => [name, median(({ categories }) => Math.round(categories[name].score * 100))]),
          ) as Judged['scores'],
          paintMs: Math.round(median(({ audits }) => audits['largest-contentful-paint']!.numericValue!)),
          kilobytes: Math.round(median(kilobytesOf)),
          blockedMs: Math.round(median(({ audits }) => audits['total-blocking-time']!.numericValue!)),
          shift: median(({ audits }) => audits['cumulative-layout-shift']!.numericValue!),
        });
      }
    const longest = await scroll(stack, await profile.newPage());
    writeFileSync(join(root, 'docs/LIGHTHOUSE.md'), written(version, judged, longest));
    return figures(judged, longest);
  } finally {
    rmSync(folder, { recursive: true, force: true });
    await profile.close();
    await stack.close();
  }
}

/** What a visit fetches of scripts. */
const kilobytesOf = ({ audits }: Report) =>
  audits['network-requests'].details.items
    .filter(({ resourceType }) => resourceType === 'Script')
    .reduce((sum, { transferSize }) => sum + transferSize / 1000, 0);

/** Connects the owner's wallet and signs them in, which the profile remembers. */
async function enter({ server, lounge }: Stack, page: Page) {
  await page.addInitScript(`localStorage.setItem('guildmint-local-account', '${OWNER}')`);
  await page.goto(`${server.url}/c/${lounge.token}`);
  await connect(page);
  await page.goto(`${server.url}/c/${lounge.token}/admin`);
  await signInAsOwner(page);
  await page.close();
}

/** The longest task of the page while its members are scrolled through, milliseconds; browsers tell of those above 50. */
async function scroll({ server, lounge, database }: Stack, page: Page): Promise<number> {
  await fillMembers(database.db, lounge.token, MEMBERS);
  await page.goto(`${server.url}/c/${lounge.token}/admin/members`);
  const table = page.getByRole('table', { name: 'Members' });
  await table.getByRole('link').first().waitFor();
  await page.waitForLoadState('networkidle');
  await table.hover();
  await page.evaluate(`globalThis.tasks = [];
    new PerformanceObserver((list) => tasks.push(...list.getEntries())).observe({ type: 'longtask' })`);
  for (let turn = 0; turn < TURNS; turn++) {
    await page.mouse.wheel(0, turn % 2 === 0 ? 400 : 200_000);
    await page.evaluate('new Promise(requestAnimationFrame)');
  }
  await table
    .locator(`[aria-rowindex="${MEMBERS + 1}"]`)
    .getByRole('link')
    .waitFor();
  return (await page.evaluate('Math.max(0, ...tasks.map(({ duration }) => duration))')) as number;
}

function figures(judged: Judged[], longest: number): Figure[] {
  const figure = (name: string, value: number, unit: string, baseline: number) => ({
    ...{ name: `dapp: ${name}`, value, unit, baseline },
    ratio: value / baseline,
  });
  const settings = (['desktop', 'mobile'] as const).flatMap((setting) => {
    const all = judged.filter((each) => each.setting === setting);
    const least = (name: Category) => Math.min(...all.map(({ scores }) => scores[name]));
    return [
      ...NAMES.map((name) => figure(`${CATEGORIES[name]}, ${setting}, the lowest page`, least(name), 'of 100', SCORE)),
      figure(
        `largest paint, ${setting}, the slowest page`,
        Math.max(...all.map(({ paintMs }) => paintMs)),
        'ms',
        PAINT_MS[setting],
      ),
    ];
  });
  return [...settings, figure(`longest task above 50 ms, ${MEMBERS} members scrolled`, longest, 'ms', TASK_MS)];
}

function written(version: string, judged: Judged[], longest: number) {
  const table = (setting: Setting) => {
    const rows = judged
      .filter((each) => each.setting === setting)
      .map(({ title, scores, paintMs, kilobytes, blockedMs, shift }) =>
        [
          title,
          ...NAMES.map((name) => scores[name]),
          `${paintMs.toLocaleString('en')} ms`,
          `${blockedMs} ms`,
          `${kilobytes} kB`,
          shift.toFixed(3),
        ].join(' | '),
      );
    const head = [
      'Page',
      ...NAMES.map((name) => CATEGORIES[name]),
      'Largest paint',
      'Blocked',
      'JavaScript',
      'Layout shift',
    ];
    return [head.join(' | '), `---${' | ---:'.repeat(head.length - 1)}`, ...rows].map((row) => `| ${row} |`).join('\n');
  };
  return `# The dApp, as Lighthouse judges it

Written by \`npm run bench -- dapp\`: Lighthouse ${version} on the built dApp as the server sends it, each page opened afresh
${RUNS} times with an empty cache by an owner whose wallet is connected and who is signed in; what stands here is the median. The
bars are ${SCORE} of 100 in each category, and a largest contentful paint within ${PAINT_MS.desktop.toLocaleString('en')} ms by the settings for desktops,
${PAINT_MS.mobile.toLocaleString('en')} ms by those for phones. *Blocked* is how long tasks of
more than 50 ms kept the page from answering, beyond these 50 ms. *JavaScript* is what this owner's visit fetches, as sent, the
local network's own wallet and what a connected one has read included; that a first visit fetches no more than 220 kB is a test.

## Desktop

${table('desktop')}

## Mobile

${table('mobile')}

## A long table

While ${MEMBERS.toLocaleString('en')} members were scrolled through from first to last, ${longest === 0 ? `no task took longer than ${TASK_MS} ms` : `the longest task took ${Math.round(longest)} ms (bar ${TASK_MS})`}.
`;
}
