import { type GuildMember, type Message, MessageType, type PartialMessage } from 'discord.js';
import { meetUser } from '../../operations/meetUser.ts';
import type { Activity } from '../../operations/reportActivity.ts';
import { reportActivity, retractActivity } from '../../operations/reportActivity.ts';
import { onAnnouncementDeleted } from '../announcing.ts';
import type { Community } from '../community.ts';
import type { Face } from '../face.ts';
import { fetchMember, personOf } from '../person.ts';
import { onPostDeleted } from '../posts/keepPosts.ts';
import { onPrefix } from '../prefix.ts';
import type { InTurn } from '../turns.ts';
import { onAnswer } from './audience.ts';
import { factorOf } from './factor.ts';
import type { openRepeats } from './repeats.ts';
import type { openWatch } from './watch.ts';

/** What is deleted sooner than this earned nothing. */
const REGRET_MS = 60_000;

/** What it takes to judge messages; `inTurn` is how many are judged at a time. */
type Memory = {
  isRepeat: ReturnType<typeof openRepeats>;
  watch: ReturnType<typeof openWatch>;
  inTurn: InTurn;
};

/**
 * A message is a prefix command, which is answered at once, or it earns, in turn. Bots, webhooks, system notices and direct
 * messages do neither; what is too short, or was said a moment ago, earns nothing.
 */
export async function onMessage(face: Face, memory: Memory, message: Message): Promise<void> {
  if (!message.inGuild() || message.author.bot || message.webhookId) return;
  if (message.type !== MessageType.Default && message.type !== MessageType.Reply) return;
  // The event brought its author's roles; by the time of its turn others may have taken their place in the cache.
  const { member } = message;
  const community = await face.outlast(() => face.communityOf(message.guildId));
  if (await onPrefix(face, message, community)) return;
  if (community) await memory.inTurn(() => earn(face, memory, community, message, member));
}

async function earn(
  face: Face,
  { isRepeat, watch }: Memory,
  community: Community,
  message: Message<true>,
  known: GuildMember | null,
): Promise<void> {
  const { token, settings } = community;
  const { author, channel, attachments, content } = message;
  const member = known ?? (await fetchMember(message.guild, author.id));
  const bps = factorOf(settings.earningRules, member, channel);
  if (bps === 0) return;
  const repeated = isRepeat(`${token}:${author.id}`, content);
  // Where Discord hides the words there is nothing to measure.
  const tooShort = content !== '' && [...content.trim()].length < settings.messageLength;
  const did: { activity: Activity; count?: number }[] = [];
  if (settings.messageEarning && !repeated && !tooShort) did.push({ activity: 'sendMessage' });
  if (settings.messageEarning && attachments.size > 0) did.push({ activity: 'shareFile', count: attachments.size });
  await face.outlast(async () => {
    await meetUser(face.ctx, personOf(author, member));
    if (message.type === MessageType.Reply) await onAnswer(face, community, message);
    if (did.length > 0) await reportActivity(face.ctx, { token, userId: author.id, source: message.id, did, bps });
    // Writing in someone's thread for the first time joins it: Discord tells of joins only bots that may list all members.
    if (channel.isThread() && channel.ownerId !== author.id)
      await reportActivity(face.ctx, {
        token,
        userId: author.id,
        source: `thread:${channel.id}`,
        did: [{ activity: 'joinRoom' }],
        bps,
      });
  });
  face.settling.notice(token);
  await watch(token, message, member);
}

export async function onMessageDelete(
  face: Face,
  { inTurn }: Pick<Memory, 'inTurn'>,
  { id, guildId }: Message | PartialMessage,
): Promise<void> {
  await onPostDeleted(face.ctx, id);
  await onAnnouncementDeleted(face.ctx, id);
  const community = guildId ? await face.communityOf(guildId) : null;
  // What it takes back may be waiting for its own turn still.
  if (community)
    await inTurn(() => retractActivity(face.ctx, { token: community.token, source: id, withinMs: REGRET_MS }));
}
