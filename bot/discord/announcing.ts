/** Posts announcements at their time: one server among several does, and each is posted once. */
import { type Client, DiscordAPIError, RESTJSONErrorCodes } from 'discord.js';
import { eq } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { announcements, guilds } from '../db/schema.ts';
import { UserError } from '../errors.ts';
import { type Announcement, changeAnnouncement, dueAnnouncements } from '../operations/announce.ts';
import { isClosed } from './errors.ts';
import { toStaff } from './fulfilment/tell.ts';
import { sayOn } from './language.ts';
import type { Work } from './leading.ts';
import { note } from './log.ts';
import type { Delivery } from './replies/deliver.ts';
import type { Reply } from './replies/reply.ts';

const IDLE_MS = 15_000;
const AGAIN_MS = 10 * 60_000;

type Desk = { client: Client; deliver: Delivery };

export function announcing(desk: Desk): Work {
  return async function look(ctx) {
    const { due, next } = await dueAnnouncements(ctx);
    for (const announcement of due) await bring(ctx, desk, announcement);
    return next ? Math.min(IDLE_MS, Math.max(0, next.getTime() - ctx.clock())) : IDLE_MS;
  };
}

/** What an announcement looks like. */
export const announcementReply = ({ content }: Pick<Announcement, 'content'>): Reply => ({
  tone: 'info',
  blocks: [],
  embed: content,
});

async function bring(ctx: Context, { client, deliver }: Desk, announcement: Announcement): Promise<void> {
  const { id, token, channelId, pinned, at } = announcement;
  const [server] = await ctx.db.select({ id: guilds.id }).from(guilds).where(eq(guilds.token, token));
  const guild = client.guilds.cache.get(server?.id ?? '');
  if (!guild?.available) return;
  const which = { token, announcement: id };
  try {
    const messageId =
      announcement.messageId ?? (await deliver.post(channelId, announcementReply(announcement), `an${id}`));
    await changeAnnouncement(ctx, which, { messageId });
    if (pinned) await deliver.pin(channelId, messageId, true);
    await changeAnnouncement(ctx, which, { state: 'posted', error: null, nextAt: null });
  } catch (error) {
    if (!(error instanceof DiscordAPIError) || !isClosed(error)) throw error;
    const refused = `${error.code}`;
    const nextAt = new Date(ctx.clock() + AGAIN_MS);
    await changeAnnouncement(ctx, which, { state: 'failed', error: refused, nextAt });
    if (announcement.error === refused) return;
    const say = await sayOn(ctx, guild);
    const values = { channel: `<#${channelId}>`, reason: error.message };
    const reply: Reply = { tone: 'failure', title: say('posts.failed'), blocks: [say('announce.failed', values)] };
    await toStaff({ ctx, deliver }, token, guild, reply, `af${id}:${refused}`.slice(0, 25));
    await note(ctx, { token, what: 'postFailed', values, source: `announcement:${id}:${refused}:${at.getTime()}` });
  }
}

/** Who deletes an announcement's message wants it gone. */
export async function onAnnouncementDeleted({ db }: Context, messageId: string): Promise<void> {
  await db.delete(announcements).where(eq(announcements.messageId, messageId));
}

/** @throws UserError with Discord's refusal in words */
export async function unlessRefused(work: Promise<unknown>, { goneIsFine = false } = {}): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof DiscordAPIError) || !isClosed(error)) throw error;
    if (goneIsFine && error.status === 404) return;
    if (error.code === RESTJSONErrorCodes.UnknownMessage)
      throw new UserError('AnnouncementGone', 'Its message was deleted on Discord: announce it again.');
    throw new UserError(
      'AnnouncementClosed',
      `Discord does not let me do that there (${error.message}): look at my permissions in that channel.`,
      { reason: error.message },
    );
  }
}
