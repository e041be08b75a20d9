import { and, eq, inArray } from 'drizzle-orm';
import type { Address, Hex } from 'viem';
import type { Context } from '../context.ts';
import type { Database } from '../db/database.ts';
import { CATEGORIES, type EntryType, type entries, items } from '../db/schema.ts';
import { bytesOf, prepared, rowsOf, together } from '../db/together.ts';
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
  offset?: number | undefined;
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
  const { token, limit, types, from, to, offset = 0 } = input;
  const address = await accountOf(ctx, input.who);
  const after = input.before === undefined ? NEWEST : positionOf(input.before);
  const asked = { token, address, ...after, types, from, to, offset, rows: limit + 1 };
  // What takes long to find is not found together with what does not.
  const isNear = !types && !from && !to && offset === 0;
  const found = await (isNear ? near(ctx.db, asked) : read(ctx.db, [asked]).then(([rows]) => rows!));

  const page = found.slice(0, limit);
  const described = await describeEntries(ctx, token, page);
  const last = page.at(-1);
  return {
    entries: described.map((entry, i) => Object.assign(entry, { operation: page[i]!.operation })),
    next: found.length > limit && last ? `${last.block}.${last.logIndex}` : null,
  };
}

type Entry = typeof entries.$inferSelect;
type Asked = Pick<Entry, 'token' | 'address' | 'block' | 'logIndex'> &
  Omit<Narrowed, 'offset'> & { offset: number; rows: number };

const NEWEST = { block: Number.MAX_SAFE_INTEGER, logIndex: 0 };

/** An account's own operation stands by its movements where the transaction carried no other of theirs. */
const OPERATION = `(select min(o.id) from app.transactions t join app.outbox o on o.batch = t.batch and o.account = a.address
  where t.hash = e.tx_hash having count(*) = 1)`;

// As JSON, because that is read in one go: a page takes a tenth longer where each column is read by itself.
const HISTORY = `
  select (
    select json_agg(json_build_array(e.block, e.log_index, e.amount::text, e.balance_after::text, e.type, e.metadata,
      '0x' || encode(e.counterparty, 'hex'), '0x' || encode(e.tx_hash, 'hex'), extract(epoch from e.at) * 1000, ${OPERATION})
      order by e.block desc, e.log_index desc)
    from (
      select * from chain.entries e
      where e.token = a.token and e.address = a.address and (e.block, e.log_index) < (a.block, a.log_index)
        and (a.types is null or e.type = any (string_to_array(a.types, ',')))
        and (a.since is null or e.at >= a.since) and (a.until is null or e.at < a.until)
      order by e.block desc, e.log_index desc offset a.skipped limit a.rows) e) as found
  from ${rowsOf('bytea', 'bytea', 'bigint', 'int', 'text', 'timestamptz', 'timestamptz', 'int', 'int')} with ordinality as a (token, address, block, log_index, types, since, until, skipped, rows, i)
  order by a.i`;

type Found = [
  ...[block: number, logIndex: number, amount: string, balanceAfter: string],
  ...[type: EntryType, metadata: Entry['metadata'], counterparty: Address | null],
  ...[txHash: Hex, at: number, operation: string | null],
];

async function read(db: Database, asked: Asked[]): Promise<(Entry & Origin)[][]> {
  const rows = await prepared<{ found: Found[] | null }>(db, HISTORY, [
    bytesOf(asked.map(({ token }) => token)),
    bytesOf(asked.map(({ address }) => address)),
    asked.map(({ block }) => block),
    asked.map(({ logIndex }) => logIndex),
    asked.map(({ types }) => types?.join() ?? null),
    asked.map(({ from }) => from ?? null),
    asked.map(({ to }) => to ?? null),
    asked.map(({ offset }) => offset),
    asked.map((each) => each.rows),
  ]);
  return rows.map(({ found }, i) => {
    const { token, address } = asked[i]!;
    return (found ?? []).map(
      ([block, logIndex, amount, balanceAfter, type, metadata, counterparty, txHash, at, operation]) => ({
        ...{ token, address, block, logIndex, type, metadata, counterparty, txHash, operation },
        amount: BigInt(amount),
        balanceAfter: BigInt(balanceAfter),
        at: new Date(at),
      }),
    );
  });
}

const near = together(read);

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
