import { createHash, randomBytes } from 'node:crypto';
import { and, count, desc, eq, gt, isNull, lt, or } from 'drizzle-orm';
import type { Address, Hex } from 'viem';
import type { Context } from '../context.ts';
import { apiKeys } from '../db/schema.ts';
import { UserError } from '../errors.ts';

const MOST_KEYS = 50;
const USED_WITHIN_MS = 60_000;
const DAY_MS = 86_400_000;

export type ApiKey = {
  id: string;
  name: string;
  scopes: string[];
  /** Its maker: a Discord id, or the wallet that was signed in. */
  userId: string | null;
  address: Address | null;
  createdAt: Date;
  expiresAt: Date | null;
  /** To the minute. */
  usedAt: Date | null;
};

const shown = {
  id: apiKeys.id,
  name: apiKeys.name,
  scopes: apiKeys.scopes,
  userId: apiKeys.userId,
  address: apiKeys.address,
  createdAt: apiKeys.createdAt,
  expiresAt: apiKeys.expiresAt,
  usedAt: apiKeys.usedAt,
};

/** How a key begins, so that people and scanners of leaks know it. */
export const KEY_PREFIX = 'gmk_';

/**
 * Makes a key that acts for its maker in one community.
 * @param input.days until it expires; null: never
 * @returns the key itself too, which nobody can read again
 * @throws UserError `KeysTooMany`
 */
export async function createKey(
  ctx: Context,
  {
    token,
    days,
    ...rest
  }: {
    token: Address;
    name: string;
    scopes: string[];
    userId: string | null;
    address: Address | null;
    days: number | null;
  },
): Promise<ApiKey & { key: string }> {
  const now = ctx.clock();
  const [held] = await ctx.db.select({ keys: count() }).from(apiKeys).where(alive(token, now));
  if ((held?.keys ?? 0) >= MOST_KEYS)
    throw new UserError('KeysTooMany', `A community has at most ${MOST_KEYS} keys: delete one that is not used.`);
  const key = `${KEY_PREFIX}${randomBytes(32).toString('base64url')}`;
  const expiresAt = days === null ? null : new Date(now + days * DAY_MS);
  const [made] = await ctx.db
    .insert(apiKeys)
    .values({
      ...{ id: randomBytes(8).toString('hex'), hash: hashOf(key), token },
      ...{ ...rest, createdAt: new Date(now), expiresAt },
    })
    .returning(shown);
  return { ...made!, key };
}

/** A community's keys, the newest first. */
export async function getKeys(ctx: Context, { token }: { token: Address }): Promise<ApiKey[]> {
  return ctx.db.select(shown).from(apiKeys).where(alive(token, ctx.clock())).orderBy(desc(apiKeys.createdAt));
}

/** @throws UserError `KeyUnknown` */
export async function deleteKey(ctx: Context, { token, id }: { token: Address; id: string }): Promise<void> {
  const ended = await ctx.db
    .update(apiKeys)
    .set({ endedAt: new Date(ctx.clock()) })
    .where(and(alive(token, ctx.clock()), eq(apiKeys.id, id)))
    .returning({ id: apiKeys.id });
  if (ended.length === 0)
    throw new UserError('KeyUnknown', 'There is no such key in this community: check its id in the list of keys.');
}

/** What a key is good for; null for one that is unknown, ended or expired. */
export async function findKey(
  ctx: Context,
  key: string,
): Promise<(Pick<ApiKey, 'id' | 'scopes' | 'userId' | 'address'> & { token: Address }) | null> {
  const now = ctx.clock();
  const [row] = await ctx.db
    .select()
    .from(apiKeys)
    .where(eq(apiKeys.hash, hashOf(key)));
  if (!row || row.endedAt || (row.expiresAt && row.expiresAt.getTime() <= now)) return null;
  const { id, token, scopes, userId, address } = row;
  const long = or(isNull(apiKeys.usedAt), lt(apiKeys.usedAt, new Date(now - USED_WITHIN_MS)));
  if (!row.usedAt || row.usedAt.getTime() < now - USED_WITHIN_MS)
    await ctx.db
      .update(apiKeys)
      .set({ usedAt: new Date(now) })
      .where(and(eq(apiKeys.id, id), long));
  return { id, token, scopes, userId, address };
}

const alive = (token: Address, now: number) =>
  and(
    eq(apiKeys.token, token),
    isNull(apiKeys.endedAt),
    or(isNull(apiKeys.expiresAt), gt(apiKeys.expiresAt, new Date(now))),
  );

/** 256 random bits need no slow hash. */
const hashOf = (key: string): Hex => `0x${createHash('sha256').update(key).digest('hex')}`;
