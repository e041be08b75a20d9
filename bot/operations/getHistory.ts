import { and, desc, eq, gte, inArray, lt, sql } from 'drizzle-orm';
import type { Address, Hex } from 'viem';
import type { Context } from '../context.ts';
import { batches, CATEGORIES, type EntryType, entries, items, outbox, transactions } from '../db/schema.ts';
import { UserError } from '../errors.ts';
import { namesOf } from './named.ts';
import { accountOf, type Who } from './who.ts';

export type HistoryEntry = {
  type: EntryType;
  category: string;
  /** Base units, signed: what the movement did to the balance. */
  amount: bigint;
  balanceBefore: bigint;
  balanceAfter: bigint;
  counterparty: { address: Address; userId: string | null; name: string | null } | null;
  at: Date;
  txHash: Hex;
  block: number;
  /** The module that it came from; `token`: a movement by hand. */
  source: string;
  metadata: Record<string, unknown>;
};

type Narrowed = {
  offset?: number;
  types?: readonly EntryType[] | undefined;
  from?: Date | undefined;
  to?: Date | undefined;
};

type Origin = {
  /** Id of the operation that caused it; null where it was not sent from here. */
  operation: string | null;
};

/**
 * A member's movements, newest first; of some types only and from or before a moment, where that is asked for.
 * `next` is handed in as `before` for the page that follows; null at the end.
 */
export async function getHistory(
  ctx: Context,
  input: { token: Address; who: Who; limit: number; before?: string | undefined } & Narrowed,
): Promise<{ entries: (HistoryEntry & Origin)[]; next: string | null }> {
  const { token, limit, types, from, to } = input;
  const address = await accountOf(ctx, input.who);
  const position = input.before === undefined ? undefined : positionOf(input.before);
  const rows = await ctx.db
    .select()
    .from(entries)
    .where(
      and(
        eq(entries.token, token),
        eq(entries.address, address),
        types && inArray(entries.type, [...types]),
        from && gte(entries.at, from),
        to && lt(entries.at, to),
        position && sql`(${entries.block}, ${entries.logIndex}) < (${position.block}, ${position.logIndex})`,
      ),
    )
    .orderBy(desc(entries.block), desc(entries.logIndex))
    .limit(limit + 1)
    .offset(input.offset ?? 0);

  const page = rows.slice(0, limit);
  const [described, operations] = await Promise.all([
    describeEntries(ctx, token, page),
    operationsOf(ctx, address, page),
  ]);
  const last = page.at(-1);
  return {
    entries: described.map((entry) => ({ ...entry, operation: operations.get(entry.txHash) ?? null })),
    next: rows.length > limit && last ? `${last.block}.${last.logIndex}` : null,
  };
}

/** Rows of a community's history with the names of whom and what they speak of. */
export async function describeEntries(
  ctx: Context,
  token: Address,
  rows: (typeof entries.$inferSelect)[],
): Promise<HistoryEntry[]> {
  const [page, names] = await Promise.all([
    withItemNames(ctx, token, rows),
    namesOf(
      ctx,
      rows.map(({ counterparty }) => counterparty).filter((other) => other !== null),
    ),
  ]);
  return page.map((row) => ({
    type: row.type,
    amount: row.amount,
    balanceAfter: row.balanceAfter,
    counterparty: row.counterparty && {
      address: row.counterparty,
      userId: names.get(row.counterparty)?.id ?? null,
      name: names.get(row.counterparty)?.name ?? null,
    },
    at: row.at,
    txHash: row.txHash,
    block: row.block,
    ...derivedOf(row),
    metadata: row.metadata,
  }));
}

/** Which module moves what is counted to a category. */
const SOURCES: Record<string, string> = {
  ...{ activity: 'earnings', reward: 'earnings', social: 'gifts', task: 'tasks', clan: 'clans' },
  ...{ market: 'market', draw: 'stash', spending: 'shop', conduct: 'conduct' },
};

/** What follows from an entry, and so is not kept. */
export function derivedOf({ type, amount, balanceAfter }: typeof entries.$inferSelect) {
  const category = CATEGORIES[type];
  return { category, source: SOURCES[category] ?? 'token', balanceBefore: balanceAfter - amount };
}

/** Ids of the account's own operations by the transaction that carried them, where it carried no other of theirs. */
async function operationsOf(ctx: Context, account: Address, page: { txHash: Hex }[]): Promise<Map<Hex, string>> {
  if (page.length === 0) return new Map();
  const hashes = [...new Set(page.map(({ txHash }) => txHash))];
  const found = await ctx.db
    .select({ txHash: transactions.hash, id: sql<string>`min(${outbox.id})` })
    .from(transactions)
    .innerJoin(batches, eq(batches.id, transactions.batch))
    .innerJoin(outbox, and(eq(outbox.batch, batches.id), eq(outbox.account, account)))
    .where(inArray(transactions.hash, hashes))
    .groupBy(transactions.hash)
    .having(sql`count(*) = 1`);
  return new Map(found.map(({ txHash, id }) => [txHash, id]));
}

function positionOf(cursor: string) {
  const match = /^(\d{1,15})\.(\d{1,9})$/.exec(cursor);
  if (!match) throw new UserError('CursorInvalid', 'That page does not exist: begin again at the newest.');
  return { block: Number(match[1]), logIndex: Number(match[2]) };
}

/** The names of the items that movements speak of, into their metadata. */
async function withItemNames(ctx: Context, token: Address, page: (typeof entries.$inferSelect)[]) {
  const numbers = new Set(page.map(({ metadata }) => metadata.item).filter((item) => typeof item === 'number'));
  if (numbers.size === 0) return page;
  const found = await ctx.db
    .select({ item: items.item, name: items.name })
    .from(items)
    .where(and(eq(items.token, token), inArray(items.item, [...numbers])));
  const names = new Map<unknown, string>(found.map(({ item, name }) => [item, name]));
  return page.map((row) => {
    const name = names.get(row.metadata.item);
    return name === undefined ? row : { ...row, metadata: { ...row.metadata, name } };
  });
}
