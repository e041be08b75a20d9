import type { Context } from '../context.ts';

/**
 * For a member who forgot the PIN: after a day, counted by the signer, a new one may be set without it. Nobody can make
 * that shorter, no staff and no operator's command; whoever knows the PIN ends it by using it.
 * @returns from when
 * @throws UserError `PinMissing`
 */
export async function resetPin(ctx: Context, { userId }: { userId: string }): Promise<Date> {
  return new Date((await ctx.chain.pins.resetPin(userId)) * 1000);
}

/** Keeps the PIN after all. @returns false if no reset was waiting */
export async function cancelPinReset(ctx: Context, { userId }: { userId: string }): Promise<boolean> {
  return ctx.chain.pins.cancelPinReset(userId);
}
