import { eq } from 'drizzle-orm';
import type { Address, Hex } from 'viem';
import type { Call } from '../chain/chain.ts';
import type { Pins, Purpose } from '../chain/pins.ts';
import type { Context } from '../context.ts';
import type { Database, Transaction } from '../db/database.ts';
import { pins } from '../db/schema.ts';
import { UserError } from '../errors.ts';
import { getThreshold } from './getPin.ts';

type Failed = Exclude<Awaited<ReturnType<Pins['checkPin']>>, { outcome: 'right' }>;

/**
 * Has the signer check a member's PIN.
 * @param input.pin null where it was not asked for yet
 * @returns what proves to the signer that the PIN was given for this and nothing else; good for a day
 * @throws UserError `PinMissing`, `PinNeeded`, `PinWrong`, `PinWait`, `PinLocked`, `PinRecord`
 */
export async function givePin(
  ctx: Context,
  { userId, pin, purpose }: { userId: string; pin: string | null; purpose: Purpose },
): Promise<Hex> {
  if (pin === null) {
    await requirePin(ctx, { userId });
    throw new UserError('PinNeeded', 'This needs your PIN: enter it where it is asked for, and never in a channel.');
  }
  const record = await recordOf(ctx.db, userId);
  const answer = await ctx.chain.pins.checkPin({ userId, pin, record, purpose });
  if (answer.outcome !== 'right') throw wrongPin(answer);
  return answer.proof;
}

/** The same for a call that moves so much; null where the amount asks for no PIN. */
export async function givePinFor(
  ctx: Context,
  call: Pick<Call, 'token' | 'userId' | 'target' | 'data'> & { amount: bigint; pin: string | null },
): Promise<Hex | null> {
  const { userId, pin, target, data } = call;
  if (!(await needsPin(ctx, call))) return null;
  return givePin(ctx, { userId, pin, purpose: { kind: 'call', target: ctx.chain.deployment[target], data } });
}

/** Whether moving so much needs a PIN. @param input.amount base units */
export async function needsPin(ctx: Context, input: { token: Address; amount: bigint }): Promise<boolean> {
  return input.amount > (await getThreshold(ctx, input)).threshold;
}

/** @throws UserError for a member who has no PIN, or whose PIN cannot be tried at this moment */
export async function requirePin(ctx: Context, { userId }: { userId: string }): Promise<void> {
  const { state, left, retryAt } = await ctx.chain.pins.pinOf(userId);
  if (state === 'none')
    throw new UserError('PinMissing', 'This needs your PIN, and you have none yet: set one with /wallet pin.');
  if (state === 'locked') throw wrongPin({ outcome: 'locked' });
  if (retryAt > ctx.clock() / 1000) throw wrongPin({ outcome: 'wait', left, retryAt });
}

/** What the database holds of a member's PIN, for the signer to judge. */
export async function recordOf(db: Database | Transaction, userId: string): Promise<Hex | null> {
  const [row] = await db.select({ record: pins.record }).from(pins).where(eq(pins.userId, userId));
  return row?.record ?? null;
}

export function wrongPin(answer: Failed): UserError {
  if (answer.outcome === 'locked')
    return new UserError('PinLocked', 'Too many wrong PINs: yours is locked. Replace it with /wallet forgot.');
  const { left, retryAt } = answer;
  const at = new Date(retryAt * 1000).toISOString();
  const details = { left: `${left}`, retryAt: `${retryAt}` };
  if (answer.outcome === 'wait')
    return new UserError('PinWait', `Your PIN was wrong too often: the next try counts from ${at} on.`, details);
  if (retryAt)
    return new UserError('PinWrongWait', `That PIN is wrong: ${left} tries are left, the next one at ${at}.`, details);
  return new UserError('PinWrong', `That PIN is wrong: ${left} tries are left.`, details);
}
