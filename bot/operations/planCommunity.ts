import { eq } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { plannedCommunities } from '../db/schema.ts';
import { UserError } from '../errors.ts';

/** Figures that a community may begin with, as in scripts/presets. */
export const PRESETS = ['broski', 'securechat', 'taskbot'] as const;
export type Preset = (typeof PRESETS)[number];

export type PlannedCommunity = { name: string; symbol: string; preset: Preset };

/**
 * Writes down what community a server's staff want. Only an own wallet creates one: the operator's, by `npm run deploy`,
 * which takes its words from here.
 * @throws UserError for a name or symbol that no token can have
 */
export async function planCommunity(
  ctx: Context,
  { guildId, userId, ...asked }: PlannedCommunity & { guildId: string; userId: string },
): Promise<PlannedCommunity> {
  const plan = { name: asked.name.trim(), symbol: asked.symbol.trim(), preset: asked.preset };
  if (plan.name.length < 1 || plan.name.length > 64)
    throw new UserError('TokenNameInvalid', 'The token’s name has 1 to 64 characters.');
  if (!/^[\p{L}\p{N}$.-]{1,16}$/u.test(plan.symbol))
    throw new UserError(
      'TokenSymbolInvalid',
      'The token’s symbol has 1 to 16 letters, digits, or signs such as $ and -.',
    );
  const row = { ...plan, userId, at: new Date(ctx.clock()) };
  await ctx.db
    .insert(plannedCommunities)
    .values({ guildId, ...row })
    .onConflictDoUpdate({ target: plannedCommunities.guildId, set: row });
  return plan;
}

/** @returns null where nothing was planned */
export async function plannedCommunity(
  { db }: Pick<Context, 'db'>,
  { guildId }: { guildId: string },
): Promise<PlannedCommunity | null> {
  const [row] = await db.select().from(plannedCommunities).where(eq(plannedCommunities.guildId, guildId));
  return row ? { name: row.name, symbol: row.symbol, preset: row.preset } : null;
}
