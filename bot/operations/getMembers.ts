import { and, eq, inArray, type SQL, sql } from 'drizzle-orm';
import type { Address } from 'viem';
import type { Context } from '../context.ts';
import { departures, members, users } from '../db/schema.ts';
import { tierOf } from './getBalance.ts';
import { type CommunityInfo, getCommunity } from './getCommunity.ts';
import { namesOf } from './named.ts';
import { boardOf, countAbove, rowsFrom, STANDINGS } from './ranks.ts';
import { sizeOf } from './stretches.ts';
import { accountOf } from './who.ts';

export const MEMBER_SORTS = [...STANDINGS, 'name'] as const;
export type MemberSort = (typeof MEMBER_SORTS)[number];

export type MemberRow = {
  address: Address;
  userId: string | null;
  name: string | null;
  avatar: string | null;
  /** Base units, as are all amounts. */
  balance: bigint;
  earned: bigint;
  spent: bigint;
  gifted: bigint;
  /** 0 bronze … 3 platinum */
  tier: number;
  /** Place by lifetime earnings, from 1; null before the first earning. */
  rank: number | null;
  /** When they left the server; null: they are there, as far as is known. */
  leftAt: Date | null;
  /** Of who is known on Discord: when they were last met. */
  seenAt: Date | null;
};

/** Rows looked at beyond a page, where many of them left: what is missing is on the page that follows. */
const PASSES = 5;

/**
 * Who has or had something of a community's token: most first, or by name. Searching, by the beginning of a name, an
 * address or a Discord id, lists by name.
 * @param input.inactive whether those who left are listed too
 * @returns `next`: the offset of the page that follows; null at the end. `total`: members in all, whoever is listed
 */
export async function getMembers(
  ctx: Context,
  input: {
    token: Address;
    sort: MemberSort;
    search?: string | undefined;
    inactive: boolean;
    offset: number;
    limit: number;
  },
): Promise<{ members: MemberRow[]; next: number | null; total: number }> {
  const { token, sort, inactive, limit } = input;
  const community = await getCommunity(ctx, { token });
  const total = community.tiers.reduce((sum, count) => sum + count, 0);
  const search = input.search?.trim();
  const found: MemberRow[] = [];
  let at = input.offset;
  for (let pass = 0; pass < PASSES; pass++) {
    const addresses = search
      ? await addressesNamed(ctx, { token, search, offset: at, limit: limit + 1 })
      : sort === 'name'
        ? await listed(ctx, { token, offset: at, limit: limit + 1 }, sql`true`)
        : await addressesBy(ctx, { token, by: sort, offset: at, limit: limit + 1 });
    const rows = await describeMembers(ctx, community, addresses);
    for (const row of rows) {
      if (found.length === limit) return { members: found, next: at, total };
      at++;
      if (inactive || row.leftAt === null) found.push(row);
    }
    if (addresses.length <= limit) return { members: found, next: null, total };
  }
  return { members: found, next: at, total };
}

/** Names looked up at once. */
export const MOST_NAMES = 100;

/**
 * Who is meant by each of some names: by an address, a Discord id, or all of a name, however its letters are written.
 * @returns for each name, in their order, whoever bears it: nobody, one or several
 */
export async function findMembers(
  ctx: Context,
  { token, names }: { token: Address; names: string[] },
): Promise<MemberRow[][]> {
  const asked = [...new Set(names.map((each) => each.trim().toLowerCase()))];
  const called = asked.filter((each) => !isAddress(each) && !isDiscordId(each));
  const rows = await ctx.db
    .select({ address: members.address, called: sql<string>`${name}` })
    .from(users)
    .innerJoin(members, and(eq(members.token, token), eq(members.address, users.address)))
    .where(inArray(name, called))
    .orderBy(users.id)
    .limit(MOST_NAMES * 10);
  const borne = new Map<string, Address[]>();
  for (const row of rows) borne.set(row.called, [...(borne.get(row.called) ?? []), row.address]);
  for (const each of asked) {
    if (isAddress(each)) borne.set(each, [each as Address]);
    else if (isDiscordId(each)) borne.set(each, [await accountOf(ctx, { userId: each })]);
  }
  const found = await describeMembers(ctx, await getCommunity(ctx, { token }), [
    ...new Set([...borne.values()].flat()),
  ]);
  const byAddress = new Map(found.map((row) => [row.address, row]));
  return names.map((each) => (borne.get(each.trim().toLowerCase()) ?? []).map((address) => byAddress.get(address)!));
}

const isAddress = (text: string) => /^0x[0-9a-f]{40}$/i.test(text);
const isDiscordId = (text: string) => /^\d{15,20}$/.test(text);

/** One member, whether or not there is anything of theirs yet. */
export async function getMember(
  ctx: Context,
  { token, address }: { token: Address; address: Address },
): Promise<MemberRow> {
  const [member] = await describeMembers(ctx, await getCommunity(ctx, { token }), [address]);
  return member!;
}

type Asked = { token: Address; offset: number; limit: number };

/** Along a board, which finds any page at once; then those who have none of it, in the order of their addresses. */
async function addressesBy(
  ctx: Context,
  { token, by, offset, limit }: Asked & { by: (typeof STANDINGS)[number] },
): Promise<Address[]> {
  const board = (await boardOf(ctx, { token, by, period: 'all' }))!;
  const { rows } = await rowsFrom(ctx, board, offset, limit);
  if (rows.length === limit) return rows.map(({ address }) => address);
  const standing = await sizeOf(ctx, board);
  const rest = await ctx.db
    .select({ address: members.address })
    .from(members)
    .where(and(eq(members.token, token), eq(members[by], 0n), eq(members.contract, false)))
    .orderBy(members.address)
    .limit(limit - rows.length)
    .offset(Math.max(0, offset - standing));
  return [...rows, ...rest].map(({ address }) => address);
}

const name = sql`lower(${users.name}) collate "C"`;

async function addressesNamed(
  ctx: Context,
  { token, search, offset, limit }: Asked & { search: string },
): Promise<Address[]> {
  if (isAddress(search)) return offset === 0 ? [await accountOf(ctx, { address: search as Address })] : [];
  if (isDiscordId(search)) return offset === 0 ? [await accountOf(ctx, { userId: search })] : [];
  const beginning = `${search.toLowerCase().replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  return listed(ctx, { token, offset, limit }, sql`${name} like ${beginning}`);
}

/** Members known on Discord by their names. */
async function listed(ctx: Context, { token, offset, limit }: Asked, named: SQL): Promise<Address[]> {
  const rows = await ctx.db
    .select({ address: members.address })
    .from(users)
    .innerJoin(members, and(eq(members.token, token), eq(members.address, users.address)))
    .where(named)
    .orderBy(name, users.id)
    .limit(limit)
    .offset(offset);
  return rows.map(({ address }) => address);
}

async function describeMembers(ctx: Context, community: CommunityInfo, addresses: Address[]): Promise<MemberRow[]> {
  if (addresses.length === 0) return [];
  const { token } = community;
  const [known, names, board] = await Promise.all([
    ctx.db
      .select({
        ...{ address: members.address, balance: members.balance, earned: members.earned },
        ...{ spent: members.spent, gifted: members.gifted },
      })
      .from(members)
      .where(and(eq(members.token, token), inArray(members.address, addresses))),
    namesOf(ctx, addresses),
    boardOf(ctx, { token, by: 'earned', period: 'all' }),
  ]);
  const ids = [...names.values()].map(({ id }) => id);
  const [people, gone, above] = await Promise.all([
    ids.length === 0
      ? []
      : ctx.db
          .select({ id: users.id, avatar: users.avatar, seenAt: users.seenAt })
          .from(users)
          .where(inArray(users.id, ids)),
    ctx.db
      .select({ address: departures.address, leftAt: departures.leftAt })
      .from(departures)
      .where(and(eq(departures.token, token), inArray(departures.address, addresses))),
    countAbove(
      ctx,
      board!,
      known.map(({ earned }) => earned).filter((earned) => earned > 0n),
    ),
  ]);
  const byAddress = new Map(known.map((row) => [row.address, row]));
  const byId = new Map(people.map((row) => [row.id, row]));
  const leftAt = new Map(gone.map((row) => [row.address, row.leftAt]));
  return addresses.map((address) => {
    const { balance = 0n, earned = 0n, spent = 0n, gifted = 0n } = byAddress.get(address) ?? {};
    const { id = null, name: shown = null } = names.get(address) ?? {};
    const person = id === null ? undefined : byId.get(id);
    const places = above.get(earned);
    return {
      ...{ address, userId: id, name: shown, avatar: person?.avatar ?? null },
      ...{ balance, earned, spent, gifted },
      tier: tierOf(community, { balance, earned }),
      rank: places === undefined ? null : places + 1,
      leftAt: leftAt.get(address) ?? null,
      seenAt: person?.seenAt ?? null,
    };
  });
}
