/** What the bot carries out in the name of an admin who signed in with a Discord account, in a real browser on the whole product. */
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { tokenAbi } from '@guildmint/contracts/abi.ts';
import type { Browser, Page, Route } from 'playwright-core';
import { type Address, parseEther } from 'viem';
import { CHANNELS, USERS } from '../../../bot/local-discord/seed.ts';
import { getRoles } from '../../../bot/operations/getRoles.ts';
import { makeAdmin } from '../../server/discord/support.ts';
import { openBrowser } from '../../support/browser.ts';
import { holding } from '../../support/holding.ts';
import { type Actor, actor } from '../../support/local-discord.ts';
import { type Stack, startStack } from '../../support/stack.ts';
import { visitor } from '../holder/page.ts';
import { visitAsOwner } from './page.ts';

const PASSWORD = 'correct horse battery staple';

let stack: Stack;
let browser: Browser;
let people: Awaited<ReturnType<typeof holding>>;
let accounts: Address[];
let open: ReturnType<typeof visitor>;
let bob: Actor;

before(async () => {
  const env = { ADMIN_PASSWORD: PASSWORD, ADMIN_DISCORD_ID: USERS.carol };
  [stack, browser] = await Promise.all([startStack({ env }), openBrowser()]);
  people = await holding(stack);
  accounts = (await stack.wallet.getAddresses()) as Address[];
  await makeAdmin(stack, people.token, USERS.carol);
  await people.earn([accounts[10]!, 3], [accounts[11]!, 3], [accounts[12]!, 3]);
  bob = await actor(stack.discord.url, USERS.bob);
  await stack.server.indexer.caughtUp();
  const who = { token: people.token, who: { userId: USERS.carol } };
  assert.ok((await getRoles(stack.server.ctx, who)).admin);
  open = visitor(stack, () => browser);
});

after(async () => {
  await bob?.close();
  await browser?.close();
  await stack?.close();
});

afterEach(() => open.leave());

/** As the operator, whose Discord account is an admin here: the bot may act for it. */
async function asAdmin(path: string): Promise<Page> {
  const page = await open.visit({ path: `/admin${path}` });
  await page.getByLabel('Name').fill('admin');
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('region', { name: 'As the operator' }).getByRole('button', { name: 'Sign in' }).click();
  await page.getByText(', admin').waitFor();
  return page;
}

const balanceOf = (account: Address) =>
  stack.client.readContract({
    ...{ address: people.token, abi: tokenAbi, functionName: 'balanceOf' },
    args: [account],
  });
const short = (account: Address) => `${account.slice(0, 6)}…${account.slice(-4)}`.toLowerCase();
const rowOf = (page: Page, account: Address) =>
  page
    .getByRole('list', { name: 'Members' })
    .getByRole('listitem')
    .filter({ hasText: short(account) });

describe('Admin: to several members', () => {
  it('pays one member once where the answer was lost and the button is pressed again', async () => {
    const before = await balanceOf(accounts[10]!);
    const page = await asAdmin(`/members/${accounts[10]!.toLowerCase()}`);
    const pay = page.getByRole('region', { name: 'Award or deduct' });
    await pay.getByLabel(/^Amount/).fill('1.5');
    await pay.getByLabel(/^Reason/).fill('Lost on the way');
    const lose = async (route: Route) => {
      await route.fetch();
      await route.abort();
    };
    await page.route('**/api/tokens/award*', lose, { times: 1 });
    const award = pay.getByRole('button', { name: 'Award', exact: true }).last();
    await award.click();
    await pay.getByText('The server cannot be reached').waitFor();
    await award.click();
    await pay.getByText(/^Award 1.5 .*: confirmed\./).waitFor();
    assert.equal(await balanceOf(accounts[10]!), before + parseEther('1.5'));
  });

  it('awards a pasted list with one confirmation, after saying what is wrong with it, and tells what became of each', async () => {
    const [first, second] = [accounts[10]!, accounts[11]!];
    const before = await Promise.all([balanceOf(first), balanceOf(second)]);
    const page = await asAdmin('/members');
    await page.getByRole('link', { name: 'Award to several' }).click();
    const form = page.getByRole('form', { name: 'Whom, and how much' });
    await form.getByRole('button', { name: 'Check the list' }).click();
    await form.getByText('Write one member on each line.').waitFor();
    await form.getByLabel(/^Members/).fill(`who,tokens\n${first},2.5\n${second}\n${first},1\nnobodyatall,4`);
    await form.getByLabel(/^Amount in/).fill('7');
    await form.getByLabel(/^Reason/).fill('The winter fair');
    await form.getByRole('button', { name: 'Check 4 members' }).click();
    const list = page.getByRole('region', { name: 'The list' });
    await list.getByText('2 lines must be corrected before anybody is paid.').waitFor();
    await list.getByText('Named twice: put the amounts together.').waitFor();
    await list.getByText('No member bears this name').waitFor();
    assert.equal(await list.getByRole('button', { name: /^Award/ }).count(), 0);

    await list.getByRole('button', { name: 'Change the list' }).click();
    assert.match(await form.getByLabel(/^Members/).inputValue(), /nobodyatall/, 'what was written stays');
    await form.getByLabel(/^Members/).fill(`${first},2.5\n${second}`);
    await form.getByRole('button', { name: 'Check 2 members' }).click();
    await list.getByText('2 members, 9.5 BROski$ in all.').waitFor();
    await list.getByRole('button', { name: 'Award 9.5 BROski$' }).click();
    await list.getByText('2 of 2 confirmed.').waitFor();
    await rowOf(page, first).getByText('Confirmed.').waitFor();
    assert.deepEqual(await Promise.all([balanceOf(first), balanceOf(second)]), [
      before[0]! + parseEther('2.5'),
      before[1]! + parseEther('7'),
    ]);
  });

  it('takes from a file, and from nobody where one of them has too little', async () => {
    const [rich, poor] = [accounts[12]!, accounts[13]!];
    const before = await balanceOf(rich);
    const page = await asAdmin('/members/together');
    const form = page.getByRole('form', { name: 'Whom, and how much' });
    await form.getByRole('button', { name: 'Deduct' }).click();
    const buffer = Buffer.from(`address;amount\r\n"${rich}";"5"\r\n${poor};5\r\n`);
    await form.getByLabel('Or a CSV file').setInputFiles({ name: 'list.csv', mimeType: 'text/csv', buffer });
    await form.getByLabel(/^Reason/).fill('A mistake');
    await form.getByRole('button', { name: 'Check 2 members' }).click();
    const list = page.getByRole('region', { name: 'The list' });
    await list.getByRole('button', { name: 'Deduct 10 BROski$' }).click();
    await list.getByText('nothing was taken from anybody').waitFor();
    assert.equal(await balanceOf(rich), before);
  });

  it('has a wallet send each by itself', async () => {
    const member = accounts[14]!;
    const page = await visitAsOwner(open, '/members/together');
    const form = page.getByRole('form', { name: 'Whom, and how much' });
    await form.getByLabel(/^Members/).fill(`${member}, 3\n${accounts[15]!}, 1`);
    await form.getByLabel(/^Reason/).fill('By hand');
    await form.getByRole('button', { name: 'Check 2 members' }).click();
    await page.getByText('A wallet sends each by itself.').waitFor();
    await rowOf(page, member)
      .getByRole('button', { name: /^Award/ })
      .click();
    await rowOf(page, member).getByText('Award 3 BROski$: confirmed.').waitFor();
    assert.equal(await balanceOf(member), parseEther('3'));
    assert.equal(await balanceOf(accounts[15]!), 0n);
  });
});

describe('Admin: drops', () => {
  it('sets something out in a channel, and shows that it was taken there', async () => {
    const page = await asAdmin('/events?part=drops');
    await page.getByText('There has been no drop yet').waitFor();
    const form = page.getByRole('form', { name: 'New drop' });
    await form.getByText('Enter an amount, such as 10 or 2.5.').waitFor();
    await form.getByLabel(/^For each/).fill('2');
    await form.getByLabel('Members').fill('1');
    await form.getByText('At most 2 BROski$ in all').waitFor();
    await form.getByLabel('Message').fill('For the quickest');
    await form.getByText('Choose a channel.').waitFor();
    await form.getByLabel('Channel').selectOption(CHANNELS.general);
    await form.getByRole('button', { name: 'Drop it' }).click();
    await form.getByText('Drop: confirmed.').waitFor();

    const message = await bob.waitForMessage((each) => JSON.stringify(each).includes('For the quickest'));
    const drops = page.getByRole('region', { name: 'Drops' });
    await drops.getByText('0 taken').waitFor();
    await bob.click(message, 'Grab');
    await drops.getByText('1 taken').waitFor();
    await drops.getByText('over', { exact: true }).waitFor();
  });

  it('asks a wallet to sign in with Discord instead', async () => {
    const page = await visitAsOwner(open, '/events?part=drops');
    await page.getByText('sign in with Discord for that').waitFor();
  });
});
