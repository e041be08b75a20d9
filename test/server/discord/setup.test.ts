import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { CHANNELS, GUILDS, ROLES, USERS } from '../../../bot/local-discord/seed.ts';
import { getThreshold } from '../../../bot/operations/getPin.ts';
import { getSettings } from '../../../bot/operations/settings.ts';
import { type Actor, actor } from '../../support/local-discord.ts';
import { type Stack, startStack } from '../../support/stack.ts';
import { refusal, words } from './support.ts';

const { general, welcome, tradingFloor } = CHANNELS;
let stack: Stack;
let bob: Actor;
let carol: Actor;
let eve: Actor;
const people = () => [bob, carol, eve];
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

before(async () => {
  stack = await startStack();
  const sit = (user: string) => actor(stack.discord.url, user, 60_000);
  [bob, carol, eve] = await Promise.all([sit(USERS.bob), sit(USERS.carol), sit(USERS.eve)]);
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

test('the PIN’s threshold is a figure, and its digits a choice', async () => {
  assert.match(await shown(carol, 'config pin', { above: '0', digits: '4' }), /asked for above 0 BROski\$/);
  const { threshold } = await getThreshold(stack.server.ctx, { token: stack.lounge.token });
  assert.equal(threshold, 0n);
  assert.match(await refused('config pin', { above: 'much' }), /is not an amount/);
  assert.match(await shown(carol, 'config pin', { above: '100', digits: 'any' }), /above 100 BROski\$/);
  const { pinThreshold, pinDigits } = await settings();
  assert.deepEqual([pinThreshold, pinDigits], ['100', null]);
});

test('newcomers are greeted once the bot hears of them', async () => {
  assert.match(await shown(carol, 'config welcome', { text: 'Hi {member}!' }), /Hi <@\d+>!\n-# Nobody is greeted yet/);
  assert.match(
    await shown(carol, 'config channel', { place: 'welcome', channel: welcome }),
    /Welcome: posted in .*\n-# I do not hear of newcomers yet/,
  );
  await stack.restart();
  await eve.act({ do: 'join_guild', guild_id: GUILDS.lounge });
  const greeting = await carol.waitForMessage((message) => message.channel_id === welcome);
  assert.equal(words(greeting), `Hi <@${USERS.eve}>!`);
  assert.deepEqual(
    greeting.mentions.map(({ id }) => id),
    [USERS.eve],
  );
});
