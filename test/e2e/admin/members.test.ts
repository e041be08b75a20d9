/** The staff's pages in a real browser on the whole product: signing in, figures, members and what moved. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, afterEach, before, describe, it } from 'node:test';
import { tokenAbi } from '@guildmint/contracts/abi.ts';
import type { Browser, Page } from 'playwright-core';
import { type Address, parseEther } from 'viem';
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
  await people.earn([accounts[10]!, 40], [accounts[11]!, 30], [accounts[12]!, 20]);
  await people.buy(accounts[10]!, 'lucky_badge');
  await stack.server.indexer.caughtUp();
  open = visitor(stack, () => browser);
});

after(async () => {
  await browser?.close();
  await stack?.close();
});

afterEach(() => open.leave());

const asOwner = (path: string) => visitAsOwner(open, path);

const balanceOf = (account: number) =>
  stack.client.readContract({
    ...{ address: people.token, abi: tokenAbi, functionName: 'balanceOf' },
    args: [accounts[account]!],
  });

const search = (page: Page) => new URL(page.url()).search;
const short = (account: number) => `${accounts[account]!.slice(0, 6)}…${accounts[account]!.slice(-4)}`.toLowerCase();

describe('Admin: signing in', () => {
  it('lets the owner of the demo in, keeps them through a reload, and out again', async () => {
    const page = await asOwner('');
    await page.getByText('owner', { exact: false }).first().waitFor();
    await page.reload();
    await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { level: 1, name: 'Sign in to the dashboard' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { level: 1, name: 'Sign in to the dashboard' }).waitFor();
  });

  it('comes back by itself when the short part of the session has run out', async () => {
    const page = await asOwner('/members');
    const cookies = await page.context().cookies();
    await page.context().clearCookies({ name: 'guildmint' });
    assert.ok(cookies.some(({ name }) => name === 'guildmint-refresh'));
    await page.reload();
    await page.getByRole('table', { name: 'Members' }).waitFor();
  });

  it('tells a wallet of no staff that this is not for it', async () => {
    const page = await open.connected({ path: '/admin', account: 13 });
    await page.getByRole('button', { name: /^Sign in as 0x/ }).click();
    await page.getByText('This is for the community’s staff').waitFor();
  });

  it('takes the operator’s password, and says when it is wrong', async () => {
    const page = await open.visit({ path: '/admin' });
    await page.getByLabel('Name').fill('admin');
    await page.getByLabel('Password').fill('wrong horse');
    const enter = page.getByRole('region', { name: 'As the operator' }).getByRole('button', { name: 'Sign in' });
    await enter.click();
    await page.getByRole('alert').waitFor();
    await page.getByLabel('Password').fill(PASSWORD);
    await enter.click();
    await page.getByText(', operator').waitFor();
  });
});

describe('Admin: overview', () => {
  it('shows the figures, with words beside each chart, and moves as the chain does', async () => {
    const page = await asOwner('');
    await page.getByRole('region', { name: 'Circulating' }).getByText('880').first().waitFor();
    await page
      .getByRole('region', { name: 'Issued and burned' })
      .getByText(/900 .* issued .* 20 .* burned/)
      .waitFor();
    await page.getByRole('region', { name: 'Sink ratio' }).getByText('2.22 %').waitFor();
    await people.earn([accounts[12]!, 2]);
    await page.getByRole('region', { name: 'Circulating' }).getByText('900').first().waitFor();
    await page.getByRole('button', { name: '7 days' }).click();
    await page.waitForURL('**?days=7');
  });

  it('draws the forecast that was made for exactly these figures beside them', async () => {
    const page = await asOwner('');
    const card = page.getByRole('region', { name: 'Forecast' });
    await card.getByText('The dashed lines are the simulator’s “broski”').waitFor();
    const supply = page.getByRole('region', { name: 'Supply', exact: true });
    await supply.getByText(/now; the forecast has [\d,]+ BROski\$\./).waitFor();
    assert.equal(await supply.locator('[data-part=forecast]').count(), 1);
    assert.equal(
      await page.getByRole('region', { name: 'Issued and burned' }).locator('[data-part=forecast]').count(),
      2,
    );
  });

  it('says what could not be loaded, and loads it when asked again', async () => {
    const page = await asOwner('/members');
    await page.route('**/api/economy*', (route) => route.abort());
    await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Overview' }).click();
    await page.getByText('Could not load the figures').waitFor();
    await page.unroute('**/api/economy*');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('region', { name: 'Circulating' }).waitFor();
  });
});

describe('Admin: members', () => {
  it('finds a member, awards with a reason through the own wallet, and shows it in their history', async () => {
    const page = await asOwner('/members');
    await page.getByRole('searchbox', { name: 'Name, Discord id or address' }).fill(accounts[11]!.toLowerCase());
    await page.getByText('1 found').waitFor();
    assert.equal(search(page), `?q=${accounts[11]!.toLowerCase()}`);
    await page
      .getByRole('table', { name: 'Members' })
      .getByRole('link', { name: short(11) })
      .click();
    await page.getByRole('heading', { level: 1, name: 'Member' }).waitFor();

    const before = await balanceOf(11);
    const pay = page.getByRole('region', { name: 'Award or deduct' });
    await pay.getByLabel(/^Amount/).fill('12,5');
    await pay.getByRole('button', { name: 'Award', exact: true }).last().click();
    await pay.getByText('Write 1000 without a comma').waitFor();
    await pay.getByLabel(/^Amount/).fill('12.5');
    await pay.getByLabel(/^Reason/).fill('Helped a newcomer');
    await pay.getByRole('button', { name: 'Award', exact: true }).last().click();
    await pay.getByText(/^Award 12.5 .*: confirmed\./).waitFor();
    assert.equal(await balanceOf(11), before + parseEther('12.5'));
    await page.getByRole('region', { name: 'Latest movements' }).getByText('+12.5').waitFor();
    await page.getByRole('button', { name: 'Check now' }).click();
    await page.getByText('All three agree').waitFor();
  });

  it('says in a sentence what the contract refuses', async () => {
    const page = await asOwner(`/members/${accounts[11]!.toLowerCase()}`);
    const pay = page.getByRole('region', { name: 'Award or deduct' });
    await pay.getByLabel(/^Amount/).fill('999999999');
    await pay.getByLabel(/^Reason/).fill('Too much');
    await pay.getByRole('button', { name: 'Award', exact: true }).last().click();
    const said = await pay.getByRole('alert').textContent();
    assert.match(said ?? '', /^[A-Z].*\.$/);
    assert.doesNotMatch(said ?? '', /0x|[a-z][A-Z]/);
  });

  it('says so when a search finds nobody, and clears it', async () => {
    const page = await asOwner('/members?q=nobodyatall');
    await page.getByText('Nobody is found by').waitFor();
    await page.getByRole('button', { name: 'Clear the search' }).click();
    await page
      .getByRole('table', { name: 'Members' })
      .getByRole('link', { name: short(10) })
      .waitFor();
  });
});

describe('Admin: transactions', () => {
  it('filters in the address, checks one against the chain, and exports what is filtered', async () => {
    const page = await asOwner('/transactions');
    const table = page.getByRole('table', { name: 'Transactions' });
    await table.getByRole('row').nth(1).waitFor();
    await page.getByRole('combobox', { name: 'Of which kind' }).selectOption('shop_purchase');
    await page.getByText('1 in all').waitFor();
    assert.equal(search(page), '?type=shop_purchase');
    await table.getByRole('button', { name: 'Shop purchase' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Check against the chain' }).click();
    await dialog.getByText('The chain says the same').waitFor();
    await page.keyboard.press('Escape');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'CSV' }).click(),
    ]);
    const lines = (await readFile(await download.path(), 'utf8')).trim().split('\n');
    assert.equal(lines.length, 2);
    assert.match(lines[1] ?? '', /shop_purchase/);
  });

  it('offers to clear filters that leave nothing', async () => {
    const page = await asOwner('/transactions?type=decay');
    await page.getByText('Nothing matches these filters').waitFor();
    await page.getByRole('button', { name: 'Clear the filters' }).click();
    await page.getByRole('table', { name: 'Transactions' }).waitFor();
    assert.equal(search(page), '');
  });

  it('sets old history aside when asked', async () => {
    const page = await asOwner('/transactions');
    await page.getByRole('button', { name: 'Archive' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Days to keep in the lists').fill('0');
    await dialog.getByText('Write a whole number from 1 to 3650.').waitFor();
    await dialog.getByLabel('Days to keep in the lists').fill('30');
    await dialog.getByRole('button', { name: 'Archive', exact: true }).click();
    await dialog.getByText('0 set aside now').waitFor();
  });
});
