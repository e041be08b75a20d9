/** How ended what members claim for how they stand. */
import { and, eq, sql } from 'drizzle-orm';
import { badges, entries } from '../../db/schema.ts';
import { getBalance } from '../../operations/getBalance.ts';
import { getAchievementProgress } from '../../operations/getProgress.ts';
import { achievementName } from '../commands/standing.ts';
import type { Done, Told } from './finish.ts';
import type { StandingKind } from './replies.ts';
import { money } from './text.ts';

export const STANDING_KINDS: Record<StandingKind, (done: Done) => Promise<Told>> = {
  claimWeeklyStreak: (done) => milestone(done, 'claimWeeklyStreak', 'weekly_streak'),
  claimMonthlyActive: (done) => milestone(done, 'claimMonthlyActive', 'monthly_active'),

  async claimAchievement(done) {
    const { ctx, community, say, pending } = done;
    const { token } = community;
    const { address, balance } = await getBalance(ctx, { token, who: { userId: pending.author.id } });
    const number = Number(pending.data.achievement);
    const all = await getAchievementProgress(ctx, { token, userId: pending.author.id });
    const achievement = all.find((each) => each.achievement === number);
    const own = and(eq(badges.token, token), eq(badges.member, address), eq(badges.achievement, number));
    const [badge] = await ctx.db.select().from(badges).where(own);
    const name = achievement ? achievementName(say, community, achievement) : `#${number}`;
    const values = { name, badge: badge?.badge ?? '', amount: money(say, community, badge?.paid ?? 0n) };
    return {
      title: `🏅 ${say('claimAchievement.title')}`,
      blocks: [
        say(badge && badge.paid > 0n ? 'claimAchievement.confirmed' : 'claimAchievement.badge', values),
        say('state.newBalance', { amount: money(say, community, balance) }),
      ],
    };
  },
};

async function milestone(
  { ctx, community, say, pending, outcome }: Done,
  kind: 'claimWeeklyStreak' | 'claimMonthlyActive',
  type: 'weekly_streak' | 'monthly_active',
): Promise<Told> {
  const { token } = community;
  const { address, balance } = await getBalance(ctx, { token, who: { userId: pending.author.id } });
  const [paid] = await ctx.db
    .select({ amount: sql<bigint>`sum(${entries.amount})`.mapWith(entries.amount) })
    .from(entries)
    .where(
      and(
        eq(entries.token, token),
        eq(entries.address, address),
        eq(entries.txHash, outcome.txHash ?? '0x'),
        eq(entries.type, type),
      ),
    );
  return {
    title: `🎉 ${say(`${kind}.title`)}`,
    blocks: [
      say('daily.confirmed', { amount: money(say, community, paid?.amount ?? 0n) }),
      say('state.newBalance', { amount: money(say, community, balance) }),
    ],
  };
}
