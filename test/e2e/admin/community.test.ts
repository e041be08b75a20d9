/** What staff choose for a community, in a real browser on the whole product. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, afterEach, before, describe, it } from 'node:test';
import { communitiesAbi, earningsAbi, tokenAbi } from '@guildmint/contracts/abi.ts';
import type { Browser, Page } from 'playwright-core';
import type { Address } from 'viem';
import { CHANNELS } from '../../../bot/local-discord/seed.ts';
import { ROLES } from '../../../bot/operations/getRoles.ts';
import { figuresOf } from '../../../scripts/deploy/preset.ts';
import { openBrowser } from '../../support/browser.ts';
import { holding } from '../../support/holding.ts';
import { type Stack, startStack } from '../../support/stack.ts';
import { visitor } from '../holder/page.ts';
import { visitAsOwner } from './page.ts';

const PASSWORD = 'correct horse battery staple';

let stack: Stack;
let browser: Browser;
let people: Awaited<ReturnType<typeof holding>>;
let accounts: Address[];
let open: ReturnType<typeof visitor>;

before(async () => {
  [stack, browser] = await Promise.all([startStack({ env: { ADMIN_PASSWORD: PASSWORD } }), openBrowser()]);
  people = await holding(stack);
  accounts = (await stack.wallet.getAddresses()) as Address[];
  const registry = { address: stack.deployment.communities, abi: communitiesAbi } as const;
  const args = [people.token, accounts[12]!, BigInt(ROLES.moderator)] as const;
  const hash = await stack.wallet.writeContract({
    ...registry,
    functionName: 'grantRoles',
    args,
    account: accounts[1]!,
  });
  await stack.client.waitForTransactionReceipt({ hash });
  await stack.server.indexer.caughtUp();
  open = visitor(stack, () => browser);
});

after(async () => {
  await browser?.close();
  await stack?.close();
});

afterEach(() => open.leave());

const asOwner = (path: string) => visitAsOwner(open, path);

const main = (page: Page) => page.getByRole('main');

describe('Admin: configuration', () => {
  it('keeps what is chosen, and says what cannot be', async () => {
    const page = await asOwner('/configuration');
    await page.getByLabel('Prefix of commands').fill('?');
    await page.getByLabel('Store alerts every so many hours').fill('999');
    await page.getByText('Write hours from 1 to 168, or nothing for none.').waitFor();
    await page.getByLabel('Store alerts every so many hours').fill('12');
    await main(page).getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Saved: confirmed.').waitFor();
    await page.getByRole('button', { name: 'Channels' }).click();
    await page.getByRole('combobox', { name: 'Tasks' }).selectOption(CHANNELS.staff);
    await main(page).getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Saved: confirmed.').waitFor();
    await page.getByRole('button', { name: 'Features' }).click();
    await page.getByRole('checkbox', { name: 'Trades' }).uncheck();
    await main(page).getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Saved: confirmed.').waitFor();

    await page.reload();
    await page.getByRole('checkbox', { name: 'Trades' }).waitFor();
    assert.equal(await page.getByRole('checkbox', { name: 'Trades' }).isChecked(), false);
    await page.getByRole('button', { name: 'Channels' }).click();
    assert.equal(await page.getByRole('combobox', { name: 'Tasks' }).inputValue(), CHANNELS.staff);
    await page.getByRole('button', { name: 'General' }).click();
    assert.equal(await page.getByLabel('Prefix of commands').inputValue(), '?');
  });

  it('changes the caps through the owner’s wallet, as the contract then has them', async () => {
    const page = await asOwner('/configuration?part=caps');
    await page.getByLabel(/^Most that a member earns a day/).fill('many');
    await page.getByText('Correct what is marked first.').waitFor();
    await page.getByLabel(/^Most that a member earns a day/).fill('450');
    await page.getByLabel(/^Most that is issued a day/).fill('40000');
    await page.getByRole('button', { name: 'Change the caps' }).click();
    await page.getByText('Caps: confirmed.').waitFor();
    const caps = await stack.client.readContract({ address: people.token, abi: tokenAbi, functionName: 'caps' });
    assert.equal(caps.memberDay, 450_000);
    assert.equal(caps.communityDay, 40_000_000);
  });

  it('hands the set-up out as a preset that another community can be deployed with', async () => {
    const page = await asOwner('/configuration');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download as a preset' }).click(),
    ]);
    assert.equal(download.suggestedFilename(), 'preset.json');
    const figures = figuresOf('preset.json', await readFile(await download.path(), 'utf8'));
    const caps = await stack.client.readContract({ address: people.token, abi: tokenAbi, functionName: 'caps' });
    assert.equal(figures.caps.memberDay, caps.memberDay / 1000);
    assert.deepEqual(
      figures.items.map(({ price }) => price),
      [50, 75, 100, 60, 80, 20],
    );
  });

  it('writes a command of the staff, and takes it away', async () => {
    const page = await asOwner('/configuration?part=commands');
    const form = page.getByRole('form', { name: 'Write a command' });
    await form.getByLabel(/^Name/).fill('rules');
    await form.getByLabel('Answer').fill('Be kind.');
    await form.getByRole('button', { name: 'Keep it' }).click();
    const list = page.getByRole('region', { name: 'Commands' });
    await list.getByText('Be kind.').waitFor();
    await list.getByRole('button', { name: 'Remove rules' }).click();
    await list.getByText('No command of your own yet').waitFor();
  });

  it('has messages on Discord looked at anew', async () => {
    const page = await asOwner('/configuration?part=sync');
    await page.getByRole('button', { name: 'Look at all of them anew' }).click();
    await page.getByText('Repair: confirmed.').waitFor();
  });
});

describe('Admin: announcements', () => {
  it('shows what is written as Discord will, posts it, keeps it and deletes it', async () => {
    const page = await asOwner('/announcements?part=new');
    const form = page.getByRole('form', { name: 'New announcement' });
    const preview = page.getByRole('region', { name: 'Preview' });
    await form.getByLabel('Text').fill(`The **shop** opens in <#${CHANNELS.staff}>.`);
    await preview.getByText('shop', { exact: true }).waitFor();
    assert.equal(await preview.getByRole('article').count(), 0, 'a text alone has no frame');
    await form.getByLabel('Title').fill('Great news');
    await preview.getByRole('article', { name: 'Great news' }).waitFor();
    await form.getByLabel('Channel').selectOption(CHANNELS.staff);
    await page.getByLabel('Keep it to be used again, as').fill('news');
    await page.getByRole('region', { name: 'Keep it' }).getByRole('button', { name: 'Keep it' }).click();
    await page.getByText('Kept: confirmed.').waitFor();
    await form.getByRole('button', { name: 'Announce it' }).click();
    await page.getByText('On its way: confirmed.').waitFor();

    await page.getByRole('button', { name: 'Announcements' }).click();
    const row = page
      .getByRole('list', { name: 'Announcements' })
      .getByRole('listitem')
      .filter({ hasText: 'Great news' });
    await row.getByText(/^Posted/).waitFor();
    await row.getByRole('button', { name: 'Delete' }).click();
    await page.getByText('Nothing was announced yet').waitFor();
    await page.getByRole('button', { name: 'Kept embeds' }).click();
    await page.getByRole('list', { name: 'Kept embeds' }).getByRole('heading', { name: 'news' }).waitFor();
  });

  it('posts a kept embed as it is shown, into the channel that is chosen', async () => {
    const page = await asOwner('/announcements?part=new');
    const form = page.getByRole('form', { name: 'New announcement' });
    await form.getByLabel('Title').fill('House rules');
    await form.getByLabel('Text').fill('Be **kind**.');
    await page.getByLabel('Keep it to be used again, as').fill('rules');
    await page.getByRole('region', { name: 'Keep it' }).getByRole('button', { name: 'Keep it' }).click();
    await page.getByText('Kept: confirmed.').waitFor();

    await page.getByRole('button', { name: 'Kept embeds' }).click();
    await page.getByRole('button', { name: 'Post rules' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('article', { name: 'House rules' }).getByText('kind', { exact: true }).waitFor();
    await dialog.getByText('Choose a channel.').waitFor();
    await dialog.getByLabel('Channel').selectOption(CHANNELS.staff);
    await dialog.getByRole('button', { name: 'Announce it' }).click();
    await dialog.getByText('On its way: confirmed.').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Announcements' }).click();
    const row = page
      .getByRole('list', { name: 'Announcements' })
      .getByRole('listitem')
      .filter({ hasText: 'House rules' });
    await row.getByText(/^Posted/).waitFor();
  });
});

describe('Admin: events', () => {
  it('opens a season through the own wallet', async () => {
    const page = await asOwner('/events');
    await page.getByLabel('Begins').fill('2030-01-01T00:00');
    await page.getByLabel('Ends').fill('2029-01-01T00:00');
    await page.getByText('Its end must come after its begin.').waitFor();
    await page.getByLabel('Ends').fill('2030-02-01T00:00');
    await page.getByLabel('Earning is multiplied by').fill('2');
    await page.getByRole('button', { name: 'Open the season' }).click();
    await page.getByText(/^Season \d+: confirmed\./).waitFor();
    await page.getByRole('region', { name: 'Seasons' }).getByText('× 2').waitFor();
    const seasons = await stack.client.readContract({
      ...{ address: stack.deployment.earnings, abi: earningsAbi, functionName: 'seasonsOf' },
      args: [people.token],
    });
    assert.equal(seasons.at(-1)?.bps, 20_000);

    // What another wallet does shows by itself: nothing on this page asks again and again.
    const window = { opens: 1_900_000_000, closes: 1_900_086_400, bps: 25_000 };
    const hash = await stack.wallet.writeContract({
      ...{ address: stack.deployment.earnings, abi: earningsAbi, functionName: 'setSeason' },
      args: [people.token, BigInt(seasons.length), window],
      account: accounts[1]!,
    });
    await stack.client.waitForTransactionReceipt({ hash });
    await page.getByRole('region', { name: 'Seasons' }).getByText('× 2.5').waitFor();
  });
});

describe('Admin: integrations', () => {
  it('makes a key that opens what it says, until it is ended', async () => {
    const page = await asOwner('/integrations');
    const form = page.getByRole('form', { name: 'New key' });
    await form.getByText('Give it a name.').waitFor();
    await form.getByLabel('Name').fill('A game');
    await form.getByRole('checkbox', { name: 'members:read' }).check();
    await form.getByRole('button', { name: 'Make a key' }).click();
    const key = (await form.getByRole('status').locator('code').textContent()) ?? '';
    const asked = () =>
      fetch(`${stack.server.url}/api/${people.token}/users`, { headers: { authorization: `Bearer ${key}` } });
    assert.equal((await asked()).status, 200);
    await page.getByRole('button', { name: 'End A game' }).click();
    await page.getByText('No key was made yet').waitFor();
    assert.equal((await asked()).status, 401);
  });
});

describe('Admin: who may what', () => {
  it('shows a moderator what they may see, and nothing that only admins change', async () => {
    const page = await open.connected({ path: '/admin', account: 12 });
    await page.getByRole('button', { name: /^Sign in as 0x/ }).click();
    await page.getByText(', moderator').waitFor();
    const pages = page.getByRole('navigation', { name: 'Pages' });
    await pages.getByRole('link', { name: 'Items' }).click();
    await page.getByRole('list', { name: 'Items' }).waitFor();
    assert.equal(await page.getByRole('link', { name: 'New item' }).count(), 0);
    await pages.getByRole('link', { name: 'Configuration' }).click();
    await page.getByText('Admins change this.').waitFor();
    await pages.getByRole('link', { name: 'Integrations' }).click();
    await page.getByText('Admins connect other software').waitFor();
  });

  it('shows the operator the system, what was done and what may be set', async () => {
    const page = await open.visit({ path: '/admin' });
    await page.getByLabel('Name').fill('admin');
    await page.getByLabel('Password').fill(PASSWORD);
    await page.getByRole('region', { name: 'As the operator' }).getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('link', { name: 'Look after the installation' }).click();
    await page.getByText('Everything answers').waitFor();
    const form = page.getByRole('region', { name: 'Installation' });
    await form.getByLabel('Days that logs are kept').fill('21');
    await form.getByRole('button', { name: 'Save' }).click();
    await form.getByText('Saved: confirmed.').waitFor();
    await page.getByRole('region', { name: 'Logs' }).getByText('the settings were changed').waitFor();
  });
});
