import { and, eq, isNull, or } from 'drizzle-orm';
import type { Address } from 'viem';
import type { Context } from '../context.ts';
import { fulfilments, purchases } from '../db/schema.ts';
import { UserError } from '../errors.ts';
import { hexOf, parseColour } from './colour.ts';
import { KINDS, type Kind } from './getItems.ts';

type PurchaseId = { token: Address; purchase: number };

/** What a purchase waits for its buyer's words with: they were asked. Of the staff's hands. */
export const ASKED = 'Asked';
export const BY_STAFF = 'ByStaff';
/** Before what the staff wrote when they refused. */
export const REFUSED_BY_STAFF = 'Staff: ';

export const WISH_LENGTH = 1_000;

/** Hands in the colour, or the words, that a purchase waits for. @throws UserError where it waits for nothing of theirs */
export async function setWish(
  { db }: Pick<Context, 'db'>,
  { token, purchase, userId, wish }: PurchaseId & { userId: string; wish: { colour: string } | { text: string } },
): Promise<void> {
  const input = 'colour' in wish ? hexOf(parseColour(wish.colour)) : wish.text.trim();
  if (!input) throw new UserError('WishEmpty', 'There is nothing to be pinned: write something.');
  const waits = and(eq(fulfilments.state, 'taken'), isNull(fulfilments.input), eq(fulfilments.userId, userId));
  const changed = await db
    .update(fulfilments)
    .set({ input })
    .where(and(isOne({ token, purchase }), waits))
    .returning({ purchase: fulfilments.purchase });
  if (changed.length === 0)
    throw new UserError('WishNotAsked', 'This purchase waits for nothing of yours, or not yet: see /inventory.');
}

/**
 * What the staff decided about a purchase that they hand over themselves; recorded on-chain from there.
 * @param decided.refused why, for its buyer; null: it was handed over
 * @throws UserError where it was decided before, or its time is over
 */
export async function decide(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  { token, purchase, refused }: PurchaseId & { refused: string | null },
): Promise<void> {
  const [bought] = await db
    .select({ fulfilBy: purchases.fulfilBy, kind: purchases.kind })
    .from(purchases)
    .where(and(eq(purchases.token, token), eq(purchases.purchase, purchase)));
  if (refused === null && bought?.fulfilBy && bought.fulfilBy.getTime() <= clock())
    throw new UserError('PurchaseLate', 'Its time is over: refuse it, and its buyer gets the price back.');
  // It may be decided before it is noted that the staff were told.
  const untold = or(isNull(fulfilments.reason), eq(fulfilments.reason, BY_STAFF));
  const waits = and(eq(fulfilments.state, 'taken'), untold);
  if (bought && !BY_HAND.includes(KINDS[bought.kind] ?? 'none')) throw decided();
  const to =
    refused === null
      ? { state: 'given' as const, reason: null }
      : { state: 'declined' as const, reason: REFUSED_BY_STAFF + refused.trim().slice(0, 200) };
  const changed = await db
    .update(fulfilments)
    .set({ ...to, updatedAt: new Date(clock()) })
    .where(and(isOne({ token, purchase }), waits))
    .returning({ purchase: fulfilments.purchase });
  if (changed.length === 0) throw decided();
}

/** What the staff hand over themselves. */
const BY_HAND: Kind[] = ['manual', 'tierLift'];

const decided = () => new UserError('PurchaseDecided', 'This purchase was decided already, or its time ran out.');

const isOne = ({ token, purchase }: PurchaseId) =>
  and(eq(fulfilments.token, token), eq(fulfilments.purchase, purchase));
