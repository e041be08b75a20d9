import type { AnyThreadChannel, VoiceState } from 'discord.js';
import { meetUser } from '../../operations/meetUser.ts';
import { reportActivity } from '../../operations/reportActivity.ts';
import type { Face } from '../face.ts';
import { fetchMember, personOf } from '../person.ts';

const DAY_MS = 86_400_000;

/** Whoever opens a thread has created a room. */
export async function onThreadCreate(face: Face, thread: AnyThreadChannel, newlyCreated: boolean): Promise<void> {
  const community = newlyCreated && thread.ownerId ? await face.communityOf(thread.guildId) : null;
  if (!community || !thread.ownerId) return;
  const owner = await fetchMember(thread.guild, thread.ownerId);
  if (owner.user.bot) return;
  await meetUser(face.ctx, personOf(owner.user, owner));
  const { token } = community;
  await reportActivity(face.ctx, {
    token,
    userId: owner.id,
    source: `thread:${thread.id}`,
    did: [{ activity: 'createRoom' }],
  });
  face.settling.notice(token);
}

/** A voice channel counts once a day, so that leaving and coming back earns nothing. */
export async function onVoiceState(face: Face, before: VoiceState, after: VoiceState): Promise<void> {
  const { channelId, guild } = after;
  if (!channelId || channelId === before.channelId || channelId === guild.afkChannelId) return;
  const community = await face.communityOf(guild.id);
  if (!community) return;
  const member = after.member ?? (await fetchMember(guild, after.id));
  if (member.user.bot) return;
  await meetUser(face.ctx, personOf(member.user, member));
  const { token } = community;
  const day = Math.floor(face.ctx.clock() / DAY_MS);
  await reportActivity(face.ctx, {
    token,
    userId: member.id,
    source: `voice:${channelId}:${day}`,
    did: [{ activity: 'joinRoom' }],
  });
  face.settling.notice(token);
}
