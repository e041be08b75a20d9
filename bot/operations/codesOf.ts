import { and, asc, count, eq, isNull } from 'drizzle-orm';
import type { Address } from 'viem';
import type { Context } from '../context.ts';
import { codes, fulfilments } from '../db/schema.ts';
import { UserError } from '../errors.ts';

/** How many codes of an item nobody has yet. */
export async function freeCodes(ctx: Pick<Context, 'db'>, of: { token: Address; item: number }): Promise<number> {
  const [free] = await ctx.db
    .select({ count: count() })
    .from(codes)
    .where(and(eq(codes.token, of.token), eq(codes.item, of.item), isNull(codes.purchase)));
  return free?.count ?? 0;
}

/**
 * The codes that a member got by a purchase, to be shown to that member alone.
 * @throws UserError where the purchase is somebody else's, or brought no code (yet)
 */
export async function codesOf(
  ctx: Context,
  input: { token: Address; userId: string; purchase: number },
): Promise<string[]> {
  const { token, userId, purchase } = input;
  const rows = await ctx.db
    .select({ code: codes.code })
    .from(codes)
    .innerJoin(fulfilments, and(eq(fulfilments.token, codes.token), eq(fulfilments.purchase, codes.purchase)))
    .where(and(eq(codes.token, token), eq(codes.purchase, purchase), eq(fulfilments.userId, userId)))
    .orderBy(asc(codes.id));
  if (rows.length === 0)
    throw new UserError('NoCode', 'There is no code of yours here: if you have just bought it, try again in a minute.');
  return rows.map(({ code }) => code);
}
