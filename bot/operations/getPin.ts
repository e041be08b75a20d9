import { tokenAbi } from '@guildmint/contracts/abi.ts';
import { eq } from 'drizzle-orm';
import type { Address } from 'viem';
import type { Context } from '../context.ts';
import { guilds } from '../db/schema.ts';
import { parseAmount } from './amount.ts';

/** Whole tokens above which a gift or purchase needs a PIN, where the community says nothing. */
const THRESHOLD = '100';

export type PinState = {
  state: 'none' | 'set' | 'locked';
  /** Tries left, and from when the next one counts; null where that is at once. */
  left: number;
  retryAt: Date | null;
  /** From when a new PIN may be set without the old one, if that was asked for. */
  resetAt: Date | null;
};

/** Whether a member has a PIN, and how it stands with it, as the signer remembers it. */
export async function getPin(ctx: Context, { userId }: { userId: string }): Promise<PinState> {
  const { state, left, retryAt, resetAt } = await ctx.chain.pins.pinOf(userId);
  return { state, left, retryAt: retryAt ? dateOf(retryAt) : null, resetAt: resetAt === null ? null : dateOf(resetAt) };
}

/**
 * Above how much a gift or purchase needs a PIN in a community; base units. Tells the signer what the community wants,
 * since it is the signer that holds to it: a lower threshold counts at once, a higher one after a day.
 */
export async function getThreshold(
  ctx: Context,
  { token }: { token: Address },
): Promise<{ threshold: bigint; next: { threshold: bigint; from: Date } | null }> {
  const [decimals, [row]] = await Promise.all([
    // Asked of the token itself: the indexed copy may be in the making.
    ctx.chain.client.readContract({ address: token, abi: tokenAbi, functionName: 'decimals' }),
    ctx.db.select({ settings: guilds.settings }).from(guilds).where(eq(guilds.token, token)),
  ]);
  const { pinThreshold } = row?.settings ?? {};
  const chosen = typeof pinThreshold === 'string' ? pinThreshold : THRESHOLD;
  // Nothing is no amount, and here it means that a PIN is asked for each time.
  const wanted = chosen === '0' ? 0n : parseAmount(chosen, decimals);
  const { threshold, next } = await ctx.chain.pins.setThreshold({ token, threshold: wanted });
  return { threshold, next: next && { threshold: next.threshold, from: dateOf(next.from) } };
}

const dateOf = (seconds: number) => new Date(seconds * 1000);
