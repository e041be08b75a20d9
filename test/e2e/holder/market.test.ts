/** Members among themselves, in a real browser on the whole product: the market, and trades of two. */
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { earningsAbi, tokenAbi } from '@guildmint/contracts/abi.ts';
import type { Browser, Page } from 'playwright-core';
import { type Address, parseEther, zeroHash } from 'viem';
import { openBrowser } from '../../support/browser.ts';
import { holding } from '../../support/holding.ts';
import { type Stack, startStack } from '../../support/stack.ts';
import { card, visitor } from './page.ts';

let stack: Stack;
let browser: Browser;
let people: Awaited<ReturnType<typeof holding>>;
let accounts: Address[];
let open: ReturnType<typeof visitor>;

before(async () => {
  [stack, browser] = await Promise.all([startStack(), openBrowser()]);
  people = await holding(stack);
  accounts = await stack.wallet.getAddresses();
  await people.earn([accounts[10]!, 40], [accounts[11]!, 40], [accounts[12]!, 40], [accounts[13]!, 3]);
  await people.buy(accounts[11]!, 'lucky_badge', 4);
  await people.buy(accounts[12]!, 'lucky_badge', 4);
  await stack.server.indexer.caughtUp();
  open = visitor(stack, () => browser);
});

after(async () => {
  await browser?.close();
  await stack?.close();
});

afterEach(() => open.leave());

const balanceOf = (account: number) =>
  stack.client.readContract({
    address: people.token,
    abi: tokenAbi,
    functionName: 'balanceOf',
    args: [accounts[account]!],
  });
const badgesOf = (account: number) => people.receiptsOf(accounts[account]!, 'lucky_badge');
const search = (page: Page) => new URL(page.url()).search;

describe('Holder: market', () => {
  it('sells receipts to somebody else, and both pages follow', async () => {
    const sellers = await open.connected({ path: '/market', account: 11 });
    await sellers.getByText('Nothing is for sale at the moment').waitFor();
    await sellers.getByRole('button', { name: 'Sell something' }).click();
    const selling = sellers.getByRole('dialog');
    await selling.getByRole('button', { name: 'One more' }).click();
    const price = selling.getByRole('textbox', { name: 'Price of each' });
    await price.fill('-1');
    await price.blur();
    await selling.getByRole('alert').getByText('An amount cannot be negative').waitFor();
    await price.fill('25');
    await selling.getByText('You get, once all is sold').waitFor();
    await selling.getByRole('button', { name: 'Put it up for sale' }).click();
    await selling.getByText('Lucky badge is for sale').waitFor();
    await selling.getByRole('button', { name: 'Done' }).click();
    await card(sellers, 'Lucky badge').getByText('2 left').waitFor();

    const [had, hadSold] = await Promise.all([balanceOf(10), balanceOf(11)]);
    const page = await open.connected({ path: '/market', account: 10 });
    await card(page, 'Lucky badge').getByRole('button', { name: 'Buy' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Balance after').waitFor();
    await dialog.getByRole('button', { name: 'Buy for 25' }).click();
    await dialog.getByText('Lucky badge is yours').waitFor();
    assert.equal(await badgesOf(10), 1n);
    assert.equal(await balanceOf(10), had - parseEther('25'));
    assert.equal(await balanceOf(11), hadSold + parseEther('25'));
    await card(sellers, 'Lucky badge').getByText('1 left').waitFor();

    await sellers.getByRole('button', { name: 'My listings' }).click();
    assert.equal(search(sellers), '?show=mine');
    await card(sellers, 'Lucky badge').getByRole('button', { name: 'Withdraw' }).click();
    await sellers.getByRole('dialog').getByRole('button', { name: 'Withdraw the listing' }).click();
    await sellers.getByText('You sell nothing at the moment').waitFor();
  });

  it('keeps filters in the address, and stops who is too late or has too little', async () => {
    await people.list(accounts[12]!, 'lucky_badge', 1, '35');
    await people.list(accounts[12]!, 'lucky_badge', 1, '21');
    const page = await open.connected({ path: '/market', account: 13 });
    const cards = page.getByRole('main').getByRole('listitem');
    const at = (price: string) => cards.filter({ has: page.getByText(`${price} BROski$`, { exact: true }) });
    await cards.nth(1).waitFor();
    assert.match((await cards.nth(0).textContent()) ?? '', /21 BROski/);
    await page.getByRole('combobox', { name: 'Order' }).selectOption('Dearest first');
    await cards.nth(0).getByText('35 BROski$').waitFor();
    assert.equal(search(page), '?order=dearest');
    await page.reload();
    await cards.nth(0).getByText('35 BROski$').waitFor();
    await page.getByRole('button', { name: 'Affordable now' }).click();
    await cards.nth(1).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Affordable now' }).click();

    await at('35').getByRole('button', { name: 'Buy' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('You lack 5 BROski$').waitFor();
    assert.equal(await dialog.getByRole('button', { name: /^Buy for/ }).getAttribute('aria-disabled'), 'true');
    await dialog.getByRole('button', { name: 'Close' }).click();
    await at('21').getByRole('button', { name: 'Buy' }).click();
    await people.cancelListing(accounts[12]!, 3n);
    await dialog.getByText('It was sold or withdrawn meanwhile').waitFor();
  });

  it('says what cannot be loaded, and what a wallet is for', async () => {
    const page = await open.visit({ path: '/market?show=mine' });
    await page.getByText('Connect to see what you sell').waitFor();
    await page.route('**/market/listings*', (route) => route.abort());
    await page.getByRole('button', { name: 'For sale' }).click();
    await page.getByText('Could not load the market').waitFor();
    await page.unroute('**/market/listings*');
    await page.getByRole('button', { name: 'Try again' }).click();
    await card(page, 'Lucky badge').first().waitFor();
  });
});

describe('Holder: trades', () => {
  const trade = (page: Page, state: string) =>
    page
      .getByRole('main')
      .getByRole('listitem')
      .filter({ has: page.getByRole('status').getByText(state) });

  it('is proposed by one, accepted by the other, and changes both sides at once', async () => {
    const page = await open.connected({ path: '/trades', account: 10 });
    await page.getByText('No trade is open').waitFor();
    await page.getByRole('link', { name: 'Propose a trade' }).click();
    await page.getByText('Say with whom.').waitFor();
    await page.getByRole('combobox', { name: 'To' }).fill(accounts[12]!);
    const [give, want] = [
      page.getByRole('region', { name: 'You give' }),
      page.getByRole('region', { name: 'You get' }),
    ];
    await page.getByText('Put something in on either side.').waitFor();
    await give.getByRole('textbox', { name: 'BROski$' }).fill('15');
    await want.getByRole('combobox').selectOption({ label: 'Lucky badge (4)' });
    await want.getByRole('button', { name: 'One more' }).click();
    await page.getByRole('button', { name: 'Propose the trade' }).click();
    await trade(page, 'Waits for the other').getByText('Lucky badge × 2').waitFor();

    const [had, badges] = await Promise.all([balanceOf(12), badgesOf(12)]);
    const others = await open.connected({ path: '/trades', account: 12 });
    await trade(others, 'Waits for you').getByRole('button', { name: 'Accept' }).click();
    const dialog = others.getByRole('dialog');
    await dialog.getByRole('article', { name: 'You give' }).getByText('Lucky badge × 2').waitFor();
    await dialog.getByRole('article', { name: 'You get' }).getByText('15 BROski$', { exact: true }).waitFor();
    await dialog.getByRole('button', { name: 'Accept the trade' }).click();
    await dialog.getByText('Both sides have changed hands.').waitFor();
    assert.equal(await balanceOf(12), had + parseEther('15'));
    assert.equal(await badgesOf(12), badges - 2n);
    await page.getByText('No trade is open').waitFor();
    await page.getByRole('button', { name: 'Past' }).click();
    await trade(page, 'Done').waitFor();
    await page.goto(`${stack.server.url}/c/${people.token}/history?show=market`);
    await page
      .getByRole('region', { name: 'Movements' })
      .getByText(/^Trade with 0x/)
      .waitFor();
  });

  it('takes other terms in its place, and never those that one has not seen', async () => {
    await people.propose(accounts[10]!, accounts[11]!, '1', 'lucky_badge');
    const page = await open.connected({ path: '/trades', account: 11 });
    await trade(page, 'Waits for you').getByRole('link', { name: 'Other terms' }).click();
    const get = page.getByRole('region', { name: 'You get' }).getByRole('textbox', { name: 'BROski$' });
    assert.equal(await get.inputValue(), '1');
    await get.fill('9');
    await page.getByRole('button', { name: 'Send the other terms' }).click();
    await trade(page, 'Waits for the other').getByText('9 BROski$', { exact: true }).waitFor();

    const first = await open.connected({ path: '/trades', account: 10 });
    await trade(first, 'Waits for you').getByRole('button', { name: 'Accept' }).click();
    const dialog = first.getByRole('dialog');
    await dialog.getByRole('article', { name: 'You give' }).getByText('9 BROski$', { exact: true }).waitFor();
    await trade(page, 'Waits for the other').getByRole('link', { name: 'Change' }).click();
    await get.fill('19');
    await page.getByRole('button', { name: 'Send the other terms' }).click();
    await dialog.getByText('The other has changed the terms').waitFor();
    await dialog.getByRole('button', { name: 'Close' }).click();
    await trade(first, 'Waits for you').getByRole('button', { name: 'Decline' }).click();
    await dialog.getByRole('button', { name: 'End the trade' }).click();
    await first.getByText('No trade is open').waitFor();
  });
});

describe('Holder: swaps', () => {
  const other = () => stack.taskforce.token;
  const othersOf = (account: number) =>
    stack.client.readContract({
      address: other(),
      abi: tokenAbi,
      functionName: 'balanceOf',
      args: [accounts[account]!],
    });
  const offers = (page: Page) => page.getByRole('main').getByRole('listitem');

  before(async () => {
    // The owner of both communities has some of the other one's tokens.
    const hash = await stack.wallet.writeContract({
      ...{ address: stack.deployment.earnings, abi: earningsAbi, functionName: 'award' },
      args: [other(), accounts[14]!, parseEther('50'), zeroHash],
      account: accounts[1]!,
    });
    await stack.client.waitForTransactionReceipt({ hash });
    await stack.server.indexer.caughtUp();
  });

  it('is offered here, taken in the other community, and changes both sides at once', async () => {
    const [had, hadOthers] = await Promise.all([balanceOf(14), othersOf(10)]);
    const page = await open.connected({ path: '/swaps', account: 10 });
    await page.getByText('No swap is offered').waitFor();
    await page.getByRole('button', { name: 'Offer a swap' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(/^You give/).fill('100000');
    await dialog.getByText(/^You lack .* offer less\.$/).waitFor();
    await dialog.getByLabel(/^You give/).fill('12');
    await dialog.getByText(/^Say how much of .* you want\.$/).waitFor();
    await dialog.getByLabel(/^You get/).fill('5');
    await dialog.getByLabel('To', { exact: true }).fill('nobody at all');
    await dialog.getByText('Say for whom, or leave it empty for anybody.').waitFor();
    await dialog.getByLabel('To', { exact: true }).fill(accounts[14]!);
    await dialog.getByRole('button', { name: 'Offer it' }).click();
    await offers(page).getByText('Your offer, for one member alone').waitFor();

    const stranger = await open.connected({ path: '/swaps', account: 12 });
    await stranger.getByText('No swap is offered').waitFor();
    const takers = await open.connected({ path: '/swaps', account: 14 });
    await offers(takers)
      .getByRole('link', { name: /^Take it in / })
      .click();
    await takers.getByRole('button', { name: 'Take it' }).click();
    const taking = takers.getByRole('dialog');
    await taking.getByRole('article', { name: 'You get' }).getByText('12 BROski$').waitFor();
    await taking.getByRole('button', { name: 'Take the swap' }).click();
    await taking.getByText('The swap is done').waitFor();
    assert.equal(await balanceOf(14), had + parseEther('12'));
    assert.equal(await othersOf(10), hadOthers + parseEther('5'));
    await page.getByText('No swap is offered').waitFor();
  });

  it('is withdrawn by who offered it, and nobody takes it afterwards', async () => {
    const page = await open.connected({ path: '/swaps', account: 10 });
    await page.getByRole('button', { name: 'Offer a swap' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(/^You give/).fill('1');
    await dialog.getByLabel(/^You get/).fill('1');
    await dialog.getByText('Empty: anybody may take it.').waitFor();
    await dialog.getByRole('button', { name: 'Offer it' }).click();
    await offers(page).getByText('Your offer, for anybody').waitFor();

    const takers = await open.connected({ path: '/swaps', account: 14 });
    await offers(takers)
      .getByRole('link', { name: /^Take it in / })
      .click();
    await takers.getByRole('button', { name: 'Take it' }).click();
    await page.getByRole('button', { name: 'Withdraw' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Withdraw the offer' }).click();
    await page.getByText('No swap is offered').waitFor();
    await takers.getByRole('dialog').getByText('This offer is over: it was taken or withdrawn.').waitFor();
  });
});
