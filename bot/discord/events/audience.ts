/** What a message earns by those who read it: reactions, answers, votes. */
import {
  type Client,
  type GatewayMessageReactionAddDispatchData,
  type Guild,
  type Message,
  SnowflakeUtil,
} from 'discord.js';
import { UserError } from '../../errors.ts';
import { AUDIENCE_MS, type Audience, decideAudience, getAudience, joinAudience } from '../../operations/audience.ts';
import { meetUser } from '../../operations/meetUser.ts';
import { reportActivity } from '../../operations/reportActivity.ts';
import type { Press } from '../commands/command.ts';
import type { Community } from '../community.ts';
import { isClosed } from '../errors.ts';
import type { Face } from '../face.ts';
import { memberOrNull, personOf } from '../person.ts';
import type { Reply } from '../replies/reply.ts';
import { factorOf } from './factor.ts';

/**
 * Somebody reacted. Taken as the gateway sends it, because that names the message's author, and nothing of it needs to be
 * remembered by the client.
 */
export async function onReaction(
  face: Face,
  client: Client,
  reaction: GatewayMessageReactionAddDispatchData,
): Promise<void> {
  const { guild_id: guildId, channel_id: channelId, message_id: messageId, user_id: userId, member } = reaction;
  const authorId = reaction.message_author_id ?? null;
  if (!guildId || !member?.user || member.user.bot || userId === authorId || isPast(face, messageId)) return;
  const guild = client.guilds.cache.get(guildId);
  const community = await face.communityOf(guildId);
  if (!guild || !community?.settings.reactionEarning) return;
  const { token } = community;
  const audience = await joinAudience(face.ctx, { token, channelId, messageId, authorId, userId, as: 'reactors' });
  if (audience) await judge(face, guild, community, audience);
}

/** Somebody answered a message. */
export async function onAnswer(face: Face, community: Community, message: Message<true>): Promise<void> {
  const { reference, author, guild } = message;
  const answered = message.mentions.repliedUser;
  if (!reference?.messageId || reference.channelId !== message.channelId || isPast(face, reference.messageId)) return;
  if (!community.settings.reactionEarning || answered?.bot || answered?.id === author.id) return;
  const { token } = community;
  const { channelId, messageId } = reference;
  const joined = { token, channelId, messageId, authorId: answered?.id ?? null, userId: author.id };
  const audience = await joinAudience(face.ctx, { ...joined, as: 'repliers' });
  if (audience) await judge(face, guild, community, audience);
}

const isPast = ({ ctx }: Face, messageId: string) => ctx.clock() - SnowflakeUtil.timestampFrom(messageId) > AUDIENCE_MS;

/** Pays the author of a message that has become popular, or whose files were seen, once. */
async function judge(face: Face, guild: Guild, { token, settings }: Community, audience: Audience): Promise<void> {
  const { ctx } = face;
  const { messageId, channelId } = audience;
  const verdictFor = (authorId: string | null) => {
    const others = (ids: string[]) => new Set(ids.filter((id) => id !== authorId)).size;
    const { reactors, repliers } = audience;
    return {
      popular: audience.popular === null && others(reactors) >= settings.popularReactors,
      media: audience.media === null && others([...reactors, ...repliers]) >= settings.mediaAudience,
    };
  };
  const before = verdictFor(audience.authorId);
  if (!before.popular && !before.media) return;
  const message = await findMessage(guild, channelId, messageId);
  if (!message || message.author.bot || message.webhookId) {
    await decideAudience(ctx, { messageId, popular: false, media: false });
    return;
  }
  const { author, attachments } = message;
  const reached = verdictFor(author.id);
  const seen = reached.media && attachments.size > 0;
  const paid = await pay(face, token, settings, message, [
    ...(reached.popular ? (['popularMessage'] as const) : []),
    ...(seen ? (['mediaShared'] as const) : []),
  ]);
  await decideAudience(ctx, {
    ...{ messageId, authorId: author.id },
    ...(reached.popular ? { popular: paid } : {}),
    // A message without files will have none: it is not looked at again.
    ...(reached.media ? { media: paid && seen } : {}),
  });
}

/** @returns false for an author who has left, or a place where nothing is earned */
async function pay(
  face: Face,
  token: Community['token'],
  { earningRules }: Community['settings'],
  message: Message<true>,
  activities: readonly ('popularMessage' | 'mediaShared' | 'helpfulContent')[],
): Promise<boolean> {
  const { ctx, settling } = face;
  const { author, guild, channel, id } = message;
  const member = message.member ?? (await memberOrNull(guild, author.id));
  const bps = member ? factorOf(earningRules, member, channel) : 0;
  if (bps === 0 || activities.length === 0) return false;
  await meetUser(ctx, personOf(author, member));
  const did = activities.map((activity) => ({ activity }));
  await reportActivity(ctx, { token, userId: author.id, source: id, did, bps });
  settling.notice(token);
  return true;
}

/** @returns null for one that is gone, or that the bot may not read */
async function findMessage(guild: Guild, channelId: string, messageId: string): Promise<Message<true> | null> {
  const channel = guild.channels.cache.get(channelId);
  if (!channel?.isTextBased()) return null;
  try {
    return await channel.messages.fetch(messageId);
  } catch (error) {
    if (isClosed(error)) return null;
    throw error;
  }
}

/** A member finds a message helpful: one vote each, and enough of them pay its author. @throws UserError */
export async function voteHelpful(
  face: Face,
  { author: voter, community, say }: Press,
  message: Message<boolean>,
): Promise<Reply> {
  const { ctx } = face;
  const { token, settings } = community;
  const { id: messageId, channelId, author } = message;
  if (!message.inGuild() || author.bot || message.webhookId || message.system)
    throw new UserError('HelpfulBot', 'Only what a member wrote can be voted for: choose another message.');
  if (author.id === voter.id)
    throw new UserError('HelpfulOwn', 'You cannot vote for your own message: choose somebody else’s.');
  if (isPast(face, messageId))
    throw new UserError('HelpfulOld', 'This message is older than a week: vote for a newer one.');
  const known = await getAudience(ctx, { token, messageId });
  if (known?.helpful !== null && known?.helpful !== undefined)
    throw new UserError('HelpfulDone', 'This message was found helpful already: vote for another one.');
  const joined = { token, channelId, messageId, authorId: author.id, userId: voter.id, as: 'voters' } as const;
  const audience = await joinAudience(ctx, joined);
  if (!audience) throw new UserError('HelpfulTwice', 'You have voted for this message: vote for another one.');
  const votes = audience.voters.length;
  const needed = settings.helpfulVotes;
  if (votes >= needed) {
    const helpful = await pay(face, token, settings, message, ['helpfulContent']);
    await decideAudience(ctx, { messageId, helpful });
  }
  const values = { votes, needed, name: personOf(author, message.member).name };
  const line = say(votes >= needed ? 'helpful.reached' : 'helpful.counted', values);
  return { tone: 'success', title: say('helpful.title'), blocks: [line] };
}
