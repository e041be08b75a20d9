// Takes pictures of the day's main replies, as members see them in the Playground.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { USERS } from '../../bot/local-discord/seed.ts';
import { openBrowser } from '../../test/support/browser.ts';
import type { Line, Name } from './stage.ts';

/** What is worth a picture: who did it, how it begins, and which of the answers from there on. */
const WANTED: [title: string, by: Name, deed: string, answer?: number][] = [
  ['The invitation', 'eve', 'invites the bot'],
  ['Setting up', 'eve', 'presses “Set up”'],
  ['What works, and what is missing', 'eve', '/setup check'],
  ['A balance', 'alice', '/balance'],
  ['The daily reward', 'alice', '/daily'],
  ['Help', 'bob', '/help'],
  ['An award', 'carol', '/award'],
  ['A gift: the question', 'alice', '/gift'],
  ['A gift: confirmed', 'alice', '/gift', 1],
  ['A leaderboard', 'alice', '/leaderboard'],
  ['History', 'alice', '/history'],
  ['The shop', 'alice', '/shop'],
  ['A purchase: the question', 'alice', '/buy'],
  ['Receipts', 'bob', '/inventory'],
  ['A task put up', 'carol', '/task create', 1],
  ['The market', 'alice', '/market browse'],
  ['A tier', 'alice', '/tier'],
  ['A streak', 'alice', '/streak'],
  ['Statistics', 'alice', '/stats'],
  ['Achievements', 'alice', '/achievements'],
  ['A profile', 'alice', '/profile'],
  ['A penalty: the question', 'carol', '/penalty give'],
  ['A drop', 'carol', '/drop'],
  ['A trade of two', 'alice', '/trade'],
  ['A wallet', 'alice', '/wallet show'],
  ['Graduating', 'alice', '/wallet graduate'],
  ['What is stored of me', 'bob', '/privacy'],
  ['A clan', 'alice', '/clan show'],
  ['A challenge', 'bob', '/challenge show'],
  ['The economy', 'carol', '/economy'],
  ['Signs of abuse', 'carol', '/signals'],
];

/** What the file of a picture is called. */
export const nameOf = (title: string) => title.toLowerCase().replaceAll(/[^a-z]+/g, '-');
const fileOf = (title: string) => `${nameOf(title)}.png`;

/** The local chain gains a second a block: what has just happened is not to lie ahead. */
export const shortlyAfter = (now: number) => now + 30_000;

/** @param options.url where the product serves its pages; @param options.dir where the pictures go, emptied first */
export async function openCamera({ url, dir, clock }: { url: string; dir: string; clock: () => number }) {
  const browser = await openBrowser();
  rmSync(dir, { recursive: true, force: true });
  mkdirSync(dir, { recursive: true });
  const pages = new Map<string, Page>();
  const taken: string[] = [];
  let awaited: { title: string; by: Name; answers: number }[] = [];
  let last = '';

  /** A private answer is shown to who was there when it came: the page stays open. */
  async function pageOf(name: Name, channel: string): Promise<Page> {
    const key = `${name} ${channel}`;
    const open = pages.get(key);
    await open?.clock.setFixedTime(shortlyAfter(clock()));
    if (open) return open;
    const context = await browser.newContext({
      viewport: { width: 1180, height: 1400 },
      colorScheme: 'dark',
      reducedMotion: 'reduce',
      locale: 'en-US',
      timezoneId: 'UTC',
    });
    const page = await context.newPage();
    await page.clock.setFixedTime(shortlyAfter(clock()));
    await page.goto(`${url}/playground?${new URLSearchParams({ as: USERS[name], channel })}`);
    await page.getByRole('log').waitFor();
    pages.set(key, page);
    return page;
  }

  return {
    /** Looks at a line of the day, and takes a picture where one is wanted. */
    async see(line: Line) {
      if (line.kind === 'deed') {
        last = line.where ?? last;
        const begun = WANTED.filter(
          ([title, by, deed]) => by === line.by && line.what.startsWith(deed) && !taken.includes(title),
        );
        awaited.push(...begun.map(([title, by, , answers = 0]) => ({ title, by, answers })));
        if (awaited[0] && last) await pageOf(awaited[0].by, last);
      }
      if (line.kind !== 'answer') return;
      for (const { title, by } of awaited.filter(({ answers }) => answers === 0)) {
        const page = await pageOf(by, line.message.channel_id);
        const message = page.locator(`[data-message-id="${line.message.id}"]`);
        await message.waitFor();
        await message.screenshot({ path: join(dir, fileOf(title)) });
        taken.push(title);
      }
      awaited = awaited.filter(({ answers }) => answers > 0).map((each) => ({ ...each, answers: each.answers - 1 }));
    },
    /** Writes the page that shows them all. @returns what was to be taken, and was not */
    async close(page: string): Promise<string[]> {
      await browser.close();
      const shown = taken.map((title) => `## ${title}\n\n![${title}](pictures/discord/${fileOf(title)})\n`);
      const head = '# What the bot says, in pictures\n\nTaken in the Playground by `npm run day -- --pictures`.\n';
      writeFileSync(page, [head, ...shown].join('\n'));
      return WANTED.map(([title]) => title).filter((title) => !taken.includes(title));
    },
  };
}
