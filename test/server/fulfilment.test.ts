import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { Client, Events, GatewayIntentBits } from 'discord.js';
import { eq } from 'drizzle-orm';
import type { PlaygroundMessage } from '../../bot/api/playground.ts';
import { codes, links, texts } from '../../bot/db/schema.ts';
import { checkFulfillable } from '../../bot/discord/fulfilment/check.ts';
import { CHANNELS, GUILDS, LOCAL_DISCORD_TOKEN, ROLES, USERS } from '../../bot/local-discord/seed.ts';
import { run } from '../../bot/main.ts';
import { addCodes } from '../../bot/operations/addCodes.ts';
import { codesOf } from '../../bot/operations/codesOf.ts';
import { setItemRole } from '../../bot/operations/setItemRole.ts';
import { type Actor, actor } from '../support/local-discord.ts';
import { itemOf, rolesOf, shopping } from '../support/shopping.ts';
import { type Stack, startStack } from '../support/stack.ts';
import { balanceOf, eventually, ONE, words } from './discord/support.ts';

const DAY_S = 86_400;
const { lounge } = GUILDS;
const PUT_ROLE = 'PUT /guilds/:guild/members/:user/roles/:role';

/** Added to the server's clock. */
let ahead = 0;
const clock = () => Date.now() + ahead;
let stack: Stack;
let shop: Awaited<ReturnType<typeof shopping>>;
let alice: Actor;
let bob: Actor;
let dave: Actor;

before(async () => {
  stack = await startStack({ clock });
  shop = await shopping(stack);
  await shop.cheap(ONE);
  const sitDown = (id: string) => actor(stack.discord.url, id, 60_000);
  [alice, bob, dave] = await Promise.all([sitDown(USERS.alice), sitDown(USERS.bob), sitDown(USERS.dave)]);
  for (const who of [alice, bob]) {
    const daily = await who.command(CHANNELS.general, 'daily');
    const { id } = await daily.reply();
    await who.waitForMessage((message) => message.id === id && /Confirmed/.test(words(message)));
  }
});
after(async () => {
  for (const who of [alice, bob, dave]) await who?.close();
  await stack?.close();
});
afterEach(() => {
  for (const who of [alice, bob, dave]) who.forget();
});

const reaches = (purchase: number, state: string) =>
  eventually(stack, `purchase ${purchase} is ${state}`, async () => (await shop.row(purchase))?.state === state);
const has = async (userId: string, roleId: string) => (await rolesOf(dave, lounge, userId)).includes(roleId);
const says = (who: Actor, saying: RegExp) => who.waitForMessage((message) => saying.test(words(message)));
const isDirect = ({ channel_id }: PlaygroundMessage) => !Object.values<string>(CHANNELS).includes(channel_id);
const [REQUESTED, FULFILLED, REFUSED] = [1, 2, 3];

test('a role is given, recorded on the chain and told where it was bought', async () => {
  const asked = { channelId: CHANNELS.tradingFloor, locale: 'de' };
  const purchase = await shop.buy(USERS.alice, 'vip_role', { asked });
  await reaches(purchase, 'fulfilled');
  assert.ok(await has(USERS.alice, ROLES.loungeVip));
  const { state, expiresAt } = await shop.onChain(purchase);
  assert.equal(state, FULFILLED);
  const told = await says(alice, /\*\*VIP\*\*/);
  assert.equal(words(told), `<@${USERS.alice}> hat jetzt **VIP** bis <t:${expiresAt}:f>.`);
  assert.equal(told.channel_id, CHANNELS.tradingFloor);
  assert.deepEqual(
    told.mentions.map(({ id }) => id),
    [USERS.alice],
  );
});

test('a code goes to its buyer alone, and to nobody else afterwards', async () => {
  const purchase = await shop.buy(USERS.alice, 'discount_code', { quantity: 2 });
  await reaches(purchase, 'fulfilled');
  const bound = await shop.codesOf(purchase);
  assert.equal(bound.length, 2);
  const told = await says(alice, /Your code for 10% Off Store Coupon/);
  assert.ok(isDirect(told));
  for (const { code } of bound) assert.ok(words(told).includes(`\`${code}\``));
  assert.equal((await shop.onChain(purchase)).state, FULFILLED);
  const { token } = shop;
  const { ctx } = stack.server;
  assert.deepEqual(
    await codesOf(ctx, { token, purchase, userId: USERS.alice }),
    bound.map(({ code }) => code),
  );
  await assert.rejects(codesOf(ctx, { token, purchase, userId: USERS.bob }), { code: 'NoCode' });
  for (const who of [bob, dave])
    assert.ok(!who.events.some((event) => event.t === 'message' && words(event.message).includes(bound[0]!.code)));
});

test('who takes no direct messages is told where the code lies, and everybody else learns nothing', async () => {
  stack.discord.faults.inject({ closedDms: [USERS.bob] });
  const purchase = await shop.buy(USERS.bob, 'discount_code');
  // The lounge has no system channel and the purchase no channel: nothing is said, and the code waits.
  await reaches(purchase, 'fulfilled');
  const asked = { channelId: CHANNELS.general, locale: 'en-US' };
  const second = await shop.buy(USERS.bob, 'discount_code', { asked });
  const told = await says(bob, /open `\/inventory` and press “Show code”/);
  assert.equal(told.channel_id, CHANNELS.general);
  await reaches(second, 'fulfilled');
  for (const { code } of [...(await shop.codesOf(purchase)), ...(await shop.codesOf(second))])
    assert.ok(!bob.events.some((event) => event.t === 'message' && words(event.message).includes(code)));
  stack.discord.faults.inject({ closedDms: [] });
});

test('without codes the price comes back, and the staff read what to do', async () => {
  const { db } = stack.database;
  const kept = await db.delete(codes).where(eq(codes.token, shop.token)).returning();
  const before = await balanceOf(stack, shop.token, USERS.alice);
  const purchase = await shop.buy(USERS.alice, 'discount_code');
  await reaches(purchase, 'refused');
  assert.equal(await balanceOf(stack, shop.token, USERS.alice), before);
  assert.equal((await shop.onChain(purchase)).state, REFUSED);
  const staff = await says(dave, /A purchase was refunded/);
  assert.equal(staff.channel_id, CHANNELS.staff);
  assert.match(words(staff), new RegExp(`Purchase #${purchase}, .* for <@${USERS.alice}>.*\nAdd codes with`));
  const member = await says(alice, /Refunded/);
  assert.ok(isDirect(member));
  assert.match(words(member), /no codes were left\. \*\*1 BROski\$\*\* are back in your account\./);
  assert.deepEqual(await shop.codesOf(purchase), []);
  const reasons = await db.select().from(texts).where(eq(texts.text, 'CodesUsedUp'));
  assert.equal(reasons.length, 1);

  const item = itemOf('discount_code');
  const again = kept.map(({ code }) => code);
  const first = await addCodes(stack.server.ctx, { token: shop.token, item, codes: [...again, ' NEW '] });
  assert.deepEqual(first, { added: kept.length + 1, duplicates: 0 });
  const second = await addCodes(stack.server.ctx, { token: shop.token, item, codes: ['NEW', 'NEWER', 'NEWER'] });
  assert.deepEqual(second, { added: 1, duplicates: 2 });
});

test('a role above the bot’s own is refunded, and the staff read what to do', async () => {
  const item = itemOf('early_access');
  await setItemRole(stack.server.ctx, { token: shop.token, item, roleId: ROLES.loungeModerator });
  const before = await balanceOf(stack, shop.token, USERS.alice);
  const purchase = await shop.buy(USERS.alice, 'early_access');
  await reaches(purchase, 'refused');
  assert.equal(await balanceOf(stack, shop.token, USERS.alice), before);
  assert.ok(!(await has(USERS.alice, ROLES.loungeModerator)));
  assert.match(words(await says(dave, /A purchase was refunded/)), /Move my role above \*\*Moderator\*\*/);
  assert.match(words(await says(alice, /Refunded/)), /its staff know/);
  await setItemRole(stack.server.ctx, { token: shop.token, item, roleId: ROLES.loungeEarlyAccess });
});

test('what could not be handed over is refused before it is paid', async () => {
  const { ctx } = stack.server;
  const { token } = shop;
  const client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api: `${stack.discord.url}/api` } });
  const ready = new Promise((resolve) => client.once(Events.ClientReady, resolve));
  await client.login(LOCAL_DISCORD_TOKEN);
  await ready;
  const check = (kind: number, key: string, userId: string = USERS.alice, quantity = 1) =>
    checkFulfillable({ ctx, client }, { guildId: lounge, token, item: itemOf(key), kind, quantity, userId });
  const [none, role, code, nft, manual] = [0, 1, 5, 6, 8];
  try {
    await check(role!, 'vip_role');
    await check(code!, 'discount_code');
    await check(manual!, 'random_nft');
    await check(none!, 'lucky_badge', USERS.eve);
    await assert.rejects(check(role!, 'vip_role', USERS.eve), { code: 'MemberLeft' });
    await assert.rejects(check(nft!, 'random_nft'), { code: 'StashEmpty' });
    await assert.rejects(check(role!, 'lucky_badge'), { code: 'RoleNotSet' });
    await assert.rejects(check(code!, 'discount_code', USERS.alice, 1_000), { code: 'CodesUsedUp' });
    for (const [roleId, refusal] of [
      [ROLES.loungeModerator, 'RoleAboveBot'],
      [ROLES.loungeBeepbot, 'RoleNotGivable'],
      [lounge, 'RoleNotGivable'],
      ['1', 'RoleGone'],
    ] as const) {
      await setItemRole(ctx, { token, item: itemOf('lucky_badge'), roleId });
      await assert.rejects(check(role!, 'lucky_badge'), { code: refusal });
    }
  } finally {
    await client.destroy();
  }
});

test('who has left the server gets the price back', async () => {
  await bob.act({ do: 'leave_guild', guild_id: lounge });
  const before = await balanceOf(stack, shop.token, USERS.bob);
  const purchase = await shop.buy(USERS.bob, 'vip_role');
  await reaches(purchase, 'refused');
  assert.equal((await shop.row(purchase))?.reason, 'MemberLeft');
  assert.equal(await balanceOf(stack, shop.token, USERS.bob), before);
  await bob.act({ do: 'join_guild', guild_id: lounge });
});

test('what a wallet bought goes to the member who linked it, and comes back where there is none', async () => {
  const [, , , , wallet, stranger] = (await stack.wallet.getAddresses()) as `0x${string}`[];
  await stack.database.db.insert(links).values({ address: wallet!, userId: USERS.bob, linkedAt: new Date() });
  const purchase = await shop.grant(wallet!, 'gold_name');
  await reaches(purchase, 'fulfilled');
  assert.ok(await has(USERS.bob, ROLES.loungeGoldName));
  const lost = await shop.grant(stranger!, 'gold_name');
  await reaches(lost, 'refused');
  assert.equal((await shop.row(lost))?.reason, 'NoMember');
});

test('an outage of Discord is waited for', async () => {
  stack.discord.faults.inject({ failNext: { route: PUT_ROLE, status: 502, times: 5 } });
  const purchase = await shop.buy(USERS.alice, 'early_access');
  await reaches(purchase, 'fulfilled');
  assert.ok(await has(USERS.alice, ROLES.loungeEarlyAccess));
});

test('of two servers on one database one hands over, and the other takes its place', async () => {
  const other = await run(stack.config, clock);
  try {
    const tellings = async (purchase: number) => {
      await reaches(purchase, 'fulfilled');
      const [bound] = await shop.codesOf(purchase);
      const { messages } = await alice.state();
      return Object.values(messages)
        .flat()
        .filter((message) => words(message).includes(bound!.code)).length;
    };
    assert.equal(await tellings(await shop.buy(USERS.alice, 'discount_code')), 1);
    await stack.restart();
    assert.equal(await tellings(await shop.buy(USERS.alice, 'discount_code')), 1);
  } finally {
    await other.close();
  }
});

test('giving a role back within the hour takes the role, unless another purchase keeps it', async () => {
  const first = await shop.buy(USERS.bob, 'early_access');
  const second = await shop.buy(USERS.bob, 'early_access');
  await reaches(first, 'fulfilled');
  await reaches(second, 'fulfilled');
  await shop.refund(USERS.bob, first);
  await reaches(first, 'ended');
  assert.ok(await has(USERS.bob, ROLES.loungeEarlyAccess));
  await shop.refund(USERS.bob, second);
  await reaches(second, 'ended');
  assert.ok(!(await has(USERS.bob, ROLES.loungeEarlyAccess)));
});

test('a role ends when the clock says so, whatever the chain’s last block said', async () => {
  const purchase = await shop.buy(USERS.bob, 'early_access');
  await reaches(purchase, 'fulfilled');
  assert.ok(await has(USERS.bob, ROLES.loungeEarlyAccess));
  ahead = 15 * DAY_S * 1000;
  await stack.control.mine({ blocks: 1 });
  await reaches(purchase, 'ended');
  assert.ok(!(await has(USERS.bob, ROLES.loungeEarlyAccess)));
  ahead = 0;
});

test('a role ends when the chain says so', async () => {
  const purchase = await shop.buy(USERS.bob, 'vip_role');
  await reaches(purchase, 'fulfilled');
  await stack.control.increaseTime({ seconds: 31 * DAY_S });
  await stack.control.mine({ blocks: 1 });
  await reaches(purchase, 'ended');
  assert.ok(!(await has(USERS.bob, ROLES.loungeVip)));
});

test('what the bot finds past its deadline is refunded, and what was given unnoticed is taken back', async () => {
  const before = await balanceOf(stack, shop.token, USERS.bob);
  // Discord gives the role, and the bot never hears of it.
  stack.discord.faults.inject({ loseNext: { route: PUT_ROLE, times: 1_000 } });
  const purchase = await shop.buy(USERS.bob, 'vip_role');
  await reaches(purchase, 'taken');
  await eventually(stack, 'the role is given', () => has(USERS.bob, ROLES.loungeVip));
  assert.equal((await shop.onChain(purchase)).state, REQUESTED);
  await stack.control.increaseTime({ seconds: 8 * DAY_S });
  await stack.control.mine({ blocks: 1 });
  stack.discord.faults.inject({ clear: true });
  await reaches(purchase, 'refused');
  assert.equal((await shop.row(purchase))?.reason, 'TooLate');
  assert.ok(!(await has(USERS.bob, ROLES.loungeVip)));
  assert.equal(await balanceOf(stack, shop.token, USERS.bob), before);
});
