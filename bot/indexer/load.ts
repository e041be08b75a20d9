import { sql } from 'drizzle-orm';
import type { Address } from 'viem';
import type { Database, Transaction } from '../db/database.ts';
import { communities } from '../db/schema.ts';
import { hexes } from './arrays.ts';
import { type Community, keepMember, type Member, type Rows } from './rows.ts';

export async function loadCommunities(db: Database | Transaction): Promise<Map<Address, Community>> {
  const rows = await db.select().from(communities);
  return new Map(rows.map((row) => [row.token, row]));
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
  const found = await tx.execute<Record<string, string | number | null>>(sql`
    select encode(token, 'hex') as token, encode(address, 'hex') as address, balance, earned, spent, gifted, received, tier,
      claimed_on - date '1970-01-01' as claimed_day, streak, ceiling, extract(epoch from ceiling_from)::int8 as ceiling_from
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
      changed: false,
    };
    keepMember(members, member);
  }
}
