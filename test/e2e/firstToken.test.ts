/**
 * What a newcomer does first, in a real browser on the whole product: Alice writes, claims, gives ten tokens to Bob, and
 * both stand on the leaderboard. What the page says is compared with what the contracts say.
 */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import type { Browser, Locator, Page } from 'playwright-core';
import { formatEther } from 'viem';
import { CHANNELS, USERS } from '../../bot/local-discord/seed.ts';
import { tokenAbi } from '../../contracts/generated/abi.ts';
import { openBrowser } from '../support/browser.ts';
import { type Stack, startStack } from '../support/stack.ts';
import { log, message, run, say } from './playground/page.ts';

let stack: Stack;
let browser: Browser;
let alice: Page;
let bob: Page;

async function visit(as: string) {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    reducedMotion: 'reduce',
    locale: 'en-US',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  await page.goto(`${stack.server.url}/playground?as=${as}&channel=${CHANNELS.general}`);
  await log(page).waitFor();
  return page;
}

const textOf = async (place: Locator) => (await place.textContent()) ?? '';

/** What the token itself says, in tokens. */
async function onChain(userId: string) {
  const address = await stack.server.ctx.chain.accountOf(userId);
  const read = { address: stack.lounge.token, abi: tokenAbi, functionName: 'balanceOf', args: [address] } as const;
  return formatEther(await stack.client.readContract(read));
}

before(async () => {
  [stack, browser] = await Promise.all([startStack(), openBrowser()]);
  [alice, bob] = await Promise.all([visit(USERS.alice), visit(USERS.bob)]);
});
after(async () => {
  await browser?.close();
  await stack?.close();
});

it('the first token: written for, claimed, given, and ranked', async () => {
  for (const words of ['Good morning!', 'How is everybody?', 'Let us begin.']) await say(alice, words);

  await run(alice, 'daily');
  const daily = message(alice, 'Daily reward').filter({ hasText: 'Confirmed' });
  await daily.waitFor();
  assert.match(await textOf(daily), /You received 10 BROski\$.*Transaction 0x[0-9a-f]{6}…[0-9a-f]{6} · block \d+/s);

  await say(alice, '!sendbroski @Bob 10');
  await message(alice, 'Confirm your gift').waitFor();
  await alice.getByRole('button', { name: 'Confirm' }).click();
  const gift = message(alice, 'gave 10 BROski$').filter({ hasText: 'Confirmed' });
  await gift.waitFor();
  assert.match(await textOf(gift), /Bob received 1 BROski\$ on top as a bonus\..*Transaction 0x[0-9a-f]{6}…/s);
  // Registration 50, three messages, daily 10, less the gift.
  assert.equal(await onChain(USERS.alice), '53');
  await message(bob, 'on top as a bonus').waitFor();
  assert.equal(await onChain(USERS.bob), '11');

  await run(bob, 'leaderboard');
  const board = message(bob, 'Top earners');
  await board.waitFor();
  assert.match(await textOf(board), /Alice — 63 BROski\$.*Bob — 1 BROski\$.*Your rank: #2 with 1 BROski\$/s);

  await run(bob, 'balance');
  const balance = message(bob, 'Balance of Bob');
  await balance.waitFor();
  assert.match(await textOf(balance), /11 BROski\$/s);
  assert.equal(await message(alice, 'Balance of Bob').count(), 0, 'a balance is told to its owner alone');
});
