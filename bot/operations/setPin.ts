import { sql } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { pins } from '../db/schema.ts';
import { UserError } from '../errors.ts';
import { recordOf, wrongPin } from './givePin.ts';

/** How many digits a PIN has. */
export type PinDigits = { least: number; most: number };

/**
 * Sets a member's first PIN, or a new one.
 * @param input.old the present PIN; null where there is none, or a reset has taken effect
 * @param input.digits as the community wants them
 * @throws UserError `PinDigits`, `PinOldMissing`, and as givePin for a wrong old one
 */
export async function setPin(
  ctx: Context,
  input: { userId: string; pin: string; old: string | null; digits: PinDigits },
): Promise<void> {
  const { userId, pin, old, digits } = input;
  const { least, most } = digits;
  if (!/^\d+$/.test(pin) || pin.length < least || pin.length > most)
    throw least === most
      ? new UserError('PinDigitsExactly', `A PIN here has ${least} digits.`, { least: `${least}` })
      : new UserError('PinDigits', `A PIN has ${least} to ${most} digits.`);
  const record = await ctx.db.transaction(async (tx) => {
    // Two at once would store them in another order than the signer numbered them.
    await tx.execute(sql`select pg_advisory_xact_lock(hashtext(${`guildmint_pin:${userId}`}))`);
    const present = old === null ? null : { pin: old, record: await recordOf(tx, userId) };
    const answer = await ctx.chain.pins.setPin({ userId, pin, old: present });
    if (answer.outcome !== 'set') throw wrongPin(answer);
    const row = { record: answer.record, setAt: new Date(ctx.clock()) };
    await tx
      .insert(pins)
      .values({ userId, ...row })
      .onConflictDoUpdate({ target: pins.userId, set: row });
    return answer.record;
  });
  await ctx.chain.pins.keepPin({ userId, record });
}
