/**
 * What admins change of the shop, written for their own wallet to send: the Custodian forwards nothing of it, so that whoever
 * steals the operator's key can sell nothing that a community did not put on sale.
 */
import { shopAbi } from '@guildmint/contracts/abi.ts';
import { and, eq } from 'drizzle-orm';
import { type Address, encodeFunctionData, type Hex, keccak256, stringToHex, zeroHash } from 'viem';
import type { Context } from '../context.ts';
import { items } from '../db/schema.ts';
import { UserError } from '../errors.ts';
import { getItem, KINDS, type Kind, metadataOf, REFUNDS, type RefundClass } from './getItems.ts';
import { type Prepared, refuseWhatReverts, type Sender, walletOf } from './prepare.ts';

/** IShop: what a stock of no end is written as. */
const UNLIMITED = 2 ** 32 - 1;
/** In which a redemption must be handed over unless said otherwise, seconds. */
const FULFIL_WITHIN = 7 * 86_400;

export type ItemPlan = {
  name: string;
  category: string;
  key: string | null;
  description: string | null;
  emoji: string | null;
  image: string | null;
  /** Base units. */
  price: bigint;
  /** From `saleOpens` until before `saleCloses`; base units. */
  salePrice: bigint;
  saleOpens: number | null;
  /** Unix seconds; null: no flash sale. */
  saleCloses: number | null;
  /** Unix seconds; null: without a bound. */
  opens: number | null;
  closes: number | null;
  perMember: number | null;
  /** Seconds; null: for ever. */
  duration: number | null;
  /** Of a unit; 0: not consumable. */
  uses: number;
  refund: RefundClass;
  kind: Kind;
  /** Seconds; null: a week, where anything is to be handed over. */
  fulfilWithin: number | null;
  /** 0 bronze … 3 platinum */
  minTier: number;
  /** Number of an item that a buyer must hold. */
  heldItem: number | null;
  transferable: boolean;
  active: boolean;
};

/** What an item is unless said otherwise. */
const PLAIN: Omit<ItemPlan, 'name' | 'price'> = {
  category: 'General',
  ...{ key: null, description: null, emoji: null, image: null },
  ...{ salePrice: 0n, saleOpens: null, saleCloses: null, opens: null, closes: null },
  ...{ perMember: null, duration: null, uses: 0, refund: 'none', kind: 'none', fulfilWithin: null },
  ...{ minTier: 0, heldItem: null, transferable: false, active: true },
};

type Asked = { token: Address; sender: Sender };

/**
 * A new item.
 * @param input.stock null: unlimited
 * @throws UserError for terms that the contract refuses, and for who has no own wallet or may not
 */
export async function addItem(
  ctx: Context,
  {
    stock,
    item,
    ...asked
  }: Asked & { stock: number | null; item: Pick<ItemPlan, 'name' | 'price'> & Partial<ItemPlan> },
): Promise<Prepared> {
  const { terms, texts } = written({ ...PLAIN, ...item });
  const args = [asked.token, terms, stock ?? UNLIMITED, texts] as const;
  return prepared(ctx, asked, encodeFunctionData({ abi: shopAbi, functionName: 'addItem', args }));
}

/**
 * Changes an item for purchases from now on, and leaves what is not named as it is; with `active: false` it is retired.
 * @throws UserError as {@link addItem}, and for an item that there is not
 */
export async function editItem(
  ctx: Context,
  { item, change, ...asked }: Asked & { item: number; change: Partial<ItemPlan> },
): Promise<Prepared> {
  if (Object.keys(change).length === 0)
    throw new UserError('ItemUnchanged', 'Nothing would change: say what shall be different.');
  const { token } = asked;
  const { plan, roleHash, uri, contentHash } = await planOf(ctx, { token, item });
  const { terms, texts } = written({ ...plan, ...change });
  // What lies elsewhere keeps its place as long as nobody writes other words.
  const reworded = (['key', 'description', 'emoji', 'image'] as const).some((each) => each in change);
  const kept = reworded ? texts : { ...texts, uri, contentHash };
  const args = [token, BigInt(item), terms, { ...kept, roleHash }] as const;
  return prepared(ctx, asked, encodeFunctionData({ abi: shopAbi, functionName: 'editItem', args }));
}

/** IShop.Restock, by number. */
export const RESTOCKS = ['add', 'set', 'subtract'] as const;
export type Restock = (typeof RESTOCKS)[number];

/**
 * Changes what is on stock.
 * @param input.units null: without an end, which may only be set
 * @throws UserError as {@link editItem}
 */
export async function restock(
  ctx: Context,
  { item, how, units, ...asked }: Asked & { item: number; how: Restock; units: number | null },
): Promise<Prepared> {
  if (units === null && how !== 'set')
    throw new UserError('StockUnlimited', 'A stock without an end is set, not added or taken away.');
  await getItem(ctx, { token: asked.token, item });
  const args = [asked.token, BigInt(item), RESTOCKS.indexOf(how), units ?? UNLIMITED] as const;
  return prepared(ctx, asked, encodeFunctionData({ abi: shopAbi, functionName: 'restock', args }));
}

async function prepared(ctx: Context, { sender }: Asked, data: Hex): Promise<Prepared> {
  const transaction = { from: await walletOf(ctx, sender), to: ctx.chain.deployment.shop, data };
  await refuseWhatReverts(ctx, transaction);
  return transaction;
}

async function planOf(ctx: Context, { token, item }: { token: Address; item: number }) {
  const [row] = await ctx.db
    .select()
    .from(items)
    .where(and(eq(items.token, token), eq(items.item, item)));
  if (!row) throw new UserError('ItemUnknown', `There is no item “${item}” here: see /shop.`, { text: `${item}` });
  const { terms, name, category, uri, contentHash, roleHash } = row;
  const plan: ItemPlan = {
    ...{ name, category, ...metadataOf(uri).shown, price: BigInt(terms.price), salePrice: BigInt(terms.salePrice) },
    ...{ saleOpens: terms.saleOpens || null, saleCloses: terms.saleCloses || null },
    ...{ opens: terms.opens || null, closes: terms.closes || null, perMember: terms.perMember || null },
    ...{ duration: terms.duration || null, uses: terms.uses, refund: REFUNDS[terms.refund] ?? 'none' },
    ...{ kind: KINDS[terms.kind] ?? 'manual', fulfilWithin: terms.fulfilWithin || null, minTier: terms.minTier },
    ...{ heldItem: terms.heldItem || null, transferable: terms.transferable, active: terms.active },
  };
  return { plan, roleHash, uri, contentHash };
}

/** As the contract takes it. */
function written(plan: ItemPlan) {
  const { name, category, key, description, emoji, image, kind, refund, ...terms } = plan;
  const about = { key, description, emoji, image };
  const metadata = JSON.stringify(Object.fromEntries(Object.entries(about).filter(([, value]) => value !== null)));
  return {
    terms: {
      ...terms,
      ...{ perMember: terms.perMember ?? 0, duration: terms.duration ?? 0, heldItem: terms.heldItem ?? 0 },
      ...{ opens: terms.opens ?? 0, closes: terms.closes ?? 0 },
      ...{ saleOpens: terms.saleOpens ?? 0, saleCloses: terms.saleCloses ?? 0 },
      fulfilWithin: kind === 'none' ? 0 : (terms.fulfilWithin ?? FULFIL_WITHIN),
      ...{ refund: REFUNDS.indexOf(refund), kind: KINDS.indexOf(kind) },
    },
    texts: {
      ...{ name, category, roleHash: zeroHash },
      // The metadata itself: it needs no server to be read by.
      uri: `data:application/json,${encodeURIComponent(metadata)}`,
      contentHash: keccak256(stringToHex(metadata)),
    },
  };
}
