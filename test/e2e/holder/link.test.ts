/** From a Discord account to one's own: linked by a signature, graduated, and used on as if nothing had happened. */
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { type Address, formatEther } from 'viem';
import { USERS } from '../../../bot/local-discord/seed.ts';
import { getPin } from '../../../bot/operations/getPin.ts';
import { meetUser } from '../../../bot/operations/meetUser.ts';
import { setRecovery } from '../../../bot/operations/setRecovery.ts';
import { startLink } from '../../../bot/operations/startLink.ts';
import { custodianAbi, shopAbi, tokenAbi } from '../../../contracts/generated/abi.ts';
import { openBrowser } from '../../support/browser.ts';
import { holding } from '../../support/holding.ts';
import { PIN, withPin } from '../../support/pin.ts';
import { type Stack, startStack } from '../../support/stack.ts';
import { violations } from '../playground/page.ts';
import { connect, dialog, fund, said, type Visitor, visitor, walletButton } from './visit.ts';

let stack: Stack;
let browser: Browser;
let lounge: Awaited<ReturnType<typeof holding>>;
let visitors: Visitor[] = [];
const faults: string[] = [];

before(async () => {
  [stack, browser] = await Promise.all([startStack(), openBrowser()]);
  lounge = await holding(stack);
  await stack.server.indexer.caughtUp();
  for (const [name, id] of [
    ['Alice', USERS.alice],
    ['Bob', USERS.bob],
    ['Carol', USERS.carol],
  ] as const)
    await meetUser(stack.server.ctx, { id, name, avatar: null });
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

async function come() {
  const visiting = await visitor(browser, stack);
  visiting.page.on('pageerror', (error) => faults.push(error.message));
  visitors.push(visiting);
  return visiting;
}

/** What `/wallet link` answers, without the host. */
async function linkOf(userId: string) {
  const { ctx } = stack.server;
  if ((await getPin(ctx, { userId })).state === 'none') await withPin(ctx, userId);
  const { url } = await startLink(ctx, { userId, pin: PIN });
  return new URL(url).pathname + new URL(url).hash;
}

async function linked(userId: string): Promise<Visitor> {
  const visiting = await come();
  await visiting.open(await linkOf(userId));
  const { page } = visiting;
  await page.getByRole('button', { name: 'Connect', exact: true }).click();
  await dialog(page).getByRole('button', { name: 'Test wallet', exact: true }).click();
  await page.getByRole('button', { name: /^Link 0x/ }).click();
  return visiting;
}

const balanceOf = async (address: Address) => {
  const read = { address: lounge.token, abi: tokenAbi, functionName: 'balanceOf', args: [address] } as const;
  return formatEther(await stack.client.readContract(read));
};
const boughtBy = (address: Address, key: string) => {
  const args = [lounge.token, BigInt(lounge.itemOf(key)), address] as const;
  return stack.client.readContract({ address: stack.deployment.shop, abi: shopAbi, functionName: 'boughtBy', args });
};

describe('Wallet: linking', () => {
  it('links by a signature, leaves no secret in the address, and a second time says what to do', async () => {
    const path = await linkOf(USERS.bob);
    const { page, wallet, open } = await come();
    await open(path);
    await page.getByRole('heading', { name: 'Link your wallet to Discord' }).waitFor();
    assert.equal(new URL(page.url()).hash, '');
    assert.deepEqual(await violations(page), []);
    await page.getByRole('button', { name: 'Connect', exact: true }).click();
    await dialog(page).getByRole('button', { name: 'Test wallet', exact: true }).click();
    const link = page.getByRole('button', { name: /^Link 0x/ });
    // Connecting asks the wallet too, and is not what shall be declined.
    await link.waitFor();
    wallet.declinesNext = true;
    await link.click();
    await said(page, 'You declined in your wallet. Nothing was linked').waitFor();
    await page.getByRole('button', { name: /^Link 0x/ }).click();
    await said(page, 'This wallet now belongs to Bob on Discord.').waitFor();

    await open('/c');
    await walletButton(page).filter({ hasText: 'Bob' }).waitFor();
    await open(path);
    await page.getByRole('button', { name: /^Link 0x/ }).click();
    await said(page, 'This address was used or is too old: ask for a new one with /wallet link').waitFor();
    // In the same tab, without the page being loaded anew.
    const fresh = await linkOf(USERS.bob);
    await page.evaluate((hash) => window.location.assign(hash), fresh.slice(fresh.indexOf('#')));
    await said(page, 'This address was used').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: /^Link 0x/ }).click();
    await said(page, 'This wallet now belongs to Bob on Discord.').waitFor();
    assert.equal(new URL(page.url()).hash, '');
  });

  it('links whatever network the wallet is on: a signature moves nothing', async () => {
    const visiting = await come();
    visiting.wallet.chainId = 1;
    await visiting.open(await linkOf(USERS.bob));
    await visiting.page.getByRole('button', { name: 'Connect', exact: true }).click();
    await dialog(visiting.page).getByRole('button', { name: 'Test wallet', exact: true }).click();
    await visiting.page.getByRole('button', { name: /^Link 0x/ }).click();
    await said(visiting.page, 'This wallet now belongs to Bob on Discord.').waitFor();
  });

  it('sends who comes without a secret to Discord', async () => {
    const { page, open } = await come();
    await open('/link');
    await page.getByRole('heading', { name: 'Begin on Discord' }).waitFor();
  });
});

describe('Wallet: graduating', () => {
  it('makes the account one’s own, and goes on buying with it, gasless and with own gas', async () => {
    const { page, wallet, open } = await linked(USERS.alice);
    await said(page, 'This wallet now belongs to Alice on Discord.').waitFor();
    const account = (await stack.server.ctx.chain.accountOf(USERS.alice)) as Address;
    await lounge.earn([account, 10]);

    await open(`/c/${lounge.token}/wallet`);
    const card = page.getByRole('region', { name: 'Alice’s account on Discord' });
    await card.getByRole('button', { name: 'Graduate' }).click();
    assert.deepEqual(await violations(page), []);
    await dialog(page).getByLabel('PIN').fill('0000');
    await dialog(page).getByRole('button', { name: 'Sign and graduate' }).click();
    await said(page, 'That PIN is wrong: 5 tries are left.').waitFor();
    await dialog(page).getByLabel('PIN').fill(PIN);
    await dialog(page).getByRole('button', { name: 'Sign and graduate' }).click();
    await card.getByRole('button', { name: 'Finish' }).click();
    const own = page.getByRole('region', { name: 'Your member account' });
    await own.getByText('Your wallet owns it').waitFor();
    const isGraduated = {
      address: stack.deployment.custodian,
      abi: custodianAbi,
      functionName: 'isGraduated',
    } as const;
    assert.ok(await stack.client.readContract({ ...isGraduated, args: [account] }));
    assert.equal(await balanceOf(account), '100');

    await open(`/c/${lounge.token}/shop/lucky_badge`);
    const main = page.getByRole('main');
    await main.getByRole('button', { name: /^Buy for / }).click();
    await main.getByText('Buy Lucky badge: confirmed').waitFor();
    assert.equal(await balanceOf(account), '80');
    assert.ok(!wallet.asked.includes('eth_sendTransaction'));

    await fund(stack, wallet);
    await main.getByRole('button', { name: 'Pay it myself' }).click();
    await main.getByRole('button', { name: /^Buy for / }).click();
    await main.getByText('Buy Lucky badge: confirmed').waitFor();
    assert.ok(wallet.asked.includes('eth_sendTransaction'));
    assert.equal(await balanceOf(account), '60');
    assert.equal(await boughtBy(account, 'lucky_badge'), 2n);

    // The wallet itself stays an account of its own, and is acted as when it is chosen.
    await walletButton(page).click();
    await page.getByRole('menuitem', { name: /^Wallet/ }).click();
    await main.getByText('You lack 20 BROski$').waitFor();
  });
});

describe('Wallet: leaving without the operator', () => {
  const DAY_S = 86_400;
  async function later(days: number) {
    await stack.control.increaseTime({ seconds: days * DAY_S });
    await stack.control.mine({ blocks: 1 });
  }

  it('takes the account over by its recovery address, after the wait that the contract names', async () => {
    const { ctx } = stack.server;
    const { page, wallet, open } = await come();
    await open(`/c/${lounge.token}/wallet`);
    await connect(page);
    await fund(stack, wallet);
    if ((await getPin(ctx, { userId: USERS.carol })).state === 'none') await withPin(ctx, USERS.carol);
    const recovery = { userId: USERS.carol, recovery: wallet.address, token: null, pin: PIN };
    await setRecovery(ctx, { id: 'recovery-of-carol', ...recovery });
    const { state } = await ctx.chain.settled('recovery-of-carol', 60_000);
    assert.notEqual(state, 'failed');
    const account = (await ctx.chain.accountOf(USERS.carol)) as Address;

    await page.getByText('Leave without the operator').click();
    const salt = page.getByRole('textbox', { name: 'Salt of the account' });
    await salt.fill('0x12');
    await said(page, 'A salt is 0x and 64 more characters').waitFor();
    await salt.fill(await ctx.chain.saltOf(USERS.bob));
    await said(page, 'This wallet is not the account’s recovery address').waitFor();
    await salt.fill(await ctx.chain.saltOf(USERS.carol));
    await said(page, 'This wallet can act for it from').waitFor();
    await later(8);
    await page.getByRole('button', { name: 'Announce the exit' }).click();
    await said(page, /This wallet can take it over in (29|30) d/).waitFor();
    await later(31);
    await page.getByRole('button', { name: 'Make it my own' }).click();
    await said(page, 'This account has its owner').waitFor();
    const read = { address: stack.deployment.custodian, abi: custodianAbi, functionName: 'isGraduated' } as const;
    assert.ok(await stack.client.readContract({ ...read, args: [account] }));
  });
});
