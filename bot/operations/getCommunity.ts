import { asc, eq, sql } from 'drizzle-orm';
import type { Address } from 'viem';
import type { Context } from '../context.ts';
import type { Database } from '../db/database.ts';
import { communities, guilds } from '../db/schema.ts';
import { bytesOf, together } from '../db/together.ts';
import { UserError } from '../errors.ts';
import { oneOf } from './amount.ts';

export type CommunityInfo = Awaited<ReturnType<typeof readAll>>[number];

/** All communities of the deployment, the oldest first; amounts in base units. */
export async function getCommunities(ctx: Context) {
  return all(ctx.db, null);
}

/**
 * One community, by its token or by the Discord server that is it.
 * @throws UserError `CommunityUnknown`
 */
export async function getCommunity(ctx: Context, which: { token: Address } | { guildId: string }) {
  const community = await named(ctx.db, which);
  if (!community)
    throw new UserError(
      'CommunityUnknown',
      'There is no such community here: check its Discord server id or token address.',
    );
  return community;
}

const readAll = (db: Database) => select(db).orderBy(asc(communities.createdBlock), asc(communities.token));

const all = together(async (db: Database, keys: null[]) => {
  const found = await readAll(db);
  return keys.map(() => found);
});

const named = together(async (db: Database, keys: ({ token: Address } | { guildId: string })[]) => {
  const tokens = keys.flatMap((key) => ('token' in key ? [lower(key.token)] : []));
  const ids = keys.flatMap((key) => ('guildId' in key ? [key.guildId] : []));
  const found = await someOf(db).execute({ tokens: bytesOf([...new Set(tokens)]), ids: [...new Set(ids)] });
  const byName = new Map(found.flatMap((one) => [[one.token, one] as const, [one.guild?.id, one] as const]));
  return keys.map((key) => byName.get('token' in key ? lower(key.token) : key.guildId) ?? null);
});

const statements = new WeakMap<Database, ReturnType<typeof statementFor>>();

/** Building the statement takes longer than its answer. */
function someOf(db: Database) {
  const statement = statements.get(db) ?? statementFor(db);
  statements.set(db, statement);
  return statement;
}

function statementFor(db: Database) {
  const [tokens, ids] = [sql.placeholder('tokens'), sql.placeholder('ids')];
  return select(db)
    .where(sql`${communities.token} = any(${tokens}::bytea[]) or ${guilds.id} = any(${ids}::text[])`)
    .prepare('communities_named');
}

const lower = (address: Address) => address.toLowerCase() as Address;

function select(db: Database) {
  const guild = { id: guilds.id, name: guilds.name, prefix: guilds.prefix };
  return db
    .select({
      token: communities.token,
      owner: communities.owner,
      name: communities.name,
      symbol: communities.symbol,
      decimals: communities.decimals,
      closed: communities.closed,
      clawback: communities.clawback,
      paused: communities.paused,
      supply: communities.supply,
      issued: communities.issued,
      burned: communities.burned,
      supplyCap: communities.supplyCap,
      maxBalance: communities.maxBalance,
      caps: communities.caps,
      rates: communities.rates,
      giftPolicy: communities.giftPolicy,
      budget: communities.budget,
      tiers: communities.tiers,
      seasons: communities.seasons,
      guild,
    })
    .from(communities)
    .leftJoin(guilds, eq(guilds.token, communities.token));
}

/** Base units of one earning unit: figures of caps, rates and gift policy count in these. */
export const earningUnit = (decimals: number) => oneOf(Math.max(decimals - 3, 0));
