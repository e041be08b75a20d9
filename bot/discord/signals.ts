/** Looks through gifts for rings, and tells the staff, seldom, that there is something to decide. */
import type { Client } from 'discord.js';
import { and, count, eq, isNotNull, isNull, max } from 'drizzle-orm';
import { type Address, keccak256, stringToHex } from 'viem';
import type { Context } from '../context.ts';
import { guilds, signals } from '../db/schema.ts';
import { namesOf } from '../operations/named.ts';
import { findRings, raiseSignal } from '../operations/signals.ts';
import { toStaff } from './fulfilment/tell.ts';
import { sayOn } from './language.ts';
import type { Work } from './leading.ts';
import type { Delivery } from './replies/deliver.ts';

const HOUR_MS = 3_600_000;
const IDLE_MS = 60_000;

export function watchSignals({ client, deliver }: { client: Client; deliver: Delivery }): Work {
  let lookedAt = Number.NEGATIVE_INFINITY;
  return async function look(ctx) {
    if (ctx.clock() - lookedAt >= HOUR_MS) {
      const servers = await ctx.db.select({ token: guilds.token }).from(guilds);
      for (const { token } of servers) await raiseRings(ctx, token);
      lookedAt = ctx.clock();
    }
    const open = await ctx.db
      .select({ token: signals.token, guildId: guilds.id, found: count() })
      .from(signals)
      .innerJoin(guilds, eq(guilds.token, signals.token))
      .where(and(isNull(signals.decision), isNull(signals.noticedAt)))
      .groupBy(signals.token, guilds.id);
    for (const each of open) await notice(ctx, each);
    return IDLE_MS;
  };

  /** At most once an hour a server. */
  async function notice(ctx: Context, { token, guildId, found }: { token: Address; guildId: string; found: number }) {
    const guild = client.guilds.cache.get(guildId);
    const ofToken = eq(signals.token, token);
    const [last] = await ctx.db
      .select({ at: max(signals.noticedAt) })
      .from(signals)
      .where(and(ofToken, isNotNull(signals.noticedAt)));
    const now = ctx.clock();
    if (!guild?.available || (last?.at && now - last.at.getTime() < HOUR_MS)) return;
    const say = await sayOn(ctx, guild);
    const reply = {
      tone: 'info' as const,
      title: `🔎 ${say('signals.title')}`,
      blocks: [say('signals.notice', { found })],
    };
    const nonce = keccak256(stringToHex(`signals:${token}:${Math.floor(now / HOUR_MS)}`)).slice(2, 26);
    await toStaff({ ctx, deliver }, token, guild, reply, nonce);
    await ctx.db
      .update(signals)
      .set({ noticedAt: new Date(now) })
      .where(and(ofToken, isNull(signals.decision), isNull(signals.noticedAt)));
  }
}

/** Members of a ring are suspects each; addresses of nobody here are left out. */
async function raiseRings(ctx: Context, token: Address): Promise<void> {
  for (const { members, gifts, amount } of await findRings(ctx, { token })) {
    const names = await namesOf(ctx, members as Address[]);
    const ids = [...names.values()].map(({ id }) => id);
    const evidence = { count: `${gifts}`, amount: `${amount}` };
    for (const userId of ids) {
      const others = ids.filter((id) => id !== userId);
      await raiseSignal(ctx, { token, userId, kind: 'ring', strength: gifts, evidence, others });
    }
  }
}
