import assert from 'node:assert/strict';
import { ChannelType, OverwriteType, PermissionFlagsBits, TextChannel, ThreadChannel } from 'discord.js';
import { CHANNELS, DEFAULT_SEED, GUILDS, ROLES, USERS } from '../../bot/local-discord/seed.ts';
import { next, type Scene, scene } from './harness.ts';

async function lounge(s: Scene) {
  const client = await s.bot();
  const guild = client.guilds.cache.get(GUILDS.lounge);
  const channel = client.channels.cache.get(CHANNELS.general);
  assert.ok(guild && channel instanceof TextChannel);
  return { client, guild, channel, alice: await s.as(USERS.alice) };
}

scene('a member opens a thread, another joins it, and both are heard in it', async (s) => {
  const { client, alice } = await lounge(s);
  const bob = await s.as(USERS.bob);
  const created = next(client, 'threadCreate');
  const opened = await alice.openThread(CHANNELS.general, 'Ideas');
  const [thread, isNew] = await created;
  assert.equal(thread.id, opened.id);
  assert.equal(thread.ownerId, USERS.alice);
  assert.equal(isNew, true);
  const joined = next(client, 'threadMembersUpdate', (added) => added.has(USERS.bob));
  await bob.joinThread(opened.id);
  await joined;
  const heard = next(client, 'messageCreate', (message) => message.channelId === opened.id);
  await bob.say(opened.id, 'an idea');
  const [message] = await heard;
  assert.ok(message.channel instanceof ThreadChannel);
  await message.channel.send('noted');
  await alice.waitForMessage(({ content, channel_id }) => content === 'noted' && channel_id === opened.id);
});

scene('a thread hangs on a message, once, and is archived by the bot', async (s) => {
  const { channel, alice } = await lounge(s);
  const message = await alice.say(CHANNELS.general, 'topic');
  const fetched = await channel.messages.fetch(message.id);
  const thread = await fetched.startThread({ name: 'About the topic' });
  assert.equal(thread.id, message.id);
  await assert.rejects(alice.openThread(CHANNELS.general, 'again', message.id), /already been created/);
  await thread.setArchived(true);
  const shown = await alice.waitForEvent((event) => {
    const found = event.t === 'guild' ? event.guild.channels.find(({ id }) => id === thread.id) : undefined;
    return found && 'thread_metadata' in found && found.thread_metadata?.archived ? found : undefined;
  });
  assert.equal(shown.name, 'About the topic');
});

scene('a private thread is seen by those the bot lets in, and by nobody else', async (s) => {
  const { channel, alice } = await lounge(s);
  const bob = await s.as(USERS.bob);
  const thread = await channel.threads.create({ name: 'For Alice', type: ChannelType.PrivateThread });
  await thread.members.add(USERS.alice);
  await thread.send('your prize');
  await alice.waitForMessage(({ content }) => content === 'your prize');
  const places = (await bob.state()).guilds.flatMap((guild) => guild.channels.map(({ id }) => id));
  assert.equal(places.includes(thread.id), false);
  await assert.rejects(bob.say(thread.id, 'hello?'), /cannot see this channel/);
});

scene('joining and leaving voice is told to the bot and shown on the page', async (s) => {
  const { client, guild, alice } = await lounge(s);
  const joined = next(client, 'voiceStateUpdate', (_, now) => now.channelId === CHANNELS.hangout);
  await alice.joinVoice(CHANNELS.hangout);
  const [, now] = await joined;
  assert.equal(now.member?.displayName, 'Alice');
  assert.ok(guild.members.cache.get(USERS.alice)?.voice.channel);
  const shown = (await alice.state()).guilds.find(({ id }) => id === GUILDS.lounge);
  assert.deepEqual(shown?.voice, { [CHANNELS.hangout]: [USERS.alice] });
  const left = next(client, 'voiceStateUpdate', (_, after) => after.channelId === null);
  await alice.leaveVoice(GUILDS.lounge);
  await left;
});

scene('members come and go', async (s) => {
  const { client } = await lounge(s);
  const eve = await s.as(USERS.eve);
  const joined = next(client, 'guildMemberAdd');
  await eve.act({ do: 'join_guild', guild_id: GUILDS.lounge });
  assert.equal((await joined)[0].id, USERS.eve);
  await eve.say(CHANNELS.general, 'hello all');
  const left = next(client, 'guildMemberRemove');
  await eve.act({ do: 'leave_guild', guild_id: GUILDS.lounge });
  assert.equal((await left)[0].id, USERS.eve);
  await assert.rejects(eve.say(CHANNELS.general, 'still here?'), /cannot see this channel/);
  await assert.rejects(eve.act({ do: 'leave_guild', guild_id: GUILDS.taskforce }), /owners cannot leave/);
});

scene('the bot hands out roles below its own and none above', async (s) => {
  const { client, guild, alice } = await lounge(s);
  const member = await guild.members.fetch(USERS.alice);
  const updated = next(client, 'guildMemberUpdate', (_, after) => after.roles.cache.has(ROLES.loungeVip));
  await member.roles.add(ROLES.loungeVip);
  await updated;
  await alice.waitForEvent((event) => {
    const seen = event.t === 'guild' ? event.guild.members.find(({ user }) => user.id === USERS.alice) : undefined;
    return seen?.roles.includes(ROLES.loungeVip) ? true : undefined;
  });
  await member.roles.remove(ROLES.loungeVip);
  await assert.rejects(member.roles.add(ROLES.loungeAdmin), { code: 50013 });
  const role = await guild.roles.create({ name: 'Gold', colors: { primaryColor: 0xffd700 } });
  await member.roles.add(role);
  await role.edit({ name: 'Golden' });
  await role.delete();
  assert.equal((await guild.members.fetch({ user: USERS.alice, force: true })).roles.cache.has(role.id), false);
});

scene('the bot makes a private channel, changes it and removes it', async (s) => {
  const { guild, alice } = await lounge(s);
  const bob = await s.as(USERS.bob);
  const { ViewChannel, SendMessages } = PermissionFlagsBits;
  const channel = await guild.channels.create({
    name: 'Prize Room',
    permissionOverwrites: [
      { id: guild.id, deny: [ViewChannel] },
      { id: USERS.alice, type: OverwriteType.Member, allow: [ViewChannel, SendMessages] },
      { id: USERS.guildmint, type: OverwriteType.Member, allow: [ViewChannel, SendMessages] },
    ],
  });
  assert.equal(channel.name, 'prize-room');
  await alice.say(channel.id, 'mine');
  await assert.rejects(bob.say(channel.id, 'mine too'), /cannot see this channel/);
  await channel.setTopic('Secrets');
  await channel.permissionOverwrites.edit(
    USERS.bob,
    { ViewChannel: true, SendMessages: true },
    { type: OverwriteType.Member },
  );
  await bob.say(channel.id, 'let in');
  await channel.delete();
  await assert.rejects(alice.say(channel.id, 'gone?'), /cannot see this channel/);
});

scene('what the bot may not do is refused as Discord refuses it', async (s) => {
  const { client, channel } = await lounge(s);
  const lobby = client.channels.cache.get(CHANNELS.lobby);
  assert.ok(lobby instanceof TextChannel);
  const message = await lobby.send('pin me');
  await assert.rejects(message.pin(), { code: 50013, status: 403 });
  await assert.rejects(client.guilds.cache.get(GUILDS.taskforce)?.roles.create({ name: 'x' }) ?? Promise.resolve(), {
    code: 50013,
  });
  const alices = await (await s.as(USERS.alice)).say(CHANNELS.general, 'mine');
  const fetched = await channel.messages.fetch(alices.id);
  await assert.rejects(channel.messages.edit(fetched, 'yours'), { code: 50005 });
  await assert.rejects(channel.messages.delete(fetched), { code: 50013 });
});

const moderating = structuredClone(DEFAULT_SEED);
for (const role of moderating.guilds[0]?.roles ?? []) {
  if (role.id === ROLES.loungeGuildmint) {
    role.permissions = String(BigInt(role.permissions) | PermissionFlagsBits.ModerateMembers);
  }
}
const today = { now: Date.parse('2026-01-01T00:00:00Z') };

scene(
  'a member in time-out cannot write until it is over',
  async (s) => {
    const { guild, alice } = await lounge(s);
    const member = await guild.members.fetch(USERS.alice);
    await member.disableCommunicationUntil(today.now + 60_000);
    await assert.rejects(alice.say(CHANNELS.general, 'unfair'), /may not write in #general/);
    today.now += 60_001;
    await alice.say(CHANNELS.general, 'sorry');
  },
  { seed: moderating, clock: () => today.now },
);

const hidden = structuredClone(DEFAULT_SEED);
const staff = hidden.channels.find(({ id }) => id === CHANNELS.staff);
if (staff) staff.permission_overwrites = staff.permission_overwrites.filter(({ id }) => id !== ROLES.loungeGuildmint);

scene(
  'a channel that is closed to the bot says Missing Access, and nothing of it is heard',
  async (s) => {
    const { client, alice } = await lounge(s);
    const heard: string[] = [];
    client.on('messageCreate', (message) => heard.push(message.content));
    const dave = await s.as(USERS.dave);
    await dave.say(CHANNELS.staff, 'between us');
    const last = next(client, 'messageCreate', ({ content }) => content === 'in the open');
    await dave.say(CHANNELS.general, 'in the open');
    await last;
    assert.deepEqual(heard, ['in the open']);
    const { status, body } = await s.call('POST', `/channels/${CHANNELS.staff}/messages`, { content: 'hi' });
    assert.deepEqual([status, body.code], [403, 50001]);
    await assert.rejects(alice.say(CHANNELS.welcome, 'me too'), /may not write in #welcome/);
  },
  { seed: hidden },
);
