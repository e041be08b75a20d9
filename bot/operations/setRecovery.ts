import { custodianAbi } from '@guildmint/contracts/abi.ts';
import { type Address, isAddressEqual } from 'viem';
import type { Context } from '../context.ts';
import type { Transaction } from '../db/database.ts';
import { UserError } from '../errors.ts';
import { recoveryOf } from './getWallet.ts';
import { givePin } from './givePin.ts';
import { parseWallet } from './graduate.ts';
import { requireCustodial } from './requireCustodial.ts';

/**
 * Checks what a member typed as the address that shall be able to take the account out, should the operator be gone.
 * @returns it, and the seconds until it would be effective
 * @throws UserError for what is nobody's own wallet, for a graduated account, and where an effective address is registered:
 * only that one can name another
 */
export async function checkRecovery(
  ctx: Context,
  input: { userId: string; recovery: string },
): Promise<{ recovery: Address; account: Address; delay: number; exitDelay: number; inactive: number }> {
  const recovery = await parseWallet(ctx, input.recovery);
  const account = await requireCustodial(ctx, input.userId);
  if (isAddressEqual(account, recovery))
    throw new UserError('WalletNotOwn', 'That address has no key of yours: give the address of your own wallet.');
  const { recovery: present } = await recoveryOf(ctx, account);
  if (present?.effective)
    throw new UserError(
      'RecoveryEffective',
      'Your recovery address is effective: only it can name another, by calling setRecovery of the Custodian.',
    );
  const delays = await ctx.chain.client.readContract({
    address: ctx.chain.deployment.custodian,
    abi: custodianAbi,
    functionName: 'delays',
  });
  return { recovery, account, delay: delays.recovery, exitDelay: delays.forcedExit, inactive: delays.inactive };
}

/**
 * Registers an account's recovery address, or replaces one that is not effective yet: the wait then begins anew.
 * @returns false if this id was submitted before
 * @throws UserError as checkRecovery and givePin
 */
export async function setRecovery(
  ctx: Context,
  input: {
    id: string;
    token: Address | null;
    userId: string;
    recovery: string;
    pin: string | null;
    alongside?: (tx: Transaction) => Promise<void>;
  },
): Promise<boolean> {
  const { id, token, userId } = input;
  const { recovery } = await checkRecovery(ctx, input);
  const proof = await givePin(ctx, { userId, pin: input.pin, purpose: { kind: 'recover', address: recovery } });
  return ctx.db.transaction(async (tx) => {
    await input.alongside?.(tx);
    return ctx.chain.submitRecovery({ id, token, userId, recovery, proof }, tx);
  });
}
