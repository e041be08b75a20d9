import { z } from '@hono/zod-openapi';
import { type AnyColumn, and, asc, eq, sql } from 'drizzle-orm';
import type { Address } from 'viem';
import type { Context } from '../../context.ts';
import {
  CLAIM_STATES,
  claims,
  communities,
  entries,
  items,
  listings,
  PENALTY_KINDS,
  penalties,
  purchases,
  swaps,
  tasks,
  trades,
  users,
} from '../../db/schema.ts';
import { derivedOf } from '../../operations/getHistory.ts';
import { PURCHASE_STATES, purchaseStateOf } from '../../operations/getPurchases.ts';
import { isTheirs, userIdOf } from '../../operations/named.ts';
import { entrySchema, toEntry } from '../routes/history.ts';
import { addressSchema, amountSchema, toAmount } from '../schemas.ts';
import { logsBetween, type ToldLog } from './logs.ts';
import { hashesOf, isAfter, type Position } from './positions.ts';

export const EVENT_TYPES = [
  'entry',
  'balance',
  'leaderboard',
  'item',
  'purchase',
  'task',
  'claim',
  'listing',
  'trade',
  'swap',
  'penalty',
  'clan',
  'caps',
  'season',
  'sync',
  'test',
] as const;
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
    /** A task was made, claimed, done or called off. */
    z.object({
      change_type: z.literal('task'),
      affected_ids: affectedIds,
      community: addressSchema,
      task: z.int(),
      left: z.int().nullable().openapi({ description: 'Slots still free; null: unlimited' }),
      completed: z.int(),
      cancelled: z.boolean(),
    }),
    /** A claim of a task is new, or something happened to it. */
    z.object({
      change_type: z.literal('claim'),
      affected_ids: affectedIds,
      community: addressSchema,
      address: addressSchema,
      userId: z.string().nullable(),
      claim: z.int(),
      task: z.int(),
      state: z.enum(CLAIM_STATES),
    }),
    /** Something stands on the market, was bought or taken back. */
    z.object({
      change_type: z.literal('listing'),
      affected_ids: affectedIds,
      community: addressSchema,
      listing: z.int(),
      left: z.int(),
      state: z.enum(listings.state.enumValues),
    }),
    z.object({
      change_type: z.literal('trade'),
      affected_ids: affectedIds,
      community: addressSchema,
      trade: z.int(),
      state: z.enum(trades.state.enumValues),
    }),
    /** Tokens of one community are offered for another's, were taken or withdrawn: both communities are told. */
    z.object({
      change_type: z.literal('swap'),
      affected_ids: affectedIds,
      community: addressSchema,
      swap: z.int(),
      state: z.enum(swaps.state.enumValues),
    }),
    /** A penalty was given, appealed against or lifted. */
    z.object({
      change_type: z.literal('penalty'),
      affected_ids: affectedIds,
      community: addressSchema,
      address: addressSchema,
      userId: z.string().nullable(),
      penalty: z.int(),
      kind: z.enum(PENALTY_KINDS),
      lifted: z.boolean(),
    }),
    /** A clan has other members or another leader, or there is a challenge or an end of one. */
    z.object({
      change_type: z.literal('clan'),
      affected_ids: affectedIds,
      community: addressSchema,
      clan: z.int().nullable(),
      challenge: z.int().nullable(),
    }),
    /** The caps are others, or something waits for the time-lock or no longer does. */
    z.object({ change_type: z.literal('caps'), affected_ids: affectedIds, community: addressSchema }),
    z.object({
      change_type: z.literal('season'),
      affected_ids: affectedIds,
      community: addressSchema,
      season: z.int(),
    }),
    /** A message on Discord was posted, brought up to date, lost or refused; told once and never again. */
    z.object({ change_type: z.literal('sync'), affected_ids: affectedIds, community: addressSchema }),
    /** Sent by hand (POST /api/stream/test), to see that events arrive; told once and never again. */
    z.object({
      change_type: z.literal('test'),
      affected_ids: affectedIds,
      community: addressSchema,
      event_type: z.string(),
      data: z.record(z.string(), z.unknown()),
    }),
    /** What was told before may be wrong or incomplete: ask again for what is on the screen. */
    z.object({ change_type: z.literal('resync'), affected_ids: affectedIds, block: z.int() }),
    z.object({ change_type: z.literal('ready'), affected_ids: affectedIds, block: z.int() }),
  ])
  .openapi('StreamEvent');

export type StreamEvent = z.infer<typeof streamEventSchema>;

/** Events that share a place on the chain; a client has received them all or is told them again. `null`: of no place. */
export type Group<At = Position | null> = { position: At; events: StreamEvent[] };

/** Rows of each kind read at a time. */
const PAGE = 500;
/** Pages told at most; who missed more is told to ask anew. */
export const MOST_PAGES = 4;

/** A table whose rows know where they changed last. */
type Placed = { block: AnyColumn; logIndex: AnyColumn };
type Told = Group<Position>;

/**
 * What happened after one position, up to the end of a block, as groups of events; at most a page of each kind. Of an item,
 * a receipt or the like that changed more than once only the last change is told.
 * @returns the groups, and whether there are more
 */
export function eventsBetween(ctx: Context, after: Position, untilBlock: number) {
  const between = (table: Placed) =>
    and(
      sql`(${table.block}, ${table.logIndex}) > (${after.block}, ${after.logIndex})`,
      sql`${table.block} <= ${untilBlock}`,
    );
  const inOrder = ({ block, logIndex }: Placed) => [asc(block), asc(logIndex)];
  // In one snapshot: what is read and the hashes it goes by are of the same chain.
  return ctx.db.transaction(
    async (tx) => {
      const moved = await tx
        .select({
          entry: entries,
          userId: users.id,
          decimals: communities.decimals,
          other: otherUser(),
          itemName: items.name,
        })
        .from(entries)
        .innerJoin(communities, eq(communities.token, entries.token))
        .leftJoin(
          items,
          and(eq(items.token, entries.token), sql`${items.item} = (${entries.metadata} ->> 'item')::int`),
        )
        .leftJoin(users, isTheirs(entries.address))
        .where(between(entries))
        .orderBy(...inOrder(entries), asc(entries.address))
        .limit(PAGE);
      const shelf = await tx
        .select()
        .from(items)
        .where(between(items))
        .orderBy(...inOrder(items))
        .limit(PAGE);
      const receipts = await tx
        .select({ row: purchases, userId: users.id })
        .from(purchases)
        .leftJoin(users, isTheirs(purchases.buyer))
        .where(between(purchases))
        .orderBy(...inOrder(purchases))
        .limit(PAGE);
      const offered = await tx
        .select()
        .from(tasks)
        .where(between(tasks))
        .orderBy(...inOrder(tasks))
        .limit(PAGE);
      const claimed = await tx
        .select({ row: claims, userId: users.id })
        .from(claims)
        .leftJoin(users, isTheirs(claims.claimant))
        .where(between(claims))
        .orderBy(...inOrder(claims))
        .limit(PAGE);
      const listed = await tx
        .select()
        .from(listings)
        .where(between(listings))
        .orderBy(...inOrder(listings))
        .limit(PAGE);
      const traded = await tx
        .select()
        .from(trades)
        .where(between(trades))
        .orderBy(...inOrder(trades))
        .limit(PAGE);
      const swapped = await tx
        .select()
        .from(swaps)
        .where(between(swaps))
        .orderBy(...inOrder(swaps))
        .limit(PAGE);
      // No farther than the movements of this page, lest a long absence have all logs looked through.
      const reached = moved.length === PAGE ? moved.at(-1)!.entry.block : untilBlock;
      const logged = await logsBetween(tx, after, reached, PAGE);
      const punished = await tx
        .select({ row: penalties, userId: users.id })
        .from(penalties)
        .leftJoin(users, isTheirs(penalties.member))
        .where(between(penalties))
        .orderBy(...inOrder(penalties))
        .limit(PAGE);

      const kinds: Told[][] = [
        moved.map((row) => told(row.entry, eventsOf(row))),
        shelf.map((row) => told(row, [itemEvent(row)])),
        receipts.map(({ row, userId }) => told(row, [purchaseEvent(row, userId, ctx.clock())])),
        offered.map((row) => told(row, [taskEvent(row)])),
        claimed.map(({ row, userId }) => told(row, [claimEvent(row, userId)])),
        listed.map((row) => told(row, [listingEvent(row)])),
        traded.map((row) => told(row, [tradeEvent(row)])),
        swapped.map((row) => told(row, swapEvents(row))),
        logged.map((log) => told(log, [loggedEvent(log)])),
        punished.map(({ row, userId }) => told(row, [penaltyEvent(row, userId)])),
      ];
      const { groups, more } = inGroups(kinds);
      const hashes = await hashesOf(
        tx,
        groups.map(({ position }) => position.block),
      );
      for (const { position } of groups) position.hash = hashes.get(position.block);
      return { groups, more };
    },
    { isolationLevel: 'repeatable read', accessMode: 'read only' },
  );
}

function inGroups(kinds: Told[][]): { groups: Told[]; more: boolean } {
  const found = kinds
    .flat()
    .sort((a, b) => (isAfter(a.position, b.position) ? 1 : isAfter(b.position, a.position) ? -1 : 0));
  const groups: Told[] = [];
  for (const { position, events } of found) {
    const group = groups.at(-1);
    if (group && !isAfter(position, group.position)) group.events.push(...events);
    else groups.push({ position, events });
  }
  // A kind whose page is full may go on behind its last place: what lies there or later is told next time.
  const ends = kinds.filter(({ length }) => length === PAGE).map((rows) => rows.at(-1)!.position);
  const whole = groups.filter(({ position }) => ends.every((end) => isAfter(end, position)));
  addLeaderboards(whole);
  return { groups: whole, more: ends.length > 0 };
}

const told = ({ block, logIndex }: Position, events: StreamEvent[]): Told => ({
  position: { block, logIndex },
  events,
});

function itemEvent({ token, item, left, sold }: typeof items.$inferSelect): StreamEvent {
  return { change_type: 'item', affected_ids: [`${item}`], community: token, item, left, sold };
}

function purchaseEvent(row: typeof purchases.$inferSelect, userId: string | null, now: number): StreamEvent {
  const { token, buyer, purchase, item } = row;
  const of = { affected_ids: [userId ?? buyer], community: token, address: buyer, userId };
  return { change_type: 'purchase', ...of, purchase, item, state: purchaseStateOf(row, now) };
}

function taskEvent({ token, task, left, completed, cancelled }: typeof tasks.$inferSelect): StreamEvent {
  return { change_type: 'task', affected_ids: [`${task}`], community: token, task, left, completed, cancelled };
}

function claimEvent(row: typeof claims.$inferSelect, userId: string | null): StreamEvent {
  const { token, claimant, claim, task, state } = row;
  const of = { affected_ids: [userId ?? claimant], community: token, address: claimant, userId };
  return { change_type: 'claim', ...of, claim, task, state };
}

function listingEvent({ token, listing, left, state }: typeof listings.$inferSelect): StreamEvent {
  return { change_type: 'listing', affected_ids: [`${listing}`], community: token, listing, left, state };
}

function tradeEvent({ token, trade, state }: typeof trades.$inferSelect): StreamEvent {
  return { change_type: 'trade', affected_ids: [`${trade}`], community: token, trade, state };
}

const swapEvents = ({ token, wanted, swap, state }: typeof swaps.$inferSelect): StreamEvent[] =>
  [token, wanted].map((community) => ({ change_type: 'swap', affected_ids: [`${swap}`], community, swap, state }));

function loggedEvent({ kind, token, number }: ToldLog): StreamEvent {
  const of = { affected_ids: kind === 'caps' ? [] : [`${number}`], community: token };
  if (kind === 'caps') return { change_type: 'caps', ...of };
  if (kind === 'season') return { change_type: 'season', ...of, season: number };
  const isClan = kind === 'clan';
  return { change_type: 'clan', ...of, clan: isClan ? number : null, challenge: isClan ? null : number };
}

function penaltyEvent(row: typeof penalties.$inferSelect, userId: string | null): StreamEvent {
  const { token, member, penalty, kind, liftedBy } = row;
  const of = { affected_ids: [userId ?? member], community: token, address: member, userId };
  return { change_type: 'penalty', ...of, penalty, kind, lifted: liftedBy !== null };
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
function addLeaderboards(groups: Told[]) {
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
