import { type Client, PermissionFlagsBits } from 'discord.js';
import { and, count, eq, isNull, sql } from 'drizzle-orm';
import type { Address } from 'viem';
import type { Context } from '../../context.ts';
import { codes, fulfilments, itemSettings, purchases } from '../../db/schema.ts';
import { RetryableError, UserError } from '../../errors.ts';
import { mayFulfil } from '../../operations/fulfil.ts';
import { fetchMember } from '../person.ts';
import { KIND } from './kinds.ts';
import { isMember, memberLeft, roleObstacle } from './roles.ts';

/**
 * Asks, before a member pays, whether the item could be handed over at this moment. No promise: what was paid for and
 * cannot be handed over is refunded.
 * @param planned.kind IShop.Fulfilment
 * @throws UserError saying why not
 */
export async function checkFulfillable(
  { ctx, client }: { ctx: Context; client: Client },
  planned: { guildId: string; token: Address; item: number; kind: number; quantity: number; userId: string },
): Promise<void> {
  const { guildId, token, item, kind, quantity, userId } = planned;
  if (kind === KIND.none) return;
  if (kind === KIND.role || kind === KIND.colourRole) {
    const guild = client.guilds.cache.get(guildId);
    if (!guild) throw new RetryableError(`the server ${guildId} is unknown`);
    const obstacle = await roleObstacle(guild, await roleOf(ctx, token, item));
    if (obstacle) throw obstacle;
    if (!(await isMember(guild, userId))) throw memberLeft();
  } else if (kind === KIND.code) {
    const left = await codesLeft(ctx, token, item);
    if (left < quantity) throw codesUsedUp(left);
  } else if (kind !== KIND.manual)
    throw new UserError('KindNotOffered', 'Nobody hands this out here yet: choose another item.');
  if (!(await mayFulfil(ctx, token)))
    throw new UserError(
      'FulfillerMissing',
      'The bot may not hand over purchases here yet: the owner of this community grants it the fulfiller role.',
    );
}

/**
 * Asks, before staff have an item hand out a role, whether they might give it themselves: else they could buy what their
 * server does not trust them with.
 * @returns what keeps the bot from giving it at this moment; null if nothing does
 * @throws UserError for a role that is not theirs to give
 */
export async function checkRole(
  { client }: { client: Client },
  { guildId, roleId, userId }: { guildId: string; roleId: string; userId: string },
): Promise<UserError | null> {
  const guild = client.guilds.cache.get(guildId);
  if (!guild) throw new RetryableError(`the server ${guildId} is unknown`);
  const role = guild.roles.cache.get(roleId);
  const { permissions, roles } = await fetchMember(guild, userId);
  const above = !role || role.comparePositionTo(roles.highest) < 0;
  if (userId !== guild.ownerId && !(above && permissions.has(PermissionFlagsBits.ManageRoles)))
    throw new UserError(
      'RoleNotYours',
      'You may not give this role yourself: ask somebody who may to have the item hand it out.',
    );
  return roleObstacle(guild, roleId);
}

/** The Discord role that an item hands out; null where none is set. */
export async function roleOf(ctx: Context, token: Address, item: number): Promise<string | null> {
  const [row] = await ctx.db
    .select({ roleId: itemSettings.roleId })
    .from(itemSettings)
    .where(and(eq(itemSettings.token, token), eq(itemSettings.item, item)));
  return row?.roleId ?? null;
}

/** Codes that are free, less those that are paid for and not yet assigned. */
async function codesLeft(ctx: Context, token: Address, item: number): Promise<number> {
  const [free] = await ctx.db
    .select({ count: count() })
    .from(codes)
    .where(and(eq(codes.token, token), eq(codes.item, item), isNull(codes.purchase)));
  const [owed] = await ctx.db
    .select({ count: sql<number>`coalesce(sum(${purchases.quantity} - ${purchases.returned}), 0)::int` })
    .from(purchases)
    .leftJoin(fulfilments, and(eq(fulfilments.token, purchases.token), eq(fulfilments.purchase, purchases.purchase)))
    .where(
      and(
        eq(purchases.token, token),
        eq(purchases.item, item),
        eq(purchases.state, 'requested'),
        isNull(fulfilments.purchase),
      ),
    );
  return Math.max(0, (free?.count ?? 0) - (owed?.count ?? 0));
}

const codesUsedUp = (left: number) =>
  new UserError(
    'CodesUsedUp',
    left === 0
      ? 'No codes are left: tell the staff of this server.'
      : `Only ${left} codes are left: choose fewer, or tell the staff of this server.`,
    { left: `${left}` },
  );
