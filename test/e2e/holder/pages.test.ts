/** The pages for wallet holders in a real browser on the whole product: what they show is what the contracts say, live. */
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { shopAbi, tokenAbi } from '@guildmint/contracts/abi.ts';
import type { Browser, Locator, Page } from 'playwright-core';
import { type Address, parseEther } from 'viem';
import { links, users } from '../../../bot/db/schema.ts';
import { USERS } from '../../../bot/local-discord/seed.ts';
import { openBrowser } from '../../support/browser.ts';
import { drawing } from '../../support/drawing.ts';
import { holding } from '../../support/holding.ts';
import { type Stack, startStack } from '../../support/stack.ts';
import { settled, sidewaysScroll, violations } from '../playground/page.ts';
import { card, goTo, loaded, MOST_SCRIPT_BYTES, scriptBytes, smallTargets, visitor } from './page.ts';

let stack: Stack;
let browser: Browser;
let people: Awaited<ReturnType<typeof holding>>;
let accounts: Address[];
let open: ReturnType<typeof visitor>;

before(async () => {
  [stack, browser] = await Promise.all([startStack(), openBrowser()]);
  people = await holding(stack);
  accounts = (await stack.wallet.getAddresses()) as Address[];
  await people.earn([accounts[10]!, 40], [accounts[11]!, 30], [accounts[12]!, 20], [accounts[13]!, 10]);
  await furnish();
  await stack.server.indexer.caughtUp();
  open = visitor(stack, () => browser);
});

after(async () => {
  await browser?.close();
  await stack?.close();
});

afterEach(() => open.leave());

/** One of everything that there is a page for, by an account that does nothing else here. */
async function furnish() {
  const member = accounts[14]!;
  const seed = `0x${'51'.repeat(32)}` as const;
  const wallet = { address: member.toLowerCase() as Address, userId: USERS.bob, linkedAt: new Date() };
  await meet(USERS.bob, 'Bob');
  await stack.database.db.insert(links).values(wallet);
  await people.earn([accounts[1]!, 5], [member, 15]);
  await people.createTask(member, seed);
  await people.buy(member, 'lucky_badge', 3);
  await people.list(member, 'lucky_badge', 2, '25');
  await people.propose(accounts[10]!, member, '5', 'lucky_badge');
  await people.createClan(member);
  const stash = await drawing(stack, people, [7n, 8n, 9n]);
  await stash.commit(seed);
  await stash.reveal(await stash.ask(member), seed);
  await people.editItem('random_nft', {});
}

const balanceOf = (account: number) =>
  stack.client.readContract({
    address: people.token,
    abi: tokenAbi,
    functionName: 'balanceOf',
    args: [accounts[account]!],
  });

const gone = (place: Locator) => place.first().waitFor({ state: 'detached' });
const search = (page: Page) => new URL(page.url()).search;

/** The bot knows a member from their first message on. */
async function meet(id: string, name: string) {
  const address = await stack.server.ctx.chain.accountOf(id);
  await stack.database.db.insert(users).values({ id, name, address, seenAt: new Date() });
}

/** Buys on the item's page and waits until it stands in a block. */
async function buy(page: Page) {
  await page.getByRole('button', { name: /^Buy for / }).click();
  await page.getByText(/^Buy .*: confirmed\./).waitFor();
}

describe('Holder: shop', () => {
  it('shows the stock fall on an open page when somebody else buys', async () => {
    const page = await open.visit({ path: '/shop' });
    const badge = card(page, 'Lucky badge');
    const left = Number(/(\d+) left/.exec((await badge.textContent()) ?? '')?.[1]);
    await people.buy(accounts[12]!, 'lucky_badge', 2);
    await badge.getByText(`${left - 2} left`).waitFor();
  });

  it('keeps filters in the address, and offers to clear those that leave nothing', async () => {
    const page = await open.connected({ path: '/shop', account: 13 });
    await page.getByRole('button', { name: 'Roles' }).click();
    await gone(card(page, 'Lucky badge'));
    assert.equal(search(page), '?category=roles');
    await page.reload();
    await card(page, 'VIP role').waitFor();
    assert.equal(await card(page, 'Lucky badge').count(), 0);

    await page.getByRole('button', { name: 'Coupons' }).click();
    await people.editItem('discount_code', { price: parseEther('5000') });
    await card(page, 'Store Coupon').getByText('You lack 4,900').waitFor();
    await page.getByRole('button', { name: 'Affordable now' }).click();
    await page.getByText('Nothing in the shop matches').waitFor();
    await page.getByRole('button', { name: 'Clear the filters' }).click();
    await card(page, 'Lucky badge').waitFor();
    assert.equal(search(page), '');
    await people.editItem('discount_code', {});
  });

  it('says which requirement fails, and shows a flash sale as long as it lasts', async () => {
    await people.editItem('early_access', { minTier: 2 });
    // By the page's clock: a local chain that mined much in a second is ahead of it.
    const saleCloses = Math.floor(Date.now() / 1000) + 5_400;
    await people.editItem('gold_name', { salePrice: parseEther('45'), saleCloses });
    const page = await open.connected({ path: '/shop', account: 13 });
    await card(page, 'Early access').getByText('For Gold members and above').waitFor();
    await card(page, 'Random NFT').getByText('Coming soon').waitFor();
    const sale = card(page, 'Gold name');
    await sale.getByText(/Flash sale ends in 1 h (29|30) min/).waitFor();
    await sale.getByText('−25 %').waitFor();

    await page.getByRole('link', { name: 'Early access' }).click();
    await page.getByText('This is for Gold members: earn more to rise to it.').waitFor();
    assert.equal(await page.getByRole('button', { name: /^Buy for/ }).getAttribute('aria-disabled'), 'true');
    await page.getByRole('link', { name: 'Shop' }).last().click();
    await page.getByRole('link', { name: 'VIP role' }).click();
    await page.getByText('first link your account with /wallet link there').waitFor();
    await people.editItem('early_access', {});
    await people.editItem('gold_name', {});
  });

  it('tells what cannot be loaded, and loads it when asked again', async () => {
    const page = await open.visit({ path: '/leaderboard' });
    await page.route('**/api/shop/items*', (route) => route.abort());
    await goTo(page, 'Shop');
    await page.getByText('Could not load the shop').waitFor();
    await page.unroute('**/api/shop/items*');
    await page.getByRole('button', { name: 'Try again' }).click();
    await card(page, 'Lucky badge').waitFor();
  });
});

describe('Holder: receipts', () => {
  it('buys several, shows the receipt, and takes part of them back', async () => {
    const before = await balanceOf(10);
    const page = await open.connected({ path: '/shop/lucky_badge' });
    await page.getByRole('button', { name: 'One more' }).click();
    await page.getByText('Balance after').waitFor();
    await buy(page);
    assert.equal(await balanceOf(10), before - parseEther('40'));

    await page.getByRole('link', { name: 'See your receipt' }).click();
    const receipt = card(page, 'Lucky badge');
    await receipt.getByText(/Paid 40/).waitFor();
    await receipt.getByText(/Giving it back pays 40.*for another (59 min|1 h)/).waitFor();
    await receipt.getByRole('button', { name: 'Give back' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'One less' }).click();
    await dialog.getByRole('button', { name: 'Give back for 20' }).click();
    await dialog.getByText('are back in your balance').waitFor();
    await dialog.getByRole('button', { name: 'Done' }).click();
    await receipt.getByText('1 of 2 given back').waitFor();
    assert.equal(await balanceOf(10), before - parseEther('20'));

    await page.getByRole('button', { name: 'Past' }).click();
    await page.getByText('No receipt of this kind so far').waitFor();
    assert.equal(search(page), '?show=past');
    await page.getByRole('button', { name: 'Show all receipts' }).click();
    await receipt.waitFor();
  });

  it('follows what a linked member redeems until the bot has handed it over', async () => {
    const address = accounts[11]!.toLowerCase() as Address;
    await meet(USERS.alice, 'Alice');
    await stack.database.db.insert(links).values({ address, userId: USERS.alice, linkedAt: new Date() });
    const page = await open.connected({ path: '/shop/vip_role', account: 11 });
    await buy(page);
    await page.getByRole('link', { name: 'See your receipt' }).click();
    const receipt = card(page, 'VIP role');
    await receipt.getByText('Requested', { exact: true }).first().waitFor();
    await receipt.getByRole('status').filter({ hasText: 'Handed over' }).waitFor();
    await receipt.getByText(/Ends in (29 d 23 h|30 d 0 h)/).waitFor();
  });

  it('is up to date on an open page when the same account acts elsewhere', async () => {
    const page = await open.connected({ path: '/receipts', account: 12 });
    await page.getByRole('main').getByRole('listitem').first().waitFor();
    const before = await card(page, 'Lucky badge').count();
    await people.buy(accounts[12]!, 'lucky_badge');
    await settled(page, async () => (await card(page, 'Lucky badge').count()) === before + 1);
  });
});

describe('Holder: leaderboard, history and overview', () => {
  const places = (page: Page) =>
    page
      .getByRole('region', { name: 'Ranking' })
      .getByRole('button', { name: /^Copy the address/ })
      .evaluateAll((buttons) =>
        buttons.map((button) => button.querySelector('.sr-only')?.textContent?.split(' ').at(-1)),
      );

  it('moves without a reload when somebody earns, and never under the pointer', async () => {
    const page = await open.connected({ path: '/leaderboard', account: 13 });
    const mine = accounts[13]!.toLowerCase();
    await page.getByText('Your rank:').waitFor();
    const before = await places(page);
    await page.getByRole('region', { name: 'Ranking' }).getByRole('listitem').last().hover();
    await people.earn([accounts[13]!, 60]);
    await page.getByText('Your rank: #1').waitFor();
    await page.getByText('The order has changed').waitFor();
    assert.deepEqual(await places(page), before);
    await page.getByRole('heading', { level: 1 }).hover();
    await settled(page, async () => (await places(page))[0] === mine);
  });

  it('keeps standing, period and page in the address', async () => {
    const page = await open.visit({ path: '/leaderboard' });
    await page.getByRole('button', { name: 'Spent' }).click();
    await page.getByRole('button', { name: 'Today' }).click();
    await page.waitForURL('**?by=spent&period=day');
    await page.reload();
    assert.equal(await page.getByRole('button', { name: 'Spent' }).getAttribute('aria-pressed'), 'true');
    await page.goto(`${stack.server.url}/c/${people.token}/leaderboard?page=99`);
    await page.getByRole('button', { name: 'Go to its top' }).click();
    await page.getByRole('region', { name: 'Ranking' }).getByRole('listitem').first().waitFor();
  });

  it('shows movements as they happen, those of one kind when asked', async () => {
    const page = await open.connected({ path: '/history', account: 12 });
    const movements = page.getByRole('region', { name: 'Movements' });
    await movements.getByText('Bought Lucky badge').first().waitFor();
    await people.earn([accounts[12]!, 1]);
    await movements.getByRole('listitem').first().getByText('+10').waitFor();
    await page.getByRole('button', { name: 'Shop', exact: true }).click();
    await gone(movements.getByText('Activity'));
    assert.equal(search(page), '?show=shop');
    await page.getByRole('button', { name: 'Transfers' }).click();
    await movements.getByText('Nothing of this kind so far').waitFor();
  });

  it('loads older movements when the end of the list comes into view', async () => {
    for (let nth = 0; nth < 25; nth++) await people.earn([accounts[14]!, 1]);
    await stack.server.indexer.caughtUp();
    const page = await open.connected({ path: '/history', account: 14 });
    const rows = page.getByRole('region', { name: 'Movements' }).getByRole('listitem');
    await rows.first().waitFor();
    assert.equal(await rows.count(), 25);
    await rows.last().scrollIntoViewIfNeeded();
    await rows.nth(25).waitFor();
  });

  it('shows the balance as it changes, and the account on Discord beside the wallet', async () => {
    const page = await open.connected({ account: 11 });
    const balance = page.getByRole('region', { name: 'Balance' });
    await balance.getByText(/^Gold|^Silver/).waitFor();
    const was = await balanceOf(11);
    await people.buy(accounts[11]!, 'lucky_badge');
    const now = (was - parseEther('20')) / 10n ** 18n;
    await balance.getByText(`${now} BROski$`, { exact: true }).first().waitFor();
    await page.getByRole('region', { name: 'Your account on Discord' }).getByText('On Discord, as').waitFor();
  });

  it('says so while the live connection is lost, and catches up afterwards', async () => {
    const page = await open.visit({ path: '/shop' });
    const badge = card(page, 'Lucky badge');
    await badge.waitFor();
    await page.route('**/api/stream*', (route) => route.fulfill({ status: 503, body: '' }));
    await page.reload();
    await page.getByText('The live connection is lost').waitFor();
    const left = Number(/(\d+) left/.exec((await badge.textContent()) ?? '')?.[1]);
    await people.buy(accounts[12]!, 'lucky_badge');
    await page.unroute('**/api/stream*');
    await badge.getByText(`${left - 1} left`).waitFor();
    assert.equal(await page.getByText('The live connection is lost').count(), 0);
  });
});

describe('Holder: for everybody', () => {
  const PATHS = [
    '',
    '/shop',
    '/shop/lucky_badge',
    '/receipts',
    '/leaderboard',
    '/tasks',
    '/tasks/1',
    '/market',
    '/trades',
    '/trades/new',
    '/swaps',
    '/clans',
    '/clans?show=challenges',
    '/clans/1',
    '/draws',
    '/draws/1',
    '/send',
    '/wallet',
    '/achievements',
    '/history',
    '/audit',
  ];

  it('is worked by keyboard alone, from the skip link to a receipt', async () => {
    const page = await open.connected({ account: 10 });
    await page.reload();
    await page.getByRole('region', { name: 'Balance' }).waitFor();
    await page.keyboard.press('Tab');
    assert.equal(await page.locator(':focus').textContent(), 'Skip to the content');
    await page.keyboard.press('Enter');
    const tabTo = async (role: 'link' | 'button', name: RegExp) => {
      const target = page.getByRole(role, { name }).first();
      // A list that is still on its way has nothing to stop at, and the focus would run off the page's end.
      await target.waitFor();
      for (let presses = 0; presses < 100; presses++) {
        await page.keyboard.press('Tab');
        if (await target.evaluate((element) => element === document.activeElement)) return;
      }
      assert.fail(`the focus never reached ${name}`);
    };
    await tabTo('link', /^Spend$/);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Shop' }).waitFor();
    await tabTo('link', /^Lucky badge$/);
    await page.keyboard.press('Enter');
    await tabTo('button', /^Buy for/);
    await page.keyboard.press('Enter');
    await page.getByText('Buy Lucky badge: confirmed.').waitFor();
    await tabTo('link', /^See your receipt/);
    await page.keyboard.press('Enter');
    await card(page, 'Lucky badge').first().waitFor();
  });

  for (const colorScheme of ['dark', 'light'] as const)
    for (const width of [1280, 390])
      it(`has no accessibility fault on any page: ${colorScheme}, ${width} px`, async () => {
        const page = await open.connected({ width, colorScheme });
        for (const path of PATHS) {
          await page.goto(`${stack.server.url}/c/${people.token}${path}`);
          await page.getByRole('heading', { level: 1 }).waitFor();
          await loaded(page);
          assert.deepEqual(await violations(page), [], path);
        }
      });

  it('fits every width, and a phone of 360 px with controls that a finger can hit', async () => {
    const page = await open.connected({ width: 360 });
    for (const path of PATHS) {
      await page.goto(`${stack.server.url}/c/${people.token}${path}`);
      await page.getByRole('heading', { level: 1 }).waitFor({ state: 'attached' });
      assert.equal(await sidewaysScroll(page), 0, `${path} scrolls sideways`);
      assert.deepEqual(await smallTargets(page), [], path);
    }
    for (const width of [375, 768, 1440]) {
      const sized = await open.connected({ width });
      for (const path of PATHS) {
        await sized.goto(`${stack.server.url}/c/${people.token}${path}`);
        await sized.getByRole('heading', { level: 1 }).waitFor({ state: 'attached' });
        await loaded(sized);
        assert.equal(await sidewaysScroll(sized), 0, `${path} scrolls sideways at ${width} px`);
      }
    }
    await page.getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name: 'History' }).click();
    await page.getByRole('heading', { level: 1, name: 'History' }).waitFor();
  });

  it('loads at most 220 kB of compressed JavaScript for a first visit to any page', async () => {
    const page = await open.visit();
    const weights: { path: string; bytes: number }[] = [];
    for (const path of PATHS) {
      await page.goto(`${stack.server.url}/c/${people.token}${path}`);
      await page.getByRole('heading', { level: 1 }).waitFor({ state: 'attached' });
      await loaded(page);
      weights.push({ path, bytes: await scriptBytes(page) });
    }
    assert.ok(weights.every(({ bytes }) => bytes > 50_000));
    assert.deepEqual(
      weights.filter(({ bytes }) => bytes > MOST_SCRIPT_BYTES),
      [],
    );
  });

  it('loads in a tab that nobody looks at, where nothing is drawn', async () => {
    const page = await open.visit();
    await page.addInitScript(() => {
      Object.defineProperty(document, 'hidden', { get: () => true });
      window.requestAnimationFrame = () => 0;
    });
    await page.reload();
    await page.getByText('with a wallet of your own').waitFor();
  });

  it('says what there is to do before a wallet is connected', async () => {
    const page = await open.visit();
    await page.getByText('with a wallet of your own').waitFor();
    await goTo(page, 'Receipts');
    await page.getByText('Connect to see what you bought').waitFor();
    await page.goto(`${stack.server.url}/c/0x0000000000000000000000000000000000000001`);
    await page.getByText('There is no such community here').waitFor();
    await page.getByRole('link', { name: 'Go to one that there is' }).click();
    await page.getByRole('heading', { level: 1, name: 'Overview of BROski Lounge' }).waitFor({ state: 'attached' });
  });
});

it('reads the same stock as the contract', async () => {
  const page = await open.visit({ path: '/shop' });
  const [shop, item] = [stack.deployment.shop, BigInt(people.itemOf('lucky_badge'))];
  const { left } = await stack.client.readContract({
    address: shop,
    abi: shopAbi,
    functionName: 'itemOf',
    args: [people.token, item],
  });
  await card(page, 'Lucky badge').getByText(`${left} left`).waitFor();
});
