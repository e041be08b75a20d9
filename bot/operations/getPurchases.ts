import { and, asc, desc, eq, lt } from 'drizzle-orm';
import type { Address, Hex } from 'viem';
import type { Context } from '../context.ts';
import { fulfilments, items, purchases } from '../db/schema.ts';
import { UserError } from '../errors.ts';
import { KINDS, type Kind, metadataOf, REFUNDS, type RefundClass } from './getItems.ts';
import { userIdOf } from './named.ts';
import { accountOf, type Who } from './who.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const ALL = 10_000;

/** `overdue`: requested, not handed over in time, and refundable in full. */
export const PURCHASE_STATES = [
  'owned',
  'requested',
  'overdue',
  'fulfilled',
  'refused',
  'returned',
  'expired',
] as const;
export type PurchaseState = (typeof PURCHASE_STATES)[number];

/** What giving back pays at this moment. */
export type RefundQuote = {
  units: number;
  /** Base units, for all of them. */
  amount: bigint;
  /** Basis points of the price. */
  bps: number;
  /** When this quote falls, inclusive; null: it does not by itself. */
  until: Date | null;
};

export type Purchase = {
  purchase: number;
  buyer: Address;
  item: { item: number; key: string | null; name: string; emoji: string | null };
  kind: Kind;
  quantity: number;
  returned: number;
  /** Of a unit; 0: not consumable. */
  uses: number;
  usesLeft: number;
  /** Base units. */
  unitPrice: bigint;
  granted: boolean;
  boughtAt: Date;
  expiresAt: Date | null;
  fulfilBy: Date | null;
  state: PurchaseState;
  refund: RefundQuote | null;
  txHash: Hex;
};

/** A member's receipts, newest first. `next` is handed in as `before` for the page that follows; null at the end. */
export async function getPurchases(
  ctx: Context,
  input: { token: Address; who: Who; limit: number; before?: string | undefined },
): Promise<{ purchases: Purchase[]; next: string | null }> {
  const { token, limit } = input;
  const buyer = await accountOf(ctx, input.who);
  if (input.before !== undefined && !/^\d{1,15}$/.test(input.before))
    throw new UserError('CursorInvalid', 'That page does not exist: begin again at the newest.');
  const older = input.before === undefined ? undefined : lt(purchases.purchase, Number(input.before));
  const rows = await select(ctx)
    .where(and(eq(purchases.token, token), eq(purchases.buyer, buyer), older))
    .orderBy(desc(purchases.purchase))
    .limit(limit + 1);
  const page = rows.slice(0, limit);
  return {
    purchases: page.map((row) => toPurchase(row, ctx.clock())),
    next: rows.length > limit ? `${page.at(-1)!.row.purchase}` : null,
  };
}

/** One receipt. @throws UserError `PurchaseUnknown` */
export async function getPurchase(ctx: Context, input: { token: Address; purchase: number }): Promise<Purchase> {
  const { token, purchase } = input;
  // What a person types may be a number that no column holds.
  const [row] = Number.isSafeInteger(purchase)
    ? await select(ctx).where(and(eq(purchases.token, token), eq(purchases.purchase, purchase)))
    : [];
  if (!row)
    throw new UserError('PurchaseUnknown', `There is no receipt ${input.purchase} here: see /inventory.`, {
      purchase: `${input.purchase}`,
    });
  return toPurchase(row, ctx.clock());
}

export type Redemption = Purchase & {
  /** Discord id; null for a wallet of nobody here. */
  buyerId: string | null;
  /** How far the bot is with it, and why it could not be handed over; null: not taken up yet. */
  handover: { state: typeof fulfilments.$inferSelect.state; reason: string | null } | null;
};

/** Purchases that wait to be handed over, in the order in which they were made; one more than `limit` where there are more. */
export async function getRedemptions(
  ctx: Context,
  { token, offset, limit }: { token: Address; offset: number; limit: number },
): Promise<Redemption[]> {
  const here = and(eq(fulfilments.token, purchases.token), eq(fulfilments.purchase, purchases.purchase));
  const rows = await ctx.db
    .select({
      ...{ row: purchases, name: items.name, uri: items.uri, buyerId: userIdOf(purchases.buyer) },
      ...{ state: fulfilments.state, reason: fulfilments.reason },
    })
    .from(purchases)
    .innerJoin(items, and(eq(items.token, purchases.token), eq(items.item, purchases.item)))
    .leftJoin(fulfilments, here)
    .where(and(eq(purchases.token, token), eq(purchases.state, 'requested')))
    .orderBy(asc(purchases.purchase))
    .offset(offset)
    .limit(limit + 1);
  return rows.map(({ buyerId, state, reason, ...row }) => ({
    ...toPurchase(row, ctx.clock()),
    buyerId,
    handover: state && { state, reason },
  }));
}

function select(ctx: Context) {
  return ctx.db
    .select({ row: purchases, name: items.name, uri: items.uri })
    .from(purchases)
    .innerJoin(items, and(eq(items.token, purchases.token), eq(items.item, purchases.item)));
}

type Row = { row: typeof purchases.$inferSelect; name: string; uri: string };

function toPurchase({ row, name, uri }: Row, now: number): Purchase {
  const { key, emoji } = metadataOf(uri).shown;
  const units = row.quantity - row.returned;
  return {
    purchase: row.purchase,
    buyer: row.buyer,
    item: { item: row.item, key, name, emoji },
    kind: KINDS[row.kind] ?? 'manual',
    quantity: row.quantity,
    returned: row.returned,
    uses: row.uses,
    usesLeft: Math.max(0, units * row.uses - row.used),
    unitPrice: row.unitPrice,
    granted: row.granted,
    boughtAt: row.boughtAt,
    expiresAt: row.expiresAt,
    fulfilBy: row.fulfilBy,
    state: purchaseStateOf(row, now),
    refund: refundOf(row, now),
    txHash: row.txHash,
  };
}

/** How a receipt stands at a moment, in unix milliseconds. */
export function purchaseStateOf(row: Row['row'], now: number): PurchaseState {
  if (row.state === 'refused') return 'refused';
  if (row.returned === row.quantity) return 'returned';
  if (row.state === 'requested') return isOverdue(row, now) ? 'overdue' : 'requested';
  if (row.expiresAt && now >= row.expiresAt.getTime()) return 'expired';
  return row.state === 'fulfilled' ? 'fulfilled' : 'owned';
}

/** The contract counts in whole seconds, and a deadline's own second still belongs to it. */
const isOverdue = ({ state, fulfilBy }: Row['row'], now: number) =>
  state === 'requested' && fulfilBy !== null && Math.floor(now / 1000) > fulfilBy.getTime() / 1000;

/** As IShop.refundOf reckons it; what counts is the block in which it is asked for. */
function refundOf(row: Row['row'], now: number): RefundQuote | null {
  const due = dueOf(row, now);
  if (!due) return null;
  const left = row.quantity - row.returned;
  const units = row.used === 0 ? left : Math.max(0, left - Math.ceil(row.used / row.uses));
  if (units === 0) return null;
  return { units, amount: (BigInt(units) * row.unitPrice * BigInt(due.bps)) / BigInt(ALL), ...due };
}

function dueOf(row: Row['row'], now: number): { bps: number; until: Date | null } | null {
  if (isOverdue(row, now)) return { bps: ALL, until: null };
  const refund: RefundClass = REFUNDS[row.refund] ?? 'none';
  if (refund === 'none') return null;
  const ends = row.state === 'requested' ? null : row.expiresAt;
  if (ends && now >= ends.getTime()) return null;
  if (refund === 'unused') return { bps: 9_000, until: ends };
  const age = now - row.boughtAt.getTime();
  // A second's fractions do not count on the chain.
  const [full, half] = [HOUR_MS, DAY_MS].map((after) => new Date(row.boughtAt.getTime() + after)) as [Date, Date];
  const earlier = (until: Date) => (ends && ends < until ? ends : until);
  if (age < HOUR_MS + 1000) return { bps: ALL, until: earlier(full) };
  return age < DAY_MS + 1000 ? { bps: 5_000, until: earlier(half) } : null;
}
