/** The audit page in a real browser: it believes the chain alone, and names what the server's cache has wrong. */
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { tokenAbi } from '@guildmint/contracts/abi.ts';
import { and, eq } from 'drizzle-orm';
import type { Browser, Page } from 'playwright-core';
import type { Address } from 'viem';
import { entries, members } from '../../../bot/db/schema.ts';
import { openBrowser } from '../../support/browser.ts';
import { holding } from '../../support/holding.ts';
import { type Stack, startStack } from '../../support/stack.ts';
import { visitor } from './page.ts';

let stack: Stack;
let browser: Browser;
let open: ReturnType<typeof visitor>;
let token: Address;
let mine: Address;

before(async () => {
  [stack, browser] = await Promise.all([startStack(), openBrowser()]);
  const people = await holding(stack);
  const accounts = (await stack.wallet.getAddresses()) as Address[];
  token = people.token;
  mine = accounts[10]!.toLowerCase() as Address;
  await people.earn([accounts[10]!, 40], [accounts[11]!, 30]);
  await people.buy(accounts[10]!, 'lucky_badge', 2);
  await stack.server.indexer.caughtUp();
  open = visitor(stack, () => browser);
});

after(async () => {
  await browser?.close();
  await stack?.close();
});

afterEach(() => open.leave());

const rebuild = (page: Page) => page.getByRole('button', { name: 'Rebuild the balance' }).click();
const verdict = (page: Page) => page.getByRole('region', { name: 'Verdict' });
const movements = (page: Page) => page.getByRole('region', { name: 'Movements' });

describe('Holder: audit', () => {
  it('adds a balance up from the chain’s events, as contract and cache have it', async () => {
    const page = await open.connected({ path: '/audit' });
    await rebuild(page);
    await verdict(page).getByText('Events, contract and cache agree').waitFor();
    const held = await stack.client.readContract({
      address: token,
      abi: tokenAbi,
      functionName: 'balanceOf',
      args: [mine],
    });
    const figure = `${held / 10n ** 18n} BROski$`;
    assert.equal(await verdict(page).getByText(figure, { exact: true }).count(), 3);
    assert.equal(await movements(page).getByRole('listitem').count(), 2);
  });
  it('names the row of the cache that was altered, and what it claims', async () => {
    const { db } = stack.database;
    const bought = and(eq(entries.token, token), eq(entries.address, mine), eq(entries.type, 'shop_purchase'));
    const [was] = await db.select().from(entries).where(bought);
    assert.ok(was);
    await db
      .update(entries)
      .set({ amount: was.amount / 2n })
      .where(bought);
    const page = await open.connected({ path: '/audit' });
    await rebuild(page);
    await verdict(page).getByText('The cache differs from the chain').waitFor();
    await page.getByRole('button', { name: 'Only where the cache differs (1)' }).click();
    const row = movements(page).getByRole('listitem');
    await row.getByText('The cache says −20 BROski$ here.').waitFor();
    assert.match((await row.textContent()) ?? '', new RegExp(`Block ${was.block.toLocaleString('en-US')} `));
    assert.match((await row.textContent()) ?? '', /−40 BROski\$/);

    await db.delete(entries).where(bought);
    await rebuild(page);
    await movements(page).getByText('The cache has no row for it.').waitFor();
    await db.insert(entries).values(was);
    await rebuild(page);
    await verdict(page).getByText('Events, contract and cache agree').waitFor();
  });

  it('names a balance of the cache that is not the sum of its rows', async () => {
    const own = and(eq(members.token, token), eq(members.address, mine));
    const [was] = await stack.database.db.select().from(members).where(own);
    assert.ok(was);
    await stack.database.db
      .update(members)
      .set({ balance: was.balance + 10n ** 18n })
      .where(own);
    const page = await open.connected({ path: '/audit' });
    await rebuild(page);
    await verdict(page).getByText('Its movements are right and its balance is not.').waitFor();
    await stack.database.db.update(members).set({ balance: was.balance }).where(own);
  });

  it('can be called off, and does without the cache where that is out of reach', async () => {
    const page = await open.connected({ path: '/audit' });
    const held = Promise.withResolvers<void>();
    await page.route('**/api/rpc', async (route) => {
      if (route.request().postData()?.includes('eth_getLogs')) await held.promise;
      await route.fallback();
    });
    await rebuild(page);
    await page.getByText(/^Block .* 0 movements so far$/).waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'Rebuild the balance' }).waitFor();
    held.resolve();
    await page.route('**/api/tokens/balance/*', (route) => route.abort());
    await rebuild(page);
    await verdict(page).getByText('The events and the contract agree').waitFor();
    await verdict(page).getByText('cannot be read').first().waitFor();
  });

  it('takes any account by its address, and asks again for what is none', async () => {
    const page = await open.visit({ path: '/audit' });
    await page.getByRole('textbox', { name: 'Account' }).fill('0x123');
    await rebuild(page);
    await page.getByText('An account is 0x and 40 more characters').waitFor();
    await page.getByRole('textbox', { name: 'Account' }).fill(`0x${'12'.repeat(20)}`);
    await rebuild(page);
    await movements(page).getByText('Nothing ever moved on this account').waitFor();
    assert.match(page.url(), /\?of=0x1212/);
  });
});
