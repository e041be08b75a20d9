import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { CHANNELS, USERS } from '../../bot/local-discord/seed.ts';
import { type LocalDiscord, startLocalDiscord } from '../../bot/local-discord/server.ts';
import { openBrowser } from '../support/browser.ts';
import { type DemoBot, startDemoBot } from './playground/demoBot.ts';
import { composer, log, message, run, say, settled, sidewaysScroll, violations } from './playground/page.ts';
import { type Site, serveSite } from './playground/site.ts';

let discord: LocalDiscord;
let bot: DemoBot;
let site: Site;
let browser: Browser;
let contexts: BrowserContext[] = [];
let faults: string[] = [];

type Visit = {
  as?: string;
  channel?: string;
  phone?: boolean;
  colorScheme?: 'light' | 'dark';
  at?: Site;
};

/** Opens the Playground in a window of its own and waits until it shows messages. */
async function visit({ as, channel, phone = false, colorScheme = 'dark', at = site }: Visit = {}): Promise<Page> {
  const viewport = phone ? { width: 360, height: 740 } : { width: 1440, height: 900 };
  // Without motion nothing is ever half faded in, which would count as poor contrast.
  const look = { colorScheme, reducedMotion: 'reduce', locale: 'en-US' } as const;
  const context = await browser.newContext({ viewport, hasTouch: phone, ...look });
  contexts.push(context);
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  page.on('pageerror', (error) => faults.push(error.message));
  const query = new URLSearchParams({ ...(as && { as }), ...(channel && { channel }) });
  await page.goto(query.size > 0 ? `${at.url}/playground?${query}` : at.url);
  await log(page).waitFor();
  return page;
}

before(async () => {
  discord = await startLocalDiscord();
  bot = await startDemoBot(discord.url);
  site = await serveSite(discord.url);
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
  await site?.close();
  await bot?.close();
  await discord?.close();
});

beforeEach(async () => {
  faults = [];
  await fetch(`${discord.url}/playground/reset`, { method: 'POST' });
});

afterEach(async () => {
  await Promise.all(contexts.map((context) => context.close()));
  contexts = [];
  assert.deepEqual(faults, [], 'the page threw');
});

describe('Playground: talking', () => {
  it('opens as Alice, in the first channel she may write to, with the bot online', async () => {
    const page = await visit();
    assert.equal(await page.getByRole('heading', { level: 1 }).textContent(), 'general');
    await page.getByRole('button', { name: 'Acting as Alice' }).waitFor();
    await page.getByText('Bot online').waitFor();
  });

  it('shows what one member writes on another member’s open page', async () => {
    const alice = await visit({ as: USERS.alice });
    const bob = await visit({ as: USERS.bob });
    await say(alice, 'Good morning!');
    await message(bob, 'Good morning!').getByRole('button', { name: 'Alice' }).waitFor();
  });

  it('acts as whom one chooses, and keeps the choice over a reload', async () => {
    const page = await visit({ as: USERS.alice });
    await page.getByRole('button', { name: 'Acting as Alice' }).click();
    await page.getByRole('menuitemradio', { name: /Carol/ }).click();
    await page.getByRole('button', { name: 'Acting as Carol' }).waitFor();
    await page.reload();
    await page.getByRole('button', { name: 'Acting as Carol' }).waitFor();
    await page.getByRole('button', { name: 'staff', exact: true }).waitFor();
  });

  it('says so when the address names nobody, and leads back', async () => {
    const page = await (await browser.newContext()).newPage();
    await page.goto(`${site.url}/playground?as=1`);
    await page.getByText('Could not load this member').waitFor();
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('button', { name: 'Acting as Alice' }).waitFor();
    await page.context().close();
  });

  it('renders Discord’s markdown as elements and never as markup of the page', async () => {
    const page = await visit({ as: USERS.alice });
    await say(page, '**bold** _italic_ ~~gone~~ `code` [site](https://example.org) <b>raw</b> ||hidden||');
    const written = message(page, 'bold');
    assert.equal(await written.locator('strong').textContent(), 'bold');
    assert.equal(await written.locator('em').textContent(), 'italic');
    assert.equal(await written.locator('s').textContent(), 'gone');
    assert.equal(await written.locator('code').textContent(), 'code');
    assert.equal(await written.getByRole('link', { name: 'site' }).getAttribute('href'), 'https://example.org');
    assert.equal(await written.locator('b').count(), 0);
    await written.getByText('<b>raw</b>').waitFor();
    await written.getByRole('button', { name: /Spoiler/ }).click();
    await written.getByText('hidden', { exact: true }).waitFor();
  });

  it('turns a suggestion with @Bob into a mention that Bob sees', async () => {
    const alice = await visit({ as: USERS.alice });
    const bob = await visit({ as: USERS.bob });
    await alice.getByRole('button', { name: /!sendbroski @/ }).click();
    await composer(alice).fill('!sendbroski @Bob 10');
    await composer(alice).press('Enter');
    await message(bob, '!sendbroski @Bob 10').getByText('@Bob', { exact: true }).waitFor();
  });

  it('completes a member’s name after @', async () => {
    const page = await visit({ as: USERS.alice });
    await composer(page).pressSequentially('Hi @bo');
    await page.getByRole('option', { name: /Bob/ }).waitFor();
    await composer(page).press('Enter');
    assert.equal(await composer(page).inputValue(), 'Hi @Bob ');
  });

  it('replies, reacts and deletes', async () => {
    const alice = await visit({ as: USERS.alice });
    const bob = await visit({ as: USERS.bob });
    await say(alice, 'Who is here?');
    await message(bob, 'Who is here?').hover();
    await bob.getByRole('button', { name: 'Add a reaction' }).click();
    await bob.getByRole('menuitem', { name: 'fire' }).click();
    await alice.getByRole('button', { name: '🔥, 1 reaction' }).click();
    await bob.getByRole('button', { name: '🔥, 2 reactions' }).waitFor();
    await bob.getByRole('button', { name: 'Reply' }).click();
    await say(bob, 'Me!');
    await message(alice, 'Me!').getByText('Who is here?').waitFor();
    await message(alice, 'Who is here?').first().hover();
    await alice.getByRole('button', { name: 'More actions' }).click();
    await alice.getByRole('menuitem', { name: 'Delete message' }).click();
    await message(bob, 'Me!').getByText('a message that was deleted').waitFor();
  });

  it('shares a file by name and size, and says what is wrong with either', async () => {
    const page = await visit({ as: USERS.alice });
    await page.getByRole('button', { name: 'Attach a file' }).click();
    const dialog = page.getByRole('dialog', { name: 'Attach a file' });
    await dialog.getByLabel('Size in kB').fill('20000');
    await dialog.getByRole('button', { name: 'Attach', exact: true }).click();
    await dialog.getByText('Give a size between 1 and 10,000 kB.').waitFor();
    await dialog.getByLabel('File name').fill('plan.pdf');
    await dialog.getByLabel('Size in kB').fill('250');
    await dialog.getByRole('button', { name: 'Attach', exact: true }).click();
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await message(page, 'plan.pdf').getByText('250 kB').waitFor();
  });

  it('counts what is unread elsewhere and stops counting once it is open', async () => {
    const alice = await visit({ as: USERS.alice });
    const bob = await visit({ as: USERS.bob, channel: CHANNELS.tradingFloor });
    await say(bob, 'Anybody selling?');
    const link = alice.getByRole('button', { name: 'trading-floor 1 unread' });
    await link.click();
    await message(alice, 'Anybody selling?').waitFor();
    assert.equal(await link.count(), 0);
  });

  it('follows the newest message only while one is at the end', async () => {
    const alice = await visit({ as: USERS.alice });
    const bob = await visit({ as: USERS.bob });
    const atEnd = () => log(alice).evaluate((e) => e.scrollHeight - e.scrollTop - e.clientHeight < 5);
    await say(bob, 'A long text.\n'.repeat(60));
    await message(alice, 'A long text.').waitFor();
    await settled(alice, atEnd);
    await log(alice).evaluate((e) => e.scrollTo({ top: 0 }));
    await alice.getByRole('button', { name: 'Newest messages' }).waitFor();
    await say(bob, 'And more');
    await message(alice, 'And more').waitFor();
    assert.equal(await atEnd(), false);
    await alice.getByRole('button', { name: 'Newest messages' }).click();
    await message(alice, 'And more').waitFor();
    await settled(alice, atEnd);
  });

  it('takes the composer away where a member may only read', async () => {
    const page = await visit({ as: USERS.alice, channel: CHANNELS.welcome });
    await page.getByText('This member may read here, but not write.').waitFor();
    assert.equal(await composer(page).count(), 0);
  });
});

describe('Playground: the bot', () => {
  it('runs a command by keyboard alone, with choices asked of the bot', async () => {
    const page = await visit({ as: USERS.alice });
    await composer(page).focus();
    await page.keyboard.type('/ord');
    await page.getByRole('option', { name: /\/order/ }).waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.type('co');
    await page.getByRole('option', { name: 'Cocoa, hot' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.keyboard.type('2');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.keyboard.type('bo');
    await page.getByRole('option', { name: /Bob/ }).waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    const answer = message(page, 'Order taken');
    await answer.getByText('Alice used /order').waitFor();
    await answer.getByText('2 × Cocoa').waitFor();
    await answer.getByText('@Bob').waitFor();
  });

  it('says what is wrong with an option and sends nothing', async () => {
    const page = await visit({ as: USERS.alice });
    await composer(page).fill('/order');
    await composer(page).press('Enter');
    await page.getByRole('combobox', { name: /cups/ }).fill('9');
    await page.getByRole('button', { name: 'Run the command' }).click();
    await page.getByText('This is needed to run the command.').waitFor();
    await page.getByText('The largest number allowed is 5.').waitFor();
    assert.equal(await message(page, 'Order taken').count(), 0);
  });

  it('spells out sub-commands', async () => {
    const page = await visit({ as: USERS.alice });
    await run(page, 'clan create');
    await message(page, 'Founded by create.').waitFor();
  });

  it('shows an ephemeral answer to its addressee alone, who can dismiss it', async () => {
    const alice = await visit({ as: USERS.alice });
    const bob = await visit({ as: USERS.bob });
    await run(alice, 'secret');
    const secret = message(alice, 'The word is mint.');
    await secret.getByText('Only you can see this').waitFor();
    await say(alice, 'Seen it');
    await message(bob, 'Seen it').waitFor();
    assert.equal(await message(bob, 'The word is').count(), 0);
    await secret.getByRole('button', { name: 'Dismiss message' }).click();
    await secret.waitFor({ state: 'detached' });
    assert.ok(await log(alice).evaluate((element) => element.matches(':focus')), 'the focus stays in the list');
  });

  it('shows a card of new components, whose button changes it for everybody', async () => {
    const alice = await visit({ as: USERS.alice });
    const bob = await visit({ as: USERS.bob });
    await run(alice, 'panel');
    await message(bob, 'A card').getByRole('button', { name: 'Approve' }).click();
    await message(alice, 'Approved by @Bob').waitFor();
    await message(bob, 'Approved by @Bob').waitFor();
  });

  it('sends what is chosen in a menu under a message', async () => {
    const page = await visit({ as: USERS.alice });
    await run(page, 'pick');
    await page.getByRole('button', { name: 'Choose a season' }).press('Enter');
    await page.getByRole('menuitemradio', { name: 'Autumn' }).click();
    await message(page, 'The season is autumn.').waitFor();
  });

  it('opens a modal as a dialog, checks it and submits it', async () => {
    const page = await visit({ as: USERS.alice });
    await run(page, 'feedback');
    const dialog = page.getByRole('dialog', { name: 'Tell us' });
    const field = dialog.getByLabel('What did you like?');
    await field.waitFor();
    assert.ok(await field.evaluate((element) => element.matches(':focus')), 'the field has the focus');
    await dialog.getByRole('button', { name: 'Submit' }).click();
    await dialog.getByText('Fill this in.').waitFor();
    await field.fill('Oh');
    await dialog.getByRole('button', { name: 'Submit' }).click();
    await dialog.getByText('Write at least 5 characters; these are 2.').waitFor();
    await field.fill('The colours');
    await dialog.getByRole('button', { name: 'Submit' }).click();
    await message(page, 'Noted: The colours').waitFor();
    assert.equal(await dialog.count(), 0);
  });

  it('says that the bot is thinking until it answers', async () => {
    const page = await visit({ as: USERS.alice });
    await run(page, 'slow');
    await page.getByText('Guildmint is thinking').waitFor();
    bot.release();
    await message(page, 'It took a while.').waitFor();
    assert.equal(await page.getByText('is thinking').count(), 0);
  });

  it('says so when the bot does not respond', async () => {
    const page = await visit({ as: USERS.alice });
    await run(page, 'silent');
    await page.getByRole('alert').getByText('The application did not respond.').waitFor();
  });

  it('offers the commands for a member and for a message', async () => {
    const page = await visit({ as: USERS.alice });
    await say(page, 'Remember this');
    await message(page, 'Remember this').hover();
    await page.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Quote' }).click();
    await message(page, '“Remember this”').waitFor();
    await page.getByRole('tab', { name: 'Members' }).click();
    await page.getByRole('tabpanel').getByRole('button', { name: 'Bob' }).click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Greet' }).click();
    await message(page, 'Hello, @Bob!').waitFor();
  });

  it('answers commands in a direct message with the bot', async () => {
    const page = await visit({ as: USERS.alice });
    await page.getByRole('button', { name: 'Direct messages' }).click();
    await page.getByRole('button', { name: 'Guildmint' }).click();
    await composer(page).waitFor();
    await run(page, 'secret');
    await message(page, 'The word is mint.').waitFor();
  });
});

describe('Playground: places', () => {
  it('opens a thread from a message, which others find under the channel', async () => {
    const alice = await visit({ as: USERS.alice });
    const bob = await visit({ as: USERS.bob });
    await say(alice, 'Let us talk about prices');
    await message(alice, 'prices').hover();
    await alice.getByRole('button', { name: 'Create a thread', exact: true }).click();
    const dialog = alice.getByRole('dialog', { name: 'Create a thread' });
    await dialog.getByRole('button', { name: 'Create the thread' }).click();
    await dialog.getByText('Give the thread a name.').waitFor();
    await dialog.getByLabel('Thread name').fill('Prices');
    await dialog.getByRole('button', { name: 'Create the thread' }).click();
    await alice.getByRole('heading', { level: 1, name: 'Prices' }).waitFor();
    await say(alice, 'Cheaper!');
    await message(bob, 'Let us talk about prices').getByRole('button', { name: 'Thread Prices' }).click();
    await message(bob, 'Cheaper!').waitFor();
    await bob.getByRole('button', { name: 'Join the thread' }).click();
    await bob.getByRole('button', { name: 'Join the thread' }).waitFor({ state: 'detached' });
  });

  it('shows who is in a voice channel', async () => {
    const alice = await visit({ as: USERS.alice });
    const bob = await visit({ as: USERS.bob });
    await alice.getByRole('button', { name: 'Join the voice channel Hangout' }).click();
    await bob.getByRole('list', { name: 'Connected to Hangout' }).getByText('Alice').waitFor();
    await alice.getByRole('button', { name: 'Leave the voice channel' }).click();
    await bob.getByRole('list', { name: 'Connected to Hangout' }).waitFor({ state: 'detached' });
  });

  it('leaves a server and joins it again', async () => {
    const page = await visit({ as: USERS.alice, channel: CHANNELS.lobby });
    await page.getByRole('button', { name: 'Taskforce Server menu' }).click();
    await page.getByRole('menuitem', { name: 'Leave this server' }).click();
    await page.getByRole('button', { name: 'Taskforce', exact: true }).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Direct messages' }).click();
    await page.getByRole('button', { name: 'Join Taskforce again' }).click();
    await page.getByRole('button', { name: 'Taskforce', exact: true }).waitFor();
  });

  it('resets for every open page, after asking', async () => {
    const alice = await visit({ as: USERS.alice });
    const bob = await visit({ as: USERS.bob });
    await say(alice, 'Soon forgotten');
    await message(bob, 'Soon forgotten').waitFor();
    await alice.getByRole('button', { name: 'Reset the Playground' }).click();
    const dialog = alice.getByRole('dialog', { name: 'Reset the Playground?' });
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await dialog.waitFor({ state: 'detached' });
    assert.equal(await message(bob, 'Soon forgotten').count(), 1);
    await alice.getByRole('button', { name: 'Reset the Playground' }).click();
    await dialog.getByRole('button', { name: 'Reset everything' }).click();
    await message(bob, 'Soon forgotten').waitFor({ state: 'detached' });
  });

  it('says that the connection is lost and carries on once it is back', async () => {
    const first = await startLocalDiscord();
    const own = await serveSite(first.url);
    const page = await visit({ as: USERS.alice, at: own });
    await first.close();
    await page.getByText('The connection is lost.').waitFor();
    await say(page, 'Anybody there?');
    await page.getByText('The local Discord cannot be reached.').waitFor();
    assert.equal(await composer(page).inputValue(), 'Anybody there?', 'what was written is kept');
    const second = await startLocalDiscord({ port: first.port });
    await page.getByText('The connection is lost.').waitFor({ state: 'detached' });
    await composer(page).press('Enter');
    await message(page, 'Anybody there?').waitFor();
    await second.close();
    await own.close();
  });
});

describe('Playground: everybody', () => {
  for (const colorScheme of ['dark', 'light'] as const) {
    it(`has no accessibility faults in the ${colorScheme} theme`, async () => {
      const page = await visit({ as: USERS.alice, colorScheme });
      assert.equal(await page.locator('html').getAttribute('data-theme'), colorScheme);
      await say(page, '# Title\n> quote\n- item\n```\ncode\n```\n<@1100000000000000001> <t:1700000000:R> -# small');
      await run(page, 'panel');
      await message(page, 'A card').waitFor();
      await run(page, 'secret');
      await message(page, 'The word is').waitFor();
      await run(page, 'pick');
      await message(page, 'When?').hover();
      assert.deepEqual(await violations(page), []);
      await composer(page).fill('/');
      await page.getByRole('listbox').waitFor();
      assert.deepEqual(await violations(page), []);
      await composer(page).fill('/order');
      await composer(page).press('Enter');
      await page.getByRole('listbox').waitFor();
      assert.deepEqual(await violations(page), []);
      await page.keyboard.press('Escape');
      await page.getByRole('listbox').waitFor({ state: 'detached' });
      await page.keyboard.press('Escape');
      await page.getByRole('tab', { name: 'Members' }).click();
      await page.getByRole('button', { name: 'Attach a file' }).click();
      await page.getByRole('dialog', { name: 'Attach a file' }).waitFor();
      assert.deepEqual(await violations(page), []);
    });
  }

  it('switches the theme and keeps it', async () => {
    const page = await visit({ as: USERS.alice, colorScheme: 'dark' });
    await page.getByRole('button', { name: 'Switch to the light theme' }).click();
    await page.reload({ waitUntil: 'commit' });
    await page.locator('html[data-theme=light]').waitFor();
    await page.getByRole('button', { name: 'Switch to the dark theme' }).waitFor();
  });

  it('fits a phone: nothing scrolls sideways, rails are drawers, targets are 44 px', async () => {
    const page = await visit({ as: USERS.alice, phone: true });
    await say(page, `https://example.org/${'long'.repeat(60)}`);
    await run(page, 'panel');
    await message(page, 'A card').waitFor();
    await composer(page).fill('/order');
    await composer(page).press('Enter');
    await page.getByRole('listbox').waitFor();
    assert.equal(await sidewaysScroll(page), 0);
    await page.getByRole('button', { name: 'Put the command away' }).click();
    await page.getByRole('button', { name: 'Open servers and channels' }).click();
    assert.equal(await sidewaysScroll(page), 0);
    const small = await page
      .getByRole('dialog')
      .getByRole('button')
      .evaluateAll((buttons) =>
        buttons.filter((each) => each.getBoundingClientRect().height < 44).map((e) => e.textContent),
      );
    assert.deepEqual(small, []);
    await page.getByRole('button', { name: 'trading-floor' }).click();
    await page.getByRole('heading', { level: 1, name: 'trading-floor' }).waitFor();
    await page.getByRole('button', { name: 'Show the side panel' }).click();
    await page
      .getByRole('dialog', { name: 'Help and members' })
      .getByRole('button', { name: /\/daily/ })
      .click();
    assert.equal(await composer(page).inputValue(), '/daily');
    assert.deepEqual(await violations(page), []);
  });

  it('moves through the messages with the arrow keys and reaches their actions with Tab', async () => {
    const page = await visit({ as: USERS.alice });
    await say(page, 'First');
    await message(page, 'First').waitFor();
    await log(page).focus();
    await page.keyboard.press('ArrowUp');
    await page.getByRole('toolbar', { name: 'Message actions' }).waitFor();
    assert.match((await page.locator(':focus').textContent()) ?? '', /First/);
  });

  it('introduces Guildmint where there is no local network', async () => {
    const elsewhere = await serveSite(undefined);
    const page = await browser.newPage();
    await page.goto(elsewhere.url);
    await page.getByRole('heading', { level: 1 }).waitFor();
    assert.equal(await page.getByRole('link', { name: /API documentation/ }).getAttribute('href'), '/api/docs');
    assert.deepEqual(await violations(page), []);
    await page.goto(`${elsewhere.url}/playground`);
    await page.getByText('The Playground runs on the local network only').waitFor();
    await page.close();
    await elsewhere.close();
  });
});
