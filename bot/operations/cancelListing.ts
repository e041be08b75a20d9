import { marketAbi } from '@guildmint/contracts/abi.ts';
import { type Address, encodeFunctionData } from 'viem';
import type { Context } from '../context.ts';
import { type Act, actIfPossible } from './act.ts';

/** A record is cleared. Measured: 32,000. */
const GAS = 80_000;

/**
 * Ends a member's listing.
 * @returns false if this id was submitted before
 * @throws UserError for somebody else's listing, or one that is over
 */
export async function cancelListing(
  ctx: Context,
  { listing, ...by }: Act & { token: Address; userId: string; listing: number },
): Promise<boolean> {
  const args = [by.token, BigInt(listing)] as const;
  const data = encodeFunctionData({ abi: marketAbi, functionName: 'cancelListing', args });
  return actIfPossible(ctx, { ...by, verb: 'cancelListing', target: 'market', data, gas: GAS });
}
