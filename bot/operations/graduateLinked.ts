import type { Hex } from 'viem';
import type { Context } from '../context.ts';
import { UserError } from '../errors.ts';
import { getLinkedUser } from './getLinkedWallet.ts';
import { graduate } from './graduate.ts';
import { requireSigned, useUp } from './link.ts';

/**
 * Starts making a member's account their linked wallet's own, at the wallet's signed wish and with the member's PIN.
 * @returns the operation's id
 * @throws UserError for a challenge that is used or too old, another wallet's signature, or a link that has changed since
 */
export async function graduateLinked(
  ctx: Context,
  input: { nonce: string; signature: Hex; pin: string | null },
): Promise<{ id: string }> {
  const id = `graduate:${input.nonce}`;
  const { userId, address } = await requireSigned(ctx, 'graduate', input);
  if ((await getLinkedUser(ctx, { address })) !== userId)
    throw new UserError(
      'WalletNotLinked',
      'This wallet is no longer linked: use /wallet link on Discord with it first.',
    );
  // Under the challenge's own id: asked twice, it is done once.
  await graduate(ctx, { id, token: null, userId, owner: address, pin: input.pin });
  await ctx.db.transaction((tx) => useUp(ctx, tx, 'graduate', input.nonce));
  return { id };
}
