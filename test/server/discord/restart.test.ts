import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { departures, replies } from '../../../bot/db/schema.ts';
import type { Pending } from '../../../bot/discord/replies/replies.ts';
import { openReplies } from '../../../bot/discord/replies/replies.ts';
import { systemTimers } from '../../../bot/discord/timers.ts';
import { CHANNELS, GUILDS, USERS } from '../../../bot/local-discord/seed.ts';
import { claimDaily } from '../../../bot/operations/claimDaily.ts';
import { noteDeparture } from '../../../bot/operations/departures.ts';
import { gift } from '../../../bot/operations/gift.ts';
import { setCeiling } from '../../../bot/operations/setCeiling.ts';
import { type Actor, actor } from '../../support/local-discord.ts';
import { type Stack, startStack } from '../../support/stack.ts';
import { balanceOf, eventually, ONE, until, words } from './support.ts';

const { general } = CHANNELS;
let stack: Stack;
let alice: Actor;

const place = { channelId: general, messageId: null, interactionToken: null, expiresAt: null, ephemeral: false };
const pending = (rest: Partial<Pending>): Pending => ({
  kind: 'claimDaily',
  asking: false,
  ephemeral: false,
  guildId: GUILDS.lounge,
  author: { id: USERS.alice, name: 'Alice', avatar: null, bot: false },
  locale: 'en-US',
  at: Date.now(),
  data: {},
  ...rest,
});

before(async () => {
  stack = await startStack();
  await stack.server.indexer.caughtUp();
  alice = await actor(stack.discord.url, USERS.alice, 60_000);
});
after(async () => {
  await alice?.close();
  await stack?.close();
});

test('what was submitted and not yet told is told after the restart', async () => {
  const { ctx } = stack.server;
  const id = 'claimed-before-the-crash';
  await ctx.db.insert(replies).values({ operation: id, ...place, model: pending({}) });
  await claimDaily(ctx, { id, token: stack.lounge.token, userId: USERS.alice });
  await stack.restart();
  const told = await alice.waitForMessage((message) => /You received \*\*10 BROski\$\*\*/.test(words(message)));
  assert.match(words(told), /Confirmed · Transaction/);
  await eventually(stack, 'done', async () => {
    const [row] = await stack.database.db.select().from(replies);
    return row?.doneAt != null;
  });
});

test('who left or came back while nobody was told of it is found out at the start', async () => {
  const { guildId, token } = stack.lounge;
  const { db } = stack.database;
  const gone = async () => (await db.select().from(departures)).map(({ userId }) => userId);
  const bob = await actor(stack.discord.url, USERS.bob, 60_000);
  await bob.say(general, 'hello');
  await eventually(stack, 'bob is known', async () => (await balanceOf(stack, token, USERS.bob)) > 0n);
  await bob.leaveGuild(guildId);
  // Whether this bot was told or not: the next was not, and nothing is written down.
  await stack.restart();
  await db.delete(departures);
  await stack.restart();
  await eventually(stack, 'bob is gone', async () => (await gone()).includes(USERS.bob));
  assert.deepEqual(await gone(), [USERS.bob]);

  await bob.act({ do: 'join_guild', guild_id: guildId });
  await stack.restart();
  await noteDeparture(stack.server.ctx, { token, userId: USERS.bob });
  await stack.restart();
  await eventually(stack, 'bob is back', async () => !(await gone()).includes(USERS.bob));
  await bob.close();
});

test('what was interrupted before it was submitted is told as not done', async () => {
  const minutesAgo = Date.now() - 120_000;
  const model = pending({ kind: 'graduate', at: minutesAgo });
  await stack.database.db.insert(replies).values({ operation: 'never-submitted', ...place, model });
  await stack.restart();
  const told = await alice.waitForMessage((message) => /interrupted before it was submitted/.test(words(message)));
  assert.match(words(told), /Not done/);
});

test('an answer that only its member saw, and nobody can edit any more, is followed by a line without figures', async () => {
  const { ctx } = stack.server;
  const id = 'limit-from-long-ago';
  const late = { ...place, interactionToken: 'expired', expiresAt: new Date(Date.now() - 1), messageId: '1' };
  const model = pending({ kind: 'setCeiling', ephemeral: true, data: { amount: `${100n * ONE}` } });
  await ctx.db.insert(replies).values({ operation: id, ...late, model });
  await setCeiling(ctx, { id, token: stack.lounge.token, userId: USERS.alice, ceiling: 100n * ONE });
  await stack.restart();
  const told = await alice.waitForMessage((message) => /is done: see `\/history`/.test(words(message)));
  assert.doesNotMatch(words(told), /BROski/);
  assert.deepEqual(
    told.mentions.map((user) => user.id),
    [USERS.alice],
  );
});

test('what the contracts refuse after all is told in words, with nothing changed', async () => {
  const { ctx } = stack.server;
  const { token } = stack.lounge;
  const id = 'more-than-there-is';
  const had = await balanceOf(stack, token, USERS.alice);
  const model = pending({ kind: 'gift', data: { to: USERS.bob, amount: `${40n * ONE}` } });
  await ctx.db.insert(replies).values({ operation: id, ...place, model });
  await gift(ctx, { id, token, from: USERS.alice, to: USERS.bob, amount: 40n * ONE });
  await stack.restart();
  const told = await alice.waitForMessage((message) => /Not done\nYou have/.test(words(message)));
  assert.match(words(told), /and need 40 BROski\$[\s\S]*Nothing was changed/);
  assert.equal(await balanceOf(stack, token, USERS.alice), had);
});

test('a question asked before the restart is answered after it, by button and by word', async () => {
  const asked = await (await alice.command(general, 'gift', { member: USERS.bob, amount: '2', message: 'hi' })).reply();
  const sent = await alice.say(general, `!gift <@${USERS.bob}> 3`);
  const typed = await alice.waitForMessage((message) => message.message_reference?.message_id === sent.id);
  await stack.restart();
  await alice.click(asked, 'Confirm');
  assert.match(words(await until(alice, asked, /Confirmed/)), /You gave \*\*2 BROski\$\*\*[\s\S]*> hi/);
  await alice.say(general, 'confirm');
  assert.match(words(await until(alice, typed, /Confirmed/)), /gave \*\*3 BROski\$\*\*/);
  assert.equal(await balanceOf(stack, stack.lounge.token, USERS.alice), 5n * ONE);
});

test('a question is answered once: confirmed or cancelled, never both', async () => {
  const { ctx } = stack.server;
  const finish = async () => assert.fail('nothing is told here');
  const open = openReplies({ ctx, timers: systemTimers, finish });
  const ask = (operation: string) => open.begin(ctx.db, operation, place, pending({ kind: 'gift', asking: true }));
  const used = { code: 'ButtonUsed' };

  await ask('first');
  await open.claim(ctx.db, 'first', place);
  await assert.rejects(open.claim(ctx.db, 'first', place), used);
  await assert.rejects(open.cancel('first'), used);

  await ask('second');
  await open.cancel('second');
  await assert.rejects(open.claim(ctx.db, 'second', place), used);
  await assert.rejects(open.cancel('second'), used);

  await assert.rejects(open.claim(ctx.db, 'never asked', place), used);
  await open.close();
});

test('a claim that does not come to be committed leaves the question open', async () => {
  const { ctx } = stack.server;
  const open = openReplies({ ctx, timers: systemTimers, finish: async () => undefined });
  await open.begin(ctx.db, 'third', place, pending({ kind: 'gift', asking: true }));
  const crash = new Error('crash');
  const half = ctx.db.transaction(async (tx) => {
    await open.claim(tx, 'third', place);
    throw crash;
  });
  await assert.rejects(half, crash);
  await open.claim(ctx.db, 'third', place);
  await open.close();
});
