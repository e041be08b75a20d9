/** What members earn by what they do and by who notices it, and what earns nothing. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { CHANNELS, GUILDS, USERS } from '../../../bot/local-discord/seed.ts';
import { getProgress } from '../../../bot/operations/getProgress.ts';
import { setSettings } from '../../../bot/operations/settings.ts';
import { type Actor, actor } from '../../support/local-discord.ts';
import { type Stack, startStack } from '../../support/stack.ts';
import { balanceOf, eventually, isEphemeral, ONE, refusal, until, words } from './support.ts';

const { general, hangout, tradingFloor } = CHANNELS;
let stack: Stack;
let alice: Actor;
let bob: Actor;
let carol: Actor;
let dave: Actor;
/** Added to the server's clock. */
let ahead = 0;

const funds = (who: Actor) => balanceOf(stack, stack.lounge.token, who.userId);
const has = (who: Actor, tokens: bigint, why: string) =>
  eventually(stack, `${why}: ${tokens}`, async () => (await funds(who)) === tokens * ONE);
/** Settings are read anew after a while. */
async function choose(change: Parameters<typeof setSettings>[1]['change']) {
  await setSettings(stack.server.ctx, { token: stack.lounge.token, change });
  ahead += 20_000;
}

before(async () => {
  stack = await startStack({ clock: () => Date.now() + ahead });
  await stack.server.indexer.caughtUp();
  const sit = (userId: string) => actor(stack.discord.url, userId, 60_000);
  alice = await sit(USERS.alice);
  bob = await sit(USERS.bob);
  carol = await sit(USERS.carol);
  dave = await sit(USERS.dave);
  await choose({ popularReactors: 2, mediaAudience: 2, helpfulVotes: 2, voiceSeconds: 0 });
});
after(async () => {
  for (const who of [alice, bob, carol, dave]) await who?.close();
  await stack?.close();
});

test('a message is popular once enough others have reacted, its author not counted, and pays once', async () => {
  const message = await alice.say(general, 'who wants cake?');
  await has(alice, 51n, 'registration and message');
  await alice.react(message, '🎂');
  await bob.react(message, '🎂');
  await bob.react(message, '👍');
  await carol.react(message, '👍');
  await has(alice, 56n, 'popular');
  await dave.react(message, '👍');
  await alice.say(general, 'cake it is');
  await has(alice, 57n, 'a message and nothing else');
});

test('a file is seen by who reacts to it or answers it', async () => {
  const file = await alice.say(general, 'the cake', [{ filename: 'cake.png', size: 10 }]);
  await has(alice, 61n, 'message and file');
  await bob.say(general, 'looks good', [], file.id);
  await carol.react(file, '😋');
  await has(alice, 63n, 'media shared');
  await has(bob, 51n, 'an answer is a message');
});

test('enough votes make a message helpful; one vote each, and none for oneself or a bot', async () => {
  const message = await bob.say(general, 'the recipe is pinned in the kitchen');
  await has(bob, 52n, 'a message');
  const vote = (who: Actor, id = message.id) => who.command(general, 'Vote helpful', {}, id);
  assert.match(await refusal(await vote(bob)), /your own message/);
  const first = await (await vote(alice)).reply();
  assert.ok(isEphemeral(first));
  assert.match(words(first), /found Bob’s message helpful: 1 of 2 votes/);
  assert.match(await refusal(await vote(alice)), /You have voted/);
  assert.match(words(await (await vote(carol)).reply()), /2 votes reward it/);
  await has(bob, 62n, 'helpful');
  assert.match(await refusal(await vote(dave)), /found helpful already/);
  const posted = await (await alice.command(general, 'leaderboard')).reply();
  assert.match(await refusal(await vote(dave, posted.id)), /Only what a member wrote/);
});

test('what was just said earns nothing again, nor what is too short, excluded, or taken back', async () => {
  await alice.say(general, 'Good  morning');
  await alice.say(general, 'good morning ');
  await has(alice, 64n, 'once');
  await choose({
    messageLength: 4,
    earningRules: { channels: { [tradingFloor]: 0, [general]: 20_000 }, roles: {} },
  });
  await alice.say(general, 'ok!');
  await alice.say(tradingFloor, 'nobody is paid for this');
  const regretted = await alice.say(general, 'this is worth double');
  await has(alice, 66n, 'two');
  await alice.deleteMessage(regretted);
  await alice.say(general, 'this makes up for it');
  await alice.say(general, 'and this is paid again');
  await has(alice, 68n, 'two more, not four');
  await choose({ messageLength: 0, earningRules: { channels: {}, roles: {} } });
});

test('who stays in a voice channel has joined it, once a day', async () => {
  await bob.joinVoice(hangout);
  await has(bob, 67n, 'joined');
  await bob.leaveVoice(GUILDS.lounge);
  await bob.joinVoice(hangout);
  await bob.say(general, 'am I heard?');
  await has(bob, 68n, 'the message only');
  await choose({ voiceSeconds: 3_600 });
  await dave.joinVoice(hangout);
  await dave.say(general, 'just passing');
  await has(dave, 51n, 'registration and message, no room');
});

test('who creates a channel has created a room, and moderating counts once a day', async () => {
  await carol.openChannel(GUILDS.lounge, 'Cake lovers');
  await has(carol, 65n, 'registration and channel');
  const rude = await bob.say(general, 'nobody likes your cake');
  const ruder = await bob.say(general, 'nor your tea');
  for (const message of [rude, ruder]) await carol.deleteMessage(message);
  const by = { token: stack.lounge.token, userId: USERS.carol };
  const moderated = async () => (await getProgress(stack.server.ctx, by)).counts[7];
  await eventually(stack, 'counted', async () => (await moderated()) === 1);
});

test('who writes what another wrote is shown to the staff, who may hold earning, pay it or have it forgotten', async () => {
  const texts = [
    'Free coins for everybody who follows this channel right now',
    'Meet me tonight where the old harbour lights are burning',
    'Seven wizards juggle quick brown foxes over lazy dogs',
  ];
  await has(dave, 51n, 'before');
  for (const text of texts) await bob.say(general, text);
  for (const text of texts) await dave.say(general, text);
  await has(dave, 54n, 'nothing is refused by itself');
  const notice = await carol.waitForMessage((message) => /signs? of abuse waits?/.test(words(message)));
  assert.equal(notice.channel_id, CHANNELS.staff);
  // Two arise, one a moment before the other; the staff is told at most once an hour.
  assert.match(words(notice), /(1 sign of abuse waits|2 signs of abuse wait) for your decision/);

  await assert.rejects(alice.command(general, 'signals'), /There is no command "signals"/);
  const list = await (await carol.command(general, 'signals')).reply();
  assert.ok(isEphemeral(list));
  assert.match(words(list), /Writes what <@\d+> wrote as well, 3 times\.[\s\S]*1–1 of 2/);
  const page = (who: Actor, more = '') => until(carol, list, new RegExp(`## <@${who.userId}>${more}`));
  // Of two signs at once either stands first.
  if (!words(list).includes(`## <@${dave.userId}>`)) await carol.click(list, '▶');
  await carol.click(await page(dave), 'Hold earning');
  const held = await page(dave, '\\n⏸️ Earning is held since');
  await dave.say(general, 'am I still paid for this?');
  await bob.say(general, 'I am');
  await has(bob, 72n, 'others are paid');
  assert.equal(await funds(dave), 54n * ONE);

  carol.forget();
  await carol.click(held, 'Release and pay');
  await has(dave, 55n, 'what waited is settled');
  const last = await page(bob);
  assert.match(words(last), /3 times/);
  await carol.click(last, 'Fine');
  await until(carol, list, /Nothing looks like abuse/);
});
