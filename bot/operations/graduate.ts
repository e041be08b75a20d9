import { eq } from 'drizzle-orm';
import { type Address, isAddress, isAddressEqual, zeroAddress } from 'viem';
import type { Context } from '../context.ts';
import type { Transaction } from '../db/database.ts';
import { users } from '../db/schema.ts';
import { UserError } from '../errors.ts';
import { givePin } from './givePin.ts';
import { requireCustodial } from './requireCustodial.ts';

/**
 * Checks what a person typed as the address of their own wallet.
 * @throws UserError for malformed and mistyped addresses, the zero address, custodial accounts and our own contracts
 */
export async function parseWallet(ctx: Context, text: string): Promise<Address> {
  const typed = text.trim();
  if (!/^0x[\da-f]{40}$/i.test(typed))
    throw new UserError(
      'WalletNotAddress',
      'That is not a wallet address: it starts with 0x and has 40 digits after it.',
    );
  // Mixed case carries a checksum; a wrong one means that a character was changed on the way.
  if (!isAddress(typed))
    throw new UserError('WalletMistyped', 'That address has a typing mistake: copy it again from your wallet.');
  if (isAddressEqual(typed, zeroAddress))
    throw new UserError('WalletZero', 'That is the zero address, which nobody owns: copy the address of your wallet.');
  const { communities, custodian, forwarder, earnings, gifts, shop } = ctx.chain.deployment;
  const [member] = await ctx.db.select({ id: users.id }).from(users).where(eq(users.address, typed)).limit(1);
  if (member || [communities, custodian, forwarder, earnings, gifts, shop].some((own) => isAddressEqual(own, typed)))
    throw new UserError('WalletNotOwn', 'That address has no key of yours: give the address of your own wallet.');
  return typed;
}

/**
 * Starts making a member's account their own; it is done after the Custodian's delay, by the new owner.
 * @returns false if this id was submitted before
 * @throws UserError for an address that cannot be it, a missing or wrong PIN, or an account that graduated already
 */
export async function graduate(
  ctx: Context,
  input: {
    id: string;
    token: Address | null;
    userId: string;
    owner: string;
    pin: string | null;
    alongside?: (tx: Transaction) => Promise<void>;
  },
): Promise<boolean> {
  const { id, token, userId } = input;
  const owner = await parseWallet(ctx, input.owner);
  const account = await requireCustodial(ctx, userId);
  if (isAddressEqual(account, owner))
    throw new UserError('WalletNotOwn', 'That address has no key of yours: give the address of your own wallet.');
  const proof = await givePin(ctx, { userId, pin: input.pin, purpose: { kind: 'graduate', address: owner } });
  return ctx.db.transaction(async (tx) => {
    await input.alongside?.(tx);
    return ctx.chain.submitGraduation({ id, token, userId, owner, proof }, tx);
  });
}
