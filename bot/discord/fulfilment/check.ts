import { type Client, type Guild, PermissionFlagsBits } from 'discord.js';
import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Address } from 'viem';
import type { Context } from '../../context.ts';
import { fulfilments, purchases } from '../../db/schema.ts';
import { RetryableError, UserError } from '../../errors.ts';
import { freeCodes } from '../../operations/codesOf.ts';
import { checkDraw } from '../../operations/draws.ts';
import { mayFulfil } from '../../operations/fulfil.ts';
import { getItem } from '../../operations/getItems.ts';
import { itemSettingsOf } from '../../operations/itemSettings.ts';
import { fetchMember } from '../person.ts';
import { KIND } from './kinds.ts';
import { channelsObstacle, coloursObstacle, obstacle, pinsObstacle } from './obstacles.ts';
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
  if (kind === KIND.nft) await checkDraw(ctx, { token, quantity, price: (await getItem(ctx, { token, item })).price });
  else if (kind === KIND.code) {
    const left = await codesLeft(ctx, token, item);
    if (left < quantity) throw codesUsedUp(left);
  } else if (GIVEN_ON_SERVER.some((each) => each === kind)) {
    const guild = client.guilds.cache.get(guildId);
    if (!guild) throw new RetryableError(`the server ${guildId} is unknown`);
    const against = await obstacleOn(guild, kind, await itemSettingsOf(ctx, { token, item }));
    if (against) throw against;
    if (!(await isMember(guild, userId))) throw memberLeft();
  } else if (kind === KIND.webhook && (await itemSettingsOf(ctx, { token, item })).webhookUrl === null)
    throw obstacle('WebhookNotSet');
  if (!(await mayFulfil(ctx, token)))
    throw new UserError(
      'FulfillerMissing',
      'The bot may not hand over purchases here yet: the owner of this community grants it the fulfiller role.',
    );
}

const GIVEN_ON_SERVER = [KIND.role, KIND.colourRole, KIND.channel, KIND.pin];

async function obstacleOn(
  guild: Guild,
  kind: number,
  { roleId, channelId }: { roleId: string | null; channelId: string | null },
): Promise<UserError | null> {
  if (kind === KIND.role || (kind === KIND.colourRole && roleId !== null)) return roleObstacle(guild, roleId);
  const what = {
    [KIND.colourRole]: () => coloursObstacle(guild),
    [KIND.channel]: () => channelsObstacle(guild, channelId),
    [KIND.pin]: () => pinsObstacle(guild, channelId),
  }[kind]?.();
  return what ? obstacle(what) : null;
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

/** Codes that are free, less those that are paid for and not yet assigned. */
async function codesLeft(ctx: Context, token: Address, item: number): Promise<number> {
  const free = await freeCodes(ctx, { token, item });
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
  return Math.max(0, free - (owed?.count ?? 0));
}

const codesUsedUp = (left: number) =>
  new UserError(
    'CodesUsedUp',
    left === 0
      ? 'No codes are left: tell the staff of this server.'
      : `Only ${left} codes are left: choose fewer, or tell the staff of this server.`,
    { left: `${left}` },
  );
