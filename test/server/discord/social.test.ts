import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { giftsAbi, marketAbi } from '@guildmint/contracts/abi.ts';
import { eq } from 'drizzle-orm';
import type { Address, Hex } from 'viem';
import type { PlaygroundMessage } from '../../../bot/api/playground.ts';
import { links } from '../../../bot/db/schema.ts';
import { CHANNELS, USERS } from '../../../bot/local-discord/seed.ts';
import { setSettings } from '../../../bot/operations/settings.ts';
import { holding } from '../../support/holding.ts';
import { type Actor, actor } from '../../support/local-discord.ts';
import { PIN, withPin } from '../../support/pin.ts';
import { shopping } from '../../support/shopping.ts';
import { type Stack, startStack } from '../../support/stack.ts';
import { balanceOf, eventually, isEphemeral, ONE, refusal, until, words } from './support.ts';

const { general } = CHANNELS;
/** Milliseconds by which server and chain are ahead. */
let ahead = 0;
let stack: Stack;
let alice: Actor;
let bob: Actor;
let carol: Actor;
let shop: Awaited<ReturnType<typeof shopping>>;

const everybody = () => [alice, bob, carol];
const funds = (who: Actor) => balanceOf(stack, stack.lounge.token, who.userId);
const shown = async (who: Actor, name: string, options: Record<string, string> = {}) =>
  (await who.command(general, name, options)).reply();
/** What a message says once its operation is confirmed. */
async function confirmed(who: Actor, message: PlaygroundMessage) {
  const newest = await until(who, message, /Confirmed/);
  await stack.server.indexer.caughtUp();
  return newest;
}
/** Presses Confirm under a question. */
async function agree(who: Actor, question: PlaygroundMessage) {
  await who.click(question, 'Confirm');
  return confirmed(who, question);
}

before(async () => {
  stack = await startStack({ clock: () => Date.now() + ahead });
  const sit = (user: string) => actor(stack.discord.url, user, 60_000);
  [alice, bob, carol] = await Promise.all([sit(USERS.alice), sit(USERS.bob), sit(USERS.carol)]);
  await stack.server.indexer.caughtUp();
  shop = await shopping(stack);
  for (const who of everybody()) await who.say(general, 'hello');
  await eventually(stack, '51 earned each', async () =>
    (await Promise.all(everybody().map(funds))).every((amount) => amount === 51n * ONE),
  );
});
after(async () => {
  for (const who of everybody()) await who?.close();
  await stack?.close();
});
afterEach(() => {
  for (const who of everybody()) who.forget();
});

test('a market without listings says how to make one, and refuses what cannot be listed', async () => {
  assert.match(words(await shown(alice, 'market browse')), /Nobody sells anything right now: offer something/);
  assert.match(words(await shown(alice, 'market mine')), /You sell nothing right now/);
  const refused = async (options: Record<string, string>) =>
    refusal(await alice.command(general, 'market list', { item: 'lucky_badge', price: '5', ...options }));
  assert.match(await refused({}), /only 0/);
  assert.match(await refused({ item: 'vip_role' }), /stays with|cannot be sold/i);
  assert.match(await refused({ item: 'nonsense' }), /no item “nonsense”/);
  assert.match(await refused({ price: '0' }), /more than zero/);
  assert.match(await refused({ quantity: '0' }), /whole number from 1 to 65535/);
  assert.match(await refused({ days: '31' }), /whole number from 1 to 30/);
  assert.match(await refusal(await bob.command(general, 'market buy', { listing: '9' })), /This listing is over/);
  assert.match(await refusal(await bob.command(general, 'market buy', { listing: 'x' })), /^Give the listing’s number/);
  assert.match(await refusal(await bob.command(general, 'market cancel', { listing: '9' })), /This listing is over/);
});

test('a receipt is listed, browsed, bought with price, fee and balance after, and withdrawn', async () => {
  const [, owner] = await stack.wallet.getAddresses();
  const fee = { address: stack.deployment.market, abi: marketAbi, functionName: 'setFee' } as const;
  const hash = await stack.wallet.writeContract({ ...fee, args: [stack.lounge.token, 250], account: owner! });
  await stack.client.waitForTransactionReceipt({ hash });
  await shop.buy(USERS.alice, 'lucky_badge', { quantity: 2 });
  await stack.server.indexer.caughtUp();

  const suggested = await alice.autocomplete(general, 'market list', { item: 'luck' }, 'item');
  assert.deepEqual(
    suggested.map(({ name }) => name),
    ['Lucky badge · 2×'],
  );
  const question = await shown(alice, 'market list', { item: 'lucky_badge', price: '10', quantity: '2' });
  assert.match(words(question), /Offer 2 × 🍀 \*\*Lucky badge\*\* for \*\*10 BROski\$\*\* each\?/);
  assert.match(words(question), /Fee of a sale: 2\.5%, burned\nYou receive \*\*9\.75 BROski\$\*\* for each/);
  assert.match(words(await agree(alice, question)), /It is listing `#1`, and stays with you/);

  const page = await shown(bob, 'market browse');
  assert.ok(isEphemeral(page));
  assert.match(
    words(page),
    /`#1` 🍀 \*\*Lucky badge\*\* · \*\*10 BROski\$\*\*\n-# 2 left · from <@1100000000000000001>/,
  );
  assert.match(await refusal(await alice.command(general, 'market buy', { listing: '1' })), /with yourself/);
  const asked = await (await bob.click(page, 'Buy')).reply();
  assert.match(words(asked), /Buy 🍀 \*\*Lucky badge\*\* from <@\d+> for \*\*10 BROski\$\*\*\?/);
  assert.match(
    words(asked),
    /Fee inside the price: 0\.25 BROski\$ \(2\.5%\), burned\nBalance after: \*\*41 BROski\$\*\*/,
  );
  assert.match(
    words(await agree(bob, asked)),
    /You bought 1× of listing #1 for \*\*10 BROski\$\*\*, of which 0\.25 BROski\$ were burned\.\nNew balance \*\*41/,
  );
  assert.equal(await funds(bob), 41n * ONE);
  assert.equal(await funds(alice), 11n * ONE + (975n * ONE) / 100n);

  const own = await shown(alice, 'market mine');
  assert.match(words(own), /1 left/);
  const gone = await (await alice.click(own, 'Withdraw')).reply();
  assert.match(words(await confirmed(alice, gone)), /Listing #1 is withdrawn/);
  assert.match(words(await shown(bob, 'market browse')), /Nobody sells anything/);
});

test('what its seller no longer has is hidden from others, and shown to the seller with what to do', async () => {
  await agree(alice, await shown(alice, 'market list', { item: 'lucky_badge', price: '3' }));
  await agree(alice, await shown(alice, 'market list', { item: 'lucky_badge', price: '4' }));
  await agree(bob, await shown(bob, 'market buy', { listing: '3' }));
  assert.match(words(await shown(bob, 'market browse')), /Nobody sells anything/);
  const own = await shown(alice, 'market mine');
  assert.match(words(own), /`#2`.*\n⚠️ Nobody can buy this any more/);
  await confirmed(alice, await (await alice.click(own, 'Withdraw')).reply());
});

test('rain falls on who was active last, in equal shares, and the remainder stays', async () => {
  assert.match(await refusal(await carol.command(general, 'rain', { amount: '5', count: '11' })), /1 to 10 members/);
  assert.match(await refusal(await carol.command(general, 'rain', { amount: '60', count: '2' })), /You have 51/);
  await bob.say(general, 'I am here');
  await alice.say(general, 'Me too');
  const question = await shown(carol, 'rain', { amount: '1', count: '3' });
  assert.match(words(question), /Give \*\*0\.5 BROski\$\*\* to each of these 2 members\?/);
  assert.match(words(question), /<@1100000000000000001> <@1100000000000000002>\n/);
  assert.match(words(question), /Balance after: \*\*50 BROski\$\*\*/);
  const told = words(await agree(carol, question));
  assert.match(told, /\*\*0\.5 BROski\$\*\* each for:\n<@1100000000000000001> <@1100000000000000002>/);
  const news = await bob.waitForMessage((message) => /It rains!/.test(words(message)));
  assert.ok(!isEphemeral(news));
  assert.deepEqual(news.mentions.map(({ id }) => id).sort(), [USERS.alice, USERS.bob]);
  assert.equal(await funds(carol), 50n * ONE);
});

test('of a rain of which the contracts refuse a part, it is said who received nothing and why', async () => {
  const [, owner] = await stack.wallet.getAddresses();
  const gifts = { address: stack.deployment.gifts, abi: giftsAbi } as const;
  const { token } = stack.lounge;
  const policy = await stack.client.readContract({ ...gifts, functionName: 'policyOf', args: [token] });
  const set = async (perDay: number) => {
    const args = [token, { ...policy, perDay }] as const;
    const hash = await stack.wallet.writeContract({ ...gifts, functionName: 'setPolicy', args, account: owner! });
    await stack.client.waitForTransactionReceipt({ hash });
  };
  await set(5);
  const first = await shown(carol, 'rain', { amount: '1', count: '2' });
  const second = await shown(carol, 'rain', { amount: '1', count: '2' });
  await agree(carol, first);
  const told = words(await agree(carol, second));
  assert.match(told, /each for:\n<@\d+>\n⚠️ <@\d+> received nothing: You have made 5 gifts today/);
  assert.equal(await funds(carol), 485n * (ONE / 10n));
  await set(policy.perDay);
});

test('the leaderboard is chosen by standing and period, a season too', async () => {
  const page = await shown(carol, 'leaderboard', { period: 'season' });
  assert.match(words(page), /Leaderboard|🏆/);
  assert.match(words(page), /this season/);
  await carol.choose(page, 'In which time', ['week']);
  const week = await until(carol, page, /this week/);
  assert.match(words(week), /<?Alice|alice/i);
  await carol.choose(week, 'What counts', ['gifted']);
  const gifted = await until(carol, page, /🥇 .*Carol/);
  await bob.choose(gifted, 'What counts', ['balance']);
  const copy = await bob.waitForMessage((message) => isEphemeral(message) && /🏆/.test(words(message)));
  assert.match(words(copy), /Bob/);
});

test('two members put a trade together, see what each changes, accept both, and all of it changes hands at once', async () => {
  assert.match(await refusal(await bob.command(general, 'trade', { member: USERS.bob })), /with yourself/);
  const trade = await shown(bob, 'trade', { member: USERS.carol });
  assert.ok(!isEphemeral(trade));
  assert.deepEqual(
    trade.mentions.map(({ id }) => id),
    [USERS.carol],
  );
  assert.match(words(trade), /<@1100000000000000002> puts in:\nnothing yet\n-# ◻️ not accepted yet/);
  assert.match(await refusal(await bob.click(trade, 'Accept · Bob')), /Nothing is offered/);
  assert.match(await refusal(await alice.click(trade, 'Put in')), /between other members/);
  assert.match(await refusal(await alice.click(trade, 'Cancel')), /between other members/);
  assert.match(await refusal(await alice.click(trade, 'Accept · Carol')), /belongs to somebody else/);

  const putIn = async (who: Actor, amount: string, items: string) => {
    const form = await (await who.click(trade, 'Put in')).modal();
    return who.submitModal(form, { amount, items });
  };
  assert.match(await refusal(await putIn(bob, '', '3 lucky_badge')), /You have 2 of item/);
  assert.match(await refusal(await putIn(bob, '999', '')), /do not have that much/);
  assert.match(await refusal(await putIn(bob, '', 'nonsense')), /no item “nonsense”/);
  await (await putIn(bob, '', '1 lucky_badge')).reply();
  await (await putIn(carol, '5', '')).reply();
  const whole = await until(carol, trade, /1 × \*\*Lucky badge\*\*[\s\S]*\*\*5 BROski\$\*\*/);
  const asked = await (await bob.click(whole, 'Accept · Bob')).reply();
  assert.match(words(asked), /You give:\n1 × \*\*Lucky badge\*\*\nYou get:\n\*\*5 BROski\$\*\*/);
  await agree(bob, asked);
  const half = await until(carol, trade, /✅ accepted/);

  // Pressed under what she saw before, and after a change of her own: neither binds.
  await (await putIn(carol, '4', '')).reply();
  const changed = await until(carol, trade, /\*\*4 BROski\$\*\*\n-# ◻️/);
  assert.doesNotMatch(words(changed), /✅/);
  await assert.rejects(carol.click(half, 'Accept · Carol'), /no longer on the message/);
  const first = await (await carol.click(changed, 'Accept · Carol')).reply();
  await agree(carol, first);
  const ready = await until(carol, trade, /\*\*4 BROski\$\*\*\n-# ✅ accepted/);
  // Another one between the same two, begun meanwhile, is another one's.
  const second = await shown(carol, 'trade', { member: USERS.bob, amount: '2' });
  await agree(carol, await (await carol.click(second, 'Accept · Carol')).reply());
  await until(bob, second, /✅ accepted/);
  // What is begun outlives the server.
  await stack.restart();
  await stack.server.indexer.caughtUp();
  const [hers, his] = [await funds(carol), await funds(bob)];
  await agree(bob, await (await bob.click(ready, 'Accept · Bob')).reply());
  assert.match(words(await until(carol, trade, /Done: all of it/)), /🤝/);
  await (await bob.click(second, 'Cancel')).reply();
  await until(bob, second, /Cancelled: nothing has moved/);
  assert.equal(await funds(carol), hers - 4n * ONE);
  assert.equal(await funds(bob), his + 4n * ONE);
  assert.match(words(await shown(carol, 'market mine')), /You sell nothing/);
  const owned = await carol.autocomplete(general, 'market list', { item: 'luck' }, 'item');
  assert.deepEqual(
    owned.map(({ name }) => name),
    ['Lucky badge · 1×'],
  );
});

test('either ends a trade, and nothing has moved', async () => {
  const trade = await shown(bob, 'trade', { member: USERS.carol, amount: '3' });
  await agree(bob, await (await bob.click(trade, 'Accept · Bob')).reply());
  const before = await funds(bob);
  const ready = await until(carol, trade, /✅ accepted/);
  await (await carol.click(ready, 'Cancel')).reply();
  const over = await until(carol, trade, /Cancelled: nothing has moved/);
  assert.equal(await funds(bob), before);
  assert.doesNotMatch(JSON.stringify(over.components), /custom_id/);
});

test('above the threshold a rain and a trade ask for the PIN, and a wrong one moves nothing', async () => {
  const lounge = await holding(stack);
  await lounge.earn([await stack.server.ctx.chain.accountOf(USERS.carol), 200]);
  await stack.server.indexer.caughtUp();
  await withPin(stack.server.ctx, USERS.carol);
  const had = await funds(carol);
  const pinned = async (question: PlaygroundMessage, pin: string) => {
    const form = await (await carol.click(question, 'Confirm')).modal();
    return carol.submitModal(form, { pin });
  };
  // Each share is below it, all of them together are not.
  const clouds = await shown(carol, 'rain', { amount: '120', count: '2' });
  await pinned(clouds, '1111');
  await carol.waitForMessage((message) => /That PIN is wrong/.test(words(message)));
  assert.equal(await funds(carol), had);
  await pinned(clouds, PIN);
  await confirmed(carol, clouds);
  assert.equal(await funds(carol), had - 120n * ONE);

  await lounge.earn([await stack.server.ctx.chain.accountOf(USERS.carol), 100]);
  await stack.server.indexer.caughtUp();
  const trade = await shown(carol, 'trade', { member: USERS.bob, amount: '101' });
  const asked = await (await carol.click(trade, 'Accept · Carol')).reply();
  await pinned(asked, PIN);
  await confirmed(carol, asked);
  const ready = await until(bob, trade, /✅ accepted/);
  await (await bob.click(ready, 'Cancel')).reply();
});

test('tokens of two communities are swapped where they are paid, and an offer is withdrawn', async () => {
  const eve = await actor(stack.discord.url, USERS.eve, 60_000);
  try {
    const { lobby } = CHANNELS;
    const daily = await (await eve.command(lobby, 'daily')).reply();
    await until(eve, daily, /Confirmed/);
    assert.match(words(await shown(alice, 'swap list')), /Nothing is offered right now/);
    const offered = { amount: '2', wanted: '50', community: 'Taskforce' };
    const refused = async (change: Record<string, string>) =>
      refusal(await alice.command(general, 'swap offer', { ...offered, ...change }));
    assert.match(await refused({ community: 'Nowhere' }), /not known here/);
    assert.match(await refused({ wanted: '0.5' }), /whole amounts/);
    assert.match(await refused({ amount: '99' }), /do not have that much/);
    const [suggested] = await alice.autocomplete(general, 'swap offer', { ...offered, community: 'task' }, 'community');
    assert.equal(suggested?.name, 'Taskforce · $');

    const question = await shown(alice, 'swap offer', offered);
    assert.match(words(question), /Offer \*\*2 BROski\$\*\* for \*\*50 \$\*\*\?/);
    await agree(alice, question);
    await agree(alice, await shown(alice, 'swap offer', offered));
    const [mine] = [await shown(alice, 'swap list')];
    assert.match(words(mine), /`#2` \*\*2 BROski\$\*\* for \*\*50 \$\*\*\n-# BROski Lounge → Taskforce|`#2`/);
    await confirmed(alice, await (await alice.click(mine, 'Withdraw')).reply());
    assert.match(await refusal(await bob.command(general, 'swap take', { swap: '1' })), /on the server of Task/);

    const page = await (await eve.command(lobby, 'swap list')).reply();
    assert.doesNotMatch(words(page), /`#2`/);
    const taking = await (await eve.click(page, 'Take')).reply();
    assert.match(words(taking), /Get \*\*2 BROski\$\*\* for \*\*50 \$\*\*\?/);
    const [had, hasCoins] = [await funds(alice), await balanceOf(stack, stack.taskforce.token, USERS.alice)];
    assert.match(words(await agree(eve, taking)), /Swapped: both sides/);
    assert.equal(await funds(alice), had - 2n * ONE);
    assert.equal(await funds(eve), 2n * ONE);
    assert.equal(await balanceOf(stack, stack.taskforce.token, USERS.alice), hasCoins + 50n * ONE);
  } finally {
    await eve.close();
  }
});

test('by prefix the same is done where everybody sees it, and pressed twice it is done once', async () => {
  const answer = async (who: Actor, text: string) => {
    const sent = await who.say(general, text);
    return who.waitForMessage((message) => message.message_reference?.message_id === sent.id);
  };
  assert.match(words(await answer(bob, '!market')), /Nobody sells anything/);
  assert.match(words(await answer(bob, '!market list')), /`!market list item price \[quantity\] \[days\]`/);
  const listing = await answer(bob, '!market list lucky_badge 2 1 3');
  assert.match(words(await agree(bob, listing)), /It is listing `#4`/);
  await confirmed(bob, await answer(bob, '!market cancel 4'));
  assert.match(words(await answer(alice, '!clan')), /You are in no clan/);
  assert.match(words(await answer(bob, `!trade <@${USERS.carol}> 1`)), /puts in:\n\*\*1 BROski/);
  assert.match(words(await answer(bob, '!swaps')), /Nothing is offered/);

  const rain = await answer(bob, '!rain 1 1');
  const had = await funds(bob);
  stack.discord.faults.inject({ duplicateInteraction: true });
  await agree(bob, rain);
  assert.equal(await funds(bob), had - ONE);
});

test('a button of what was switched off meanwhile says so', async () => {
  await agree(bob, await shown(bob, 'market list', { item: 'lucky_badge', price: '2' }));
  const page = await shown(alice, 'market browse');
  const { ctx } = stack.server;
  const { token } = stack.lounge;
  await setSettings(ctx, { token, change: { off: ['market'] } });
  ahead += 20_000;
  assert.match(await refusal(await alice.command(general, 'market browse')), /switched that off/);
  assert.match(await refusal(await alice.click(page, 'Buy')), /switched that off/);
  await setSettings(ctx, { token, change: { off: [] } });
  ahead += 20_000;
});

test('a clan is founded, invites and is joined by a button, changes its leader, puts out and ends', async () => {
  assert.match(words(await shown(alice, 'clan board')), /There is no clan yet/);
  assert.match(await refusal(await alice.command(general, 'clan show')), /^You are in no clan/);
  assert.match(await refusal(await alice.command(general, 'clan leave')), /^You are in no clan/);
  assert.match(await refusal(await alice.command(general, 'clan join')), /no invitation/);
  assert.match(await refusal(await alice.command(general, 'clan create', { name: ' x ' })), /2 to 32 characters/);
  const founded = await confirmed(alice, await shown(alice, 'clan create', { name: 'The  *Moles*' }));
  assert.match(words(founded), /\*\*The \\\*Moles\\\*\*\* is founded, and you lead it/);
  assert.match(
    await refusal(await bob.command(general, 'clan create', { name: 'the *moles*' })),
    /of this name already/,
  );
  assert.match(await refusal(await alice.command(general, 'clan create', { name: 'Two' })), /in a clan already/);

  await confirmed(alice, await shown(alice, 'clan invite', { member: USERS.bob }));
  const invitation = await bob.waitForMessage((message) => /invites you into the clan/.test(words(message)));
  assert.deepEqual(
    invitation.mentions.map(({ id }) => id),
    [USERS.bob],
  );
  assert.match(await refusal(await carol.click(invitation, 'Join')), /belongs to somebody else/);
  const joining = await (await bob.click(invitation, 'Join')).reply();
  assert.match(words(await confirmed(bob, joining)), /You are in \*\*The \\\*Moles/);
  assert.match(
    await refusal(await alice.command(general, 'clan invite', { member: USERS.bob })),
    /in your clan already/,
  );

  const card = words(await shown(bob, 'clan show'));
  assert.match(card, /Led by <@1100000000000000001>\nEarned this week: \*\*[\d.]+ BROski\$\*\* · #1 of 1/);
  assert.match(card, /Members: 2\n<@1100000000000000001> <@1100000000000000002>/);
  assert.match(words(await shown(carol, 'clan board')), /\*\*#1\*\* \*\*The .*2 members/);

  assert.match(await refusal(await alice.command(general, 'clan expel', { member: USERS.carol })), /not in your clan/);
  await agree(alice, await shown(alice, 'clan leader', { member: USERS.bob }));
  assert.match(await refusal(await bob.command(general, 'clan leave')), /^A leader cannot go while 1 others/);
  assert.match(await refusal(await alice.command(general, 'clan dissolve')), /Only the clan’s leader/);
  await agree(bob, await shown(bob, 'clan expel', { member: USERS.alice }));
  assert.match(await refusal(await alice.command(general, 'clan show')), /^You are in no clan/);
});

test('a challenge shows how its pool would be split, and is counted, closed by anybody and paid', async () => {
  assert.match(words(await shown(carol, 'challenge list')), /There is no challenge yet/);
  assert.match(await refusal(await carol.command(general, 'challenge show', { challenge: '1' })), /no such challenge/);
  const [, owner, bobsWallet] = await stack.wallet.getAddresses();
  const asked = { title: 'Spring *clean*', pool: '30', days: '1', start: 'today', pays: 'issued' };
  const refused = async (change: Record<string, string> = {}) =>
    refusal(await carol.command(general, 'challenge create', { ...asked, ...change }));
  assert.match(await refused(), /own wallet does this/);
  const { db } = stack.database;
  await db.insert(links).values({ address: bobsWallet!, userId: USERS.carol, linkedAt: new Date() });
  assert.match(await refused(), /^Only an admin of this community/);
  await db.update(links).set({ address: owner! }).where(eq(links.userId, USERS.carol));
  assert.match(await refused({ days: '15' }), /numberOfDays is out of bounds/);
  assert.match(await refused({ pool: '99999999' }), /./);
  const prepared = words(await shown(carol, 'challenge create', asked));
  assert.match(prepared, /Pool \*\*30 BROski\$\*\*, from <t:\d+:f> to <t:\d+:f>/);
  const to = /`(0x[\dA-Fa-f]{40})`/.exec(prepared)?.[1] as Address;
  const data = /\n(0x[\da-f]{200,})\n/.exec(prepared)?.[1] as Hex;
  const hash = await stack.wallet.sendTransaction({ to, data, account: owner! });
  await stack.client.waitForTransactionReceipt({ hash });
  await stack.server.indexer.caughtUp();
  const before = words(await shown(carol, 'challenge show', { challenge: '1' }));
  assert.match(before, /Pool \*\*30 BROski\$\*\* · running, ends <t:\d+:R>/);
  assert.match(before, /If it ended now.*\n\*\*#1\*\* \*\*The .*▰{10} 2 points · 30 BROski\$/);
  assert.match(await refusal(await carol.command(general, 'challenge close', { challenge: '1' })), /^This opens/);

  const [holding] = [await funds(bob)];
  await forward(1);
  await eventually(stack, 'the scores are counted', async () =>
    /Counted so far/.test(words(await shown(carol, 'challenge show', { challenge: '1' }))),
  );
  await forward(2);
  await eventually(stack, 'the bonus is paid', async () => (await funds(bob)) === holding! + 15n * ONE);
  await stack.server.indexer.caughtUp();
  const paid = words(await shown(carol, 'challenge show', { challenge: '1' }));
  assert.match(paid, /closed and paid/);
  assert.match(paid, /How it was split:\*\*\n\*\*#1\*\* .*2 points · 30 BROski\$/);
  assert.match(
    words(await shown(carol, 'challenge list')),
    /`#1` \*\*Spring .*\*\* · Pool \*\*30 BROski\$\*\*\n-# closed and paid/,
  );
});

test('a trade that nobody finishes is shown as expired', async () => {
  const trade = await shown(bob, 'trade', { member: USERS.carol, amount: '1' });
  await forward(2);
  const over = await until(bob, trade, /Expired: nothing has moved/);
  assert.doesNotMatch(JSON.stringify(over.components), /custom_id/);
});

async function forward(days: number) {
  ahead += days * 86_400_000;
  await stack.control.increaseTime({ seconds: days * 86_400 });
  await stack.control.mine({ blocks: 1 });
  await stack.server.indexer.caughtUp();
}
