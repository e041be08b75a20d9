/** Sending: to whom, how much, what the contracts allow, and a look at it before the wallet is asked. */
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { type Address, formatEther, getAddress } from 'viem';
import { USERS } from '../../../bot/local-discord/seed.ts';
import { meetUser } from '../../../bot/operations/meetUser.ts';
import { tokenAbi } from '../../../contracts/generated/abi.ts';
import { openBrowser } from '../../support/browser.ts';
import { holding } from '../../support/holding.ts';
import { type Stack, startStack } from '../../support/stack.ts';
import { violations } from '../playground/page.ts';
import { connected, dialog, fund, type Visitor } from './visit.ts';

let stack: Stack;
let browser: Browser;
let lounge: Awaited<ReturnType<typeof holding>>;
let bob: Address;
let visitors: Visitor[] = [];
const faults: string[] = [];

before(async () => {
  [stack, browser] = await Promise.all([startStack(), openBrowser()]);
  lounge = await holding(stack);
  await meetUser(stack.server.ctx, { id: USERS.bob, name: 'Bob', avatar: null });
  bob = await stack.server.ctx.chain.accountOf(USERS.bob);
  await lounge.earn([bob, 1]);
  await stack.server.indexer.caughtUp();
});
after(async () => {
  await browser?.close();
  await stack?.close();
});
afterEach(async () => {
  await Promise.all(visitors.map((each) => each.close()));
  visitors = [];
  assert.deepEqual(faults.splice(0), [], 'the page threw');
});

/** Comes with 50 tokens. */
async function come() {
  const visiting = await connected(browser, stack, '/send');
  visiting.page.on('pageerror', (error) => faults.push(error.message));
  visitors.push(visiting);
  await lounge.earn([visiting.wallet.address, 5]);
  await visiting.page.getByText('You have 50').waitFor();
  return visiting;
}

const balanceOf = async (address: Address) => {
  const read = { address: lounge.token, abi: tokenAbi, functionName: 'balanceOf', args: [address] } as const;
  return formatEther(await stack.client.readContract(read));
};

async function fill(page: Page, to: string, amount: string) {
  await page.getByLabel('To', { exact: true }).fill(to);
  await page.getByLabel('Amount').fill(amount);
  await page.getByRole('button', { name: 'Review' }).click();
}

describe('Send', () => {
  it('sends to a member by name, shows what it does before, and that it is done after', async () => {
    const { page, wallet } = await come();
    await page.getByText(/Today as a bronze member/).waitFor();
    const before = Number(await balanceOf(bob));
    await fill(page, '@bob', '10.5');
    const review = dialog(page);
    await review.getByText(getAddress(bob)).waitFor();
    assert.match((await review.textContent()) ?? '', /Bonus on top.*1\.05.*Your balance after39\.5/);
    assert.deepEqual(await violations(page), []);
    wallet.declinesNext = true;
    await review.getByRole('button', { name: /^Send 10\.5/ }).click();
    await review.getByText('You declined in your wallet. Nothing was changed.').waitFor();
    await review.getByRole('button', { name: /^Send 10\.5/ }).click();
    await review.getByText(/Bob has received 10\.5/).waitFor();
    assert.equal(await balanceOf(wallet.address), '39.5');
    assert.equal(Number(await balanceOf(bob)), before + 11.55);
    await review.getByRole('button', { name: 'Done' }).click();
    await page.getByText('You have 39.5').waitFor();
    assert.equal(await page.getByLabel('Amount').inputValue(), '');
  });

  it('keeps what was typed when the member looks again', async () => {
    const { page } = await come();
    await fill(page, 'Bob', '7');
    await dialog(page).getByRole('button', { name: 'Close' }).click();
    assert.equal(await page.getByLabel('To', { exact: true }).inputValue(), 'Bob');
    assert.equal(await page.getByLabel('Amount').inputValue(), '7');
  });

  it('says in words what does not go: names, addresses, amounts, limits', async () => {
    const { page, wallet } = await come();
    const told = async (to: string, amount: string, words: string | RegExp) => {
      await fill(page, to, amount);
      await page.getByText(words).first().waitFor();
      assert.equal(await dialog(page).count(), 0);
    };
    await told('', '1', 'Say to whom.');
    await told('Nobody', '1', 'Nobody on the leaderboard bears this name');
    await told(wallet.address, '1', 'That is yourself');
    await told('0x1234', '1', 'An address has 0x and 40 more characters');
    const typo = getAddress(bob).replace(/[a-f]/, (letter) => letter.toUpperCase());
    await told(typo, '1', 'That address has a typing mistake');
    await told(lounge.token, '1', 'Tokens sent there would be lost');
    await told(bob, '', 'Enter an amount');
    await told(bob, '1,5', 'Write 1000 without a comma');
    await told(bob, '-3', 'cannot be negative');
    await told(bob, '51', /You have 50 .*: choose a smaller amount/);
    await lounge.earn([wallet.address, 20]);
    await page.getByText('You have 250').waitFor();
    await told(bob, '101', /As a bronze member you can send 100 .* more today|As a \w+ member you can send/);
  });

  it('transfers plainly with own gas, outside the limits of gifts', async () => {
    const { page, wallet } = await come();
    await fund(stack, wallet);
    await page.getByLabel('As a plain transfer').check();
    const other = '0x000000000000000000000000000000000000dEaD';
    await fill(page, other, '3');
    const review = dialog(page);
    await review.getByText('Your wallet pays the network’s fee for this.').waitFor();
    await review.getByRole('button', { name: /^Send 3/ }).click();
    await review.getByText(/has received 3/).waitFor();
    assert.equal(await balanceOf(other), '3');
    assert.equal(await balanceOf(wallet.address), '47');
  });
});
