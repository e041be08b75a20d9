import { randomBytes } from 'node:crypto';
import { type Address, bytesToHex, concat, type Hex, keccak256, stringToHex } from 'viem';
import type { Call } from '../chain/chain.ts';
import type { Context } from '../context.ts';
import type { Transaction } from '../db/database.ts';
import { texts } from '../db/schema.ts';
import { givePinFor } from './givePin.ts';
import { OwnWalletNeeded, refuseWhatReverts } from './prepare.ts';
import { requireCustodial } from './requireCustodial.ts';
import { requirePace } from './requirePace.ts';
import { requirePossible } from './requirePossible.ts';
import { settleBeforeSpending } from './settleActivity.ts';

/** What each operation of a member takes besides its own arguments. */
export type Act = {
  /** Idempotency key. */
  id: string;
  /** Commits together with the operation; may refuse by throwing. */
  alongside?: (tx: Transaction) => Promise<void>;
  /** An own wallet that does it: nothing is submitted, it is handed its transaction (`OwnWalletNeeded`). */
  wallet?: Address;
};

/** A text whose hash stands on-chain: what was said can be shown to be that, and nobody finds it by guessing. */
export type Salted = { hash: Hex; salt: Hex; text: string };

export function salted(text: string): Salted {
  const salt = bytesToHex(randomBytes(32));
  return { hash: keccak256(concat([salt, stringToHex(text)])), salt, text };
}

type Doing = Omit<Call, 'proof'> & Act & { spends?: { amount: bigint; pin: string | null }; said?: Salted[] };

/**
 * Puts what a member does into the outbox.
 * @param input.spends what leaves the member's account by it, base units, and the PIN that is needed above the community's
 * threshold. Waiting earnings are settled first, so that they can be spent.
 * @param input.said texts whose hashes the call carries
 * @returns false if this id was submitted before
 * @throws UserError for a graduated account, too many commands in a minute, a missing or wrong PIN
 */
export async function act(ctx: Context, { spends, said = [], alongside, wallet, ...call }: Doing): Promise<boolean> {
  if (wallet) throw await handedOver(ctx, { wallet, said, ...call });
  const account = await requireCustodial(ctx, call.userId);
  const proof = spends ? await givePinFor(ctx, { ...call, ...spends }) : null;
  if (spends) await settleBeforeSpending(ctx, call);
  return ctx.db.transaction(async (tx) => {
    await requirePace(ctx, tx, { ...call, account });
    await alongside?.(tx);
    const added = await ctx.chain.submit({ ...call, proof }, tx);
    if (added && said.length > 0) await tx.insert(texts).values(said);
    return added;
  });
}

/**
 * The same for what needs no question first: the contracts are asked whether it would go through.
 * @throws UserError besides for what they refuse
 */
export async function actIfPossible(ctx: Context, doing: Doing): Promise<boolean> {
  if (doing.wallet) return act(ctx, doing);
  if (await ctx.chain.outcome(doing.id)) return false;
  // Before the contracts are asked, which know a graduated account by another word.
  await requireCustodial(ctx, doing.userId);
  await requirePossible(ctx, doing);
  return act(ctx, doing);
}

/** What was said is kept before it is sent: whoever it concerns can read it as soon as its hash stands on-chain. */
async function handedOver(ctx: Context, { wallet, said, target, data }: Pick<Call, 'target' | 'data'> & Wish) {
  const transaction = { from: wallet, to: ctx.chain.deployment[target], data };
  await refuseWhatReverts(ctx, transaction);
  if (said.length > 0) await ctx.db.insert(texts).values(said);
  return new OwnWalletNeeded(transaction);
}
type Wish = { wallet: Address; said: Salted[] };
