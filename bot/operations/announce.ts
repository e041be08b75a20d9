import { and, asc, desc, eq, inArray, isNotNull, lt, lte, ne, or, sql } from 'drizzle-orm';
import type { Address } from 'viem';
import { z } from 'zod';
import type { Context } from '../context.ts';
import { announcements, type Embed, templates } from '../db/schema.ts';
import { UserError } from '../errors.ts';
import { parseColour } from './colour.ts';

export type { Embed };
export type Announcement = typeof announcements.$inferSelect;
type Which = { token: Address; announcement: number };
type Db = Pick<Context, 'db'>;

/** What is written into each field at most. */
export const EMBED_LIMITS = { title: 256, text: 4_000, colour: 20, image: 500, footer: 300 } as const;
export const FIELD_LIMITS = { count: 25, name: 256, value: 1_024 } as const;
/** Discord counts all of an embed's words together. */
const WHOLE_LENGTH = 6_000;
/** A plain message holds no more. */
const PLAIN_LENGTH = 2_000;
const MOST_TEMPLATES = 50;
/** How long a preview that nobody posts is kept. */
const DRAFT_MS = 86_400_000;

type Written = { [K in Exclude<keyof Embed, 'fields'>]: string | null };

/** @throws UserError for what Discord would not take, or should not be sent to */
export function readEmbed(written: Written, fields: NonNullable<Embed['fields']> = []): Embed {
  const text = written.text?.trim() ?? '';
  const title = written.title?.trim() || null;
  if (!text) throw new UserError('AnnouncementEmpty', 'There is nothing to announce: write a text.');
  const colour = written.colour?.trim() ? parseColour(written.colour) : null;
  const image = written.image?.trim() || null;
  if (
    image &&
    !z
      .url({ protocol: /^https$/ })
      .max(EMBED_LIMITS.image)
      .safeParse(image).success
  )
    throw new UserError('EmbedImage', 'The picture’s address must begin with https:// and lead to a picture.');
  const footer = written.footer?.trim() || null;
  const embed = { title, text, colour, image, footer, ...(fields.length > 0 ? { fields } : {}) };
  const words = [title, text, footer, ...fields.flatMap(({ name, value }) => [name, value])].join('');
  if (words.length > WHOLE_LENGTH)
    throw new UserError('EmbedLong', 'All words of an embed together have at most 6,000 characters: shorten it.');
  if (isPlain(embed) && text.length > PLAIN_LENGTH)
    throw new UserError(
      'AnnouncementLong',
      'A text alone has at most 2,000 characters: give it a title, or shorten it.',
    );
  return embed;
}

/** Just words: shown as an ordinary message. */
export const isPlain = ({ title, colour, image, footer, fields }: Embed) =>
  title === null && colour === null && image === null && footer === null && !fields?.length;

/** Keeps an announcement: a draft for its writer, or to be posted at its time. @returns its number */
export async function announce(
  { db }: { db: Pick<Context['db'], 'insert' | 'execute'> },
  made: Pick<Announcement, 'token' | 'channelId' | 'content' | 'userId' | 'at' | 'pinned'> & {
    state: 'draft' | 'scheduled';
    template?: string;
  },
): Promise<number> {
  const [added] = await db.insert(announcements).values(made).returning({ id: announcements.id });
  if (made.state === 'scheduled') await wake({ db });
  return added!.id;
}

/** Posts happen elsewhere, by the one server that leads. */
const wake = ({ db }: { db: Pick<Context['db'], 'execute'> }) =>
  db.execute(sql`select pg_notify('guildmint_posts', '')`);

/** Lets a draft be posted, at its time or at once, unless it was before. @throws UserError where it was */
export async function postAnnouncement(ctx: Pick<Context, 'db' | 'clock'>, which: Which): Promise<Announcement> {
  const now = new Date(ctx.clock());
  const [posted] = await ctx.db
    .update(announcements)
    .set({ state: 'scheduled', at: sql`greatest(${announcements.at}, ${now.toISOString()}::timestamptz)` })
    .where(and(isOne(which), eq(announcements.state, 'draft')))
    .returning();
  if (!posted) {
    await getAnnouncement(ctx, which);
    throw new UserError('AnnouncementPosted', 'That was posted already: change it with /announce edit.');
  }
  await wake(ctx);
  return posted;
}

/** @throws UserError for a number of no announcement here */
export async function getAnnouncement({ db }: Db, which: Which): Promise<Announcement> {
  const [found] = await db.select().from(announcements).where(isOne(which));
  if (found) return found;
  throw new UserError('AnnouncementUnknown', 'There is no such announcement here: see /announce list.');
}

/** Those to come, the next first, and then the latest. */
export async function getAnnouncements({ db }: Db, { token }: { token: Address }): Promise<Announcement[]> {
  const all = (...states: Announcement['state'][]) =>
    and(eq(announcements.token, token), inArray(announcements.state, states));
  const ahead = db
    .select()
    .from(announcements)
    .where(all('scheduled', 'failed'))
    .orderBy(asc(announcements.at))
    .limit(15);
  const past = db.select().from(announcements).where(all('posted')).orderBy(desc(announcements.at)).limit(10);
  return (await Promise.all([ahead, past])).flat();
}

/** All but drafts, the latest first. */
export const listAnnouncements = (
  { db }: Db,
  { token, offset, limit }: { token: Address; offset: number; limit: number },
): Promise<Announcement[]> =>
  db
    .select()
    .from(announcements)
    .where(and(eq(announcements.token, token), ne(announcements.state, 'draft')))
    .orderBy(desc(announcements.id))
    .offset(offset)
    .limit(limit);

/** Those that were made of a template and are posted. */
export const madeOf = ({ db }: Db, { token, template }: { token: Address; template: string }) =>
  db
    .select()
    .from(announcements)
    .where(
      and(eq(announcements.token, token), eq(announcements.template, template), isNotNull(announcements.messageId)),
    );

export const changeAnnouncement = ({ db }: Db, which: Which, change: Partial<Announcement>) =>
  db.update(announcements).set(change).where(isOne(which));

export const forgetAnnouncement = ({ db }: Db, which: Which) => db.delete(announcements).where(isOne(which));

const isOne = ({ token, announcement }: Which) =>
  and(eq(announcements.token, token), eq(announcements.id, announcement));

/** Whose time has come, the oldest first; and when the next one's does. */
export async function dueAnnouncements({ db, clock }: Context): Promise<{ due: Announcement[]; next: Date | null }> {
  const now = new Date(clock());
  await db
    .delete(announcements)
    .where(and(eq(announcements.state, 'draft'), lt(announcements.at, new Date(clock() - DRAFT_MS))));
  const waiting = or(
    eq(announcements.state, 'scheduled'),
    and(eq(announcements.state, 'failed'), lte(announcements.nextAt, now)),
  );
  const due = await db
    .select()
    .from(announcements)
    .where(and(waiting, lte(announcements.at, now)))
    .orderBy(asc(announcements.at), asc(announcements.id))
    .limit(20);
  const [next] = await db
    .select({ at: announcements.at })
    .from(announcements)
    .where(eq(announcements.state, 'scheduled'))
    .orderBy(asc(announcements.at))
    .limit(1);
  return { due, next: next?.at ?? null };
}

/** @throws UserError for a name that is none, or one too many */
export async function saveTemplate(
  { db }: Db,
  { token, name: typed, content }: { token: Address; name: string; content: Embed },
): Promise<string> {
  const name = typed.trim().toLowerCase();
  if (!/^[\p{L}\p{N}][\p{L}\p{N} _-]{0,31}$/u.test(name))
    throw new UserError('TemplateName', 'A template’s name has 1 to 32 letters, digits, spaces or dashes.');
  const known = await getTemplates({ db }, { token });
  if (known.length >= MOST_TEMPLATES && !known.some((each) => each.name === name))
    throw new UserError(
      'TemplatesMany',
      `There are ${MOST_TEMPLATES} templates already: delete one with /embed forget.`,
      {
        most: `${MOST_TEMPLATES}`,
      },
    );
  const place = [templates.token, templates.name];
  await db.insert(templates).values({ token, name, content }).onConflictDoUpdate({ target: place, set: { content } });
  return name;
}

export const getTemplates = ({ db }: Db, { token }: { token: Address }) =>
  db.select().from(templates).where(eq(templates.token, token)).orderBy(asc(templates.name));

/** @throws UserError where there is none of this name */
export async function getTemplate(ctx: Db, { token, name }: { token: Address; name: string }): Promise<Embed> {
  const found = (await getTemplates(ctx, { token })).find((each) => each.name === name.trim().toLowerCase());
  if (found) return found.content;
  throw new UserError('TemplateUnknown', 'There is no such template here: see what is suggested.');
}

/** @throws UserError where there is none of this name */
export async function forgetTemplate(ctx: Db, { token, name }: { token: Address; name: string }): Promise<void> {
  await getTemplate(ctx, { token, name });
  await ctx.db.delete(templates).where(and(eq(templates.token, token), eq(templates.name, name.trim().toLowerCase())));
}
