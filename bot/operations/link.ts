import { and, eq, gt, isNull, or } from 'drizzle-orm';
import { type Address, getAddress, type Hex, verifyMessage } from 'viem';
import type { Context } from '../context.ts';
import type { Transaction } from '../db/database.ts';
import { challenges, links } from '../db/schema.ts';
import { UserError } from '../errors.ts';
import { linkExpired } from './challenge.ts';

type Purpose = 'link' | 'graduate';
type Signed = { userId: string; address: Address };

/**
 * Links a wallet to the member whose challenge it signed. A member has one wallet and a wallet one member: what either was
 * linked to before is let go, since both have agreed to this.
 * @throws UserError for a challenge that is used or too old, and for another wallet's signature
 */
export async function link(ctx: Context, input: { nonce: string; signature: Hex }): Promise<Signed> {
  const { userId, address } = await requireSigned(ctx, 'link', input);
  await ctx.db.transaction(async (tx) => {
    await useUp(ctx, tx, 'link', input.nonce);
    await tx.delete(links).where(or(eq(links.userId, userId), eq(links.address, address)));
    await tx.insert(links).values({ address, userId, linkedAt: new Date(ctx.clock()) });
  });
  return { userId, address };
}

/** @throws UserError unless the challenge is alive and signed by the wallet that it was written for */
export async function requireSigned(
  ctx: Context,
  purpose: Purpose,
  { nonce, signature }: { nonce: string; signature: Hex },
): Promise<Signed> {
  const [row] = await ctx.db
    .select()
    .from(challenges)
    .where(alive(ctx, purpose, nonce));
  if (!row?.address || !row.message) throw expired(purpose);
  const { userId, address, message } = row;
  if (!(await isSignedBy(ctx, address, message, signature)))
    throw new UserError(
      'SignatureWrong',
      `The signature is not by ${getAddress(address)}: sign the text as it is, with that wallet.`,
    );
  return { userId, address };
}

/** Takes a challenge's one use, together with what it is used for. @throws UserError if somebody was faster */
export async function useUp(ctx: Context, tx: Transaction, purpose: Purpose, nonce: string): Promise<void> {
  const used = { usedAt: new Date(ctx.clock()) };
  const taken = await tx
    .update(challenges)
    .set(used)
    .where(alive(ctx, purpose, nonce))
    .returning({ nonce: challenges.nonce });
  if (taken.length === 0) throw expired(purpose);
}

const alive = (ctx: Context, purpose: Purpose, nonce: string) =>
  and(
    eq(challenges.nonce, nonce),
    eq(challenges.purpose, purpose),
    isNull(challenges.usedAt),
    gt(challenges.expiresAt, new Date(ctx.clock())),
  );

const expired = (purpose: Purpose) =>
  purpose === 'link'
    ? linkExpired()
    : new UserError('ChallengeExpired', 'The text was signed before or is too old: ask for a new one and sign that.');

/** By a key, or as a smart wallet's own code says (ERC-1271, ERC-6492). */
export async function isSignedBy(ctx: Context, address: Address, message: string, signature: Hex) {
  const signed = { address, message, signature };
  const byKey = await verifyMessage(signed).catch(() => false);
  return byKey || ctx.chain.client.verifyMessage(signed);
}
