import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { Client, Events, GatewayIntentBits } from 'discord.js';
import { checkRole } from '../../../bot/discord/fulfilment/check.ts';
import { CHANNELS, GUILDS, LOCAL_DISCORD_TOKEN, ROLES, USERS } from '../../../bot/local-discord/seed.ts';
import { type Actor, actor } from '../../support/local-discord.ts';
import { PIN, withPin } from '../../support/pin.ts';
import { itemOf, rolesOf, shopping } from '../../support/shopping.ts';
import { type Stack, startStack } from '../../support/stack.ts';
import { balanceOf, eventually, isEphemeral, ONE, refusal, until, words } from './support.ts';

let stack: Stack;
let shop: Awaited<ReturnType<typeof shopping>>;
let alice: Actor;
let bob: Actor;
const { general } = CHANNELS;
const funds = (userId: string) => balanceOf(stack, stack.lounge.token, userId);
const command = async (who: Actor, name: string, options: Record<string, string> = {}) =>
  words(await (await who.command(general, name, options)).reply());

before(async () => {
  stack = await startStack();
  shop = await shopping(stack);
  await stack.server.indexer.caughtUp();
  [alice, bob] = await Promise.all([
    actor(stack.discord.url, USERS.alice, 60_000),
    actor(stack.discord.url, USERS.bob, 60_000),
  ]);
});
after(async () => {
  await alice?.close();
  await bob?.close();
  await stack?.close();
});
afterEach(() => {
  alice.forget();
  bob.forget();
});

test('rewards show key, price and what they give; what is to come is announced and not sold', async () => {
  const reply = await command(alice, 'rewards');
  assert.match(
    reply,
    /👑 \*\*VIP role\*\* · \*\*100 BROski\$\*\*\n-# The VIP role, in a colour of its own\. · `vip_role` · for 30 days/,
  );
  assert.match(reply, /Random NFT.*\n-# .*comes with the stash/);
  assert.doesNotMatch(reply, /Lucky badge/);
  assert.match(await refusal(await alice.command(general, 'redeem', { reward: 'random_nft' })), /comes with the stash/);
});

test('the shop lists everything, whole or by category', async () => {
  assert.match(await command(alice, 'shop'), /Lucky badge.*20 BROski\$.*\n-# .*`lucky_badge` · 500 left/);
  const roles = await command(alice, 'shop', { category: 'roles' });
  assert.match(roles, /VIP role/);
  assert.doesNotMatch(roles, /Lucky badge/);
  assert.match(await refusal(await alice.command(general, 'shop', { category: 'hats' })), /nothing in “hats”/);
});

test('what cannot be paid is refused before it is asked about', async () => {
  assert.match(
    await refusal(await alice.command(general, 'redeem', { reward: 'vip_role' })),
    /^You have 0 BROski\$ and need 100 BROski\$/,
  );
  assert.match(
    await refusal(await alice.command(general, 'buy', { item: 'a hat' })),
    /^There is no item “a hat” here: see \/shop\.$/,
  );
  for (const quantity of ['0', 'two', '-1', '70000', '1.5'])
    assert.match(await refusal(await alice.command(general, 'buy', { item: 'lucky_badge', quantity })), /whole number/);
});

test('a reward is redeemed, handed over, shown among the receipts and given back in full within the hour', async () => {
  await shop.cheap(5n * ONE);
  await stack.server.indexer.caughtUp();
  await alice.say(general, 'hello');
  await eventually(stack, '51 earned', async () => (await funds(USERS.alice)) === 51n * ONE);

  const use = await alice.command(general, 'redeem', { reward: 'vip_role' });
  const question = await use.reply();
  assert.ok(isEphemeral(question));
  assert.match(words(question), /Buy 👑 \*\*VIP role\*\* for \*\*5 BROski\$\*\*\?/);
  assert.match(words(question), /for 30 days · full refund within the hour/);
  assert.match(words(question), /Fee: none, it is sponsored\nBalance after: \*\*46 BROski\$\*\*/);
  await alice.click(question, 'Confirm');
  const told = words(await until(alice, question, /Confirmed/));
  assert.match(told, /Receipt 1\nYou bought 👑 \*\*VIP role\*\* for \*\*5 BROski\$\*\*\.\nIt is being handed over/);
  assert.match(told, /New balance \*\*46 BROski\$\*\*/);
  await eventually(stack, 'handed over', async () => (await shop.row(1))?.state === 'fulfilled');
  assert.ok((await rolesOf(alice, GUILDS.lounge, USERS.alice)).includes(ROLES.loungeVip));

  assert.match(
    await command(alice, 'inventory'),
    /`#1` 👑 \*\*VIP role\*\* · 5 BROski\$\n-# handed over · ends <t:\d+:R> · `\/refund 1` pays 5 BROski\$ until <t:\d+:f>/,
  );
  const back = await (await alice.command(general, 'refund', { purchase: '1' })).reply();
  assert.match(words(back), /Give back 👑 \*\*VIP role\*\* for \*\*5 BROski\$\*\* \(100% of the price\)\?/);
  await alice.click(back, 'Confirm');
  assert.match(
    words(await until(alice, back, /Confirmed/)),
    /Receipt 1 is given back: you received \*\*5 BROski\$\*\*/,
  );
  assert.equal(await funds(USERS.alice), 51n * ONE);
  await eventually(
    stack,
    'the role is gone',
    async () => !(await rolesOf(alice, GUILDS.lounge, USERS.alice)).includes(ROLES.loungeVip),
  );
  assert.match(await refusal(await alice.command(general, 'refund', { purchase: '1' })), /cannot be refunded/);
  const history = await command(alice, 'history');
  assert.match(history, /\+5 BROski\$\*\* · Refund of VIP role/);
  assert.match(history, /−5 BROski\$\*\* · Bought VIP role/);
});

test('a code is bought by prefix, told to its buyer alone, and shown again from the receipts', async () => {
  const sent = await alice.say(general, '!redeem discount_code');
  const question = await alice.waitForMessage((message) => message.message_reference?.message_id === sent.id);
  await alice.click(question, 'Confirm');
  const told = words(await until(alice, question, /Confirmed/));
  assert.doesNotMatch(told, /BROSKI-10|New balance/);
  await alice.waitForMessage((message) => message.channel_id !== general && /BROSKI-10/.test(words(message)));
  await eventually(stack, 'handed over', async () => (await shop.row(2))?.state === 'fulfilled');
  await stack.server.indexer.caughtUp();

  const inventory = await (await alice.command(general, 'inventory')).reply();
  const shown = await alice.click(inventory, 'Show code');
  const secret = await shown.reply();
  assert.ok(isEphemeral(secret));
  assert.match(words(secret), /`BROSKI-10-/);
  assert.match(
    await refusal(await bob.command(general, 'refund', { purchase: '2' })),
    /^Only the member who bought this may do so/,
  );
});

test('what changes between question and confirmation is told, and nothing is taken unasked', async () => {
  const before = await funds(USERS.alice);
  const asked = async (item: string) => {
    const question = await (await alice.command(general, 'buy', { item })).reply();
    assert.match(words(question), /Balance after/);
    return question;
  };
  const dearer = await asked('lucky_badge');
  await shop.cheap(6n * ONE);
  await stack.server.indexer.caughtUp();
  await alice.click(dearer, 'Confirm');
  const again = await until(alice, dearer, /The price is now/);
  assert.match(words(again), /The price is now \*\*6 BROski\$\*\*[\s\S]*Buy .* for \*\*6 BROski\$\*\*\?/);
  assert.equal(await funds(USERS.alice), before);
  await alice.click(again, 'Confirm');
  assert.match(words(await until(alice, again, /Confirmed/)), /You bought .* for \*\*6 BROski\$\*\*/);
  assert.equal(await funds(USERS.alice), before - 6n * ONE);

  const cheaper = await asked('lucky_badge');
  await shop.cheap(2n * ONE);
  await stack.server.indexer.caughtUp();
  await alice.click(cheaper, 'Confirm');
  assert.match(words(await until(alice, cheaper, /Confirmed/)), /You bought .* for \*\*2 BROski\$\*\*/);
  assert.equal(await funds(USERS.alice), before - 8n * ONE);

  const soldOut = await asked('lucky_badge');
  await shop.restock('lucky_badge', 0);
  assert.match(await refusal(await alice.click(soldOut, 'Confirm')), /sold out/);
  await stack.server.indexer.caughtUp();
  assert.match(await refusal(await alice.command(general, 'buy', { item: 'lucky_badge' })), /sold out/);
  assert.equal(await funds(USERS.alice), before - 8n * ONE);
});

test('windows, limits, tiers and inactive items are refused in words', async () => {
  const now = Math.floor(Date.now() / 1000);
  const refused = async (change: Parameters<typeof shop.edit>[1], item = 'gold_name') => {
    await shop.edit(item, change);
    await stack.server.indexer.caughtUp();
    return refusal(await alice.command(general, 'buy', { item }));
  };
  assert.match(await refused({ active: false }), /not on sale at the moment/);
  assert.match(await refused({ active: true, opens: now + 90_000 }), /not on sale yet: its sale opens/);
  assert.match(await refused({ opens: now - 900, closes: now - 600 }), /sale of this item closed/);
  assert.match(await refused({ opens: 0, closes: 0, minTier: 2 }), /for gold members and you are bronze/i);
  assert.match(
    await refused({ minTier: 0, heldItem: itemOf('early_access') }),
    /^This is for members who have “Early access”: buy that first\.$/,
  );
});

test('staff fill pools of codes and name roles; members may not', async () => {
  const admin = await actor(stack.discord.url, USERS.carol, 60_000);
  try {
    const form = await (await admin.command(general, 'item codes', { item: 'discount_code' })).modal();
    const filled = await admin.submitModal(form, { text: 'NEW 1\r\n\nNEW,2\nNEW 1' });
    const told = await filled.reply();
    assert.ok(isEphemeral(told));
    assert.match(words(told), /2 codes were added to .*; 1 were there already/);
    assert.match(
      await refusal(await admin.command(general, 'item codes', { item: 'vip_role' })),
      /^“VIP role” hands out no codes/,
    );
    const typed = await admin.say(general, '!item codes discount_code NEW-3');
    const refused = await admin.waitForMessage((message) => message.message_reference?.message_id === typed.id);
    assert.match(words(refused), /Codes are added with \/item codes alone/);
    const tooHigh = { item: 'vip_role', role: ROLES.loungeModerator };
    assert.match(
      words(await (await admin.command(general, 'item role', tooHigh)).reply()),
      /hands out <@&\d+>[\s\S]*Move my role above \*\*Moderator\*\*/,
    );
    assert.match(
      await refusal(await alice.command(general, 'redeem', { reward: 'vip_role' })),
      /^The role Moderator stands above the bot’s own/,
    );
    const role = { item: 'vip_role', role: ROLES.loungeVip };
    assert.match(words(await (await admin.command(general, 'item role', role)).reply()), /hands out <@&/);
    const sent = await bob.say(general, '!item role vip_role VIP');
    const answer = await bob.waitForMessage((message) => message.message_reference?.message_id === sent.id);
    assert.match(words(answer), /for the staff of this server/);
  } finally {
    await admin.close();
  }
});

test('staff have items hand out only roles that they might give themselves', async () => {
  const client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api: `${stack.discord.url}/api` } });
  const ready = new Promise((resolve) => client.once(Events.ClientReady, resolve));
  try {
    await client.login(LOCAL_DISCORD_TOKEN);
    await ready;
    const check = (userId: string, roleId: string) => checkRole({ client }, { guildId: GUILDS.lounge, userId, roleId });
    assert.equal(await check(USERS.carol, ROLES.loungeVip), null);
    assert.equal((await check(USERS.carol, ROLES.loungeModerator))?.code, 'RoleAboveBot');
    // Who holds the permission may give what stands below their own highest role.
    assert.equal(await check(USERS.guildmint, ROLES.loungeVip), null);
    await assert.rejects(check(USERS.guildmint, ROLES.loungeModerator), { code: 'RoleNotYours' });
    // Dave stands above the role, and lacks the permission to give roles.
    for (const [who, roleId] of [
      [USERS.dave, ROLES.loungeVip],
      [USERS.alice, ROLES.loungeVip],
      [USERS.dave, ROLES.loungeAdmin],
    ] as const)
      await assert.rejects(check(who, roleId), { code: 'RoleNotYours' });
  } finally {
    await client.destroy();
  }
});

test('a link to a wallet is given in private only', async () => {
  await withPin(stack.server.ctx, USERS.alice);
  const modal = await (await alice.command(general, 'wallet link')).modal();
  const reply = await (await alice.submitModal(modal, { pin: PIN })).reply();
  assert.ok(isEphemeral(reply));
  assert.match(words(reply), /\/link#[\da-f]{32}/);
  const sent = await alice.say(general, '!wallet link');
  const answer = await alice.waitForMessage((message) => message.message_reference?.message_id === sent.id);
  assert.match(words(answer), /its answer is seen by you alone/);
});
