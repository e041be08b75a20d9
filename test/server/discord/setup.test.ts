import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { REST } from 'discord.js';
import { PermissionFlagsBits, Routes } from 'discord-api-types/v10';
import { eq } from 'drizzle-orm';
import { type Address, createWalletClient, type Hex, http } from 'viem';
import { hardhat } from 'viem/chains';
import { guilds } from '../../../bot/db/schema.ts';
import { CHANNELS, DEFAULT_SEED, GUILDS, LOCAL_DISCORD_TOKEN, ROLES, USERS } from '../../../bot/local-discord/seed.ts';
import type { Seed } from '../../../bot/local-discord/state.ts';
import { getThreshold } from '../../../bot/operations/getPin.ts';
import { plannedCommunity } from '../../../bot/operations/planCommunity.ts';
import { getSettings, setSettings } from '../../../bot/operations/settings.ts';
import { createCommunity } from '../../../scripts/deploy/community.ts';
import { readPreset } from '../../../scripts/deploy/preset.ts';
import { type Actor, actor } from '../../support/local-discord.ts';
import { signedIn } from '../../support/session.ts';
import { type Stack, startStack } from '../../support/stack.ts';
import { eventually, isEphemeral, refusal, until, words } from './support.ts';

const { general, welcome, tradingFloor } = CHANNELS;
let stack: Stack;
let alice: Actor;
let bob: Actor;
let carol: Actor;
let eve: Actor;
const people = () => [alice, bob, carol, eve];
const shown = async (who: Actor, name: string, options: Record<string, string> = {}, channel: string = general) =>
  words(await (await who.command(channel, name, options)).reply());
const refused = async (name: string, options: Record<string, string> = {}) =>
  refusal(await carol.command(general, name, options));
const settings = () => getSettings(stack.server.ctx, { token: stack.lounge.token });
/** What the bot answers to a typed message. */
async function answered(who: Actor, text: string): Promise<string> {
  const typed = await who.say(general, text);
  return words(await who.waitForMessage((message) => message.message_reference?.message_id === typed.id));
}

/** More people on the lounge than the bot remembers at a time, and nobody knows them. */
function withStrangers(): Seed {
  const [lounge, ...others] = DEFAULT_SEED.guilds;
  const [someone] = DEFAULT_SEED.users.filter(({ id }) => id === USERS.dave);
  const ids = Array.from({ length: 60 }, (_, n) => `${1_300_000_000_000_000_000n + BigInt(n)}`);
  const member = { ...lounge!.members[USERS.dave]!, roles: [] };
  const members = Object.fromEntries(ids.map((id) => [id, { ...member, user_id: id }]));
  return {
    ...DEFAULT_SEED,
    users: [...DEFAULT_SEED.users, ...ids.map((id) => ({ ...someone!, id, username: id }))],
    guilds: [{ ...lounge!, members: { ...lounge!.members, ...members } }, ...others],
  };
}

before(async () => {
  stack = await startStack({ discord: { seed: withStrangers() } });
  const sit = (user: string) => actor(stack.discord.url, user, 60_000);
  [alice, bob, carol, eve] = await Promise.all([sit(USERS.alice), sit(USERS.bob), sit(USERS.carol), sit(USERS.eve)]);
  await stack.server.indexer.caughtUp();
});
after(async () => {
  for (const who of people()) await who?.close();
  await stack?.close();
});
afterEach(() => {
  for (const who of people()) who.forget();
});

test('a part that is switched off is closed, missing from help, and open again afterwards', async () => {
  assert.match(await shown(carol, 'config feature', { feature: 'shop', on: 'no' }), /Off from now on: shop/);
  assert.match(await refusal(await bob.command(general, 'shop')), /^This server has switched that off/);
  await shown(carol, 'config feature', { feature: 'gifts', on: 'no' });
  const form = await (await bob.command(general, 'Tip', {}, USERS.alice)).modal();
  assert.match(await refusal(await bob.submitModal(form, { amount: '1', message: '' })), /has switched that off/);
  await shown(carol, 'config feature', { feature: 'gifts', on: 'yes' });
  assert.match(await answered(bob, '!shop'), /has switched that off/);
  const help = await shown(bob, 'help');
  assert.doesNotMatch(help, /\/shop/);
  assert.match(help, /\/inventory/);
  assert.match(await shown(carol, 'config show'), /\*\*Off\*\* · shop/);
  assert.match(await shown(carol, 'config feature', { feature: 'shop', on: 'yes' }), /On from now on: shop/);
  assert.match(await shown(bob, 'shop'), /Shop/);
});

test('a server names commands its own way, and writes answers of its own', async () => {
  assert.match(
    await shown(carol, 'config alias', { alias: 'Coins', command: 'balance' }),
    /`!coins` now means `!balance`/,
  );
  assert.match(await answered(bob, '!coins'), /Balance of/);
  assert.match(await refused('config alias', { alias: 'daily', command: 'balance' }), /name of a command already/);
  assert.match(await refused('config alias', { alias: 'two words', command: 'balance' }), /one word/);
  assert.match(await refused('config alias', { alias: 'x', command: 'nothing' }), /no command of that name/);

  const answer = 'Hello {member} of {server}, @everyone';
  assert.match(await shown(carol, 'config custom-command', { name: 'hi', answer }), /`!hi` is answered/);
  const typed = await bob.say(general, '!hi there');
  const said = await bob.waitForMessage((message) => message.message_reference?.message_id === typed.id);
  assert.equal(words(said), `Hello <@${USERS.bob}> of BROski Lounge, @everyone`);
  assert.deepEqual([said.mentions, said.mention_everyone], [[], false], 'nobody is called');
  assert.match(await refused('config custom-command', { name: 'coins', answer }), /name of a command already/);

  assert.match(await shown(carol, 'config prefix', { prefix: '?' }), /typed like `\?balance`/);
  assert.match(await answered(bob, '?coins'), /Balance of/);
  for (const prefix of ['a', '@', '/', '!!!!!!', '! !'])
    assert.match(await refused('config prefix', { prefix }), /1 to 5 signs/);
  await shown(carol, 'config prefix', { prefix: '!' });
  assert.match(await shown(carol, 'config custom-command', { name: 'hi' }), /answered no more/);
  assert.match(await shown(carol, 'config alias', { alias: 'coins' }), /means nothing any more/);
  const { aliases, customCommands } = await settings();
  assert.deepEqual([aliases, customCommands], [{}, {}]);
});

test('roles of tiers and of the staff, and what earns more, are chosen; what cannot be is refused', async () => {
  assert.match(
    await shown(carol, 'config tier-role', { tier: 'gold', role: ROLES.loungeGoldName }),
    /Whoever reaches gold receives/,
  );
  assert.match(await refused('config tier-role', { tier: 'gold', role: ROLES.loungeAdmin }), /stands above the bot/);
  assert.match(
    await shown(carol, 'config staff-role', { role: ROLES.loungeModerator, as: 'moderator' }),
    /Nothing changes by itself/,
  );
  assert.match(await refused('config staff-role', { role: GUILDS.lounge, as: 'admin' }), /Everybody has that role/);
  assert.match(await shown(carol, 'config earning', { channel: tradingFloor, percent: '0' }), /earns nothing/);
  assert.match(await shown(carol, 'config earning', { role: ROLES.loungeVip, percent: '150 %' }), /earns 150 %/);
  assert.match(await shown(carol, 'config earning', { channel: general, percent: '100' }), /earns as elsewhere/);
  assert.match(await refused('config earning', { percent: '50' }), /one channel, or for one role/);
  for (const percent of ['601', '-1', 'half', '1.5'])
    assert.match(
      await refused('config earning', { channel: general, percent }),
      /whole percentage from 0 to 600/,
      percent,
    );
  const { tierRoleIds, staffRoles, earningRules } = await settings();
  assert.deepEqual(tierRoleIds, [null, null, ROLES.loungeGoldName, null]);
  assert.deepEqual(staffRoles, { [ROLES.loungeModerator]: 'moderator' });
  assert.deepEqual(earningRules, { channels: { [tradingFloor]: 0 }, roles: { [ROLES.loungeVip]: 15_000 } });
  const all = await shown(carol, 'config show');
  assert.match(all, /\*\*Earning\*\* · <#\d+> 0 % · <@&\d+> 150 %/);
});

test('the bot goes by another name on a server that wants it', async () => {
  assert.match(await shown(carol, 'config nickname', { nickname: 'Coin keeper' }), /I am called Coin keeper/);
  assert.match(await shown(carol, 'config nickname'), /by my own name again/);
});

test('a status that a server would like is noted, with the one that Discord shows everywhere', async () => {
  assert.match(await shown(carol, 'config status', { status: 'idle' }), /\*\*idle\*\*\. .* now it is \*\*online\*\*/);
  assert.equal((await settings()).status, 'idle');
  assert.match(await shown(carol, 'config show'), /\*\*Status wished for\*\* · idle/);
  assert.match(await shown(carol, 'config status'), /no wish any more/);
  assert.equal((await settings()).status, null);
});

test('what is paid for, and from when, is chosen', async () => {
  assert.match(
    await shown(carol, 'config feature', { feature: 'reactions', on: 'no' }),
    /Off from now on: pay for popular/,
  );
  assert.match(
    await shown(carol, 'config figure', { figure: 'voiceSeconds', value: '120' }),
    /voice channel: \*\*120\*\*/,
  );
  for (const value of ['1.5', '-1', '99999', 'long'])
    assert.match(await refused('config figure', { figure: 'voiceSeconds', value }), /out of its bounds/, value);
  const { reactionEarning, voiceSeconds } = await settings();
  assert.deepEqual([reactionEarning, voiceSeconds], [false, 120]);
  await shown(carol, 'config feature', { feature: 'reactions', on: 'yes' });
});

test('the PIN’s threshold is a figure, and its digits a choice', async () => {
  assert.match(await shown(carol, 'config pin', { above: '0', digits: '4' }), /asked for above 0 BROski\$/);
  const { threshold } = await getThreshold(stack.server.ctx, { token: stack.lounge.token });
  assert.equal(threshold, 0n);
  assert.match(await refused('config pin', { above: 'much' }), /is not an amount/);
  assert.match(await shown(carol, 'config pin', { above: '100', digits: 'any' }), /above 100 BROski\$/);
  const { pinThreshold, pinDigits } = await settings();
  assert.deepEqual([pinThreshold, pinDigits], ['100', null]);
});

test('the wizard takes channels, roles and features in one private message, and says what is missing', async () => {
  const page = await (await carol.command(general, 'setup start')).reply();
  assert.ok(isEphemeral(page));
  assert.match(words(page), /Set up · channels \(1\/5\)/);
  await carol.choose(page, 'Tasks', [tradingFloor]);
  await until(carol, page, /✅ Saved/);
  assert.equal((await settings()).tasksChannelId, tradingFloor);
  await carol.click(page, 'Next');
  await carol.click(await until(carol, page, /channels for news/), 'Next');
  const roles = await until(carol, page, /· roles \(3/);
  await carol.choose(roles, 'Role of tier Silver', [ROLES.loungeAdmin]);
  assert.match(words(await until(carol, page, /⚠️/)), /stands above the bot/);
  await carol.choose(roles, 'Role of tier Silver', [ROLES.loungeVip]);
  await until(carol, page, /roles[\s\S]*✅ Saved/);
  assert.deepEqual((await settings()).tierRoleIds, [null, ROLES.loungeVip, ROLES.loungeGoldName, null]);
  await carol.choose(roles, 'Your roles that stand for: moderator', []);
  await eventually(stack, 'nothing stands for it', async () => Object.keys((await settings()).staffRoles).length === 0);
  await carol.click(roles, 'Next');
  const features = await until(carol, page, /features \(4/);
  await carol.choose(features, 'What is on', [
    'gifts',
    'shop',
    'tasks',
    'trades',
    'clans',
    'boards',
    'messages',
    'prefix',
  ]);
  await until(carol, page, /features[\s\S]*✅ Saved/);
  assert.deepEqual([(await settings()).off, (await settings()).staffRoles], [['market'], {}]);
  await carol.click(features, 'Next');
  const check = await until(carol, page, /check \(5/);
  const checked = words(check);
  assert.match(checked, /✅ Tasks: I may write in <#\d+>\./);
  assert.match(checked, /✅ I can give <@&\d+>\./);
  assert.match(checked, /✅ Activity can be paid/);
  await carol.click(check, 'Send test messages');
  assert.match(words(await until(carol, page, /: written/)), /✅ <#\d+>: written/);
  await bob.waitForMessage((message) => message.channel_id === tradingFloor && /may write here/.test(words(message)));
  await shown(carol, 'config feature', { feature: 'market', on: 'yes' });
});

test('what the bot may not do is named with the way to mend it', async () => {
  const { ctx } = stack.server;
  const choose = (announcementsChannelId: string | null) =>
    setSettings(ctx, { token: stack.lounge.token, change: { announcementsChannelId } });
  await choose('1150000000000000999');
  assert.match(await shown(carol, 'setup check'), /⚠️ Announcements: <#\d+> is gone\. Choose another/);
  await choose(null);
  await shown(carol, 'config feature', { feature: 'rooms', on: 'yes' });
  assert.match(await shown(carol, 'setup check'), /✅ I can see who makes channels and who moderates/);
  const typed = await bob.command(general, 'setup check').then(refusal, ({ message }: Error) => message);
  assert.match(typed, /There is no command/, 'members do not even see it');
});

test('where the bot is brought to it says hello once, and takes down what community it shall be', async () => {
  const { guildId } = stack.taskforce;
  const { db } = stack.database;
  await db.delete(guilds).where(eq(guilds.id, guildId));
  // Nothing deletes a community but a test: what was known of it is forgotten.
  await stack.restart();
  await eve.act({ do: 'remove_bot', guild_id: guildId });
  const permissions = `${PermissionFlagsBits.ViewChannel | PermissionFlagsBits.SendMessages}`;
  await eve.act({ do: 'invite_bot', guild_id: guildId, permissions });
  const hello = await eve.waitForMessage(
    (message) => message.channel_id === CHANNELS.lobby && /Hello!/.test(words(message)),
  );
  assert.match(await refusal(await alice.click(hello, 'Set up')), /for the staff/);
  const page = await (await eve.click(hello, 'Set up')).reply();
  assert.ok(isEphemeral(page));
  assert.match(words(page), /has no economy yet[\s\S]*\*\*Tasks\*\* · whole coins/);
  const asked = async (fields: Record<string, string>) => {
    const form = await (await eve.click(page, 'Tasks')).modal();
    return eve.submitModal(form, fields);
  };
  assert.match(await refusal(await asked({ name: 'Force', symbol: 'two words' })), /symbol has 1 to 16/);
  const planned = words(await (await asked({ name: 'Force Coin', symbol: 'FRC' })).reply());
  assert.match(
    planned,
    /\*\*Force Coin\*\* \(FRC\), Tasks\.\nNow the operator of this bot runs `npm run deploy -- --guild \d+`/,
  );
  const again = words(await (await eve.command(CHANNELS.lobby, 'setup start')).reply());
  assert.match(again, /Planned: \*\*Force Coin\*\*/);

  // What `deploy` does with it.
  const plan = await plannedCommunity(stack.server.ctx, { guildId });
  assert.deepEqual(plan, { name: 'Force Coin', symbol: 'FRC', preset: 'taskbot' });
  const [, owner] = await stack.wallet.getAddresses();
  const wallet = createWalletClient({ account: owner!, chain: hardhat, transport: http(stack.chain.url) });
  const token = await createCommunity(stack.client, wallet, stack.deployment, readPreset(plan!.preset), plan!);
  await db.insert(guilds).values({ id: guildId, name: 'Taskforce', token, settings: {} });
  await stack.server.indexer.caughtUp();
  const wizard = words(await (await eve.command(CHANNELS.lobby, 'setup check')).reply());
  assert.match(wizard, /⚠️ No channel is chosen yet/);
  assert.match(wizard, /⚠️ Activity waits: the owner’s wallet has not granted/);
  assert.match(words(await (await eve.command(CHANNELS.lobby, 'balance')).reply()), /0 FRC/);
});

test('newcomers are greeted as soon as a channel is chosen: the bot connects anew to hear of them', async () => {
  assert.match(await shown(carol, 'config welcome', { text: 'Hi {member}!' }), /Hi <@\d+>!\n-# Nobody is greeted yet/);
  assert.match(
    await shown(carol, 'config channel', { place: 'welcome', channel: welcome }),
    /Welcome: posted in <#\d+> from now on\.$/,
  );
  // Who comes before the new connection is open is heard of by nobody: she comes until she is greeted.
  let came = false;
  await eventually(stack, 'a newcomer is greeted', async () => {
    if (came) await eve.leaveGuild(GUILDS.lounge);
    await eve.joinGuild(GUILDS.lounge);
    came = true;
    return carol.events.some((event) => event.t === 'message' && event.message.channel_id === welcome);
  });
  const greeting = await carol.waitForMessage((message) => message.channel_id === welcome);
  assert.equal(words(greeting), `Hi <@${USERS.eve}>!`);
  assert.deepEqual(
    greeting.mentions.map(({ id }) => id),
    [USERS.eve],
  );
});

type Proposal = { does: string; role: string; account: string; to: string; data: Hex };
async function asked(): Promise<Proposal[]> {
  const [, owner] = await stack.wallet.getAddresses();
  const headers = await signedIn(stack.server.ctx, { address: owner! });
  const response = await fetch(`${stack.server.url}/api/roles/proposals?community=${stack.lounge.token}`, { headers });
  return ((await response.json()) as { proposals: Proposal[] }).proposals;
}

test('mapped roles are proposals: the bot lists what the owner’s wallet signs, and nothing follows by itself', async () => {
  assert.match(await shown(carol, 'setup staff'), /None of your roles stands for/);
  await shown(carol, 'config staff-role', { role: ROLES.loungeModerator, as: 'moderator' });
  await eventually(stack, 'Dave is known', async () =>
    /<@\d+> becomes moderator/.test(await shown(carol, 'setup staff')),
  );
  const account = await stack.server.ctx.chain.accountOf(USERS.dave);
  const [grant, ...others] = await asked();
  assert.deepEqual(
    [grant?.does, grant?.role, grant?.account, others],
    ['grant', 'moderator', account.toLowerCase(), []],
  );
  const [, owner] = await stack.wallet.getAddresses();
  const sign = async ({ to, data }: { to: string; data: Hex }) => {
    const hash = await stack.wallet.sendTransaction({ account: owner!, to: to as Address, data });
    await stack.client.waitForTransactionReceipt({ hash });
    await stack.server.indexer.caughtUp();
  };
  await sign(grant!);
  assert.match(await shown(carol, 'setup staff'), /there is nothing to sign/);
  await shown(carol, 'config staff-role', { role: ROLES.loungeModerator });
  await shown(carol, 'config staff-role', { role: ROLES.loungeVip, as: 'moderator' });
  await eventually(stack, 'Dave no longer bears it', async () => (await asked())[0]?.does === 'revoke');
  await sign((await asked())[0]!);
  assert.deepEqual(await asked(), []);
  await shown(carol, 'config staff-role', { role: ROLES.loungeVip });
});

test('who receives a mapped role, loses it or leaves is heard of, also whom the bot had forgotten', async () => {
  await shown(carol, 'config staff-role', { role: ROLES.loungeVip, as: 'moderator' });
  const rest = new REST({ api: `${stack.discord.url}/api` }).setToken(LOCAL_DISCORD_TOKEN);
  const role = (user: string) => Routes.guildMemberRole(GUILDS.lounge, user, ROLES.loungeVip);
  const proposed = (does: string[]) =>
    eventually(stack, `proposed: ${does}`, async () => `${(await asked()).map((each) => each.does)}` === `${does}`);
  await rest.put(role(USERS.dave));
  await proposed(['grant']);
  await rest.delete(role(USERS.dave));
  await proposed([]);
  await rest.put(role(USERS.eve));
  await proposed(['grant']);
  await eve.leaveGuild(GUILDS.lounge);
  await proposed([]);
});
