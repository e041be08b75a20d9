/** What a wallet holder can earn by: achievements and tasks, in a real browser on the whole product. */
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { achievementsAbi, tasksAbi } from '@guildmint/contracts/abi.ts';
import { eq } from 'drizzle-orm';
import type { Browser } from 'playwright-core';
import { type Address, keccak256, stringToHex } from 'viem';
import { proofFiles, texts } from '../../../bot/db/schema.ts';
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
  const text = 'Water the plants\nGarden\nAll of them, twice.';
  const hash = keccak256(stringToHex(text));
  await stack.database.db.insert(texts).values({ hash, salt: hash, text });
  await people.createTask(accounts[11]!, hash);
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

describe('Holder: tasks', () => {
  const claimOf = (claim: bigint) =>
    stack.client.readContract({
      address: stack.deployment.tasks,
      abi: tasksAbi,
      functionName: 'claimOf',
      args: [people.token, claim],
    });

  it('claims, hands in words and files that reviewers can read, hands in again after a rejection, and sees itself paid', async () => {
    const page = await open.connected({ path: '/tasks' });
    await page.getByRole('link', { name: 'Water the plants' }).click();
    await page.getByRole('heading', { level: 1, name: 'Water the plants' }).waitFor();
    await page.getByText('All of them, twice.').waitFor();
    await page.getByRole('button', { name: 'Claim this task' }).click();
    const own = page.getByRole('region', { name: 'Your claim' });
    await own.getByText('Claimed by you').waitFor();
    const submit = own.getByRole('button', { name: 'Hand it in' });
    assert.equal(await submit.getAttribute('aria-disabled'), 'true');

    const proof = own.getByRole('textbox', { name: 'Proof' });
    await proof.fill('Watered on Monday.');
    const picture = { name: 'The plants!.png', mimeType: 'image/png', buffer: Buffer.from('green') };
    const notes = { ...picture, name: 'notes.txt', mimeType: 'text/plain' };
    const files = own.getByLabel('Add files');
    await files.setInputFiles([picture, notes]);
    await own.getByRole('button', { name: 'Remove 2-notes.txt' }).click();
    await files.setInputFiles({ ...notes, buffer: Buffer.alloc(9 * 1024 * 1024) });
    await own.getByText('These files are more than 8 MB together').waitFor();
    await page.reload();
    assert.equal(await proof.inputValue(), 'Watered on Monday.');
    await own.getByRole('button', { name: 'Remove 1-The-plants-.png' }).waitFor();
    await submit.click();
    await own.getByText('Your reviewers can read it now.').waitFor();
    const { proofHash } = await claimOf(1n);
    const { db } = stack.database;
    const kept = await db.select().from(texts).where(eq(texts.hash, proofHash));
    assert.match(kept[0]?.text ?? '', /^Watered on Monday\.\n📎 1-The-plants-\.png · 5 bytes · sha256:[0-9a-f]{64}$/);
    const [file] = await db.select().from(proofFiles).where(eq(proofFiles.proofHash, proofHash));
    assert.deepEqual([file?.type, file?.bytes.toString()], ['image/png', 'green']);

    await people.reviewTask(accounts[11]!, 1n, false);
    await own.getByText('Rejected', { exact: true }).waitFor();
    await proof.fill('Watered on Monday and Tuesday.');
    await submit.click();
    await own.getByText('In review').waitFor();
    await people.reviewTask(accounts[11]!, 1n, true);
    await own.getByText('Accepted and paid').waitFor();
  });

  it('gives a claim up again, and keeps its creator from it', async () => {
    const page = await open.connected({ path: '/tasks/1', account: 12 });
    await page.getByRole('button', { name: 'Claim this task' }).click();
    const own = page.getByRole('region', { name: 'Your claim' });
    await own.getByText('Give it up').first().click();
    await own.getByRole('button', { name: 'Give it up' }).click();
    await own.getByText('Given up', { exact: true }).waitFor();

    const creators = await open.connected({ path: '/tasks/1', account: 11 });
    await creators.getByText('This task is your own: others do it.').waitFor();
  });

  it('keeps no words but those whose hash the claim bears on-chain', async () => {
    const answer = await fetch(`${stack.server.url}/api/${people.token}/claims/1/proof`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ salt: `0x${'00'.repeat(32)}`, text: 'Something else.' }),
    });
    assert.equal(answer.status, 400);
    assert.match(await answer.text(), /TasksOtherProof/);
  });

  it('says what is missing: no wallet, no open task, no such task', async () => {
    const page = await open.visit({ path: '/tasks?show=mine' });
    await page.getByText('Connect to see what you claimed').waitFor();
    await page.goto(`${stack.server.url}/c/${people.token}/tasks/99`);
    await page.getByText('There is no such task').waitFor();
  });
});
