import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, afterEach, before, test } from 'node:test';
import { and, eq, like } from 'drizzle-orm';
import type { PlaygroundMessage } from '../../../bot/api/playground.ts';
import { posts, texts } from '../../../bot/db/schema.ts';
import { CHANNELS, USERS } from '../../../bot/local-discord/seed.ts';
import { getTasks } from '../../../bot/operations/getTasks.ts';
import { setSettings } from '../../../bot/operations/settings.ts';
import { type Actor, actor } from '../../support/local-discord.ts';
import { type Stack, startStack } from '../../support/stack.ts';
import { balanceOf, eventually, isEphemeral, makeAdmin, ONE, refusal, until, words } from './support.ts';

let stack: Stack;
let carol: Actor;
let bob: Actor;
const { general, staff, tradingFloor } = CHANNELS;

const postOf = async (kind: 'task' | 'review', subject: number) =>
  (
    await stack.database.db
      .select()
      .from(posts)
      .where(and(eq(posts.kind, kind), eq(posts.subject, subject)))
  )[0];
const answer = async (who: Actor, name: string, options: Record<string, string> = {}) =>
  words(await (await who.command(general, name, options)).reply());
/** The bot's message in a channel that says this. */
const posted = (who: Actor, channel: string, saying: RegExp) =>
  who.waitForMessage((message) => message.channel_id === channel && saying.test(words(message)));
const confirm = async (who: Actor, question: PlaygroundMessage) => {
  await who.click(question, 'Confirm');
  return until(who, question, /Confirmed/);
};

/** Carol has a task put up that is paid by issuance. */
async function confirmTask(title: string, more: Record<string, string> = {}) {
  const options = { title, reward: '1', pays: 'issued', ...more };
  await confirm(carol, await (await carol.command(general, 'task create', options)).reply());
  await stack.server.indexer.caughtUp();
}
const lastTask = async () => (await getTasks(stack.server.ctx, { token: stack.lounge.token, open: true }))[0]?.task;

before(async () => {
  stack = await startStack();
  const sit = (user: string) => actor(stack.discord.url, user, 60_000);
  [carol, bob] = await Promise.all([sit(USERS.carol), sit(USERS.bob)]);
  await makeAdmin(stack, stack.lounge.token, USERS.carol);
  await stack.server.indexer.caughtUp();
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

test('staff choose where the bot posts, where it may write; members may not', async () => {
  assert.match(
    await answer(carol, 'config show'),
    /Tasks: nowhere\nSubmissions to review: nowhere\nItems: nowhere\nNews for the staff: <#/,
  );
  const choose = (place: string, channel: string) => answer(carol, 'config channel', { place, channel });
  assert.match(await choose('tasks', tradingFloor), new RegExp(`Tasks: posted in <#${tradingFloor}> from now on`));
  assert.match(await choose('reviews', staff), /Submissions to review: posted in/);
  assert.match(await answer(carol, 'config show'), new RegExp(`Tasks: <#${tradingFloor}>`));
  const typed = await bob.say(general, '!config');
  const refused = await bob.waitForMessage((message) => message.message_reference?.message_id === typed.id);
  assert.match(words(refused), /for the staff/);
});

test('a task is posted with its places, claimed under its message, reviewed under another, and both follow', async () => {
  const options = { title: 'Water the plants', reward: '5', slots: '2', pays: 'issued', reviewers: '1' };
  const question = await (await carol.command(general, 'task create', options)).reply();
  assert.match(words(question), /Put up now: nothing of yours: it is issued/);
  await confirm(carol, question);
  const post = await posted(bob, tradingFloor, /Water the plants/);
  assert.match(
    words(post),
    /📋 Water the plants\n\*\*5 BROski\$\*\* each · 2 of 2 free · with a proof\n-# `#1` · General · ends <t:\d+:R>/,
  );
  await eventually(stack, 'in step', async () => (await postOf('task', 1))?.state === 'synced');

  const claim = await (await bob.click(post, 'Claim')).reply();
  assert.ok(isEphemeral(claim));
  const claimed = await until(bob, claim, /Confirmed/);
  await until(bob, post, /1 of 2 free/);
  const form = await (await bob.click(claimed, 'Hand in')).modal();
  await bob.submitModal(form, { text: 'They are wet' });

  const waiting = await posted(carol, staff, /They are wet/);
  assert.match(words(waiting), /\*\*Water the plants\*\*\nClaim 1 by <@\d+> · 5 BROski\$/);
  const why = await (await carol.click(waiting, 'Reject')).modal();
  await carol.submitModal(why, { text: 'Not all of them' });
  await until(carol, waiting, /\*\*not accepted yet: hand in again\*\*\n> Not all of them/);
  await eventually(stack, 'closed', async () => (await postOf('review', 1))?.state === 'closed');

  await stack.server.indexer.caughtUp();
  await (await bob.command(general, 'task_submit', { claim: '1', proof: 'Now they are' })).reply();
  const again = await posted(carol, staff, /Now they are/);
  assert.notEqual(again.id, waiting.id);
  const accepting = await (await carol.click(again, 'Accept')).reply();
  assert.ok(isEphemeral(accepting));
  await until(carol, accepting, /received \*\*5 BROski\$\*\*/);
  await until(carol, again, /\*\*accepted and paid\*\*/);
  await until(bob, post, /1× done/);
  assert.equal(await balanceOf(stack, stack.lounge.token, USERS.bob), 5n * ONE);
});

test('a message that somebody deletes is posted again; one that is over is left alone', async () => {
  const first = await postOf('task', 1);
  const shown = (await bob.state()).messages[tradingFloor] ?? [];
  await carol.deleteMessage(shown.find(({ id }) => id === first?.messageId)!);
  const second = await posted(bob, tradingFloor, /Water the plants/);
  assert.notEqual(second.id, first?.messageId);

  const end = await (await carol.command(general, 'task cancel', { task: '1' })).reply();
  await confirm(carol, end);
  const over = await until(bob, second, /cancelled/);
  assert.doesNotMatch(JSON.stringify(over.components), /"Claim"/);
  await eventually(stack, 'closed', async () => (await postOf('task', 1))?.state === 'closed');
  assert.match(await refusal(await bob.command(general, 'claim', { task: '1' })), /was cancelled/);
});

test('where Discord refuses a message the staff are told once, and it appears in the channel that they choose then', async () => {
  const gone = '1150000000000000999';
  await setSettings(stack.server.ctx, { token: stack.lounge.token, change: { tasksChannelId: gone } });
  const question = await (
    await carol.command(general, 'task create', { title: 'Sweep', reward: '1', pays: 'issued' })
  ).reply();
  await confirm(carol, question);
  const told = await posted(carol, staff, /could not be posted/);
  assert.match(words(told), new RegExp(`could not write in <#${gone}> \\(Discord says: Unknown Channel\\)`));
  const post = await postOf('task', 2);
  assert.equal(post?.state, 'pending_sync');
  assert.ok(post.nextAt && post.nextAt.getTime() > stack.server.ctx.clock());
  await answer(carol, 'config channel', { place: 'tasks', channel: general });
  await posted(bob, general, /Sweep/);
  await eventually(stack, 'in step', async () => (await postOf('task', 2))?.state === 'synced');
});

test('items are posted with what is left of them; Buy asks whoever presses it, and the message counts on', async () => {
  await answer(carol, 'config channel', { place: 'items', channel: tradingFloor });
  const badge = await posted(bob, tradingFloor, /Lucky badge/);
  assert.match(words(badge), /🍀 \*\*Lucky badge\*\* · \*\*20 BROski\$\*\*\n-# .*`lucky_badge` · 500 left/);
  const given = await (await carol.command(general, 'award', { member: USERS.bob, amount: '30' })).reply();
  await until(carol, given, /Confirmed/);
  await stack.server.indexer.caughtUp();
  const question = await (await bob.click(badge, 'Buy')).reply();
  assert.ok(isEphemeral(question));
  assert.match(words(question), /Buy 🍀 \*\*Lucky badge\*\* for \*\*20 BROski\$\*\*\?/);
  await confirm(bob, question);
  await until(bob, badge, /499 left/);
});

test('in the language that the staff choose, what stands posted is said anew and typed commands are answered', async () => {
  const { messages } = await bob.state();
  const badge = messages[tradingFloor]!.find((message) => /Lucky badge/.test(words(message)))!;
  assert.match(await answer(carol, 'config language', { language: 'de' }), /in \*\*Deutsch\*\* from now on/);
  const anew = (saying: RegExp) =>
    bob.waitForMessage(({ id, ...message }) => id === badge.id && saying.test(JSON.stringify(message.components)));
  await anew(/"Kaufen"/);
  assert.match(await answer(carol, 'config show'), /\*\*Language\*\* · Deutsch/);
  const typed = await bob.say(general, '!balance');
  const told = await bob.waitForMessage((message) => message.message_reference?.message_id === typed.id);
  assert.match(words(told), /^### Kontostand/);
  assert.match(await answer(carol, 'config language'), /that Discord has for this server/);
  await anew(/"Buy"/);
});

test('files of a proof are kept, bound by their hashes, and shown to who reviews it', async () => {
  await confirmTask('Draw a cat');
  const number = await lastTask();
  const claimed = await (await bob.command(general, 'claim', { task: `${number}` })).reply();
  const claim = /`#(\d+)`/.exec(words(await until(bob, claimed, /Confirmed/)))?.[1] ?? '';
  const options = { claim, proof: 'See here', file1: '0', file2: '1' };
  const hand = (files: { filename: string; size: number }[]) =>
    bob.command(general, 'task_submit', options, undefined, files);
  const large = { filename: 'a.mov', size: 5 * 1024 * 1024 };
  assert.match(await refusal(await hand([large, large])), /more than 8 MB together/);
  const given = await (
    await hand([
      { filename: 'cat.png', size: 2_000 },
      { filename: 'my notes!.txt', size: 30 },
    ])
  ).reply();
  await until(bob, given, /Confirmed/);

  const message = await posted(carol, staff, /See here/);
  assert.match(words(message), /> See here\n> 📎 1-cat.png · 2000 bytes\n> 📎 2-my-notes-.txt · 30 bytes$/m);
  assert.deepEqual(
    message.attachments.map(({ filename, size }) => [filename, size]),
    [
      ['1-cat.png', 2_000],
      ['2-my-notes-.txt', 30],
    ],
  );
  const bytes = Buffer.from(await (await fetch(message.attachments[0]!.url)).arrayBuffer());
  const { db } = stack.database;
  const [proof] = await db.select({ text: texts.text }).from(texts).where(like(texts.text, '%1-cat.png%'));
  assert.ok(proof?.text.includes(`sha256:${createHash('sha256').update(bytes).digest('hex')}`));

  const page = await (await carol.command(general, 'review')).reply();
  const shown = await (await carol.click(page, 'Files (2)')).reply();
  assert.ok(isEphemeral(shown));
  assert.equal(shown.attachments.length, 2);
  await carol.click(message, 'Accept');
  const over = await until(carol, message, /\*\*accepted and paid\*\*/);
  assert.equal(over.attachments.length, 2, 'they stay where they were posted');
});

test('a task is changed for claims from now on, and its message follows', async () => {
  await confirmTask('Paint the fence');
  const task = `${await lastTask()}`;
  const post = await posted(bob, general, /Paint the fence/);
  const change = (options: Record<string, string>) => carol.command(general, 'task edit', { task, ...options });
  assert.match(await refusal(await change({})), /Nothing would change/);
  assert.match(await refusal(await change({ slots: 'unlimited' })), /others stay counted/);
  assert.match(await refusal(await change({ reviewers: '9' })), /1 to 5 reviewers/);
  assert.match(await refusal(await bob.command(general, 'task edit', { task, reward: '2' })), /[Oo]nly/);
  const question = await (await change({ title: 'Paint it green', reward: '2', slots: '3', hours: '24' })).reply();
  assert.match(words(question), /Change task #\d+, \*\*Paint the fence\*\*\?/);
  await confirm(carol, question);
  const shown = await until(bob, post, /Paint it green/);
  assert.match(words(shown), /\*\*2 BROski\$\*\* each · 3 of 3 free/);
});

test('where several reviewers must agree, the message counts them until there are enough', async () => {
  await using opened = new AsyncDisposableStack();
  const dave = opened.adopt(await actor(stack.discord.url, USERS.dave, 60_000), (who) => who.close());
  await makeAdmin(stack, stack.lounge.token, USERS.dave);
  await confirmTask('Mend the fence', { reviewers: '2' });
  const claimed = await (await bob.command(general, 'claim', { task: `${await lastTask()}` })).reply();
  const form = await (await bob.click(await until(bob, claimed, /Confirmed/), 'Hand in')).modal();
  await bob.submitModal(form, { text: 'It stands again' });

  const waiting = await posted(carol, staff, /It stands again/);
  assert.match(words(waiting), /\n-# 0 of 2 agree/);
  await until(carol, await (await carol.click(waiting, 'Accept')).reply(), /more reviewers must agree/);
  const counted = await until(carol, waiting, /\n-# 1 of 2 agree/);
  assert.match(JSON.stringify(counted.components), /"Accept"/, 'it waits for another');
  assert.match(await refusal(await carol.click(counted, 'Accept')), /reviewed this submission already/);
  await until(dave, await (await dave.click(counted, 'Accept')).reply(), /received \*\*1 BROski\$\*\*/);
  const over = await until(carol, waiting, /\n-# 2 of 2 agree[\s\S]*\*\*accepted and paid\*\*/);
  assert.doesNotMatch(JSON.stringify(over.components), /"Accept"/);
});
