import { clansAbi } from '@guildmint/contracts/abi.ts';
import { type Address, encodeFunctionData, type Hex } from 'viem';
import type { Context } from '../context.ts';
import { texts } from '../db/schema.ts';
import { UserError } from '../errors.ts';
import { salted } from './act.ts';
import { refuseWhatReverts, type Sender, walletOf } from './prepare.ts';

const DAY_MS = 86_400_000;
/** The contract's own bound, of a challenge and of the counting after it. */
const MOST_DAYS = 14;
const TITLE_LENGTH = 100;

export type NewChallenge = {
  token: Address;
  sender: Sender;
  title: string;
  /** Base units. */
  pool: bigint;
  /** Unix day (UTC). */
  firstDay: number;
  days: number;
  tallyDays: number;
  /** Paid by issuance; otherwise from the wallet's balance. */
  issued: boolean;
};

/**
 * Writes what announces a challenge, for an admin's own wallet to send: the operator may take no pool. The title's hash is
 * in it; the title itself is kept here.
 * @returns the transaction's recipient and content, and the wallet that may send it
 * @throws UserError for figures out of bounds, and for who has linked no wallet
 */
export async function createChallenge(
  ctx: Context,
  asked: NewChallenge,
): Promise<{ to: Address; data: Hex; wallet: Address }> {
  const { token, sender, pool, firstDay, days, tallyDays, issued } = asked;
  const title = asked.title.trim().replace(/\s+/g, ' ');
  if (title.length === 0 || title.length > TITLE_LENGTH) throw outOfBounds('title');
  if (firstDay < Math.floor(ctx.clock() / DAY_MS)) throw outOfBounds('firstDay');
  if (!isCount(days)) throw outOfBounds('numberOfDays');
  if (!isCount(tallyDays)) throw outOfBounds('tallyDays');
  const wallet = await walletOf(ctx, sender);
  const said = salted(title);
  const args = [token, firstDay, days, tallyDays, pool, issued, said.hash] as const;
  const data = encodeFunctionData({ abi: clansAbi, functionName: 'createChallenge', args });
  await refuseWhatReverts(ctx, { from: wallet, to: ctx.chain.deployment.clans, data });
  await ctx.db.insert(texts).values(said);
  return { to: ctx.chain.deployment.clans, data, wallet };
}

const isCount = (days: number) => Number.isSafeInteger(days) && days >= 1 && days <= MOST_DAYS;

const outOfBounds = (field: string) =>
  new UserError('ClansBadChallenge', `The challenge’s ${field} is out of bounds: choose another.`, { field });
