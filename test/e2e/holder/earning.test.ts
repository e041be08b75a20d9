/** What a wallet holder can earn by: achievements and tasks, in a real browser on the whole product. */
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { achievementsAbi } from '@guildmint/contracts/abi.ts';
import type { Browser } from 'playwright-core';
import type { Address } from 'viem';
import { openBrowser } from '../../support/browser.ts';
import { holding } from '../../support/holding.ts';
import { type Stack, startStack } from '../../support/stack.ts';
import { card, visitor } from './page.ts';

let stack: Stack;
let browser: Browser;
let people: Awaited<ReturnType<typeof holding>>;
let accounts: Address[];
let open: ReturnType<typeof visitor>;

/** IAchievements.Metric */
const [MESSAGES, LIFETIME_EARNED] = [0, 8];

before(async () => {
  [stack, browser] = await Promise.all([startStack(), openBrowser()]);
  people = await holding(stack);
  accounts = await stack.wallet.getAddresses();
  await people.earn([accounts[10]!, 40], [accounts[11]!, 30]);
  await people.define(LIFETIME_EARNED, 200_000n, 5_000);
  await people.define(MESSAGES, 100n, 50_000);
  await stack.server.indexer.caughtUp();
  open = visitor(stack, () => browser);
});

after(async () => {
  await browser?.close();
  await stack?.close();
});

afterEach(() => open.leave());

describe('Holder: achievements', () => {
  it('shows tier, streak and how far each one is, and claims what is reached', async () => {
    const page = await open.connected({ path: '/achievements' });
    await page.getByRole('region', { name: 'Tier' }).getByText('Silver').first().waitFor();
    await page.getByRole('region', { name: 'Streak' }).getByText('1 day', { exact: true }).waitFor();
    await card(page, '100 messages').getByText('0 of 100').waitFor();
    const earned = card(page, '200 earned in all');
    await earned.getByText('200 of 200').waitFor();
    await page.getByText('0 of 2 claimed').waitFor();
    await earned.getByRole('button', { name: 'Claim' }).click();
    await earned.getByText('Claimed', { exact: true }).waitFor();
    await page.getByText('1 of 2 claimed').waitFor();
    const badge = await stack.client.readContract({
      address: stack.deployment.achievements,
      abi: achievementsAbi,
      functionName: 'badgeOf',
      args: [people.token, 1n, accounts[10]!],
    });
    assert.ok(badge > 0n);

    await page.getByRole('button', { name: 'To claim' }).click();
    await page.getByText('No achievement of this kind').waitFor();
    await page.getByRole('button', { name: 'Show all achievements' }).click();
    await earned.waitFor();
  });

  it('shows what can be achieved before a wallet is connected, and says so where the chain is silent', async () => {
    const page = await open.visit({ path: '/achievements' });
    await card(page, '100 messages').getByText('+50').waitFor();
    await page.route('**/api/rpc', (route) => route.abort());
    await page.reload();
    await page.getByText('Could not load the achievements').waitFor();
    await page.unroute('**/api/rpc');
    await page.getByRole('button', { name: 'Try again' }).click();
    await card(page, '100 messages').waitFor();
  });
});
