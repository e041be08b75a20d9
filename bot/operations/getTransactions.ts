import { and, eq, type SQL, sql } from 'drizzle-orm';
import { type Address, isAddress } from 'viem';
import type { Context } from '../context.ts';
import { CATEGORIES, ENTRY_TYPES, type EntryType, entries, MOST_COMMON } from '../db/schema.ts';
import { UserError } from '../errors.ts';
import { blockAt } from './blockAt.ts';
import { describeEntries, type HistoryEntry } from './getHistory.ts';
import { namesOf } from './named.ts';
import { accountOf, type Who } from './who.ts';

/** One movement as it concerned one account. */
export type CommunityTransaction = HistoryEntry & {
  /** Block, place in it and account: `12.3.0x…`. */
  id: string;
  member: { address: Address; userId: string | null; name: string | null };
  archived: boolean;
};

export type TransactionFilter = {
  token: Address;
  who?: Who | undefined;
  /** Of any of these types. */
  types?: readonly EntryType[] | undefined;
  category?: string | undefined;
  /** From when, and before when. */
  from?: Date | undefined;
  to?: Date | undefined;
  /** Base units moved, whichever way. */
  least?: bigint | undefined;
  most?: bigint | undefined;
  /** Whether what was set aside is searched too. */
  archived: boolean;
};

export type TransactionPage = TransactionFilter & {
  limit: number;
  order: 'newest' | 'oldest';
  /** `next` of the page before. */
  after?: string | undefined;
  /** Rows to leave out first. */
  offset?: number | undefined;
};

/** How long to look for amounts, by which nothing is found fast. */
const PATIENCE_MS = 5_000;

/**
 * A community's history. It is read along the indexes by member or by type, so that a page costs the same wherever it is.
 * @throws UserError for a page that does not exist, and for what takes too long to find
 */
export async function getTransactions(
  ctx: Context,
  input: TransactionPage,
): Promise<{ transactions: CommunityTransaction[]; next: string | null }> {
  const { token, limit } = input;
  const rows = await readTransactions(ctx, { ...input, limit: limit + 1 });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    transactions: await describe(ctx, token, page),
    next: rows.length > limit && last ? transactionId(last) : null,
  };
}

/** All of it, some at a time, so that it takes as much memory however much there is. */
export async function* everyTransaction(
  ctx: Context,
  filter: TransactionFilter & { order: 'newest' | 'oldest'; atOnce: number },
): AsyncGenerator<CommunityTransaction[]> {
  const { atOnce: limit, ...asked } = filter;
  const read = (after?: string) => {
    const page = readTransactions(ctx, { ...asked, limit, after });
    // Whoever stops before it does not wait for it.
    page.catch(() => undefined);
    return page;
  };
  for (let next = read(); ; ) {
    const page = await next;
    const isLast = page.length < limit;
    // While one page is named and taken the next is read.
    if (!isLast) next = read(transactionId(page.at(-1)!));
    if (page.length > 0) yield await describe(ctx, filter.token, page);
    if (isLast) return;
  }
}

/** @throws UserError `TransactionUnknown` */
export async function getTransaction(
  ctx: Context,
  { token, id }: { token: Address; id: string },
): Promise<CommunityTransaction> {
  const { block, logIndex, address } = placeOf(id);
  const place = and(eq(entries.block, block), eq(entries.logIndex, logIndex), eq(entries.address, address));
  const [row] = await ctx.db
    .select({ ...columns, archived: sql<boolean>`tableoid = 'chain.archived_entries'::regclass` })
    .from(entries)
    .where(and(place, eq(entries.token, token)));
  if (!row)
    throw new UserError(
      'TransactionUnknown',
      'There is no such transaction in this community: take an id from the list.',
    );
  const [transaction] = await describe(ctx, token, [row]);
  return transaction!;
}

type Row = typeof entries.$inferSelect & { archived: boolean };

const columns = {
  ...{ token: entries.token, address: entries.address, block: entries.block, logIndex: entries.logIndex },
  ...{ amount: entries.amount, balanceAfter: entries.balanceAfter, counterparty: entries.counterparty },
  ...{ type: entries.type, metadata: entries.metadata, at: entries.at, txHash: entries.txHash },
};

const transactionId = ({ block, logIndex, address }: Pick<Row, 'block' | 'logIndex' | 'address'>) =>
  `${block}.${logIndex}.${address}`;

function placeOf(id: string): { block: number; logIndex: number; address: Address } {
  const [block, logIndex, address = ''] = id.toLowerCase().split('.');
  if (!/^\d{1,15}\.\d{1,9}\.0x[\da-f]{40}$/i.test(id) || !isAddress(address))
    throw new UserError(
      'TransactionUnknown',
      'There is no such transaction in this community: take an id from the list.',
    );
  return { block: Number(block), logIndex: Number(logIndex), address };
}

async function readTransactions(ctx: Context, asked: TransactionPage): Promise<Row[]> {
  const { token, who, from, to, least, most, limit, order, after, offset = 0, archived } = asked;
  const types = ENTRY_TYPES.filter(
    (type) =>
      (asked.types?.includes(type) ?? true) && (asked.category === undefined || CATEGORIES[type] === asked.category),
  );
  const [first, end, account] = await Promise.all([
    from && blockAt(ctx, from),
    to && blockAt(ctx, to),
    who && accountOf(ctx, who),
  ]);
  const place = after === undefined ? null : placeOf(after);
  const down = order === 'newest';
  const size = sql`abs(e.amount)`;
  const wanted: SQL[] = [sql`e.token = ${raw(token)}`];
  const beyond: SQL[] = [];
  if (first !== undefined) wanted.push(sql`e.block >= ${first}`);
  if (end !== undefined) wanted.push(sql`e.block < ${end}`);
  if (place)
    beyond.push(
      sql`(e.block, e.log_index, e.address) ${down ? sql`<` : sql`>`} (${place.block}, ${place.logIndex}, ${raw(place.address)})`,
    );
  if (least !== undefined) wanted.push(sql`${size} >= ${`${least}`}::numeric`);
  if (most !== undefined) wanted.push(sql`${size} <= ${`${most}`}::numeric`);
  const table = archived ? sql`chain.entries e` : sql`only chain.entries e`;
  const by = down
    ? sql`order by e.block desc, e.log_index desc, e.address desc`
    : sql`order by e.block, e.log_index, e.address`;
  const fields = sql`e.*, e.tableoid = 'chain.archived_entries'::regclass as archived`;
  const some = limit + offset;
  const all = (conditions: SQL[]) => sql.join(conditions, sql` and `);
  // Of each type the blocks come first in which as many rows as are wanted lie: the index by type alone knows them. Asked for
  // the rows at once, PostgreSQL goes along the primary key, which for a type that hardly occurs is the whole history.
  const outside = place ? [sql`e.block ${down ? sql`<` : sql`>`} ${place.block}`] : [];
  const near = (isOfKind: SQL) => sql`select min(b.block) as low, max(b.block) as high from (
    select e.block from ${table} where ${all([...wanted, ...outside])} and ${isOfKind}
    order by e.block ${down ? sql`desc` : sql`asc`} limit ${some}) b`;
  const here = place ? sql`${place.block}::bigint` : sql`null::bigint`;
  const [low, high] = down
    ? [sql`near.low, ${here}`, sql`${here}, near.high`]
    : [sql`${here}, near.low`, sql`near.high, ${here}`];
  const within = sql`e.block between coalesce(${low}) and coalesce(${high})`;
  const of = (kinds: EntryType[], isOfKind: SQL) => sql`
    select e.* from unnest(${sql.param(kinds)}::text[]) as kind (type) cross join lateral (${near(isOfKind)}) near
      cross join lateral (
        select ${fields} from ${table} where ${all([...wanted, ...beyond, within])} and ${isOfKind} offset 0) e`;
  // Each of the two indexes is taken where the statement itself says what it holds.
  const mostCommon = sql.raw(`'${MOST_COMMON}'`);
  const ofKinds = sql`
    ${of(
      types.filter((type) => type === MOST_COMMON),
      sql`e.type = ${mostCommon}`,
    )} union all
    ${of(
      types.filter((type) => type !== MOST_COMMON),
      sql`e.type = kind.type and e.type <> ${mostCommon}`,
    )}`;
  const query = account
    ? sql`select ${fields} from ${table} where ${all([...wanted, ...beyond])} and e.address = ${raw(account)}
        and e.type in (select unnest(${sql.param(types)}::text[])) ${by} limit ${limit} offset ${offset}`
    : sql`select * from (${ofKinds}) e ${by} limit ${limit} offset ${offset}`;
  const { rows } = await ctx.db
    .transaction(async (tx) => {
      if (least !== undefined || most !== undefined)
        await tx.execute(sql.raw(`set local statement_timeout = ${PATIENCE_MS}`));
      return tx.execute<Driven>(query);
    })
    .catch((error) => {
      if (isTimeout(error))
        throw new UserError(
          'SearchTooWide',
          'That takes too long to find among so many: name a member, a type, or a shorter time.',
        );
      throw error;
    });
  return rows.map(toRow);
}

const raw = (address: Address) => entries.token.mapToDriverValue(address);

const isTimeout = (error: unknown): boolean =>
  error instanceof Error && (('code' in error && error.code === '57014') || isTimeout(error.cause));

type Driven = {
  token: Buffer;
  address: Buffer;
  block: string;
  log_index: number;
  amount: string;
  balance_after: string;
  counterparty: Buffer | null;
  type: EntryType;
  metadata: Record<string, unknown>;
  at: string;
  tx_hash: Buffer;
  archived: boolean;
};

const toAddress = (bytes: Buffer): Address => `0x${bytes.toString('hex')}`;

const toRow = (row: Driven): Row => ({
  token: toAddress(row.token),
  address: toAddress(row.address),
  block: Number(row.block),
  logIndex: row.log_index,
  amount: BigInt(row.amount),
  balanceAfter: BigInt(row.balance_after),
  counterparty: row.counterparty && toAddress(row.counterparty),
  type: row.type,
  metadata: row.metadata,
  at: new Date(row.at),
  txHash: `0x${row.tx_hash.toString('hex')}`,
  archived: row.archived,
});

async function describe(ctx: Context, token: Address, page: Row[]): Promise<CommunityTransaction[]> {
  const [described, names] = await Promise.all([
    describeEntries(ctx, token, page),
    namesOf(
      ctx,
      page.map(({ address }) => address),
    ),
  ]);
  return described.map((entry, place) => {
    const { address, archived, ...row } = page[place]!;
    const { id = null, name = null } = names.get(address) ?? {};
    return { ...entry, id: transactionId({ ...row, address }), member: { address, userId: id, name }, archived };
  });
}
