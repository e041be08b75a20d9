import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { eq } from 'drizzle-orm';
import { type Address, createWalletClient, http } from 'viem';
import { hardhat } from 'viem/chains';
import { guilds } from '../../../bot/db/schema.ts';
import { CHANNELS, USERS } from '../../../bot/local-discord/seed.ts';
import { createCommunity } from '../../../scripts/deploy/community.ts';
import { readPreset } from '../../../scripts/deploy/preset.ts';
import { type Actor, actor } from '../../support/local-discord.ts';
import { type Stack, startStack } from '../../support/stack.ts';
import { balanceOf, makeAdmin, ONE, refusal, until, words } from './support.ts';

const { general } = CHANNELS;
let stack: Stack;
let token: Address;
let carol: Actor;
let bob: Actor;
const funds = () => balanceOf(stack, token, USERS.bob);
const award = (amount: string, reason = 'You helped') =>
  carol.command(general, 'award', { member: USERS.bob, amount, reason });

before(async () => {
  stack = await startStack();
  // Neither demo community lets its staff take anything.
  const { client, wallet, deployment, lounge } = stack;
  const [, account] = await wallet.getAddresses();
  const owner = createWalletClient({ account: account!, chain: hardhat, transport: http(stack.chain.url) });
  token = await createCommunity(client, owner, deployment, readPreset('securechat'));
  await stack.database.db.update(guilds).set({ token }).where(eq(guilds.id, lounge.guildId));
  await stack.restart();
  const sit = (user: string) => actor(stack.discord.url, user, 60_000);
  [carol, bob] = await Promise.all([sit(USERS.carol), sit(USERS.bob)]);
});
after(async () => {
  await carol?.close();
  await bob?.close();
  await stack?.close();
});
afterEach(() => {
  carol.forget();
  bob.forget();
});

test('Discord’s permission shows the command; the community’s own role decides', async () => {
  assert.match(await refusal(await award('5')), /^Only an admin of this community may do this/);
  const typed = await bob.say(general, `!award <@${USERS.bob}> 5`);
  const refused = await bob.waitForMessage((message) => message.message_reference?.message_id === typed.id);
  assert.match(words(refused), /for the staff/);

  await makeAdmin(stack, token, USERS.carol);
});

test('an award is paid, told to everybody with its reason, and stands in the history', async () => {
  const told = await (await award('25')).reply();
  assert.match(words(await until(carol, told, /Confirmed/)), /<@\d+> received \*\*25 SCT\*\*\.\n> You helped/);
  const news = await bob.waitForMessage((message) => /An award!/.test(words(message)));
  assert.match(words(news), /<@\d+> received \*\*25 SCT\*\* from the staff\.\n> You helped/);
  assert.deepEqual(
    news.mentions.map((user) => user.id),
    [USERS.bob],
  );
  assert.equal(await funds(), 25n * ONE);
  await stack.server.indexer.caughtUp();
  assert.match(words(await (await bob.command(general, 'history')).reply()), /\+25 SCT\*\* · Award/);
});

test('what nobody can give is refused in words', async () => {
  assert.match(await refusal(await award('0')), /more than zero/);
  assert.match(await refusal(await award('9000000')), /today/);
  assert.match(await refusal(await award('five')), /is not an amount/);
  assert.equal(await funds(), 25n * ONE);
});

test('a balance is lowered to a figure, and never raised by it', async () => {
  const lower = (amount: string) =>
    carol.command(general, 'deduct', { member: USERS.bob, amount, how: 'to', reason: 'A mistake' });
  assert.match(await refusal(await lower('30')), /The balance is 25 SCT already: choose a lower one/);
  const asked = await (await lower('20')).reply();
  assert.match(words(await until(carol, asked, /Confirmed/)), /\*\*5 SCT\*\* were taken from <@\d+>\.\n> A mistake/);
  assert.equal(await funds(), 20n * ONE);
  const all = await (await lower('0')).reply();
  assert.match(words(await until(carol, all, /Confirmed/)), /\*\*20 SCT\*\* were taken/);
  const back = await (await award('20')).reply();
  await until(carol, back, /Confirmed/);
});

test('a deduction takes what there is at most, where the community may take at all', async () => {
  const taken = await (
    await carol.command(general, 'deduct', { member: USERS.bob, amount: '40', reason: 'Spam' })
  ).reply();
  assert.match(words(await until(carol, taken, /Confirmed/)), /\*\*20 SCT\*\* were taken from <@\d+>\.\n> Spam/);
  assert.equal(await funds(), 0n);
});
