import { z } from '@hono/zod-openapi';
import { and, asc, eq, sql } from 'drizzle-orm';
import type { Address } from 'viem';
import type { Context } from '../../context.ts';
import { communities, entries, items, purchases, users } from '../../db/schema.ts';
import { derivedOf } from '../../operations/getHistory.ts';
import { PURCHASE_STATES, purchaseStateOf } from '../../operations/getPurchases.ts';
import { isTheirs, userIdOf } from '../../operations/named.ts';
import { entrySchema, toEntry } from '../routes/history.ts';
import { addressSchema, amountSchema, toAmount } from '../schemas.ts';
import { isAfter, type Position } from './positions.ts';

export const EVENT_TYPES = ['entry', 'balance', 'leaderboard', 'item', 'purchase'] as const;
export type EventType = (typeof EVENT_TYPES)[number];

/** Discord ids of the members concerned, or their addresses where none is known. */
const affectedIds = z.array(z.string());

/** `data` of an event of the stream; `change_type` is also the event's name. */
export const streamEventSchema = z
  .discriminatedUnion('change_type', [
    z.object({
      change_type: z.literal('entry'),
      affected_ids: affectedIds,
      community: addressSchema,
      address: addressSchema,
      userId: z.string().nullable(),
      entry: entrySchema,
    }),
    z.object({
      change_type: z.literal('balance'),
      affected_ids: affectedIds,
      community: addressSchema,
      address: addressSchema,
      userId: z.string().nullable(),
      balance: amountSchema,
    }),
    z.object({ change_type: z.literal('leaderboard'), affected_ids: affectedIds, community: addressSchema }),
    /** An item was set, or its stock changed. */
    z.object({
      change_type: z.literal('item'),
      affected_ids: affectedIds,
      community: addressSchema,
      item: z.int(),
      left: z.int().nullable().openapi({ description: 'Units on stock; null: unlimited' }),
      sold: z.int(),
    }),
    /** A receipt is new, or something happened to it. */
    z.object({
      change_type: z.literal('purchase'),
      affected_ids: affectedIds,
      community: addressSchema,
      address: addressSchema,
      userId: z.string().nullable(),
      purchase: z.int(),
      item: z.int(),
      state: z.enum(PURCHASE_STATES).openapi({ description: 'When it was told; time alone changes it untold' }),
    }),
    /** What was told before may be wrong or incomplete: ask again for what is on the screen. */
    z.object({ change_type: z.literal('resync'), affected_ids: affectedIds, block: z.int() }),
    z.object({ change_type: z.literal('ready'), affected_ids: affectedIds, block: z.int() }),
  ])
  .openapi('StreamEvent');

export type StreamEvent = z.infer<typeof streamEventSchema>;

/** Events that share a place on the chain; a client has received them all or is told them again. */
export type Group = { position: Position; events: StreamEvent[] };

/** Movements read at a time. */
const PAGE = 500;
/** Pages told at most; who missed more is told to ask anew. */
export const MOST_PAGES = 4;

/**
 * What happened after one position, up to the end of a block, as groups of events; at most a page of each kind. Of an item
 * or a receipt that changed more than once only the last change is told.
 * @returns the groups, and whether there are more
 */
export async function eventsBetween(ctx: Context, after: Position, untilBlock: number) {
  const between = (table: typeof entries | typeof items | typeof purchases) =>
    and(
      sql`(${table.block}, ${table.logIndex}) > (${after.block}, ${after.logIndex})`,
      sql`${table.block} <= ${untilBlock}`,
    );
  const [moved, shelf, receipts] = await Promise.all([
    ctx.db
      .select({
        entry: entries,
        userId: users.id,
        decimals: communities.decimals,
        other: otherUser(),
        itemName: items.name,
      })
      .from(entries)
      .innerJoin(communities, eq(communities.token, entries.token))
      .leftJoin(items, and(eq(items.token, entries.token), sql`${items.item} = (${entries.metadata} ->> 'item')::int`))
      .leftJoin(users, isTheirs(entries.address))
      .where(between(entries))
      .orderBy(asc(entries.block), asc(entries.logIndex), asc(entries.address))
      .limit(PAGE),
    ctx.db.select().from(items).where(between(items)).orderBy(asc(items.block), asc(items.logIndex)).limit(PAGE),
    ctx.db
      .select({ row: purchases, userId: users.id })
      .from(purchases)
      .leftJoin(users, isTheirs(purchases.buyer))
      .where(between(purchases))
      .orderBy(asc(purchases.block), asc(purchases.logIndex))
      .limit(PAGE),
  ]);

  const found = [
    ...moved.map((row) => ({ position: placeOf(row.entry), events: eventsOf(row) })),
    ...shelf.map((row) => ({ position: placeOf(row), events: [itemEvent(row)] })),
    ...receipts.map(({ row, userId }) => ({
      position: placeOf(row),
      events: [purchaseEvent(row, userId, ctx.clock())],
    })),
  ].sort((a, b) => (isAfter(a.position, b.position) ? 1 : isAfter(b.position, a.position) ? -1 : 0));
  const groups: Group[] = [];
  for (const { position, events } of found) {
    const group = groups.at(-1);
    if (group && !isAfter(position, group.position)) group.events.push(...events);
    else groups.push({ position, events });
  }
  // A kind whose page is full may go on behind its last place: what lies there or later is told next time.
  const ends = [moved.map(({ entry }) => entry), shelf, receipts.map(({ row }) => row)]
    .filter((rows) => rows.length === PAGE)
    .map((rows) => placeOf(rows.at(-1)!));
  const told = groups.filter(({ position }) => ends.every((end) => isAfter(end, position)));
  addLeaderboards(told);
  return { groups: told, more: ends.length > 0 };
}

const placeOf = ({ block, logIndex }: Position): Position => ({ block, logIndex });

function itemEvent({ token, item, left, sold }: typeof items.$inferSelect): StreamEvent {
  return { change_type: 'item', affected_ids: [`${item}`], community: token, item, left, sold };
}

function purchaseEvent(row: typeof purchases.$inferSelect, userId: string | null, now: number): StreamEvent {
  const { token, buyer, purchase, item } = row;
  const of = { affected_ids: [userId ?? buyer], community: token, address: buyer, userId };
  return { change_type: 'purchase', ...of, purchase, item, state: purchaseStateOf(row, now) };
}

type Row = {
  entry: typeof entries.$inferSelect;
  userId: string | null;
  decimals: number;
  other: { id: string; name: string } | null;
  itemName: string | null;
};

function otherUser() {
  return sql<Row['other']>`(select json_build_object('id', o.id, 'name', o.name) from app.users o
      where o.id = ${userIdOf(entries.counterparty)})`;
}

function eventsOf({ entry, userId, decimals, other, itemName }: Row): StreamEvent[] {
  const { token, address, counterparty, logIndex: _place, token: _token, address: _address, ...rest } = entry;
  const of = { affected_ids: [userId ?? address], community: token, address, userId };
  const metadata = itemName === null ? rest.metadata : { ...rest.metadata, name: itemName };
  const named = counterparty && { address: counterparty, userId: other?.id ?? null, name: other?.name ?? null };
  return [
    {
      change_type: 'entry',
      ...of,
      entry: toEntry({ ...rest, ...derivedOf(entry), metadata, counterparty: named }, decimals),
    },
    { change_type: 'balance', ...of, balance: toAmount(entry.balanceAfter, decimals) },
  ];
}

/** One word per community at the end of what is told together, instead of one per movement. */
function addLeaderboards(groups: Group[]) {
  const affected = new Map<Address, Set<string>>();
  for (const { events } of groups)
    for (const event of events) {
      if (event.change_type !== 'balance') continue;
      const ids = affected.get(event.community as Address) ?? new Set();
      for (const id of event.affected_ids) ids.add(id);
      affected.set(event.community as Address, ids);
    }
  for (const [community, ids] of affected)
    groups.at(-1)!.events.push({ change_type: 'leaderboard', affected_ids: [...ids], community });
}
