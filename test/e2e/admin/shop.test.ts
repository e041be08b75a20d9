/** What staff do in the shop and with tasks, in a real browser on the whole product: each ends in the contracts. */
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { shopAbi, tasksAbi, tokenAbi } from '@guildmint/contracts/abi.ts';
import type { Browser, Locator, Page } from 'playwright-core';
import { type Address, type Hex, keccak256, parseEther, stringToHex } from 'viem';
import { openBrowser } from '../../support/browser.ts';
import { holding } from '../../support/holding.ts';
import { type Stack, startStack } from '../../support/stack.ts';
import { visitor } from '../holder/page.ts';
import { visitAsOwner } from './page.ts';

let stack: Stack;
let browser: Browser;
let people: Awaited<ReturnType<typeof holding>>;
let accounts: Address[];
let open: ReturnType<typeof visitor>;

before(async () => {
  [stack, browser] = await Promise.all([startStack(), openBrowser()]);
  people = await holding(stack);
  accounts = (await stack.wallet.getAddresses()) as Address[];
  await people.earn([accounts[10]!, 40], [accounts[11]!, 30]);
  await stack.server.indexer.caughtUp();
  open = visitor(stack, () => browser);
});

after(async () => {
  await browser?.close();
  await stack?.close();
});

afterEach(() => open.leave());

const asOwner = (path: string) => visitAsOwner(open, path);

const row = (page: Page, name: string): Locator =>
  page
    .getByRole('main')
    .getByRole('listitem')
    .filter({ has: page.getByRole('heading', { name }) });

const itemOf = (item: bigint) =>
  stack.client.readContract({
    ...{ address: stack.deployment.shop, abi: shopAbi, functionName: 'itemOf' },
    args: [people.token, item],
  });

describe('Admin: items', () => {
  it('puts a new item into the shop through the own wallet, after saying what is missing', async () => {
    const page = await asOwner('/items');
    await page.getByRole('link', { name: 'New item' }).click();
    await page.getByRole('button', { name: 'Put it into the shop' }).click();
    await page.getByText('Give it a name.').waitFor();
    await page.getByLabel(/^Name/).fill('Golden ticket');
    await page.getByLabel(/^Price in/).fill('15');
    await page.getByLabel('Stock').fill('7');
    await page.getByLabel('Emoji').fill('🎫');
    await page.getByRole('region', { name: 'Preview' }).getByText('Golden ticket').waitFor();
    await page.getByRole('button', { name: 'Put it into the shop' }).click();
    await row(page, 'Golden ticket').getByText('7 left').waitFor();
    await row(page, 'Golden ticket').getByText('15').first().waitFor();
  });

  it('changes what is different and leaves the rest', async () => {
    const number = BigInt(people.itemOf('lucky_badge'));
    const before = await itemOf(number);
    const page = await asOwner('/items');
    await row(page, 'Lucky badge').getByRole('link', { name: 'Edit Lucky badge' }).click();
    await page.getByText('Nothing is different from what it is.').waitFor();
    await page.getByLabel(/^Price in/).fill('25');
    await page.getByRole('button', { name: 'Change it' }).click();
    await page.getByText('Lucky badge: confirmed.').waitFor();
    const after = await itemOf(number);
    assert.equal(after.terms.price, parseEther('25'));
    assert.deepEqual({ ...after.terms, price: 0n }, { ...before.terms, price: 0n });
  });

  it('adds to the stock, and says what the contract refuses', async () => {
    const number = BigInt(people.itemOf('lucky_badge'));
    const before = (await itemOf(number)).left;
    const page = await asOwner('/items');
    await row(page, 'Lucky badge').getByRole('button', { name: 'Stock of Lucky badge' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Units').fill('5');
    await dialog.getByRole('button', { name: 'Change the stock' }).click();
    await dialog.getByText('Stock of Lucky badge: confirmed.').waitFor();
    assert.equal((await itemOf(number)).left, before + 5);
    await dialog.getByRole('button', { name: 'Take away' }).click();
    await dialog.getByLabel('Units').fill('99999');
    await dialog.getByRole('button', { name: 'Change the stock' }).click();
    const said = await dialog.getByRole('alert').textContent();
    assert.match(said ?? '', /^[A-Z].*\.$/);
    assert.equal((await itemOf(number)).left, before + 5);
  });
});

describe('Admin: tasks and reviews', () => {
  const tasks = () => ({ address: stack.deployment.tasks, abi: tasksAbi }) as const;
  const mined = async (sent: Promise<Hex>) => stack.client.waitForTransactionReceipt({ hash: await sent });
  const account = () => accounts[11]!;
  const balance = () =>
    stack.client.readContract({
      ...{ address: people.token, abi: tokenAbi, functionName: 'balanceOf' },
      args: [account()],
    });

  /** Claims a task and hands something in. */
  async function handIn(task: bigint, claim: bigint) {
    const { wallet } = stack;
    await mined(
      wallet.writeContract({ ...tasks(), functionName: 'claimTask', args: [people.token, task], account: account() }),
    );
    const proof = keccak256(stringToHex(`work ${claim}`));
    await mined(
      wallet.writeContract({
        ...tasks(),
        functionName: 'submitTask',
        args: [people.token, claim, proof],
        account: account(),
      }),
    );
  }

  async function create(page: Page, title: string) {
    await page.getByRole('button', { name: 'New task' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Title').fill(title);
    await dialog.getByLabel(/^Reward in/).fill('8');
    await dialog.getByRole('button', { name: 'Create the task' }).click();
    await dialog.getByText(/confirmed\./).waitFor();
    await page.keyboard.press('Escape');
    await row(page, title).getByText('1 place left').waitFor();
  }

  it('creates a task, then accepts and rejects what is handed in by keyboard alone', async () => {
    const page = await asOwner('/tasks');
    await create(page, 'Draw a banner');
    await create(page, 'Write a guide');
    const before = await balance();
    await handIn(1n, 1n);
    await handIn(2n, 2n);

    await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Reviews' }).click();
    await page.getByText('2 waiting').waitFor();
    const submission = page.getByRole('region', { name: 'Submission' });
    await submission.getByRole('heading', { name: 'Draw a banner' }).waitFor();
    await page.keyboard.press('j');
    await submission.getByRole('heading', { name: 'Write a guide' }).waitFor();
    await page.keyboard.press('k');
    await submission.getByRole('heading', { name: 'Draw a banner' }).waitFor();
    await page.keyboard.press('a');
    await submission.getByRole('heading', { name: 'Write a guide' }).waitFor();
    await page.getByText('1 waiting').waitFor();
    assert.equal(await balance(), before + parseEther('8'));

    await page.keyboard.press('r');
    await page.keyboard.type('Add a picture');
    await submission.getByRole('button', { name: 'Reject', exact: true }).click();
    await page.getByText('Nothing waits for you').waitFor();
    const { state } = await stack.client.readContract({
      ...{ ...tasks(), functionName: 'claimOf' },
      args: [people.token, 2n],
    });
    assert.equal(state, 3, 'rejected');
    assert.equal(await balance(), before + parseEther('8'));
  });

  it('changes a task of one’s own for claims to come, and leaves the rest as it is', async () => {
    const page = await asOwner('/tasks');
    await create(page, 'Write a song');
    await row(page, 'Write a song').getByRole('button', { name: 'Change Write a song' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Nothing is different from what it is.').waitFor();
    await dialog.getByLabel('Title').fill('Write two songs');
    await dialog.getByLabel(/^Reward in/).fill('11');
    await dialog.getByLabel('Places').fill('3');
    await dialog.getByRole('button', { name: 'Change the task' }).click();
    await dialog.getByText('Task “Write two songs”: confirmed.').waitFor();
    await page.keyboard.press('Escape');
    await row(page, 'Write two songs').getByText('3 places left').waitFor();
    const number = await stack.client.readContract({
      ...{ ...tasks(), functionName: 'taskCount' },
      args: [people.token],
    });
    const { terms } = await stack.client.readContract({
      ...{ ...tasks(), functionName: 'taskOf' },
      args: [people.token, number],
    });
    assert.deepEqual(
      [terms.reward, terms.slots, terms.hours_, terms.reviewers, terms.proofRequired],
      [parseEther('11'), 3, 168, 1, true],
    );

    await people.createTask(accounts[10]!, keccak256(stringToHex('another’s')));
    const theirs = page.getByRole('main').getByRole('listitem').filter({ hasText: '5 BROski$' });
    await theirs.getByRole('button', { name: /^Call off/ }).waitFor();
    assert.equal(await theirs.getByRole('button', { name: /^Change/ }).count(), 0);
  });

  it('calls a task off', async () => {
    const page = await asOwner('/tasks');
    await create(page, 'Never mind');
    await row(page, 'Never mind')
      .getByRole('button', { name: /^Call off/ })
      .click();
    await page.getByRole('dialog').getByRole('button', { name: 'Call it off' }).click();
    await page.getByRole('dialog').getByText('Called off: confirmed.').waitFor();
    await page.keyboard.press('Escape');
    await row(page, 'Never mind').waitFor({ state: 'detached' });
  });
});

describe('Admin: handovers', () => {
  it('shows what waits, and pays back what the staff refuses', async () => {
    const page = await asOwner('/handovers');
    await page.getByText('Nothing waits to be handed over').waitFor();
    await people.editItem('discount_code', { kind: 8, fulfilWithin: 86_400 });
    await people.buy(accounts[10]!, 'discount_code');
    const waiting = row(page, 'Store Coupon');
    await waiting.getByText('Handed over by the staff').waitFor();
    await waiting.getByRole('button', { name: 'Refuse …' }).click();
    await waiting.getByLabel(/^Why it cannot/).fill('None are left in the drawer');
    await waiting.getByRole('button', { name: 'Refuse and pay back' }).click();
    await waiting.waitFor({ state: 'detached' });
  });
});
