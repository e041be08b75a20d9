/**
 * Direct messages that members asked for. A closed inbox switches nothing off: what could not be told waits for its member's
 * next command, and `/notifications` says so.
 */
import { and, asc, eq, inArray, isNotNull, lt } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { notes, notifications } from '../db/schema.ts';
import { getNotifications, type Notice } from '../operations/notifications.ts';
import type { Face } from './face.ts';
import { type Say, sayIn } from './locales/say.ts';
import type { Delivery } from './replies/deliver.ts';
import type { Reply } from './replies/reply.ts';

/** For so long it is known what was told: an event is handed over again after a crash, not after weeks. */
const REMEMBERED_MS = 30 * 86_400_000;
/** Waiting notes shown at once; the next command shows the next ones. */
const AT_ONCE = 5;

/**
 * Tells a member something by direct message, if they asked for such; once, however often it is called with one nonce. By
 * one server at a time: the leading one.
 * @param note.words what to say, in the member's language
 * @param note.nonce names the telling, at most 25 characters
 */
export async function tellPrivately(
  { ctx, deliver }: { ctx: Context; deliver: Delivery },
  note: { userId: string; kind: Notice; nonce: string; words: (say: Say) => Reply | Promise<Reply> },
): Promise<void> {
  const { userId, nonce } = note;
  const wanted = await getNotifications(ctx, { userId });
  if (!wanted.kinds.includes(note.kind)) return;
  const [told] = await ctx.db.select({ nonce: notes.nonce }).from(notes).where(eq(notes.nonce, nonce));
  if (told) return;
  const now = new Date(ctx.clock());
  const reply = await note.words(sayIn(wanted.locale ?? 'en-US'));
  const taken = await deliver.direct(userId, reply, nonce);
  await ctx.db.transaction(async (tx) => {
    await tx.insert(notes).values({ nonce, userId, reply: taken ? null : reply, at: now });
    if (taken === (wanted.closedAt === null)) return;
    const closedAt = taken ? null : now;
    await tx.update(notifications).set({ closedAt }).where(eq(notifications.userId, userId));
  });
  await ctx.db.delete(notes).where(lt(notes.at, new Date(ctx.clock() - REMEMBERED_MS)));
}

/** Shows a member, after a command of theirs, what a closed inbox kept from them. @param token the interaction's */
export async function showWaiting({ ctx, deliver }: Face, userId: string, token: string): Promise<void> {
  const waiting = await ctx.db
    .select()
    .from(notes)
    .where(and(eq(notes.userId, userId), isNotNull(notes.reply)))
    .orderBy(asc(notes.at))
    .limit(AT_ONCE);
  for (const { reply } of waiting) await deliver.whisper(token, reply as Reply);
  const shown = waiting.map(({ nonce }) => nonce);
  if (shown.length > 0) await ctx.db.update(notes).set({ reply: null }).where(inArray(notes.nonce, shown));
}
