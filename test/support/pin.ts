/** PINs for tests whose story is another: set once, given where an operation asks for one. */
import type { Hex } from 'viem';
import type { Pins, Purpose } from '../../bot/chain/pins.ts';
import type { Context } from '../../bot/context.ts';
import { setPin } from '../../bot/operations/setPin.ts';

export const PIN = '2468';
export const DIGITS = { least: 4, most: 6 };

/** Sets a member's first PIN, as /wallet pin does. */
export const withPin = (ctx: Context, userId: string) => setPin(ctx, { userId, pin: PIN, old: null, digits: DIGITS });

const records = new WeakMap<Pins, Map<string, Hex>>();

/** What the signer gives for the PIN of a member who gets one here, without a database. */
export async function proofOf(pins: Pins, userId: string, purpose: Purpose): Promise<Hex> {
  const known = records.get(pins) ?? new Map<string, Hex>();
  records.set(pins, known);
  if (!known.has(userId)) {
    const answer = await pins.setPin({ userId, pin: PIN, old: null });
    if (answer.outcome !== 'set') throw new Error(`The PIN of ${userId} is ${answer.outcome}.`);
    known.set(userId, answer.record);
    await pins.keepPin({ userId, record: answer.record });
  }
  const answer = await pins.checkPin({ userId, pin: PIN, record: known.get(userId) ?? null, purpose });
  if (answer.outcome !== 'right') throw new Error(`The PIN of ${userId} is ${answer.outcome}.`);
  return answer.proof;
}
