import { type InferSelectModel, sql } from 'drizzle-orm';
import type { PoolClient } from 'pg';
import type { Address } from 'viem';
import { RAW, type Raw } from '../chain/rawRows.ts';
import { copy, Tuples } from '../db/copy.ts';
import type { Transaction } from '../db/database.ts';
import { bucketOf, communities, GROUP, groupOf, items, type ranks } from '../db/schema.ts';
import { booleans, hexes, numbers, texts } from './arrays.ts';
import {
  addToFlow,
  addUp,
  append,
  BOARDS,
  communityOf,
  dayOf,
  type Entry,
  type Flow,
  type Member,
  type PeriodSums,
  type Rows,
  standingOf,
} from './rows.ts';

/** Writes what the handlers changed. The caller commits it together with the cursor. */
export async function flush(tx: Transaction, client: PoolClient, rows: Rows) {
  const added = noneAdded();
  takeAdded(rows, added);
  await flushSums(tx, client, rows);
  await flushAdded(tx, client, added);
}

/** What ranges add for good: taken out of `rows`, so that the next can be projected while it is written. */
export type Added = {
  /** By table and columns. */
  tuples: Map<string, Uint8Array[]>;
  writes: Rows['writes'];
  /** Of all the buffers together. */
  bytes: number;
};

export const noneAdded = (): Added => ({ tuples: new Map(), writes: [], bytes: 0 });

export const addRaw = (added: Added, raw: Raw) => addTuples(added, RAW, raw);

export function takeAdded(rows: Rows, added: Added) {
  takeEntries(rows);
  for (const [target, tuples] of rows.appended) addTuples(added, target, tuples.bytes());
  rows.appended.clear();
  added.writes.push(...rows.writes);
  rows.writes = [];
}

function addTuples(added: Added, target: string, bytes: Uint8Array) {
  const pieces = added.tuples.get(target);
  if (pieces) pieces.push(bytes);
  else added.tuples.set(target, [bytes]);
  added.bytes += bytes.length;
}

export async function flushAdded(tx: Transaction, client: PoolClient, { tuples, writes }: Added) {
  for (const [target, rows] of tuples) await copy(client, target, rows);
  for (const write of writes) await write(tx);
}

/** The rows that many events change: written as they stand in the end. */
export async function flushSums(tx: Transaction, client: PoolClient, rows: Rows) {
  const changed: Member[] = [];
  for (const ofToken of rows.members.values())
    for (const member of ofToken.values()) if (member.changed) changed.push(member);
  countTiers(rows, changed);
  await flushCommunities(tx, rows);
  await flushMembers(tx, changed);
  const moves: Moves = new Map();
  moveMembers(moves, changed);
  for (const member of changed) {
    member.changed = false;
    member.stored = standingOf(member);
  }
  await flushPeriods(tx, client, rows, moves);
  await flushRanks(tx, moves);
  await flushDays(tx, rows);
  await flushFlows(tx, rows);
  await flushReceipts(tx, rows);
}

async function flushCommunities(tx: Transaction, rows: Rows) {
  for (const community of rows.communities.values()) {
    for (const item of community.items?.values() ?? []) {
      if (!item.changed) continue;
      const { changed: _, ...row } = item;
      await tx
        .insert(items)
        .values(row)
        .onConflictDoUpdate({ target: [items.token, items.item], set: row });
      item.changed = false;
    }
    if (!community.changed) continue;
    const { changed: _, items: __, ...row } = community;
    await tx.insert(communities).values(row).onConflictDoUpdate({ target: communities.token, set: row });
    community.changed = false;
  }
}

/** Keeps the communities' count of members by tier. */
function countTiers(rows: Rows, changed: Member[]) {
  for (const { token, tier, stored, contract } of changed) {
    if (contract || stored?.tier === tier) continue;
    const community = communityOf(rows, token);
    const tiers = [...community.tiers];
    if (stored) tiers[stored.tier]!--;
    tiers[tier]!++;
    community.tiers = tiers;
  }
}

async function flushMembers(tx: Transaction, members: Member[]) {
  if (members.length === 0) return;
  await tx.execute(sql`
    insert into chain.members
      (token, address, balance, earned, spent, gifted, received, tier, claimed_on, streak, ceiling, ceiling_from,
       suspended_until, contract)
    select token, address, balance, earned, spent, gifted, received, tier, date '1970-01-01' + claimed_day, streak,
      ceiling, to_timestamp(ceiling_from), suspended_until, contract
    from unnest(
      ${hexes(members.map((m) => m.token))}::bytea[],
      ${hexes(members.map((m) => m.address))}::bytea[],
      ${numbers(members.map((m) => m.balance))}::numeric[],
      ${numbers(members.map((m) => m.earned))}::numeric[],
      ${numbers(members.map((m) => m.spent))}::numeric[],
      ${numbers(members.map((m) => m.gifted))}::numeric[],
      ${numbers(members.map((m) => m.received))}::numeric[],
      ${numbers(members.map((m) => m.tier))}::smallint[],
      ${numbers(members.map((m) => m.claimedDay))}::int[],
      ${numbers(members.map((m) => m.streak))}::int[],
      ${numbers(members.map((m) => m.ceiling))}::numeric[],
      ${numbers(members.map((m) => m.ceilingFrom))}::int8[],
      ${numbers(members.map((m) => m.suspendedUntil))}::int8[],
      ${booleans(members.map((m) => m.contract))}::bool[]
    ) as m (token, address, balance, earned, spent, gifted, received, tier, claimed_day, streak, ceiling, ceiling_from,
            suspended_until, contract)
    on conflict (token, address) do update set
      balance = excluded.balance, earned = excluded.earned, spent = excluded.spent, gifted = excluded.gifted,
      received = excluded.received, tier = excluded.tier, claimed_on = excluded.claimed_on, streak = excluded.streak,
      ceiling = excluded.ceiling, ceiling_from = excluded.ceiling_from,
      suspended_until = excluded.suspended_until, contract = excluded.contract`);
}

/** A board, and how many came into one of its buckets, less those that left it. */
type Moved = Pick<InferSelectModel<typeof ranks>, 'token' | 'sum' | 'period' | 'starts' | 'bucket' | 'members'>;
type Moves = Map<string, Moved>;

/** Counts members into the bucket of an amount and into its group; a negative number counts them out. */
function countInto(
  moves: Moves,
  board: Omit<Moved, 'bucket' | 'members'>,
  address: Address,
  amount: bigint,
  members: number,
) {
  if (amount <= 0n) return;
  const { token, sum, period, starts } = board;
  const fine = bucketOf(amount, address);
  for (const bucket of [fine, groupOf(fine)]) {
    const key = `${token}${sum}${period}${starts} ${bucket}`;
    const of = moves.get(key);
    if (of) of.members += members;
    else moves.set(key, { token, sum, period, starts, bucket, members });
  }
}

/** Moves members from the bucket of what they had to that of what they have, on the boards of all time. */
function moveMembers(moves: Moves, changed: Member[]) {
  for (const member of changed) {
    const { token, address, contract, stored } = member;
    if (contract) continue;
    for (const sum of BOARDS) {
      const before = stored?.[sum] ?? 0n;
      if (before === member[sum]) continue;
      const board = { token, sum, period: 'all', starts: 0 } as const;
      countInto(moves, board, address, before, -1);
      countInto(moves, board, address, member[sum], 1);
    }
  }
}

async function flushRanks(tx: Transaction, moves: Moves) {
  const moved = [...moves.values()].filter(({ members }) => members !== 0);
  if (moved.length === 0) return;
  await tx.execute(sql`
    merge into chain.ranks r using (
      select * from unnest(
        ${hexes(moved.map((r) => r.token))}::bytea[],
        ${texts(moved.map((r) => r.sum))}::text[],
        ${texts(moved.map((r) => r.period))}::text[],
        ${numbers(moved.map((r) => r.starts))}::int[],
        ${numbers(moved.map((r) => r.bucket))}::int[],
        ${numbers(moved.map((r) => r.members))}::int[]
      ) as moved (token, sum, period, starts, bucket, members)
    ) c ${INTO_RANKS}`);
}

/** Adds changes `c` to ranks `r`; an empty bucket goes, so that the same members leave the same rows on every way there. */
const INTO_RANKS = sql`
  on (r.token, r.sum, r.period, r.starts, r.bucket) = (c.token, c.sum, c.period, c.starts, c.bucket)
  when matched and r.members + c.members = 0 then delete
  when matched then update set members = r.members + c.members
  when not matched then insert (token, sum, period, starts, bucket, members)
    values (c.token, c.sum, c.period, c.starts, c.bucket, c.members)`;

async function flushPeriods(tx: Transaction, client: PoolClient, rows: Rows, moves: Moves) {
  for (const ofToken of rows.periods.values())
    for (const ofPeriod of [...ofToken.values()])
      for (const day of ofPeriod.values()) if (day.period === 'day') addUp(rows, day);
  const periods = [...rows.periods.values()].flatMap((ofToken) =>
    [...ofToken.values()].flatMap((ofPeriod) => [...ofPeriod.values()]),
  );
  rows.periods.clear();
  if (periods.length === 0) return;
  const { rows: before } = await tx.execute(sql`select 1 from chain.periods limit 1`);
  if (before.length === 0) return firstPeriods(client, periods, moves);
  // What a sum was before follows from what was added to it: so one statement keeps rows and ranks.
  await tx.execute(sql`
    with added as (select * from unnest(
      ${hexes(periods.map((p) => p.token))}::bytea[],
      ${hexes(periods.map((p) => p.address))}::bytea[],
      ${texts(periods.map((p) => p.period))}::text[],
      ${numbers(periods.map((p) => p.starts))}::int[],
      ${numbers(periods.map((p) => p.earned))}::numeric[],
      ${numbers(periods.map((p) => p.spent))}::numeric[],
      ${numbers(periods.map((p) => p.gifted))}::numeric[],
      ${numbers(periods.map((p) => p.received))}::numeric[]
    ) as a (token, address, period, starts, earned, spent, gifted, received)),
    kept as (
      insert into chain.periods as p (token, address, period, starts, earned, spent, gifted, received)
      select * from added
      on conflict (token, period, starts, address) do update set
        earned = p.earned + excluded.earned, spent = p.spent + excluded.spent,
        gifted = p.gifted + excluded.gifted, received = p.received + excluded.received
      returning *),
    moved as (
      select a.token, a.address, a.period, a.starts, s.sum, s.now, s.now - s.added as before
      from added a join kept k using (token, period, starts, address),
      lateral (values ('earned', k.earned, a.earned), ('spent', k.spent, a.spent), ('gifted', k.gifted, a.gifted))
        as s (sum, now, added)
      where s.added <> 0)
    merge into chain.ranks r using (
      select token, sum, period, starts, bucket, sum(members)::int as members from (
        select token, sum, period, starts, chain.bucket(now, address) as fine, 1 as members from moved where now > 0
        union all select token, sum, period, starts, chain.bucket(before, address), -1 from moved where before > 0
      ) as changes, lateral (values (fine), (fine / ${GROUP})) as b (bucket)
      group by token, sum, period, starts, bucket having sum(members) <> 0
    ) c ${INTO_RANKS}`);
}

const PERIODS = 'chain.periods (token, address, period, starts, earned, spent, gifted, received)';

/** Where no periods are yet, nothing has to be looked up. */
async function firstPeriods(client: PoolClient, periods: PeriodSums[], moves: Moves) {
  const tuples = new Tuples();
  for (const sums of periods) {
    const { token, address, period, starts, earned, spent, gifted, received } = sums;
    tuples.row(8).bytea(token).bytea(address).text(period).int4(starts);
    tuples.numeric(earned).numeric(spent).numeric(gifted).numeric(received);
    for (const sum of BOARDS)
      if (sum !== 'balance') countInto(moves, { token, sum, period, starts }, address, sums[sum], 1);
  }
  await copy(client, PERIODS, [tuples.bytes()]);
}

const ENTRIES =
  'chain.entries (token, address, block, log_index, amount, balance_after, counterparty, type, metadata, at, tx_hash)';

/** Appends the history entries to {@link ENTRIES}, and adds them up by type and day; `rows` keeps none of them. */
export function takeEntries(rows: Rows) {
  if (rows.entries.length === 0) return;
  const tuples = append(rows, ENTRIES);
  let flow: Flow | null = null;
  let told = { metadata: {}, text: '{}' };
  for (const e of rows.entries) {
    const day = dayOf(e.at);
    // Most entries are of the same kind as the one before.
    if (flow && alike(flow, e, day)) {
      flow.count++;
      flow.amount += e.amount;
    } else {
      if (flow) addToFlow(rows, flow);
      flow = { token: e.token, day, kind: 'type', name: e.type, count: 1, amount: e.amount };
    }
    tuples
      .row(11)
      .bytea(e.token)
      .bytea(e.address)
      .int8(e.block)
      .int4(e.logIndex)
      .numeric(e.amount)
      .numeric(e.balanceAfter);
    if (e.counterparty === null) tuples.null();
    else tuples.bytea(e.counterparty);
    if (e.metadata !== told.metadata) told = { metadata: e.metadata, text: JSON.stringify(e.metadata) };
    tuples.text(e.type).text(told.text).instant(e.at).bytea(e.txHash);
  }
  if (flow) addToFlow(rows, flow);
  rows.entries = [];
}

const alike = (flow: Flow, e: Entry, day: number) => flow.name === e.type && flow.day === day && flow.token === e.token;

async function flushDays(tx: Transaction, rows: Rows) {
  const days = [...rows.days.values()].flatMap((ofToken) => [...ofToken.values()]);
  rows.days.clear();
  if (days.length === 0) return;
  await tx.execute(sql`
    insert into chain.days as d (token, day, issued, burned, supply, budget, joined)
    select * from unnest(
      ${hexes(days.map((d) => d.token))}::bytea[],
      ${numbers(days.map((d) => d.day))}::int[],
      ${numbers(days.map((d) => d.issued))}::numeric[],
      ${numbers(days.map((d) => d.burned))}::numeric[],
      ${numbers(days.map((d) => d.supply))}::numeric[],
      ${numbers(days.map((d) => d.budget))}::numeric[],
      ${numbers(days.map((d) => d.joined))}::int[]
    )
    on conflict (token, day) do update set
      issued = d.issued + excluded.issued, burned = d.burned + excluded.burned, joined = d.joined + excluded.joined,
      supply = excluded.supply, budget = excluded.budget`);
}

async function flushFlows(tx: Transaction, rows: Rows) {
  const flows = [...rows.flows.values()].flatMap((ofToken) =>
    [...ofToken.values()].flatMap((ofDay) => [...ofDay.values()]),
  );
  rows.flows.clear();
  if (flows.length === 0) return;
  await tx.execute(sql`
    insert into chain.flows as f (token, day, kind, name, count, amount)
    select * from unnest(
      ${hexes(flows.map((f) => f.token))}::bytea[],
      ${numbers(flows.map((f) => f.day))}::int[],
      ${texts(flows.map((f) => f.kind))}::text[],
      ${texts(flows.map((f) => f.name))}::text[],
      ${numbers(flows.map((f) => f.count))}::int8[],
      ${numbers(flows.map((f) => f.amount))}::numeric[]
    )
    on conflict (token, day, kind, name) do update set
      count = f.count + excluded.count, amount = f.amount + excluded.amount`);
}

async function flushReceipts(tx: Transaction, rows: Rows) {
  const receipts = [...rows.receipts.values()];
  rows.receipts.clear();
  if (receipts.length === 0) return;
  await tx.execute(sql`
    insert into chain.receipts as r (token, owner, item, quantity)
    select * from unnest(
      ${hexes(receipts.map((r) => r.token))}::bytea[],
      ${hexes(receipts.map((r) => r.owner))}::bytea[],
      ${numbers(receipts.map((r) => r.item))}::int[],
      ${numbers(receipts.map((r) => r.quantity))}::int8[]
    )
    on conflict (token, owner, item) do update set quantity = r.quantity + excluded.quantity`);
}
