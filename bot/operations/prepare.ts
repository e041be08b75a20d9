import { eq } from 'drizzle-orm';
import type { Address, Hex } from 'viem';
import { revertOf } from '../chain/revert.ts';
import { sentenceFor } from '../chain/sentences.ts';
import type { Context } from '../context.ts';
import { accounts } from '../db/schema.ts';
import { UserError } from '../errors.ts';
import { getLinkedWallet } from './getLinkedWallet.ts';

/** A transaction for an own wallet to send: the operator may not do this for anybody. */
export type Prepared = { from: Address; to: Address; data: Hex };

/** Who would send it: a member by the own wallet that is theirs, or a wallet itself. */
export type Sender = { userId: string } | { address: Address };

/** A refusal that hands over what the own wallet is to send instead. */
export class OwnWalletNeeded extends UserError {
  override name = 'OwnWalletNeeded';
  readonly transaction: Prepared;

  constructor(transaction: Prepared) {
    super(
      'OwnWalletNeeded',
      'This is done by an own wallet alone: send the transaction that comes with this answer from it.',
    );
    this.transaction = transaction;
  }
}

/** The own wallet of a sender: linked, or the owner of a graduated account. @throws UserError for who has none */
export async function walletOf(ctx: Context, sender: Sender): Promise<Address> {
  if ('address' in sender) return sender.address;
  const linked = await getLinkedWallet(ctx, sender);
  if (linked) return linked.address;
  const account = await ctx.chain.accountOf(sender.userId);
  const [row] = await ctx.db.select({ owner: accounts.owner }).from(accounts).where(eq(accounts.address, account));
  if (row?.owner) return row.owner;
  throw new UserError('WalletNeeded', 'An own wallet does this: link yours with /wallet link first.');
}

/** Nothing is sent. @throws UserError with the contract's refusal as things stand */
export async function refuseWhatReverts(ctx: Context, { from, to, data }: Prepared): Promise<void> {
  try {
    await ctx.chain.client.call({ account: from, to, data });
  } catch (error) {
    const revert = revertOf(error);
    if (!revert) throw error;
    throw new UserError(revert.name, sentenceFor(revert, null), revert.args);
  }
}
