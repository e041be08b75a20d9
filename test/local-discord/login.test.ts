import assert from 'node:assert/strict';
import { GatewayIntentBits, PermissionFlagsBits } from 'discord.js';
import { CHANNELS, DEFAULT_SEED, GUILDS, LOCAL_DISCORD_TOKEN, ROLES, USERS } from '../../bot/local-discord/seed.ts';
import { createClient, scene } from './harness.ts';

scene('a bot that logs in finds both communities with their channels, roles and members', async ({ bot }) => {
  const client = await bot();
  assert.equal(client.user.username, 'Guildmint');
  assert.deepEqual(client.guilds.cache.map((guild) => guild.name).sort(), ['BROski Lounge', 'Taskforce']);
  const lounge = client.guilds.cache.get(GUILDS.lounge);
  assert.ok(lounge);
  assert.deepEqual(lounge.channels.cache.map((channel) => channel.name).sort(), [
    'Hangout',
    'general',
    'staff',
    'trading-floor',
    'welcome',
  ]);
  const members = await lounge.members.fetch();
  assert.deepEqual(members.map((member) => member.displayName).sort(), [
    'Alice',
    'Beepbot',
    'Bob',
    'Carol',
    'Dave',
    'Guildmint',
  ]);
  assert.ok(members.get(USERS.carol)?.permissions.has(PermissionFlagsBits.Administrator));
  assert.ok(members.get(USERS.dave)?.roles.cache.has(ROLES.loungeModerator));
  const staff = lounge.channels.cache.get(CHANNELS.staff);
  assert.equal(staff?.permissionsFor(USERS.alice)?.has(PermissionFlagsBits.ViewChannel), false);
  assert.equal(staff?.permissionsFor(USERS.dave)?.has(PermissionFlagsBits.ViewChannel), true);
});

scene('a wrong token is refused', async ({ discord, call }) => {
  const client = createClient(discord, []);
  await assert.rejects(client.login('some-other-token'), /invalid token/i);
  await client.destroy();
  const { status, body } = await call('GET', '/users/@me', undefined, { authorization: 'Bot some-other-token' });
  assert.equal(status, 401);
  assert.deepEqual(body, { code: 0, message: '401: Unauthorized' });
});

scene('the Playground learns whether a bot is online', async ({ bot, as }) => {
  const alice = await as(USERS.alice);
  assert.equal((await alice.state()).botOnline, false);
  const client = await bot();
  await alice.waitForEvent((event) => (event.t === 'bot' && event.online ? true : undefined));
  await client.destroy();
  await alice.waitForEvent((event) => (event.t === 'bot' && !event.online ? true : undefined));
});

scene('an unimplemented route is refused loudly, by its name', async ({ call }) => {
  const { status, body } = await call('POST', `/guilds/${GUILDS.lounge}/auto-moderation/rules`, {});
  assert.equal(status, 501);
  assert.match(String(body.message), /POST \/api\/v10\/guilds\/\d+\/auto-moderation\/rules/);
});

scene(
  'a privileged intent that was not granted is refused',
  async ({ discord }) => {
    const client = createClient(discord, [GatewayIntentBits.Guilds, GatewayIntentBits.MessageContent]);
    await assert.rejects(client.login(LOCAL_DISCORD_TOKEN), /disallowed intents/i);
    await client.destroy();
  },
  { seed: { ...DEFAULT_SEED, privilegedIntents: GatewayIntentBits.GuildMembers } },
);
