import { sql } from 'drizzle-orm';
import type { Transaction } from '../db/database.ts';
import { communities } from '../db/schema.ts';
import { hexes, numbers, texts } from './arrays.ts';
import type { Rows } from './rows.ts';

/** Writes what the handlers changed. The caller commits it together with the cursor. */
export async function flush(tx: Transaction, rows: Rows) {
  await flushCommunities(tx, rows);
  await flushMembers(tx, rows);
  await flushPeriods(tx, rows);
  await flushEntries(tx, rows);
  for (const write of rows.writes) await write(tx);
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
  const members = [...rows.members.values()].filter((member) => member.changed);
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
  const periods = [...rows.periods.values()];
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

async function flushEntries(tx: Transaction, { entries }: Rows) {
  if (entries.length === 0) return;
  await tx.execute(sql`
    insert into chain.entries
      (token, address, block, log_index, amount, balance_before, balance_after, counterparty, type, category, metadata, at, tx_hash)
    select token, address, block, log_index, amount, balance_before, balance_after, counterparty, type, category,
      metadata::jsonb, to_timestamp(at), tx_hash
    from unnest(
      ${hexes(entries.map((e) => e.token))}::bytea[],
      ${hexes(entries.map((e) => e.address))}::bytea[],
      ${numbers(entries.map((e) => e.block))}::int8[],
      ${numbers(entries.map((e) => e.logIndex))}::int[],
      ${numbers(entries.map((e) => e.amount))}::numeric[],
      ${numbers(entries.map((e) => e.balanceBefore))}::numeric[],
      ${numbers(entries.map((e) => e.balanceAfter))}::numeric[],
      ${hexes(entries.map((e) => e.counterparty))}::bytea[],
      ${texts(entries.map((e) => e.type))}::text[],
      ${texts(entries.map((e) => e.category))}::text[],
      ${texts(entries.map((e) => JSON.stringify(e.metadata)))}::text[],
      ${numbers(entries.map((e) => e.at))}::int8[],
      ${hexes(entries.map((e) => e.txHash))}::bytea[]
    ) as e (token, address, block, log_index, amount, balance_before, balance_after, counterparty, type, category,
            metadata, at, tx_hash)`);
}
