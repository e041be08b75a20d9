import { shopAbi } from '@guildmint/contracts/abi.ts';
import { type Address, encodeFunctionData } from 'viem';
import type { Context } from '../context.ts';
import { type Act, act } from './act.ts';
import type { Purchase } from './getPurchases.ts';
import { requireCustodial } from './requireCustodial.ts';
import { requireOwnPurchase } from './requireOwnPurchase.ts';
import { requirePossible } from './requirePossible.ts';

/** One word of the record, and an event. Measured: 12,000. */
const GAS = 60_000;

type Use = { token: Address; userId: string; purchase: number };

/**
 * Uses a consumable once.
 * @returns false if this id was submitted before
 * @throws UserError for a graduated account
 */
export async function use(ctx: Context, { purchase, ...by }: Use & Act): Promise<boolean> {
  return act(ctx, { ...by, verb: 'use', target: 'shop', data: useCall({ ...by, purchase }), gas: GAS });
}

/**
 * Refuses what would be refused, before it is asked about.
 * @throws UserError for somebody else's purchase, one that is used up, ended or not handed over, a graduated account
 */
export async function checkUse(ctx: Context, input: Use): Promise<Purchase> {
  const { token, userId } = input;
  await requireCustodial(ctx, userId);
  const purchase = await requireOwnPurchase(ctx, input);
  await requirePossible(ctx, { token, userId, target: 'shop', data: useCall(input), gas: GAS });
  return purchase;
}

const useCall = ({ token, purchase }: Pick<Use, 'token' | 'purchase'>) =>
  encodeFunctionData({ abi: shopAbi, functionName: 'use', args: [token, BigInt(purchase), 1n] });
