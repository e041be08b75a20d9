// A preset's items: in whole tokens and readable durations in the file, as arguments of Shop.addItem here.
import { type Hex, keccak256, stringToHex } from 'viem';
import { z } from 'zod';
import { KINDS, REFUNDS } from '../../bot/operations/getItems.ts';
import { TIERS } from '../../bot/operations/getProgress.ts';

/** IShop: what a stock of no end is written as. */
const UNLIMITED = 2 ** 32 - 1;

const seconds = { second: 1, minute: 60, hour: 3600, day: 86_400, week: 604_800 };
type SecondsIn = keyof typeof seconds;

/** Seconds, or words such as `30 days`. */
const duration = z.union([
  z.int().min(0).max(UNLIMITED),
  z
    .string()
    .regex(/^\d{1,4} (second|minute|hour|day|week)s?$/, 'must be seconds, or words such as "30 days"')
    .transform((text) => {
      const [count, unit] = text.split(' ') as [string, string];
      return Number(count) * seconds[unit.replace(/s$/, '') as SecondsIn];
    }),
]);
const uint16 = z.int().min(0).max(0xffff);

export const itemSchema = z
  .strictObject({
    /** What commands call it. */
    key: z.string().regex(/^[a-z0-9_]{1,32}$/, 'must be 1 to 32 of a-z, 0-9 and _'),
    name: z.string().min(1).max(64),
    category: z.string().min(1).max(32),
    description: z.string().max(500).default(''),
    emoji: z.string().max(16).optional(),
    image: z.url().optional(),
    /** Whole tokens. */
    price: z.number().min(0).max(1e9),
    /** Units on stock; null: no end. */
    stock: z
      .int()
      .min(0)
      .max(UNLIMITED - 1)
      .nullable()
      .default(null),
    /** 0: no limit. */
    perMember: uint16.default(0),
    /** How long a purchase lasts; 0: for ever. */
    duration: duration.default(0),
    /** How often a unit can be used; 0: it is not consumable. */
    uses: uint16.default(0),
    refund: z.enum(REFUNDS).default('none'),
    kind: z.enum(KINDS).default('none'),
    /** In which a redemption must be handed over; 7 days unless said otherwise. */
    fulfilWithin: duration.optional(),
    minTier: z.enum(TIERS).default('bronze'),
    active: z.boolean().default(true),
    /** Shown as coming. */
    soon: z.boolean().default(false),
    transferable: z.boolean().default(false),
    /** Name of the Discord role that it hands out. */
    role: z.string().min(1).max(100).optional(),
  })
  .check((ctx) => {
    const { kind, role, fulfilWithin, soon, active } = ctx.value;
    const fault = (path: string, message: string) =>
      ctx.issues.push({ code: 'custom', path: [path], message, input: ctx.value });
    const givesRole = kind === 'role' || kind === 'colourRole';
    if (givesRole !== (role !== undefined)) fault('role', 'is for items of kind role and colourRole, which need it');
    if (kind === 'none' && fulfilWithin) fault('fulfilWithin', 'is for what has to be handed over');
    if (soon && active) fault('soon', 'is for an item that cannot be bought yet: make it inactive');
  });

/** Metadata itself as an address: it needs no server to be read by, and lies where the price lies. */
export const dataUri = (metadata: object) => `data:application/json,${encodeURIComponent(JSON.stringify(metadata))}`;

/** An item as Shop.addItem takes it. @param amount whole tokens to base units */
export function toItem(item: z.output<typeof itemSchema>, amount: (tokens: number) => bigint) {
  const { key, description, emoji, image, soon } = item;
  const metadata = { key, description, emoji, image, ...(soon && { soon }) };
  return {
    key,
    role: item.role ?? null,
    kind: item.kind,
    terms: {
      price: amount(item.price),
      salePrice: 0n,
      perMember: item.perMember,
      duration: item.duration,
      heldItem: 0,
      opens: 0,
      closes: 0,
      saleOpens: 0,
      saleCloses: 0,
      fulfilWithin: item.kind === 'none' ? 0 : (item.fulfilWithin ?? 7 * seconds.day),
      uses: item.uses,
      refund: REFUNDS.indexOf(item.refund),
      kind: KINDS.indexOf(item.kind),
      minTier: TIERS.indexOf(item.minTier),
      active: item.active,
      transferable: item.transferable,
    },
    stock: item.stock ?? UNLIMITED,
    texts: {
      name: item.name,
      category: item.category,
      uri: dataUri(metadata),
      contentHash: keccak256(stringToHex(JSON.stringify(metadata))),
      roleHash: `0x${'0'.repeat(64)}` as Hex,
    },
  };
}
