import { z } from '@hono/zod-openapi';
import { and, asc, eq, sql } from 'drizzle-orm';
import type { Address } from 'viem';
import type { Context } from '../../context.ts';
import { communities, entries, users } from '../../db/schema.ts';
import { entrySchema, toEntry } from '../routes/history.ts';
import { addressSchema, amountSchema, toAmount } from '../schemas.ts';
import type { Position } from './positions.ts';

export const EVENT_TYPES = ['entry', 'balance', 'leaderboard'] as const;
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
 * The movements after one position, up to the end of a block, as groups of events; at most a page.
 * @returns the groups, and whether there are more
 */
export async function eventsBetween(ctx: Context, after: Position, untilBlock: number) {
  const rows = await ctx.db
    .select({ entry: entries, userId: users.id, decimals: communities.decimals, other: otherUser() })
    .from(entries)
    .innerJoin(communities, eq(communities.token, entries.token))
    .leftJoin(users, eq(users.address, entries.address))
    .where(
      and(
        sql`(${entries.block}, ${entries.logIndex}) > (${after.block}, ${after.logIndex})`,
        sql`${entries.block} <= ${untilBlock}`,
      ),
    )
    .orderBy(asc(entries.block), asc(entries.logIndex), asc(entries.address))
    .limit(PAGE);

  const groups: Group[] = [];
  for (const row of rows) {
    const { block, logIndex } = row.entry;
    let group = groups.at(-1);
    if (group?.position.block !== block || group.position.logIndex !== logIndex) {
      group = { position: { block, logIndex }, events: [] };
      groups.push(group);
    }
    group.events.push(...eventsOf(row));
  }
  const more = rows.length === PAGE;
  // The last movement of a full page may have its other side on the next one.
  if (more) groups.pop();
  addLeaderboards(groups);
  return { groups, more };
}

type Row = {
  entry: typeof entries.$inferSelect;
  userId: string | null;
  decimals: number;
  other: { id: string; name: string } | null;
};

function otherUser() {
  return sql<
    Row['other']
  >`(select json_build_object('id', o.id, 'name', o.name) from app.users o where o.address = ${entries.counterparty})`;
}

function eventsOf({ entry, userId, decimals, other }: Row): StreamEvent[] {
  const { token, address, counterparty, logIndex: _place, token: _token, address: _address, ...rest } = entry;
  const of = { affected_ids: [userId ?? address], community: token, address, userId };
  const named = counterparty && { address: counterparty, userId: other?.id ?? null, name: other?.name ?? null };
  return [
    { change_type: 'entry', ...of, entry: toEntry({ ...rest, counterparty: named }, decimals) },
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
