/** What members do together and win, in a real browser on the whole product: clans, challenges, and draws with their proof. */
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { clansAbi } from '@guildmint/contracts/abi.ts';
import type { Browser, Page } from 'playwright-core';
import { type Address, parseEther, zeroHash } from 'viem';
import { links, users } from '../../../bot/db/schema.ts';
import { USERS } from '../../../bot/local-discord/seed.ts';
import { picksOf, placeOf, randomOf } from '../../../dapp/features/draws/proof.ts';
import { openBrowser } from '../../support/browser.ts';
import { drawing } from '../../support/drawing.ts';
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
  await people.earn([accounts[1]!, 10], [accounts[10]!, 10], [accounts[11]!, 10], [accounts[12]!, 10]);
  await stack.server.indexer.caughtUp();
  open = visitor(stack, () => browser);
});

after(async () => {
  await browser?.close();
  await stack?.close();
});

afterEach(() => open.leave());

const clanOf = (clan: bigint) =>
  stack.client.readContract({
    address: stack.deployment.clans,
    abi: clansAbi,
    functionName: 'clanOf',
    args: [people.token, clan],
  });
const own = (page: Page) => page.getByRole('region', { name: 'Your clan' });
const members = (page: Page) => page.getByRole('region', { name: 'Members' }).getByRole('listitem');

describe('Holder: clans', () => {
  it('is founded under a name that everybody reads, and that no second one bears', async () => {
    const page = await open.connected({ path: '/clans', account: 10 });
    await page.getByText('There is no clan yet').waitFor();
    await own(page).getByRole('button', { name: 'Found a clan' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('A clan’s name has 2 to 32 characters.').waitFor();
    await dialog.getByRole('textbox', { name: 'Name' }).fill('The  Foxes ');
    await dialog.getByRole('button', { name: 'Found it' }).click();
    await own(page).getByText('The Foxes').waitFor();
    await own(page).getByText('You lead it · one member').waitFor();
    assert.equal((await clanOf(1n)).leader, accounts[10]!);

    const others = await open.connected({ path: '/clans', account: 12 });
    await others.getByRole('region', { name: 'All clans' }).getByRole('link', { name: 'The Foxes' }).waitFor();
    await own(others).getByRole('button', { name: 'Found a clan' }).click();
    await others.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill('the foxes');
    await others.getByText('There is a clan of this name already').waitFor();
  });

  it('invites, is joined, handed over and left', async () => {
    const page = await open.connected({ path: '/clans/1', account: 10 });
    const dialog = page.getByRole('dialog');
    await page.getByRole('button', { name: 'Invite' }).click();
    await dialog.getByRole('combobox', { name: 'To' }).fill(accounts[11]!);
    await dialog.getByRole('button', { name: 'Invite' }).click();
    await dialog.getByText('may join The Foxes now').waitFor();
    await dialog.getByRole('button', { name: 'Done' }).click();

    const others = await open.connected({ path: '/clans', account: 11 });
    await own(others).getByText('invites you').waitFor();
    await own(others).getByRole('button', { name: 'Join' }).click();
    await own(others).getByText('You are in it · 2 members').waitFor();
    await own(others).getByRole('link', { name: 'Open' }).click();
    await others.getByRole('button', { name: 'Leave' }).waitFor();

    await members(page).nth(1).getByRole('button', { name: 'Hand over' }).click();
    await dialog.getByRole('button', { name: 'Hand it over' }).click();
    await dialog.waitFor({ state: 'detached' });
    assert.equal((await clanOf(1n)).leader, accounts[11]!);
    await page.getByRole('button', { name: 'Leave' }).click();
    await dialog.getByText('You come back only by another invitation.').waitFor();
    await dialog.getByRole('button', { name: 'Leave it' }).click();
    await dialog.waitFor({ state: 'detached' });
    assert.equal((await clanOf(1n)).size, 1);
    await members(page).nth(1).waitFor({ state: 'detached' });
    assert.equal(await members(page).count(), 1);
  });

  it('shows challenges, and says what cannot be loaded', async () => {
    const page = await open.visit({ path: '/clans?show=challenges' });
    await page.getByText('There has been no challenge yet').waitFor();
    const { timestamp } = await stack.client.getBlock();
    const hash = await stack.wallet.writeContract({
      ...{ address: stack.deployment.clans, abi: clansAbi, functionName: 'createChallenge', account: accounts[1]! },
      args: [people.token, Number(timestamp / 86_400n), 14, 3, parseEther('120'), true, zeroHash],
    });
    await stack.client.waitForTransactionReceipt({ hash });
    await card(page, 'Challenge 1').getByText('120 BROski$').waitFor();
    await card(page, 'Challenge 1').getByText('Under way').waitFor();
    await page.route('**/clans?*', (route) => route.abort());
    await page.getByRole('button', { name: 'Clans', exact: true }).click();
    await page.getByText('Could not load the clans').waitFor();
    await page.unroute('**/clans?*');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('link', { name: 'The Foxes' }).waitFor();
    await page.goto(`${stack.server.url}/c/${people.token}/clans/99`);
    await page.getByText('There is no such clan here').waitFor();
  });
});

describe('Holder: draws', () => {
  const seeds = [`0x${'51'.repeat(32)}`, `0x${'52'.repeat(32)}`] as const;
  const ids = [7n, 8n, 9n, 10n];
  let stash: Awaited<ReturnType<typeof drawing>>;
  before(async () => {
    stash = await drawing(stack, people, ids);
    // Whom the bot does not know it refunds.
    for (const [account, id] of [
      [10, USERS.alice],
      [11, USERS.bob],
    ] as const) {
      const address = (await stack.server.ctx.chain.accountOf(id)).toLowerCase() as Address;
      await stack.database.db.insert(users).values({ id, name: id, address, seenAt: new Date() });
      const wallet = accounts[account]!.toLowerCase() as Address;
      await stack.database.db.insert(links).values({ address: wallet, userId: id, linkedAt: new Date() });
    }
    for (const seed of seeds) await stash.commit(seed);
  });

  const proof = (page: Page) => page.getByRole('list', { name: 'Proof' }).getByRole('listitem');

  it('is followed from the question to the winner, whom the browser works out by itself', async () => {
    const draw = await stash.ask(accounts[10]!);
    const page = await open.connected({ path: `/draws/${draw}`, account: 10 });
    await page.getByRole('status').getByText('Waits for its secret').waitFor();
    await page.getByText('What can be checked so far holds.').waitFor();
    await stash.reveal(draw, seeds[0]);
    await page.getByText('Your browser has recomputed the draw from the chain').waitFor();
    await page.getByText(seeds[0]).waitFor();
    assert.equal(await proof(page).getByLabel('Holds:').count(), 7);

    await page.goto(`${stack.server.url}/c/${people.token}/receipts`);
    await card(page, 'Random NFT').getByRole('link', { name: 'See its draw and the proof' }).click();
    await page.getByRole('heading', { level: 1, name: `Draw ${draw}` }).waitFor();
    await page.goto(`${stack.server.url}/c/${people.token}/draws`);
    const won = page.getByRole('region', { name: 'Your collectibles' }).getByRole('listitem');
    const [, id = ''] = /NFT (\d+) of/.exec((await won.first().textContent()) ?? '') ?? [];
    const [winner] = await stash.ownerOf(BigInt(id));
    assert.equal(winner, accounts[10]!);
    await won.getByRole('button', { name: 'Take it out' }).click();
    await page.getByRole('dialog').getByText('Your wallet pays the network’s fee for this.').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Take it into my wallet' }).click();
    await won.waitFor({ state: 'detached' });
    await page.getByRole('list', { name: 'Draws' }).getByText('Drawn').waitFor();
  });

  it('exposes a node that says another hash of the block', async () => {
    const draw = await stash.ask(accounts[11]!);
    await stash.reveal(draw, seeds[1]);
    const page = await open.visit({ path: '/shop' });
    await page.route('**/api/rpc', async (route) => {
      const response = await route.fetch();
      const asked = [route.request().postDataJSON()].flat();
      const answers = [await response.json()].flat();
      for (const [place, { method, params }] of asked.entries())
        if (method === 'eth_getBlockByNumber' && params[0] !== 'latest') answers[place].result.hash = zeroHash;
      await route.fulfill({ json: Array.isArray(route.request().postDataJSON()) ? answers : answers[0] });
    });
    await page.goto(`${stack.server.url}/c/${people.token}/draws/${draw}`);
    await page.getByText('One step does not hold').waitFor();
    await proof(page).filter({ hasText: 'The block came after' }).getByLabel('Does not hold:').waitFor();
  });

  it('finds fault with an NFT that was given out in another’s place', () => {
    const nft = (id: number) => ({ collection: '0x1', id: `${id}` });
    const random = randomOf(seeds[0], seeds[1], accounts[10]!, 1);
    const filled = [1, 2, 3].map((id) => ({ kind: 'in' as const, nft: nft(id) }));
    const right = placeOf(random, 0, 3);
    const given = (id: number) =>
      picksOf([...filled, { kind: 'won', nft: nft(id), draw: 1, size: 3, winner: '0x2' }], 1, random)[0]!;
    assert.deepEqual(given(right + 1).expected, nft(right + 1));
    const wrong = given(((right + 1) % 3) + 1);
    assert.deepEqual(wrong.expected, nft(right + 1));
    assert.notDeepEqual(wrong.expected, wrong.given);
  });

  it('says that there is no such draw, and what there is to see', async () => {
    const page = await open.visit({ path: '/draws/999' });
    await page.getByText('There is no such draw').waitFor();
    await page.getByRole('link', { name: 'See all draws' }).click();
    await page.getByRole('list', { name: 'Draws' }).getByRole('link', { name: 'Draw 1' }).waitFor();
  });
});
