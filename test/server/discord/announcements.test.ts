import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { eq } from 'drizzle-orm';
import type { PlaygroundMessage } from '../../../bot/api/playground.ts';
import { outbox, posts } from '../../../bot/db/schema.ts';
import { CHANNELS, USERS } from '../../../bot/local-discord/seed.ts';
import { type Actor, actor } from '../../support/local-discord.ts';
import { type Stack, startStack } from '../../support/stack.ts';
import { balanceOf, eventually, isEphemeral, makeAdmin, ONE, refusal, until, words } from './support.ts';

const { general, staff, tradingFloor } = CHANNELS;
/** Added to the server's clock. */
let ahead = 0;
const clock = () => Date.now() + ahead;
let stack: Stack;
let carol: Actor;
let bob: Actor;
let alice: Actor;

/** The bot's message in a channel that says this. */
const posted = (who: Actor, channel: string, saying: RegExp) =>
  who.waitForMessage((message) => message.channel_id === channel && saying.test(words(message)));
const reply = async (who: Actor, name: string, options: Record<string, string> = {}, channel: string = general) =>
  (await who.command(channel, name, options)).reply();
const answer = async (...given: Parameters<typeof reply>) => words(await reply(...given));
const grab = async (who: Actor, message: PlaygroundMessage) => (await who.click(message, 'Grab')).reply();

before(async () => {
  stack = await startStack({ clock });
  const sit = (user: string) => actor(stack.discord.url, user, 60_000);
  [carol, bob, alice] = await Promise.all([sit(USERS.carol), sit(USERS.bob), sit(USERS.alice)]);
  await makeAdmin(stack, stack.lounge.token, USERS.carol);
  await stack.server.indexer.caughtUp();
});
after(async () => {
  for (const who of [carol, bob, alice]) await who?.close();
  await stack?.close();
});
afterEach(() => {
  for (const who of [carol, bob, alice]) who.forget();
});

test('what staff do is written into the log, each thing once, and members do not see it', async () => {
  assert.match(
    await answer(carol, 'config channel', { place: 'log', channel: staff }),
    /Log of what happens: posted in/,
  );
  await posted(carol, staff, /⚙️ <@\d+> set the channel for “Log of what happens”: <#\d+>/);
  const given = await reply(carol, 'award', { member: USERS.bob, amount: '3', reason: 'Kind' });
  await until(carol, given, /Confirmed/);
  const line = await posted(carol, staff, /awarded/);
  assert.match(words(line), /^<t:\d+:t> 🏅 <@\d+> awarded \*\*3 BROski\$\*\* to <@\d+>$/m);
  assert.equal(line.mentions.length, 0, 'nobody is called by it');
  assert.ok(!bob.events.some((event) => event.t === 'message' && event.message.channel_id === staff));
});

test('a drop pays each of the first members once, and its message counts down to the end', async () => {
  const held = await balanceOf(stack, stack.lounge.token, USERS.bob);
  assert.match(await refusal(await carol.command(general, 'drop', { amount: '2', members: '0' })), /1 to 500 members/);
  assert.match(await refusal(await carol.command(general, 'drop', { amount: '9000000', members: '2' })), /today/);
  const made = await answer(carol, 'drop', { amount: '2', members: '2', message: 'Quick!' }, tradingFloor);
  assert.match(made, /Dropped \*\*2 BROski\$\*\* for each of 2 members in <#\d+>, until <t:\d+:R>/);
  const drop = await posted(bob, tradingFloor, /A drop!/);
  assert.match(words(drop), /each of the first 2 members who grab it, from <@\d+>\.\n> Quick!\n\*\*2\*\* of 2 left/);

  assert.match(await refusal(await carol.click(drop, 'Grab')), /your own drop/);
  const taken = await grab(bob, drop);
  assert.ok(isEphemeral(taken));
  assert.match(words(await until(bob, taken, /Confirmed/)), /You grabbed \*\*2 BROski\$\*\*\.\nNew balance/);
  await until(bob, drop, /\*\*1\*\* of 2 left/);
  assert.match(await refusal(await bob.click(drop, 'Grab')), /have your part already/);
  const [second] = await Promise.all([grab(alice, drop), until(bob, drop, /All of it is taken/)]);
  await until(alice, second, /Confirmed/);
  const over = await until(bob, drop, /All of it is taken\.\nGrabbed by <@\d+> <@\d+>/);
  assert.doesNotMatch(JSON.stringify(over.components), /"Grab"/);
  assert.equal(await balanceOf(stack, stack.lounge.token, USERS.bob), held + 2n * ONE);
  assert.equal(await balanceOf(stack, stack.lounge.token, USERS.alice), 2n * ONE);
  const awards = await stack.database.db.select().from(outbox).where(eq(outbox.verb, 'award'));
  assert.equal(awards.length, 3, 'the one of before, and one for each');
});

test('a drop that nobody takes ends by its time', async () => {
  await answer(carol, 'drop', { amount: '1', members: '3', minutes: '5' }, tradingFloor);
  const drop = await posted(bob, tradingFloor, /\*\*3\*\* of 3 left/);
  ahead += 6 * 60_000;
  assert.match(await refusal(await bob.click(drop, 'Grab')), /is over/);
  await stack.control.mine({ blocks: 1 });
  await until(bob, drop, /It ended <t:\d+:R>: 0 of 3 were taken/);
  await eventually(stack, 'closed', async () => {
    const rows = await stack.database.db.select().from(posts).where(eq(posts.kind, 'drop'));
    return rows.every(({ state }) => state === 'closed');
  });
});
