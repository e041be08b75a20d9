import { and, asc, eq } from 'drizzle-orm';
import type { Address } from 'viem';
import { z } from 'zod';
import type { Context } from '../context.ts';
import { type ItemTerms, items } from '../db/schema.ts';
import { UserError } from '../errors.ts';

/** IShop.Fulfilment, by number. */
export const KINDS = [
  'none',
  'role',
  'colourRole',
  'channel',
  'pin',
  'code',
  'nft',
  'tierLift',
  'manual',
  'webhook',
] as const;
export type Kind = (typeof KINDS)[number];

/** IShop.Refund, by number. */
export const REFUNDS = ['none', 'timed', 'unused'] as const;
export type RefundClass = (typeof REFUNDS)[number];

/** Whether it can be bought now; `soon` is announced and comes with a later module. */
export const ITEM_STATES = ['open', 'inactive', 'notOpen', 'closed', 'soldOut', 'soon'] as const;
type ItemState = (typeof ITEM_STATES)[number];

export type Item = {
  item: number;
  /** Its short name for commands. */
  key: string | null;
  name: string;
  category: string;
  description: string | null;
  emoji: string | null;
  image: string | null;
  /** Base units of one unit at this moment, flash sale considered; and without it. */
  price: bigint;
  regularPrice: bigint;
  /** When the flash sale that is on ends. */
  saleCloses: Date | null;
  opens: Date | null;
  closes: Date | null;
  /** Units on stock; null: unlimited. */
  left: number | null;
  sold: number;
  /** Null: as many as one likes. */
  perMember: number | null;
  /** Seconds; null: for ever. */
  duration: number | null;
  /** Of a unit; 0: not consumable. */
  uses: number;
  refund: RefundClass;
  kind: Kind;
  /** Seconds; null where nothing is to be handed over. */
  fulfilWithin: number | null;
  /** 0 bronze … 3 platinum */
  minTier: number;
  /** An item that a buyer must hold. */
  heldItem: { item: number; name: string } | null;
  transferable: boolean;
  state: ItemState;
  /** When its price or state changes next by itself. */
  changesAt: Date | null;
};

/** A community's items in the order in which they were added. @param input.category only these, whatever its case */
export async function getItems(
  ctx: Context,
  input: { token: Address; category?: string | undefined },
): Promise<Item[]> {
  const rows = await ctx.db.select().from(items).where(eq(items.token, input.token)).orderBy(asc(items.item));
  const names = new Map(rows.map(({ item, name }) => [item, name]));
  const wanted = input.category?.toLowerCase();
  return rows
    .filter(({ category }) => wanted === undefined || category.toLowerCase() === wanted)
    .map((row) => toItem(row, names.get(row.terms.heldItem) ?? null, ctx.clock()));
}

/**
 * The item that a person names: by its key, its number or its name.
 * @throws UserError `ItemUnknown`
 */
export async function findItem(ctx: Context, input: { token: Address; named: string }): Promise<Item> {
  const all = await getItems(ctx, input);
  const named = input.named.trim().toLowerCase();
  const found =
    all.find(({ key }) => key?.toLowerCase() === named) ??
    all.find(({ item }) => `${item}` === named || `#${item}` === named) ??
    all.find(({ name }) => name.toLowerCase() === named);
  if (!found)
    throw new UserError('ItemUnknown', `There is no item “${input.named.trim().slice(0, 40)}” here: see /shop.`, {
      text: input.named.trim().slice(0, 40),
    });
  return found;
}

/** One item by its number. @throws UserError `ItemUnknown` */
export async function getItem(ctx: Context, input: { token: Address; item: number }): Promise<Item> {
  const [row] = await ctx.db
    .select()
    .from(items)
    .where(and(eq(items.token, input.token), eq(items.item, input.item)));
  if (!row)
    throw new UserError('ItemUnknown', `There is no item “${input.item}” here: see /shop.`, { text: `${input.item}` });
  const [held] = row.terms.heldItem
    ? await ctx.db
        .select({ name: items.name })
        .from(items)
        .where(and(eq(items.token, input.token), eq(items.item, row.terms.heldItem)))
    : [];
  return toItem(row, held?.name ?? null, ctx.clock());
}

function toItem(row: typeof items.$inferSelect, heldName: string | null, now: number): Item {
  const { terms } = row;
  const about = metadataOf(row.uri);
  const regularPrice = BigInt(terms.price);
  const onSale = within(now, terms.saleOpens, terms.saleCloses) && terms.saleCloses !== 0;
  return {
    item: row.item,
    name: row.name,
    category: row.category,
    ...about.shown,
    price: onSale ? BigInt(terms.salePrice) : regularPrice,
    regularPrice,
    saleCloses: onSale ? instant(terms.saleCloses) : null,
    opens: instant(terms.opens),
    closes: instant(terms.closes),
    left: row.left,
    sold: row.sold,
    perMember: terms.perMember || null,
    duration: terms.duration || null,
    uses: terms.uses,
    refund: REFUNDS[terms.refund] ?? 'none',
    kind: KINDS[terms.kind] ?? 'manual',
    fulfilWithin: terms.fulfilWithin || null,
    minTier: terms.minTier,
    heldItem: terms.heldItem ? { item: terms.heldItem, name: heldName ?? `${terms.heldItem}` } : null,
    transferable: terms.transferable,
    state: stateOf(terms, row.left, about.soon, now),
    changesAt: next(now, [terms.opens, terms.closes, terms.saleOpens, terms.saleCloses]),
  };
}

function stateOf(terms: ItemTerms, left: number | null, soon: boolean, now: number): ItemState {
  if (!terms.active) return soon ? 'soon' : 'inactive';
  if (terms.opens && now < terms.opens * 1000) return 'notOpen';
  if (terms.closes && now >= terms.closes * 1000) return 'closed';
  return left === 0 ? 'soldOut' : 'open';
}

/** The first of these seconds that is still to come. */
function next(now: number, seconds: number[]): Date | null {
  const ahead = seconds.map((at) => at * 1000).filter((at) => at > now);
  return ahead.length > 0 ? new Date(Math.min(...ahead)) : null;
}

const instant = (seconds: number) => (seconds ? new Date(seconds * 1000) : null);
/** From `opens` until before `closes`; 0 sets no bound. */
const within = (now: number, opens: number, closes: number) =>
  now >= opens * 1000 && (closes === 0 || now < closes * 1000);

const DATA = 'data:application/json,';
const text = (most: number) => z.string().trim().min(1).max(most).nullable().catch(null);
const metadata = z.object({
  key: text(64),
  description: text(1000),
  emoji: text(64),
  image: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .nullable()
    .catch(null),
  soon: z.boolean().catch(false),
});

/** What an item's URI says of it, where it holds that itself; whatever else somebody put there is left alone. */
export function metadataOf(uri: string) {
  const { success, data } = metadata.safeParse(dataIn(uri));
  if (!success) return { shown: { key: null, description: null, emoji: null, image: null }, soon: false };
  const { soon, ...shown } = data;
  return { shown, soon };
}

/** What an address holds itself; undefined where it leads elsewhere. */
export function dataIn(uri: string): unknown {
  if (!uri.startsWith(DATA)) return undefined;
  try {
    return JSON.parse(decodeURIComponent(uri.slice(DATA.length)));
  } catch {
    return undefined;
  }
}
