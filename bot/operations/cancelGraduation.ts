import { eq } from 'drizzle-orm';
import type { Address } from 'viem';
import type { Context } from '../context.ts';
import type { Transaction } from '../db/database.ts';
import { accounts } from '../db/schema.ts';
import { UserError } from '../errors.ts';
import { requireCustodial } from './requireCustodial.ts';

/**
 * Takes back a graduation that waits for its delay, and makes void what else was signed for the account and not used. Asks
 * for no PIN: it gives nothing away, and must be possible for whoever lost the PIN to a thief.
 * @returns false if this id was submitted before
 * @throws UserError `GraduationNotPending`, or for an account that has graduated
 */
export async function cancelGraduation(
  ctx: Context,
  input: { id: string; token: Address | null; userId: string; alongside?: (tx: Transaction) => Promise<void> },
): Promise<boolean> {
  const { id, token, userId } = input;
  const address = await requireCustodial(ctx, userId);
  const [row] = await ctx.db
    .select({ pendingOwner: accounts.pendingOwner })
    .from(accounts)
    .where(eq(accounts.address, address));
  if (!row?.pendingOwner)
    throw new UserError('GraduationNotPending', 'Your account is on its way to nobody: there is nothing to cancel.');
  return ctx.db.transaction(async (tx) => {
    await input.alongside?.(tx);
    return ctx.chain.submitCancel({ id, token, userId }, tx);
  });
}
