import { type Message, MessageType, type PartialMessage } from 'discord.js';
import { meetUser } from '../../operations/meetUser.ts';
import type { Activity } from '../../operations/reportActivity.ts';
import { reportActivity, retractActivity } from '../../operations/reportActivity.ts';
import type { Face } from '../face.ts';
import { personOf } from '../person.ts';
import { onPostDeleted } from '../posts/keepPosts.ts';
import { onPrefix } from '../prefix.ts';

/** What is deleted sooner than this earned nothing, if it is not settled yet. */
const REGRET_MS = 60_000;

/** A message is a prefix command, or it earns. Bots, webhooks, system notices and direct messages do neither. */
export async function onMessage(face: Face, message: Message): Promise<void> {
  if (!message.inGuild() || message.author.bot || message.webhookId) return;
  if (message.type !== MessageType.Default && message.type !== MessageType.Reply) return;
  const community = await face.communityOf(message.guildId);
  if (await onPrefix(face, message, community)) return;
  if (!community) return;
  const { token } = community;
  const { author, channel, attachments } = message;
  await meetUser(face.ctx, personOf(author, message.member));
  const did: { activity: Activity; count?: number }[] = [{ activity: 'sendMessage' }];
  if (attachments.size > 0) did.push({ activity: 'shareFile', count: attachments.size });
  await reportActivity(face.ctx, { token, userId: author.id, source: message.id, did });
  // Writing in someone's thread for the first time joins it: Discord tells of joins only bots that may list all members.
  if (channel.isThread() && channel.ownerId !== author.id)
    await reportActivity(face.ctx, {
      token,
      userId: author.id,
      source: `thread:${channel.id}`,
      did: [{ activity: 'joinRoom' }],
    });
  face.settling.notice(token);
}

export async function onMessageDelete(face: Face, { id, guildId }: Message | PartialMessage): Promise<void> {
  await onPostDeleted(face.ctx, id);
  const community = guildId ? await face.communityOf(guildId) : null;
  if (community) await retractActivity(face.ctx, { token: community.token, source: id, withinMs: REGRET_MS });
}
