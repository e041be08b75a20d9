import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { CHANNELS, USERS } from '../../../bot/local-discord/seed.ts';
import { type Actor, actor } from '../../support/local-discord.ts';
import { type Stack, startStack } from '../../support/stack.ts';
import { balanceOf, eventually, isEphemeral, ONE, refusal, until, words } from './support.ts';

let stack: Stack;
let alice: Actor;
let bob: Actor;
/** Added to the server's clock. */
let ahead = 0;

const clock = () => Date.now() + ahead;
const funds = (userId: string) => balanceOf(stack, stack.lounge.token, userId);
const { general } = CHANNELS;

before(async () => {
  stack = await startStack({ clock });
  await stack.server.indexer.caughtUp();
  alice = await actor(stack.discord.url, USERS.alice, 60_000);
  bob = await actor(stack.discord.url, USERS.bob, 60_000);
});
after(async () => {
  await alice?.close();
  await bob?.close();
  await stack?.close();
});

test('a member who never spoke has nothing, and is told so in private', async () => {
  const reply = await (await alice.command(general, 'balance')).reply();
  assert.ok(isEphemeral(reply));
  assert.match(words(reply), /Balance of Alice\n## 0 BROski\$/);
});

test('writing earns: the first message registers and pays, settled on-chain', async () => {
  await alice.say(general, 'hello everybody');
  await eventually(stack, 'registration 50 and message 1', async () => (await funds(USERS.alice)) === 51n * ONE);
});

test('the daily reward is submitted, confirmed with its transaction, and paid once a day', async () => {
  const reply = await (await alice.command(general, 'daily')).reply();
  assert.ok(!isEphemeral(reply));
  const confirmed = words(await until(alice, reply, /Confirmed/));
  assert.match(confirmed, /You received \*\*10 BROski\$\*\*/);
  assert.match(confirmed, /Streak \*\*1 day\*\* · next reward <t:\d+:R>/);
  assert.match(confirmed, /New balance \*\*61 BROski\$\*\*/);
  assert.match(confirmed, /Transaction `0x[\da-f]{6}…[\da-f]{6}` · block \d+/);
  assert.equal(await funds(USERS.alice), 61n * ONE);

  assert.match(
    await refusal(await alice.command(general, 'daily')),
    /^You have claimed today: the next daily reward opens <t:\d+:R>\.$/,
  );
  assert.equal(await funds(USERS.alice), 61n * ONE);
});

test('a gift by slash is asked about in private, confirmed by button and announced to all', async () => {
  const use = await alice.command(general, 'gift', { member: USERS.bob, amount: '2.5', message: 'for the cake' });
  const question = await use.reply();
  assert.ok(isEphemeral(question));
  assert.match(words(question), /Give \*\*2\.5 BROski\$\*\* to <@\d+>\?\n> for the cake/);
  assert.match(words(question), /Fee: none, it is sponsored\nBalance after: \*\*58\.5 BROski\$\*\*/);
  await alice.click(question, 'Confirm');
  assert.match(words(await until(alice, question, /Submitted/)), /are on their way/);
  const confirmed = words(await until(alice, question, /Confirmed/));
  assert.match(confirmed, /You gave \*\*2\.5 BROski\$\*\*[\s\S]*New balance \*\*58\.5 BROski\$\*\*/);
  const announcement = await bob.waitForMessage((message) => /A gift!/.test(words(message)));
  assert.match(
    words(announcement),
    /gave \*\*2\.5 BROski\$\*\*[\s\S]*> for the cake[\s\S]*\*\*0\.25 BROski\$\*\* on top/,
  );
  assert.deepEqual(
    announcement.mentions.map(({ id }) => id),
    [USERS.bob],
  );
  assert.equal(await funds(USERS.alice), (117n * ONE) / 2n);
  assert.equal(await funds(USERS.bob), (11n * ONE) / 4n);
});

test('sendbroski asks in the channel and takes the word CONFIRM', async () => {
  const sent = await alice.say(general, `!sendbroski <@${USERS.bob}> 10`);
  const question = await alice.waitForMessage((message) => message.message_reference?.message_id === sent.id);
  assert.match(words(question), /type CONFIRM/);
  await bob.say(general, 'nothing of mine to confirm here');
  await alice.say(general, 'CONFIRM');
  const confirmed = words(await until(alice, question, /Confirmed/));
  assert.match(confirmed, /A gift![\s\S]*gave \*\*10 BROski\$\*\*[\s\S]*\*\*1 BROski\$\*\* on top/);
  // The confirmation is the announcement; Bob is called to it, since an edit calls nobody.
  const ping = await bob.waitForMessage((message) => message.message_reference?.message_id === question.id);
  assert.equal(words(ping), `🎁 <@${USERS.bob}>, <@${USERS.alice}> sent you a gift.`);
  assert.deepEqual(
    ping.mentions.map(({ id }) => id),
    [USERS.bob],
  );
  await eventually(stack, 'Bob: 12.75, bonus 1, registration 50, message 1', async () => {
    return (await funds(USERS.bob)) === (255n * ONE) / 4n + ONE;
  });
  // Neither the command nor the word earned anything.
  assert.equal(await funds(USERS.alice), (97n * ONE) / 2n);
});

test('a command is answered though the receipt of its acknowledgement was lost', async () => {
  stack.discord.faults.inject({ loseNext: { route: 'POST /interactions/:interaction/:token/callback' } });
  assert.match(words(await (await alice.command(general, 'balance')).reply()), /Balance of Alice/);
});

test('a button of somebody else, a late one and a used one each get their sentence and change nothing', async () => {
  const sent = await alice.say(general, `!gift <@${USERS.bob}> 1`);
  const question = await alice.waitForMessage((message) => message.message_reference?.message_id === sent.id);
  const had = await funds(USERS.alice);
  assert.match(await refusal(await bob.click(question, 'Confirm')), /^This button belongs to somebody else/);

  ahead += 6 * 60_000;
  assert.match(
    await refusal(await alice.click(question, 'Confirm')),
    /^This button has expired and nothing was changed/,
  );
  ahead -= 6 * 60_000;
  assert.equal(await funds(USERS.alice), had);

  // Pressed twice before the message changes.
  const presses = await Promise.all([alice.click(question, 'Confirm'), alice.click(question, 'Confirm')]);
  await until(alice, question, /Confirmed/);
  const sentences = await alice.waitForEvent((event) => {
    const reply = event.t === 'message' && presses.some(({ id }) => event.message.interaction_metadata?.id === id);
    return reply && /did not work/.test(words(event.message)) ? words(event.message) : undefined;
  });
  assert.match(sentences, /This button was used already/);
  assert.equal(await funds(USERS.alice), had - ONE);
});

test('a cancelled gift changes nothing and has no buttons left', async () => {
  const had = await funds(USERS.alice);
  const question = await (await alice.command(general, 'gift', { member: USERS.bob, amount: '1' })).reply();
  await alice.click(question, 'Cancel');
  const cancelled = await until(alice, question, /Cancelled/);
  assert.match(words(cancelled), /Nothing was changed/);
  assert.doesNotMatch(JSON.stringify(cancelled.components), /custom_id/);
  assert.equal(await funds(USERS.alice), had);
});
