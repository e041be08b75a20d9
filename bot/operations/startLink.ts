import { randomBytes } from 'node:crypto';
import { and, eq, isNull, lt, or } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { challenges } from '../db/schema.ts';
import { givePin } from './givePin.ts';

const MINUTES = 10;

/**
 * Makes the address under which one member may link their own wallet, once and within ten minutes. It is told to nobody
 * else: whoever opens it binds their wallet to this member, never a member to a stranger's wallet.
 * @throws UserError for a missing or wrong PIN
 */
export async function startLink(
  ctx: Context,
  { userId, pin }: { userId: string; pin: string | null },
): Promise<{ url: string; expiresAt: Date }> {
  await givePin(ctx, { userId, pin, purpose: { kind: 'link' } });
  const nonce = newNonce();
  const now = ctx.clock();
  const expiresAt = new Date(now + MINUTES * 60_000);
  await ctx.db.transaction(async (tx) => {
    const own = and(eq(challenges.purpose, 'link'), eq(challenges.userId, userId), isNull(challenges.usedAt));
    // The newest address alone is good; and nobody needs what expired.
    await tx.delete(challenges).where(or(own, lt(challenges.expiresAt, new Date(now - 86_400_000))));
    await tx.insert(challenges).values({ nonce, purpose: 'link', userId, expiresAt });
  });
  return { url: `${ctx.config.publicUrl}/link#${nonce}`, expiresAt };
}

/** 128 bits, in what EIP-4361 takes as a nonce. */
export const newNonce = () => randomBytes(16).toString('hex');
