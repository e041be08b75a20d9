import { sql } from 'drizzle-orm';
import type { PoolClient } from 'pg';
import type { Transaction } from '../db/database.ts';
import { communities } from '../db/schema.ts';
import { hexes, numbers, texts } from './arrays.ts';
import { bytes, copy, escaped, instant, NULL } from './copy.ts';
import type { Member, Rows } from './rows.ts';

/** Writes what the handlers changed. The caller commits it together with the cursor. */
export async function flush(tx: Transaction, client: PoolClient, rows: Rows) {
  await flushSums(tx, rows);
  await copy(client, ENTRIES, takeEntries(rows));
  for (const write of rows.writes.splice(0)) await write(tx);
}

/** The rows that many events change: written as they stand in the end. */
export async function flushSums(tx: Transaction, rows: Rows) {
  await flushCommunities(tx, rows);
  await flushMembers(tx, rows);
  await flushPeriods(tx, rows);
}

async function flushCommunities(tx: Transaction, rows: Rows) {
  for (const community of rows.communities.values()) {
    if (!community.changed) continue;
    const { changed: _, ...row } = community;
    await tx.insert(communities).values(row).onConflictDoUpdate({ target: communities.token, set: row });
    community.changed = false;
  }
}

async function flushMembers(tx: Transaction, rows: Rows) {
  const members: Member[] = [];
  for (const ofToken of rows.members.values())
    for (const member of ofToken.values()) {
      if (!member.changed) continue;
      member.changed = false;
      members.push(member);
    }
  if (members.length === 0) return;
  await tx.execute(sql`
    insert into chain.members
      (token, address, balance, earned, spent, gifted, received, tier, claimed_on, streak, ceiling, ceiling_from)
    select token, address, balance, earned, spent, gifted, received, tier, date '1970-01-01' + claimed_day, streak,
      ceiling, to_timestamp(ceiling_from)
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
      ${numbers(members.map((m) => m.ceilingFrom))}::int8[]
    ) as m (token, address, balance, earned, spent, gifted, received, tier, claimed_day, streak, ceiling, ceiling_from)
    on conflict (token, address) do update set
      balance = excluded.balance, earned = excluded.earned, spent = excluded.spent, gifted = excluded.gifted,
      received = excluded.received, tier = excluded.tier, claimed_on = excluded.claimed_on, streak = excluded.streak,
      ceiling = excluded.ceiling, ceiling_from = excluded.ceiling_from`);
}

async function flushPeriods(tx: Transaction, rows: Rows) {
  const periods = [...rows.periods.values()].flatMap((ofToken) =>
    [...ofToken.values()].flatMap((ofPeriod) => [...ofPeriod.values()]),
  );
  rows.periods.clear();
  if (periods.length === 0) return;
  await tx.execute(sql`
    insert into chain.periods as p (token, address, period, starts, earned, spent, gifted, received)
    select token, address, period, date '1970-01-01' + day, earned, spent, gifted, received
    from unnest(
      ${hexes(periods.map((p) => p.token))}::bytea[],
      ${hexes(periods.map((p) => p.address))}::bytea[],
      ${texts(periods.map((p) => p.period))}::text[],
      ${numbers(periods.map((p) => p.starts))}::int[],
      ${numbers(periods.map((p) => p.earned))}::numeric[],
      ${numbers(periods.map((p) => p.spent))}::numeric[],
      ${numbers(periods.map((p) => p.gifted))}::numeric[],
      ${numbers(periods.map((p) => p.received))}::numeric[]
    ) as added (token, address, period, day, earned, spent, gifted, received)
    on conflict (token, period, starts, address) do update set
      earned = p.earned + excluded.earned, spent = p.spent + excluded.spent,
      gifted = p.gifted + excluded.gifted, received = p.received + excluded.received`);
}

export const ENTRIES =
  'chain.entries (token, address, block, log_index, amount, balance_before, balance_after, counterparty, type, category, metadata, at, tx_hash)';

/** The history entries as lines for {@link ENTRIES}; `rows` keeps none of them. */
export function takeEntries(rows: Rows): string[] {
  const lines = rows.entries.map((e) => {
    const counterparty = e.counterparty === null ? NULL : bytes(e.counterparty);
    return `${bytes(e.token)}\t${bytes(e.address)}\t${e.block}\t${e.logIndex}\t${e.amount}\t${e.balanceBefore}\t${e.balanceAfter}\t${counterparty}\t${e.type}\t${e.category}\t${escaped(JSON.stringify(e.metadata))}\t${instant(e.at)}\t${bytes(e.txHash)}`;
  });
  rows.entries = [];
  return lines;
}
