/** Keeps in mind who is gone, and since when. */
import type { Client, GatewayGuildMemberRemoveDispatchData, Guild, GuildMember } from 'discord.js';
import type { Address } from 'viem';
import type { Context } from '../../context.ts';
import { guilds } from '../../db/schema.ts';
import { getKnown, noteDeparture, reactivate } from '../../operations/departures.ts';
import type { Face } from '../face.ts';
import type { Work } from '../leading.ts';
import { openTurns } from '../turns.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** As many as Discord looks up by their ids in one request, which it does whatever the bot may hear of members. */
const AT_ONCE = 100;
/** Discord hears 120 requests a minute of a connection: half of them are left for others. */
const PAUSE_MS = 1_000;
/** Longer than this nobody who closes the bot waits for Discord's answer. */
const PATIENCE_MS = 10_000;

/**
 * Hears of it, and looks once a day and at the start: what happened while no bot was connected, or was not told, is found out
 * then. One after the other, as Discord tells it: what is heard during a look is newer than what the look saw.
 */
export function openPresence(client: Client) {
  const inTurn = openTurns(1);
  return {
    look: lookAtAll(client, inTurn),
    onLeave: (face: Face, data: GatewayGuildMemberRemoveDispatchData) => inTurn(() => onMemberLeave(face, data)),
    onReturn: (face: Face, member: GuildMember) => inTurn(() => onMemberReturn(face, member)),
  };
}

function lookAtAll(client: Client, inTurn: ReturnType<typeof openTurns>): Work {
  const looked = new Map<string, number>();
  /** Of a server that is being looked through: behind whom it goes on. */
  const reached = new Map<string, string>();
  return async function look(ctx) {
    const rows = await ctx.db.select({ id: guilds.id, token: guilds.token }).from(guilds);
    for (const { id, token } of rows) {
      const guild = client.guilds.cache.get(id);
      if (!guild?.available || ctx.clock() - (looked.get(id) ?? Number.NEGATIVE_INFINITY) < DAY_MS) continue;
      const known = await inTurn(() => compare(ctx, { guild, token, after: reached.get(id) ?? '' }));
      if (known.length === AT_ONCE) reached.set(id, known.at(-1)!.userId);
      else {
        reached.delete(id);
        looked.set(id, ctx.clock());
      }
      if (known.length > 0) return PAUSE_MS;
    }
    return HOUR_MS;
  };
}

/** Holds some of whom we know against who is there. */
async function compare(ctx: Context, { guild, token, after }: { guild: Guild; token: Address; after: string }) {
  const known = await getKnown(ctx, { token, after, limit: AT_ONCE });
  const away = await absent(
    guild,
    known.map(({ userId }) => userId),
  );
  for (const { userId, gone } of known) {
    if (away.has(userId) && !gone) await noteDeparture(ctx, { token, userId });
    else if (gone && !away.has(userId)) await reactivate(ctx, { token, userId });
  }
  return known;
}

/** Who of these people is not on a server. */
async function absent(guild: Guild, userIds: string[]): Promise<Set<string>> {
  if (userIds.length === 0) return new Set();
  const present = await guild.members.fetch({ user: userIds, time: PATIENCE_MS });
  return new Set(userIds.filter((id) => !present.has(id)));
}

/** Remembers since when somebody is gone. */
async function onMemberLeave(
  { ctx, communityOf }: Face,
  { guild_id, user }: GatewayGuildMemberRemoveDispatchData,
): Promise<void> {
  const community = user.bot ? null : await communityOf(guild_id);
  if (community) await noteDeparture(ctx, { token: community.token, userId: user.id });
}

/** Whoever comes back counts as if they had not been away. */
async function onMemberReturn({ ctx, communityOf }: Face, { guild, user }: GuildMember): Promise<void> {
  const community = user.bot ? null : await communityOf(guild.id);
  if (community) await reactivate(ctx, { token: community.token, userId: user.id });
}
