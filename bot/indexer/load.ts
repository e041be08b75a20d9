import { and, sql } from 'drizzle-orm';
import type { Address } from 'viem';
import type { Database, Transaction } from '../db/database.ts';
import { catalogue, clanChallenges, communities, items, tasks } from '../db/schema.ts';
import { hexes, numbers } from './arrays.ts';
import { type Community, type Issued, issuedKey, keepMember, type Member, type Rows, standingOf } from './rows.ts';

/** Every community with all of its items. */
export async function loadCommunities(db: Database | Transaction): Promise<Map<Address, Community>> {
  const rows = await db.select().from(communities);
  const known = new Map<Address, Community>(rows.map((row) => [row.token, { ...row, items: new Map() }]));
  for (const item of await db.select().from(items)) known.get(item.token)?.items?.set(item.item, item);
  return known;
}

type MemberRow = Record<Exclude<string, 'contract'>, string | number | null> & { contract: boolean };

/** The deployment's contracts and whatever else the catalogue names. */
export async function loadContracts(tx: Transaction, ours: Map<Address, string>): Promise<Rows['contracts']> {
  const rows = await tx.select().from(catalogue);
  return new Map([...rows.map(({ module, name }) => [module, name.toLowerCase()] as const), ...ours]);
}

/** Puts into `rows` which of the tasks and challenges pay by issuance. */
export async function loadIssued(tx: Transaction, rows: Rows, wanted: Issued[]) {
  for (const [noun, table, number] of [
    ['tasks', tasks, tasks.task],
    ['challenges', clanChallenges, clanChallenges.challenge],
  ] as const) {
    const of = wanted.filter((one) => one.noun === noun);
    if (of.length === 0) continue;
    const found = await tx
      .select({ token: table.token, number })
      .from(table)
      .where(
        and(
          table.issued,
          sql`(${table.token}, ${number}) in (select * from unnest(${hexes(of.map(({ token }) => token))}::bytea[],
            ${numbers(of.map((one) => one.number))}::int4[]))`,
        ),
      );
    for (const row of found) rows.issued.add(issuedKey({ noun, ...row }));
  }
}

/** Puts the wanted members that exist into `rows`; `wanted` names addresses by token. */
export async function loadMembers(tx: Transaction, members: Rows['members'], wanted: Map<Address, Set<Address>>) {
  const tokens: Address[] = [];
  const addresses: Address[] = [];
  for (const [token, ofToken] of wanted)
    for (const address of ofToken) {
      tokens.push(token);
      addresses.push(address);
    }
  if (tokens.length === 0) return;
  const found = await tx.execute<MemberRow>(sql`
    select encode(token, 'hex') as token, encode(address, 'hex') as address, balance, earned, spent, gifted, received, tier,
      claimed_on - date '1970-01-01' as claimed_day, streak, ceiling, extract(epoch from ceiling_from)::int8 as ceiling_from,
      suspended_until, contract
    from chain.members
    join unnest(${hexes(tokens)}::bytea[], ${hexes(addresses)}::bytea[]) as wanted (token, address) using (token, address)`);
  for (const row of found.rows) {
    const member: Member = {
      token: `0x${row.token}`,
      address: `0x${row.address}`,
      balance: BigInt(row.balance!),
      earned: BigInt(row.earned!),
      spent: BigInt(row.spent!),
      gifted: BigInt(row.gifted!),
      received: BigInt(row.received!),
      tier: Number(row.tier),
      claimedDay: row.claimed_day === null ? null : Number(row.claimed_day),
      streak: Number(row.streak),
      ceiling: row.ceiling === null ? null : BigInt(row.ceiling!),
      ceilingFrom: row.ceiling_from === null ? null : Number(row.ceiling_from),
      suspendedUntil: Number(row.suspended_until),
      contract: row.contract === true,
      stored: null,
      changed: false,
    };
    member.stored = standingOf(member);
    keepMember(members, member);
  }
}
