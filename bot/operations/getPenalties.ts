import { and, desc, eq } from 'drizzle-orm';
import type { Address } from 'viem';
import type { Context } from '../context.ts';
import { penalties } from '../db/schema.ts';
import { accountOf, type Who } from './who.ts';

/** A community's penalties, the latest first; those of one member, where one is named. */
export async function getPenalties(ctx: Context, input: { token: Address; who?: Who }) {
  const member = input.who && (await accountOf(ctx, input.who));
  return ctx.db
    .select()
    .from(penalties)
    .where(and(eq(penalties.token, input.token), member && eq(penalties.member, member)))
    .orderBy(desc(penalties.penalty));
}
