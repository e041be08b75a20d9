/** What follows from tiers on Discord: news of who reached one, and the roles that go with them. */
import { tokenAbi } from '@guildmint/contracts/abi.ts';
import { type Client, type Guild, Routes } from 'discord.js';
import { and, eq, gt, inArray, isNull, lte, or, sql } from 'drizzle-orm';
import { type Address, decodeEventLog, type Hex, keccak256, stringToHex, toEventSelector } from 'viem';
import type { Context } from '../context.ts';
import { cursor, entries, guilds, members, tierRoles, users } from '../db/schema.ts';
import type { UserError } from '../errors.ts';
import { getCommunity } from '../operations/getCommunity.ts';
import { getTiers, type Tier } from '../operations/getProgress.ts';
import { namesOf } from '../operations/named.ts';
import { readSettings } from '../operations/settings.ts';
import type { OnFinal } from './finalEvents.ts';
import { refusalOf, roleObstacle } from './fulfilment/roles.ts';
import { roleName, toChannel, toStaff } from './fulfilment/tell.ts';
import { sayOn } from './language.ts';
import type { Work } from './leading.ts';
import type { Key } from './locales/en.ts';
import type { Delivery } from './replies/deliver.ts';
import { mention, tierName } from './replies/text.ts';

type Desk = { client: Client; deliver: Delivery };

/** Tells a server's channel who earned their way to a tier. Tiers by balance come and go, and raise no event. */
export const tierNews = ({ client, deliver }: Desk): [topic: Hex, handle: OnFinal] => [
  toEventSelector('TierReached(address,uint8)'),
  async (ctx, { address: token, topics, data, nonce }) => {
    const { args } = decodeEventLog({ abi: tokenAbi, eventName: 'TierReached', data, topics, strict: true });
    const [server] = await ctx.db.select().from(guilds).where(eq(guilds.token, token));
    const guild = server && client.guilds.cache.get(server.id);
    const { tiersChannelId } = readSettings(server?.settings ?? {});
    const account = args.member.toLowerCase() as Address;
    const member = (await namesOf(ctx, [account])).get(account);
    if (!guild || !member || !tiersChannelId) return;
    const say = await sayOn(ctx, guild);
    const line = say('tier.reached', { member: mention(member.id), tier: tierName(say, args.tier) });
    const reply = {
      tone: 'success' as const,
      title: `🎉 ${say('tier.reachedTitle')}`,
      blocks: [line],
      mentions: [member.id],
    };
    await toChannel({ deliver }, [tiersChannelId], reply, `t${nonce}`);
  },
];

/** Everybody is looked at again after this time, and when the server chose other roles; in between, whose figures moved. */
const FULL_MS = 10 * 60_000;
const IDLE_MS = 15_000;
const PAUSE_MS = 2_000;
/** After Discord's refusal; a member who has left is looked for less often. */
const AGAIN_MS = 10 * 60_000;
const LEFT_MS = 86_400_000;
/** Changes made at one look; discord.js keeps to the rate limits. */
const AT_ONCE = 50;
const TELL_MS = 86_400_000;

/** Keeps the role that a server gives for each tier with those, and only those, who are in it. */
export function keepTierRoles({ client, deliver }: Desk): Work {
  /** By token: the last time that everybody was looked at, and what was chosen then. */
  const looked = new Map<Address, { at: number; chosen: string }>();
  /** When the staff were told of a role that cannot be given. */
  const told = new Map<string, number>();
  let seen = 0;

  return async function look(ctx) {
    const { db, clock } = ctx;
    const [head] = await db.select({ number: cursor.number }).from(cursor);
    if (!head) return IDLE_MS;
    const moved = await db.selectDistinct({ token: entries.token }).from(entries).where(gt(entries.block, seen));
    const tokens = new Set(moved.map(({ token }) => token));
    const servers = await db.select({ id: guilds.id, token: guilds.token, settings: guilds.settings }).from(guilds);
    let rest = IDLE_MS;
    for (const { id, token, settings } of servers) {
      const guild = client.guilds.cache.get(id);
      const { tierRoleIds: roles } = readSettings(settings);
      const last = looked.get(token);
      if (!guild?.available || (roles.every((role) => role === null) && !last)) continue;
      const [tiers, { caps }] = await Promise.all([getTiers(ctx, { token }), getCommunity(ctx, { token })]);
      const chosen = JSON.stringify([roles, tiers.map(({ from }) => `${from}`), caps?.tierByBalance]);
      const full = last?.chosen !== chosen || clock() - last.at >= FULL_MS;
      if (!full && !tokens.has(token)) continue;
      const basis = caps?.tierByBalance ? 'balance' : 'earned';
      const wrong = await findWrong(ctx, { token, basis, tiers, roles, since: full ? null : seen });
      try {
        for (const { userId, has, wanted } of wrong) await change(ctx, guild, { token, userId, has, wanted });
      } catch (error) {
        // One server's trouble keeps no other one waiting.
        ctx.log.warn({ err: error, guild: id }, 'the roles of tiers could not be kept; it is tried again');
        rest = Math.min(rest, PAUSE_MS);
        continue;
      }
      // What is left beyond these is found by the next look, which begins from the same place.
      if (wrong.length === AT_ONCE) rest = 0;
      else if (full) looked.set(token, { at: clock(), chosen });
    }
    if (rest === IDLE_MS) seen = head.number;
    return rest;
  };

  async function change(
    ctx: Context,
    guild: Guild,
    of: { token: Address; userId: string; has: string | null; wanted: string | null },
  ): Promise<void> {
    const { token, userId, has, wanted } = of;
    const put = async (roleId: string | null, nextMs: number | null) => {
      const nextAt = nextMs === null ? null : new Date(ctx.clock() + nextMs);
      await ctx.db
        .insert(tierRoles)
        .values({ token, userId, roleId, nextAt })
        .onConflictDoUpdate({ target: [tierRoles.token, tierRoles.userId], set: { roleId, nextAt } });
    };
    const obstacle = (wanted && (await roleObstacle(guild, wanted))) || (await swap(guild, of));
    if (!obstacle) return put(wanted, null);
    if (obstacle.code === 'MemberLeft') return put(null, LEFT_MS);
    await put(has, AGAIN_MS);
    await tellOnce(ctx, guild, token, wanted ?? has, obstacle);
  }

  /** @returns what keeps Discord from it */
  async function swap(
    guild: Guild,
    { userId, has, wanted }: { userId: string; has: string | null; wanted: string | null },
  ): Promise<UserError | null> {
    const reason = 'Tier';
    try {
      if (wanted) await client.rest.put(Routes.guildMemberRole(guild.id, userId, wanted), { reason });
      // A role that was deleted is borne by nobody.
      if (has && has !== wanted && guild.roles.cache.has(has))
        await client.rest.delete(Routes.guildMemberRole(guild.id, userId, has), { reason });
      return null;
    } catch (error) {
      const refusal = refusalOf(error, roleName(guild, wanted ?? has));
      if (!refusal) throw error;
      return refusal;
    }
  }

  async function tellOnce(ctx: Context, guild: Guild, token: Address, role: string | null, obstacle: UserError) {
    const what = `${guild.id}:${role}:${obstacle.code}`;
    const now = ctx.clock();
    if (now - (told.get(what) ?? 0) < TELL_MS) return;
    told.set(what, now);
    const say = await sayOn(ctx, guild);
    const values = { role: roleName(guild, role), member: '' };
    const blocks = [say('tier.roleText', values), say(`staff.todo.${obstacle.code}` as Key, values)];
    const nonce = keccak256(stringToHex(`tierRole:${what}:${Math.floor(now / TELL_MS)}`)).slice(2, 26);
    await toStaff({ ctx, deliver }, token, guild, { tone: 'failure', title: say('tier.role'), blocks }, nonce);
  }
}

/** Members whose role is not that of their tier. @param since only those whose balance moved after this block */
async function findWrong(
  ctx: Context,
  of: { token: Address; basis: 'balance' | 'earned'; tiers: Tier[]; roles: (string | null)[]; since: number | null },
): Promise<{ userId: string; has: string | null; wanted: string | null }[]> {
  const { token, basis, tiers, roles, since } = of;
  const figure = members[basis];
  // From the highest down: the first that is reached counts. Without thresholds all are bronze.
  const steps = [3, 2, 1].flatMap((tier) => {
    const { from } = tiers[tier] ?? { from: 0n };
    return from > 0n ? [sql`when ${figure} >= ${from.toString()}::numeric then ${roles[tier] ?? null}::text`] : [];
  });
  const wanted = sql<
    string | null
  >`case ${sql.join([...steps, sql`when true then ${roles[0] ?? null}::text`], sql` `)} end`;
  const moved = ctx.db
    .select({ address: entries.address })
    .from(entries)
    .where(and(eq(entries.token, token), gt(entries.block, since ?? 0)));
  const now = new Date(ctx.clock());
  return ctx.db
    .select({ userId: users.id, has: tierRoles.roleId, wanted })
    .from(members)
    .innerJoin(users, eq(users.address, members.address))
    .leftJoin(tierRoles, and(eq(tierRoles.token, members.token), eq(tierRoles.userId, users.id)))
    .where(
      and(
        eq(members.token, token),
        sql`${wanted} is distinct from ${tierRoles.roleId}`,
        or(isNull(tierRoles.nextAt), lte(tierRoles.nextAt, now)),
        since === null ? undefined : inArray(members.address, moved),
      ),
    )
    .limit(AT_ONCE);
}
