import { createHash, randomBytes } from 'node:crypto';
import { and, eq, gt, inArray, isNull, lt, sql } from 'drizzle-orm';
import type { Address, Hex } from 'viem';
import type { Context } from '../context.ts';
import type { Transaction } from '../db/database.ts';
import { refreshTokens, sessions } from '../db/schema.ts';
import { UserError } from '../errors.ts';

const DAY_MS = 86_400_000;
/** How long one stays signed in at most. */
const LASTS_MS = { operator: DAY_MS, discord: 30 * DAY_MS, wallet: 30 * DAY_MS };
/** Two pages of one browser may ask with the same token at once: so soon after its first use it is no theft. */
const RACE_MS = 10_000;

/** Who somebody proved to be. */
export type Proven =
  /** `credential`: changes with what was typed, so that the session ends when that does. */
  { kind: 'operator'; credential: Hex } | { kind: 'discord'; userId: string } | { kind: 'wallet'; address: Address };

export type Session = { id: string; kind: Proven['kind']; userId: string | null; address: Address | null };

/** @param refresh token for the next access token, told once and good once */
export type Opened = { session: string; refresh: string; expiresAt: Date };

/** Signs somebody in who proved who they are. */
export async function openSession(ctx: Context, proven: Proven): Promise<Opened> {
  const id = randomBytes(16).toString('hex');
  const now = ctx.clock();
  const expiresAt = new Date(now + LASTS_MS[proven.kind]);
  return ctx.db.transaction(async (tx) => {
    const over = await tx
      .delete(sessions)
      .where(lt(sessions.expiresAt, new Date(now)))
      .returning({ id: sessions.id });
    if (over.length > 0)
      await tx.delete(refreshTokens).where(
        inArray(
          refreshTokens.session,
          over.map((each) => each.id),
        ),
      );
    await tx.insert(sessions).values({ id, ...proven, createdAt: new Date(now), expiresAt });
    return { session: id, refresh: await newRefresh(tx, id), expiresAt };
  });
}

/**
 * A session that is neither ended nor over.
 * @param credential what the operator's login rests on now; null where there is none
 */
export async function findSession(ctx: Context, id: string, credential: Hex | null): Promise<Session | null> {
  const [row] = await ctx.db
    .select()
    .from(sessions)
    .where(and(eq(sessions.id, id), isNull(sessions.endedAt), gt(sessions.expiresAt, new Date(ctx.clock()))));
  if (!row || (row.kind === 'operator' && row.credential !== credential)) return null;
  return { id: row.id, kind: row.kind, userId: row.userId, address: row.address };
}

/**
 * Takes a refresh token's one use, and gives the next. A token that was used before ends its session for everybody who
 * holds a token of it, since nobody can tell the thief from the robbed.
 * @throws UserError `SessionEnded`, or `RefreshedAlready` for a second use within seconds
 */
export async function refreshSession(ctx: Context, refresh: string): Promise<Opened> {
  const now = new Date(ctx.clock());
  const hash = hashOf(refresh);
  const result = await ctx.db.transaction(async (tx): Promise<Opened | 'ended' | 'raced'> => {
    const [row] = await tx
      .select({ session: sessions, usedAt: refreshTokens.usedAt })
      .from(refreshTokens)
      .innerJoin(sessions, eq(sessions.id, refreshTokens.session))
      .where(eq(refreshTokens.hash, hash))
      .for('update');
    if (!row || row.session.endedAt || row.session.expiresAt <= now) return 'ended';
    const { id, expiresAt } = row.session;
    if (row.usedAt) {
      if (now.getTime() - row.usedAt.getTime() < RACE_MS) return 'raced';
      await tx.update(sessions).set({ endedAt: now }).where(eq(sessions.id, id));
      return 'ended';
    }
    await tx.update(refreshTokens).set({ usedAt: now }).where(eq(refreshTokens.hash, hash));
    return { session: id, refresh: await newRefresh(tx, id), expiresAt };
  });
  if (result === 'raced')
    throw new UserError('RefreshedAlready', 'This was refreshed a moment ago: use what that answered.');
  if (result === 'ended') throw sessionEnded();
  return result;
}

/** Signs out. Ending what has ended is no error. */
export async function endSession(ctx: Context, id: string): Promise<void> {
  const ended = { endedAt: sql`coalesce(${sessions.endedAt}, ${new Date(ctx.clock()).toISOString()}::timestamptz)` };
  await ctx.db.update(sessions).set(ended).where(eq(sessions.id, id));
}

/** The session that a refresh token belongs to, whether or not the token was used. */
export async function sessionOfRefresh(ctx: Context, refresh: string): Promise<string | null> {
  const [row] = await ctx.db
    .select({ session: refreshTokens.session })
    .from(refreshTokens)
    .where(eq(refreshTokens.hash, hashOf(refresh)));
  return row?.session ?? null;
}

export const sessionEnded = () => new UserError('SessionEnded', 'You are not signed in any more: sign in again.');

async function newRefresh(tx: Transaction, session: string) {
  const refresh = randomBytes(32).toString('base64url');
  await tx.insert(refreshTokens).values({ hash: hashOf(refresh), session });
  return refresh;
}

/** 256 random bits need no slow hash. */
const hashOf = (secret: string): Hex => `0x${createHash('sha256').update(secret).digest('hex')}`;
