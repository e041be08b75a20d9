import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { earningsAbi } from '@guildmint/contracts/abi.ts';
import { eq } from 'drizzle-orm';
import type { PlaygroundMessage } from '../../../bot/api/playground.ts';
import { alerts, outbox, posts } from '../../../bot/db/schema.ts';
import { CHANNELS, GUILDS, LOCAL_DISCORD_TOKEN, ROLES, USERS } from '../../../bot/local-discord/seed.ts';
import { getClaims, getTasks } from '../../../bot/operations/getTasks.ts';
import { type Actor, actor } from '../../support/local-discord.ts';
import { shopping } from '../../support/shopping.ts';
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
  assert.match(made, /Dropped \*\*2 BROski\$\*\* for each of 2 members in <#\d+>, until <t:\d+:t>/);
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
  assert.match(await answer(carol, 'sync show'), /Drops: 1 over/);
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

const embedsOf = (message: PlaygroundMessage) =>
  message.embeds.map(({ title, description, color, image, footer }) => ({
    ...{ title, description, color, image: image?.url, footer: footer?.text },
  }));

test('an announcement is posted at once, pinned where that was asked for, and calls nobody', async () => {
  const text = `Party tonight, <@${USERS.bob}> and @everyone!`;
  const told = await answer(carol, 'announce post', { text, channel: tradingFloor, pin: 'yes' });
  assert.match(told, /Announcement #1 is being posted in <#\d+>/);
  const message = await posted(bob, tradingFloor, /Party tonight/);
  assert.equal(message.content, text);
  assert.deepEqual([message.mentions, message.mention_everyone, message.mention_roles], [[], false, []]);
  await bob.waitForMessage(({ id, pinned }) => id === message.id && pinned === true);
  assert.match(await answer(carol, 'announce list'), /`#1` <#\d+> · Party tonight.*\n-# posted on <t:\d+:F> · 📌/);

  assert.match(await answer(carol, 'announce unpin', { number: '1' }), /no longer pinned/);
  await bob.waitForMessage(({ id, pinned }) => id === message.id && pinned === false);
  const form = await (await carol.command(general, 'announce edit', { number: '#1' })).modal();
  const sent = await carol.submitModal(form, { text: 'Party tomorrow!', title: '', colour: '', image: '', footer: '' });
  assert.match(words(await sent.reply()), /says that now/);
  await until(bob, message, /Party tomorrow/);
  assert.match(await answer(carol, 'announce delete', { number: '1' }), /is gone/);
  assert.ok(!(await bob.state()).messages[tradingFloor]?.some(({ id }) => id === message.id));
  assert.match(await refusal(await carol.command(general, 'announce pin', { number: '1' })), /no such announcement/);
});

test('a planned one comes at its time in the server’s zone, once, also after a restart', async () => {
  const zone = await answer(carol, 'announce zone', { zone: 'Asia/Tokyo' });
  assert.match(zone, /Times are written in Asia\/Tokyo/);
  assert.match(
    await refusal(await carol.command(general, 'announce zone', { zone: 'Mars/Base' })),
    /no such time zone/,
  );
  const wrong = async (when: string) => refusal(await carol.command(general, 'announce post', { text: 'x', when }));
  assert.match(await wrong('soon'), /“soon” is no time/);
  assert.match(await wrong('2020-02-30 18:00'), /is no time/);
  assert.match(await wrong('2020-02-20 18:00'), /is over already/);

  const at = Temporal.Instant.fromEpochMilliseconds(clock() + 7_200_000).toZonedDateTimeISO('Asia/Tokyo');
  const when = `${at.toPlainDate()} ${at.toPlainTime().toString().slice(0, 5)}`;
  const told = await answer(carol, 'announce post', { text: 'The shop opens', channel: tradingFloor, when });
  const seconds = Math.floor(at.epochMilliseconds / 60_000) * 60;
  assert.ok(told.includes(`on <t:${seconds}:F> (<t:${seconds}:R>)`), told);
  await answer(carol, 'announce post', { text: 'Called off', channel: tradingFloor, when: 'in 3 h' });
  assert.match(await answer(carol, 'announce list'), /`#2` .*The shop opens\n-# planned for.*\n`#3`/);
  await answer(carol, 'announce delete', { number: '3' });
  await stack.restart();
  ahead += 4 * 3_600_000;
  await stack.control.mine({ blocks: 1 });
  await posted(bob, tradingFloor, /The shop opens/);
  const shown = (await bob.state()).messages[tradingFloor] ?? [];
  assert.equal(shown.filter(({ content }) => content === 'The shop opens').length, 1);
  assert.ok(!shown.some(({ content }) => content === 'Called off'));
});

test('an embed is written in a form, seen by its writer alone, posted once, and kept as a template', async () => {
  const written = { title: 'News', text: 'The **shop** is open', colour: 'blue', image: '', footer: 'The staff' };
  const build = await (await carol.command(general, 'embed build', { channel: tradingFloor })).modal();
  const wrong = await (await carol.submitModal(build, { ...written, image: 'http://example.org/a.png' })).reply();
  assert.match(words(wrong), /begin with https/);
  const second = await (await carol.click(wrong, 'Change')).modal();
  assert.match(JSON.stringify(second), /The \*\*shop\*\* is open/, 'what was right is still there');
  const strange = await (await carol.submitModal(second, { ...written, colour: 'mauve-ish' })).reply();
  assert.match(words(strange), /is no colour/);
  const third = await (await carol.click(strange, 'Change')).modal();
  const image = 'https://example.org/a.png';
  const preview = await (await carol.submitModal(third, { ...written, image })).reply();
  assert.ok(isEphemeral(preview));
  assert.match(words(preview), /Only you see this: announcement #4, for <#\d+>/);
  const shown = { title: 'News', description: 'The **shop** is open', color: 0x3498db, image, footer: 'The staff' };
  assert.deepEqual(embedsOf(preview), [shown]);

  assert.match(words(await (await carol.click(preview, 'Post')).reply()), /is being posted/);
  const message = await bob.waitForMessage(
    ({ channel_id, embeds }) => channel_id === tradingFloor && embeds[0]?.title === 'News',
  );
  assert.deepEqual(embedsOf(message), [shown]);
  assert.match(await refusal(await carol.click(preview, 'Post')), /posted already/);

  assert.match(await answer(carol, 'embed save', { number: '4', template: 'Weekly' }), /“weekly” is kept/);
  const again = await (await carol.command(general, 'embed build', { template: 'weekly' })).modal();
  assert.match(JSON.stringify(again), /The \*\*shop\*\* is open/);
  assert.match(await answer(carol, 'embed forget', { template: 'weekly' }), /is gone/);
  const refused = await carol.command(general, 'embed build', { template: 'weekly' });
  assert.match(await refusal(refused), /no such template/);
});

test('what is new in the shop is told every six hours, once, with the role that the staff chose; nothing new is not', async () => {
  const shop = await shopping(stack);
  const { db } = stack.database;
  const look = async () => (await db.select().from(alerts).where(eq(alerts.token, shop.token)))[0];
  await answer(carol, 'config channel', { place: 'alerts', channel: tradingFloor });
  // Discord lets bots call only roles that everybody may mention.
  const role = `${stack.discord.url}/api/v10/guilds/${GUILDS.lounge}/roles/${ROLES.loungeVip}`;
  const headers = { authorization: `Bot ${LOCAL_DISCORD_TOKEN}`, 'content-type': 'application/json' };
  await fetch(role, { method: 'PATCH', headers, body: JSON.stringify({ mentionable: true }) });
  await eventually(stack, 'what is there is known', async () => (await look()) !== undefined);
  const told = async () =>
    ((await bob.state()).messages[tradingFloor] ?? []).filter((message) => /New in the shop/.test(words(message)));
  /** Resolves once the shop was looked at again. */
  const later = async () => {
    const before = (await look())!.at.getTime();
    ahead += 6 * 3_600_000 + 1_000;
    await stack.control.mine({ blocks: 1 });
    await eventually(stack, 'looked at', async () => (await look())!.at.getTime() > before);
  };
  await later();
  assert.equal((await told()).length, 0);

  assert.match(await refusal(await carol.command(general, 'alerts', { hours: '200' })), /from 1 to 168/);
  assert.match(await answer(carol, 'alerts', { hours: '6', role: ROLES.loungeVip }), /every 6 h .* called: <@&\d+>/);
  await shop.add({ key: 'hat', name: 'Straw hat' });
  const now = Math.floor(clock() / 1000);
  const sale = { saleOpens: now - 60, saleCloses: now + 86_400, salePrice: 5n * ONE };
  await shop.edit('lucky_badge', sale);
  await stack.server.indexer.caughtUp();
  await later();
  const [message, ...more] = await told();
  assert.equal(more.length, 0);
  assert.match(
    words(message!),
    /Flash sales\*\*\n🍀 \*\*Lucky badge\*\* · \*\*5 BROski\$\*\* ~~20 BROski\$~~ · ends <t:/,
  );
  assert.match(words(message!), /New items\*\*\n\*\*Straw hat\*\* · 20 BROski\$/);
  assert.deepEqual(message!.mention_roles, [ROLES.loungeVip]);
  await stack.restart();
  await later();
  assert.equal((await told()).length, 1);
  assert.match(await answer(carol, 'alerts', { hours: 'off', calls: 'nobody' }), /never .* called: nobody/);
});

test('a season is announced when it begins and when it is over', async () => {
  const [, owner] = await stack.wallet.getAddresses();
  const now = Math.floor(clock() / 1000);
  const call = { address: stack.deployment.earnings, abi: earningsAbi, functionName: 'setSeason' } as const;
  const args = [stack.lounge.token, 0n, { opens: now - 60, closes: now + 7_200, bps: 15_000 }] as const;
  const hash = await stack.wallet.writeContract({ ...call, args, account: owner! });
  await stack.client.waitForTransactionReceipt({ hash });
  const began = await posted(bob, tradingFloor, /A season begins!/);
  assert.match(words(began), new RegExp(`counts \\*\\*× 1\\.5\\*\\* until <t:${now + 7_200}:F>`));
  ahead += 3 * 3_600_000;
  await stack.control.mine({ blocks: 1 });
  await posted(bob, tradingFloor, /The season is over/);
});

test('a claim whose deadline passes without anything handed in is ended, and its place is free again', async () => {
  const { ctx } = stack.server;
  const { token } = stack.lounge;
  const options = { title: 'Rake leaves', reward: '1', hours: '72', pays: 'issued' };
  const question = await reply(carol, 'task create', options);
  await carol.click(question, 'Confirm');
  await until(carol, question, /Confirmed/);
  await stack.server.indexer.caughtUp();
  const [task] = await getTasks(ctx, { token, open: true });
  await until(bob, await reply(bob, 'claim', { task: `${task?.task}` }), /Confirmed/);
  await stack.control.increaseTime({ seconds: 73 * 3_600 });
  ahead += 73 * 3_600_000;
  await stack.control.mine({ blocks: 1 });
  await eventually(stack, 'ended', async () => {
    const [own] = await getClaims(ctx, { token, who: { userId: USERS.bob } });
    return own?.claim.state === 'expired' && own.task.expired === 1 && own.task.openClaims === 0;
  });
});
