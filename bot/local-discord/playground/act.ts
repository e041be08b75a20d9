/** Carries out what a member does at the Playground, with the rights and limits that member has on Discord. */
import { AuditLogEvent, ChannelType, PermissionFlagsBits as P } from 'discord-api-types/v10';
import type { PlaygroundAct, PlaygroundActResult } from '../../api/playground.ts';
import { MAX_FILE_BYTES } from '../attachments.ts';
import { tellAuditLog } from '../auditLog.ts';
import { type Context, findMessage, findUser } from '../context.ts';
import { createThread } from '../createThread.ts';
import { Refusal } from '../errors.ts';
import { acceptInvite, createInvite } from '../invites.ts';
import { parseForm } from '../limits/form.ts';
import { messageForm } from '../limits/message.ts';
import { inviteBot, joinGuild, joinVoice, leaveGuild, leaveVoice, removeBot } from '../members.ts';
import { deleteMessage, postMessage } from '../messages.ts';
import { canView, channelPermissions, permissionsOf } from '../permissions.ts';
import { addReaction, removeReaction } from '../reactions.ts';
import { channelName, createChannel } from '../rest/guilds.ts';
import { APPLICATION_ID } from '../seed.ts';
import type { Channel, Guild, StoredMessage } from '../state.ts';
import { addThreadMember, directChannel } from '../threads.ts';
import { channelObject } from '../views.ts';
import { submitModal, useCommand, useComponent } from './interact.ts';
import { messageForPage } from './views.ts';

const MAX_CONTENT = 2_000;

/** @throws Refusal or DiscordError when Discord would not let the member do it */
export function carryOut(ctx: Context, act: PlaygroundAct): PlaygroundActResult {
  if (!ctx.state.users[act.as] || ctx.state.users[act.as]?.bot) throw new Refusal('Act as one of the listed members.');
  switch (act.do) {
    case 'message':
      return write(ctx, act);
    case 'delete_message': {
      const { channel, stored } = visibleMessage(ctx, act);
      const dismissed = stored.addressee === act.as;
      if (stored.body.author.id !== act.as && !dismissed) {
        demand(ctx, channel, act.as, P.ManageMessages, 'You may delete only your own messages here.');
        const guild = channel.guild_id === undefined ? undefined : ctx.state.guilds[channel.guild_id];
        const options = { channel_id: channel.id, count: '1' };
        const entry = { user_id: act.as, target_id: stored.body.author.id, action_type: AuditLogEvent.MessageDelete };
        if (guild) tellAuditLog(ctx, guild, { ...entry, options });
      }
      deleteMessage(ctx, stored);
      return { ok: true };
    }
    case 'react':
    case 'unreact': {
      const { channel, stored } = visibleMessage(ctx, act);
      const change = act.do === 'react' ? addReaction : removeReaction;
      change(ctx, channel, stored, act.as, act.emoji);
      return { ok: true, message: messageForPage(ctx, stored, act.as) };
    }
    case 'thread':
      return openThread(ctx, act);
    case 'join_thread': {
      const thread = visibleChannel(ctx, act.channel_id, act.as);
      if (!thread.thread) throw new Refusal('This is not a thread.');
      addThreadMember(ctx, thread, act.as);
      return { ok: true, channel: channelObject(ctx, thread, act.as) };
    }
    case 'voice_join': {
      const channel = visibleChannel(ctx, act.channel_id, act.as);
      if (channel.type !== ChannelType.GuildVoice) throw new Refusal('Choose a voice channel.');
      demand(ctx, channel, act.as, P.Connect, 'You may not enter this voice channel.');
      joinVoice(ctx, memberGuild(ctx, channel.guild_id, act.as), act.as, channel.id);
      return { ok: true };
    }
    case 'voice_leave':
      leaveVoice(ctx, memberGuild(ctx, act.guild_id, act.as), act.as);
      return { ok: true };
    case 'command':
    case 'autocomplete': {
      const channel = visibleChannel(ctx, act.channel_id, act.as);
      if (channel.guild_id !== undefined) {
        demand(ctx, channel, act.as, P.UseApplicationCommands, 'You may not use commands here.');
      }
      return { ok: true, interaction_id: useCommand(ctx, act, channel).id };
    }
    case 'component':
      return { ok: true, interaction_id: useComponent(ctx, act, visibleChannel(ctx, act.channel_id, act.as)).id };
    case 'modal_submit':
      return { ok: true, interaction_id: submitModal(ctx, act).id };
    case 'open_dm': {
      const { id } = findUser(ctx, act.user_id);
      if (id === act.as) throw new Refusal('You cannot write to yourself: choose somebody else.');
      return { ok: true, channel: channelObject(ctx, directChannel(ctx, act.as, id), act.as) };
    }
    case 'join_guild': {
      const guild = ctx.state.guilds[act.guild_id];
      if (!guild) throw new Refusal('There is no such server.', 404);
      if (guild.members[act.as]) throw new Refusal(`You already are a member of ${guild.name}.`);
      if (act.invite !== undefined) acceptInvite(ctx, guild, act.invite);
      joinGuild(ctx, guild, act.as);
      return { ok: true };
    }
    case 'invite_bot': {
      const guild = managedGuild(ctx, act.guild_id, act.as);
      if (guild.members[APPLICATION_ID]) throw new Refusal('The bot is on this server already.');
      inviteBot(ctx, guild, BigInt(act.permissions));
      return { ok: true };
    }
    case 'remove_bot': {
      const guild = managedGuild(ctx, act.guild_id, act.as);
      if (!guild.members[APPLICATION_ID]) throw new Refusal('The bot is not on this server.');
      removeBot(ctx, guild);
      return { ok: true };
    }
    case 'invite': {
      const channel = visibleChannel(ctx, act.channel_id, act.as);
      demand(ctx, channel, act.as, P.CreateInstantInvite, 'You may not invite people here.');
      return { ok: true, invite: createInvite(ctx, channel, act.as, act.max_uses).code };
    }
    case 'channel':
      return openChannel(ctx, act);
    case 'leave_guild': {
      const guild = memberGuild(ctx, act.guild_id, act.as);
      if (guild.owner_id === act.as) throw new Refusal(`You own ${guild.name}, and owners cannot leave their server.`);
      leaveGuild(ctx, guild, act.as);
      return { ok: true };
    }
  }
}

function write(ctx: Context, act: Extract<PlaygroundAct, { do: 'message' }>): PlaygroundActResult {
  const channel = visibleChannel(ctx, act.channel_id, act.as);
  const flag = channel.thread ? P.SendMessagesInThreads : P.SendMessages;
  demand(ctx, channel, act.as, flag, `You may not write in #${channel.name}.`);
  const { length } = act.content.trim();
  if (length > MAX_CONTENT)
    throw new Refusal(`A message has at most 2,000 characters; yours has ${length}. Shorten it.`);
  const files = act.files ?? [];
  if (length === 0 && files.length === 0) throw new Refusal('Write something, or attach a file.');
  if (files.length > 0) demand(ctx, channel, act.as, P.AttachFiles, `You may not attach files in #${channel.name}.`);
  if (files.length > 10) throw new Refusal('Attach at most 10 files to a message.');
  const big = files.find((file) => file.size > MAX_FILE_BYTES);
  if (big) throw new Refusal(`${big.filename} is larger than the 10 MB that Discord accepts.`);
  const reply = act.reply_to === undefined ? {} : { message_reference: { message_id: act.reply_to } };
  const stored = postMessage(ctx, {
    channel,
    author: findUser(ctx, act.as),
    form: parseForm(messageForm(), { content: act.content, ...reply }),
    files: files.map(({ filename, size, content_type = 'application/octet-stream' }, index) => ({
      index,
      filename,
      size,
      content_type,
    })),
  });
  return { ok: true, message: messageForPage(ctx, stored, act.as), attachments: stored.body.attachments };
}

function openChannel(ctx: Context, act: Extract<PlaygroundAct, { do: 'channel' }>): PlaygroundActResult {
  const guild = memberGuild(ctx, act.guild_id, act.as);
  const name = channelName(act.name, ChannelType.GuildText);
  if (name.length < 1 || name.length > 100) throw new Refusal('Name the channel with 1 to 100 characters.');
  if (!(permissionsOf(ctx, guild, act.as) & P.ManageChannels)) throw new Refusal('You may not create channels.', 403);
  const channel = createChannel(ctx, guild, { name, type: ChannelType.GuildText });
  const entry = { user_id: act.as, target_id: channel.id, action_type: AuditLogEvent.ChannelCreate };
  tellAuditLog(ctx, guild, { ...entry, changes: [{ key: 'name', new_value: name }] });
  return { ok: true, channel: channelObject(ctx, channel, act.as) };
}

function openThread(ctx: Context, act: Extract<PlaygroundAct, { do: 'thread' }>): PlaygroundActResult {
  const parent = visibleChannel(ctx, act.channel_id, act.as);
  const name = act.name.trim();
  if (parent.type !== ChannelType.GuildText) throw new Refusal('Open threads in a text channel.');
  if (name.length < 1 || name.length > 100) throw new Refusal('Name the thread with 1 to 100 characters.');
  demand(ctx, parent, act.as, P.CreatePublicThreads, `You may not open threads in #${parent.name}.`);
  const from = act.message_id === undefined ? {} : { from: findMessage(ctx, parent.id, act.message_id) };
  if (from.from?.addressee !== undefined) throw new Refusal('Threads cannot hang on messages that only you see.');
  const thread = createThread(ctx, { parent, ownerId: act.as, name, type: ChannelType.PublicThread, ...from });
  return { ok: true, channel: channelObject(ctx, thread, act.as) };
}

function visibleChannel(ctx: Context, id: string, userId: string): Channel {
  const channel = ctx.state.channels[id];
  if (!channel || !canView(ctx, channel, userId)) throw new Refusal('You cannot see this channel.', 404);
  return channel;
}

function visibleMessage(ctx: Context, act: { channel_id: string; message_id: string; as: string }) {
  const channel = visibleChannel(ctx, act.channel_id, act.as);
  const stored: StoredMessage = findMessage(ctx, channel.id, act.message_id);
  if (stored.addressee !== undefined && stored.addressee !== act.as) {
    throw new Refusal('This message is only visible to somebody else.', 403);
  }
  return { channel, stored };
}

function memberGuild(ctx: Context, id: string | undefined, userId: string): Guild {
  const guild = id === undefined ? undefined : ctx.state.guilds[id];
  if (!guild?.members[userId]) throw new Refusal('You are not a member of this server. Join it first.', 403);
  return guild;
}

function managedGuild(ctx: Context, id: string, userId: string): Guild {
  const guild = memberGuild(ctx, id, userId);
  if (!(permissionsOf(ctx, guild, userId) & P.ManageGuild))
    throw new Refusal('Only who manages a server brings bots to it, or sends them away.', 403);
  return guild;
}

function demand(ctx: Context, channel: Channel, userId: string, flag: bigint, otherwise: string): void {
  if (!(channelPermissions(ctx, channel, userId) & flag)) throw new Refusal(otherwise, 403);
}
