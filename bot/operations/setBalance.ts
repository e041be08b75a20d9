import type { Address } from 'viem';
import type { Context } from '../context.ts';
import { UserError } from '../errors.ts';
import type { Act } from './act.ts';
import { award, setLower } from './award.ts';
import { accountOf, whoNamed } from './who.ts';

/**
 * Brings a member's balance to an amount, by issuing what is missing or taking what is too much. Nobody writes a balance:
 * what the member earns or spends meanwhile stays on top.
 * @param asked.balance base units; 0n takes all
 * @returns false if this id was submitted before
 * @throws UserError as `award` and `setLower`, and `BalanceAlready` where there is nothing to do
 */
export async function setBalance(
  ctx: Context,
  asked: { token: Address; userId: string; member: string; balance: bigint; reason: string } & Act,
): Promise<boolean> {
  const { balance, ...by } = asked;
  if (await ctx.chain.outcome(asked.id)) return false;
  const held = (await ctx.chain.standingOf(asked.token, await accountOf(ctx, whoNamed(asked.member)))).balance;
  if (held === balance)
    throw new UserError('BalanceAlready', 'The balance is that already: there is nothing to change.');
  return held < balance ? award(ctx, { ...by, amount: balance - held }) : setLower(ctx, { ...by, amount: balance });
}
