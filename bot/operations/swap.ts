/** Offers of one community's tokens for another's. */
import { marketAbi } from '@guildmint/contracts/abi.ts';
import { type Address, encodeFunctionData, zeroAddress } from 'viem';
import type { Context } from '../context.ts';
import { UserError } from '../errors.ts';
import { type Act, act, actIfPossible } from './act.ts';
import { getSwap, type Offer } from './getMarket.ts';
import { requireCustodial } from './requireCustodial.ts';
import { requireAffordable } from './requirePossible.ts';

/** A record; the exchange, with members who may be new to the token. Measured: 150,000 and 95,000. */
const [OFFER_GAS, TAKE_GAS, CANCEL_GAS] = [250_000, 350_000, 80_000];
const OPEN_SECONDS = 7 * 86_400;

export type NewSwap = {
  /** What is given, of this community. */
  token: Address;
  userId: string;
  amount: bigint;
  wanted: Address;
  wantedAmount: bigint;
  /** Discord id of who alone may take it; null: anyone. */
  taker: string | null;
};

/**
 * Offers a member's tokens for another community's; they stay with the member until somebody takes it.
 * @param input.expiresAt unix seconds
 * @param input.pin needed above the community's threshold
 * @returns false if this id was submitted before
 * @throws UserError for a missing or wrong PIN, too many commands, a graduated account
 */
export async function offerSwap(
  ctx: Context,
  {
    amount,
    wanted,
    wantedAmount,
    taker,
    expiresAt,
    pin = null,
    ...by
  }: NewSwap & Act & { expiresAt: number; pin?: string | null },
): Promise<boolean> {
  const data = await offerCall(ctx, { ...by, amount, wanted, wantedAmount, taker }, expiresAt);
  return act(ctx, { ...by, verb: 'offerSwap', target: 'market', data, gas: OFFER_GAS, spends: { amount, pin } });
}

/** Refuses what would be refused. @returns base units that the member holds, and when the offer would end @throws UserError */
export async function checkOfferSwap(
  ctx: Context,
  { patienceMs, ...offer }: NewSwap & { patienceMs: number },
): Promise<{ balance: bigint; expiresAt: number }> {
  const { token, userId, amount } = offer;
  const account = await requireCustodial(ctx, userId);
  const expiresAt = Math.floor(ctx.clock() / 1000) + OPEN_SECONDS;
  const data = await offerCall(ctx, offer, expiresAt);
  await requireAffordable(ctx, { token, userId, target: 'market', data, gas: OFFER_GAS }, patienceMs);
  const { balance } = await ctx.chain.standingOf(token, account);
  // The contract asks only when it is taken.
  if (balance < amount)
    throw new UserError('TradeTooLittle', 'You do not have that much: put in less.', { balance: `${balance}` });
  return { balance, expiresAt };
}

/**
 * Takes an offer, paying in the tokens of the community in which it is taken.
 * @param input.pin needed above that community's threshold
 * @returns false if this id was submitted before
 * @throws UserError for a missing or wrong PIN, too many commands, an offer that is over, a graduated account
 */
export async function takeSwap(
  ctx: Context,
  { swap, pin = null, ...by }: Act & { token: Address; userId: string; swap: number; pin?: string | null },
): Promise<boolean> {
  const offer = await getSwap(ctx, { swap });
  const spends = { amount: offer.wantedAmount, pin };
  return act(ctx, { ...by, verb: 'takeSwap', target: 'market', data: takeCall(offer), gas: TAKE_GAS, spends });
}

/** Refuses what would be refused. @returns base units that the member holds of what is wanted @throws UserError */
export async function checkTakeSwap(
  ctx: Context,
  { swap, token, userId, patienceMs }: { token: Address; userId: string; swap: number; patienceMs: number },
): Promise<{ offer: Offer; balance: bigint }> {
  const account = await requireCustodial(ctx, userId);
  const offer = await getSwap(ctx, { swap });
  if (offer.wanted !== token)
    throw new UserError(
      'SwapElsewhere',
      `This is paid in ${offer.wants.symbol}: take it on the server of ${offer.wants.name}.`,
      {
        name: offer.wants.name,
        symbol: offer.wants.symbol,
      },
    );
  await requireAffordable(ctx, { token, userId, target: 'market', data: takeCall(offer), gas: TAKE_GAS }, patienceMs);
  return { offer, balance: (await ctx.chain.standingOf(token, account)).balance };
}

/** Withdraws a member's offer. @returns false if this id was submitted before @throws UserError for somebody else's, or one that is over */
export async function cancelSwap(
  ctx: Context,
  { swap, ...by }: Act & { token: Address; userId: string; swap: number },
): Promise<boolean> {
  const data = encodeFunctionData({ abi: marketAbi, functionName: 'cancelSwap', args: [BigInt(swap)] });
  return actIfPossible(ctx, { ...by, verb: 'cancelSwap', target: 'market', data, gas: CANCEL_GAS });
}

async function offerCall(ctx: Context, { token, amount, wanted, wantedAmount, taker }: NewSwap, expiresAt: number) {
  const alone = taker === null ? zeroAddress : await ctx.chain.accountOf(taker);
  const args = [token, amount, wanted, wantedAmount, alone, expiresAt] as const;
  return encodeFunctionData({ abi: marketAbi, functionName: 'offerSwap', args });
}

const takeCall = ({ swap, token, amount, wanted, wantedAmount }: Offer) =>
  encodeFunctionData({
    abi: marketAbi,
    functionName: 'takeSwap',
    args: [BigInt(swap), token, amount, wanted, wantedAmount],
  });
