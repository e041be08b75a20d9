/** How a member stands: tier, streak, achievements, figures. */
import { claimAchievement } from '../../operations/claimAchievement.ts';
import { claimMonthlyActive, claimWeeklyStreak } from '../../operations/claimMilestone.ts';
import { type Balance, getBalance } from '../../operations/getBalance.ts';
import { getCommunity } from '../../operations/getCommunity.ts';
import {
  type AchievementProgress,
  getAchievementProgress,
  getMilestones,
  getProgress,
  getTiers,
  MONTH_ACTIVE,
  type Tier,
  WEEK_STREAK,
} from '../../operations/getProgress.ts';
import { getStats, SPANS } from '../../operations/getStats.ts';
import { meetUser } from '../../operations/meetUser.ts';
import { begin } from '../buttons/confirm.ts';
import type { StateOf } from '../buttons/state.ts';
import type { Community } from '../community.ts';
import type { Face } from '../face.ts';
import type { Key } from '../locales/en.ts';
import type { Say } from '../locales/say.ts';
import { requirePerson } from '../person.ts';
import type { Button, Reply } from '../replies/reply.ts';
import { bar, days, money, nameOf, number, picture, summedAs, tierName, tierWord } from '../replies/text.ts';
import { turning } from '../replies/turning.ts';
import { type Command, leaf, type Press } from './command.ts';

type Seen = Pick<Press, 'community' | 'say'>;

export const tierCommand: Command = {
  name: 'tier',
  group: 'account',
  title: 'tier.name',
  about: 'tier.description',
  permissions: null,
  aliases: { tier: '' },
  leaves: {
    '': leaf({
      about: 'tier.description',
      options: { member: { type: 'member', about: 'standing.member' } },
      visibility: 'private',
      async run({ ctx }, { args, author, community, say }) {
        const person = requirePerson(args.member ?? author);
        await meetUser(ctx, person);
        const { token, settings } = community;
        const [standing, tiers] = await Promise.all([
          getBalance(ctx, { token, who: { userId: person.id } }),
          getTiers(ctx, { token }),
        ]);
        const lines = tiers.map((tier, place) => {
          const role = settings.tierRoleIds[place];
          const here = place === standing.tier ? ` ◀ ${say('tier.here')}` : '';
          return `${place === standing.tier ? `**${tierName(say, place)}**` : tierName(say, place)}${here}\n-# ${benefits(say, community, tier)}${role ? ` · <@&${role}>` : ''}`;
        });
        return {
          tone: 'info',
          title: say('tier.title', { name: nameOf(person.name) }),
          blocks: [`## ${tierName(say, standing.tier)}\n${nextTier(say, community, standing)}`, lines.join('\n')],
          picture: picture(person),
          note: say(standing.tierBasis === 'lifetime' ? 'tier.byLifetime' : 'tier.byBalance'),
        };
      },
    }),
  },
};

function benefits(say: Say, community: Community, { from, gifts, bps }: Tier): string {
  const parts = [
    say('tier.from', { amount: money(say, community, from) }),
    gifts === null ? say('tier.giftsFree') : say('tier.gifts', { amount: money(say, community, gifts) }),
    ...(bps === 10_000 ? [] : [say('tier.earns', { factor: factor(say, bps) })]),
  ];
  return parts.join(' · ');
}

const factor = (say: Say, bps: number) =>
  new Intl.NumberFormat(say.locale, { maximumFractionDigits: 2 }).format(bps / 10_000);

/** How far it is to the next tier. */
export function nextTier(say: Say, community: Community, standing: Balance): string {
  const { tier, tierBasis, balance, lifetimeEarned, nextTierAt } = standing;
  if (tier === 3) return `${bar(1n, 1n)} ${say('balance.top')}`;
  // Of a community that has set no tiers.
  if (nextTierAt === null) return '';
  const reached = tierBasis === 'balance' ? balance : lifetimeEarned;
  const values = { amount: money(say, community, nextTierAt - reached), tier: tierName(say, tier + 1) };
  return `${bar(reached, nextTierAt)} ${say('balance.next', values)}`;
}

const STREAK_DAYS = [3, 7, 14, 30];

export const streakCommand: Command = {
  name: 'streak',
  group: 'account',
  title: 'streak.name',
  about: 'streak.description',
  permissions: null,
  aliases: { streak: '' },
  leaves: {
    '': leaf({
      about: 'streak.description',
      options: {},
      visibility: 'private',
      async run({ ctx }, { author, community, say }) {
        await meetUser(ctx, author);
        const by = { token: community.token, userId: author.id };
        const [progress, milestones, { rates }] = await Promise.all([
          getProgress(ctx, by),
          getMilestones(ctx, by),
          getCommunity(ctx, by),
        ]);
        const { streak, activeDays, claimedToday } = progress;
        const factors = rates?.streakBps ?? [];
        const steps = STREAK_DAYS.flatMap((from, place) => {
          const bps = factors[place] || 10_000;
          return bps === 10_000
            ? []
            : [`${streak >= from ? '✅' : '▫️'} ${days(say, from)}: ${say('tier.earns', { factor: factor(say, bps) })}`];
        });
        const { weeklyStreak, monthlyActive } = milestones;
        const goals = [
          ...(weeklyStreak.reward > 0n
            ? [goal(say('streak.weekly', { amount: money(say, community, weeklyStreak.reward) }), streak, WEEK_STREAK)]
            : []),
          ...(monthlyActive.reward > 0n
            ? [
                goal(
                  say('streak.monthly', { amount: money(say, community, monthlyActive.reward) }),
                  activeDays,
                  MONTH_ACTIVE,
                ),
              ]
            : []),
        ];
        return {
          tone: 'info',
          title: say('streak.title'),
          blocks: [
            `## 🔥 ${days(say, streak)}\n${say(claimedToday ? 'streak.claimed' : 'streak.open')}`,
            ...(steps.length > 0 ? [steps.join('\n')] : []),
            ...(goals.length > 0 ? [goals.join('\n')] : []),
          ],
          note: say(rates?.grace ? 'streak.grace' : 'streak.strict'),
          buttons: [
            ...(weeklyStreak.claimable ? [claimButton(say('streak.claimWeekly'), author.id, 'weekly')] : []),
            ...(monthlyActive.claimable ? [claimButton(say('streak.claimMonthly'), author.id, 'monthly')] : []),
          ],
        };
      },
    }),
  },
};

const goal = (text: string, reached: number, needed: number) =>
  `${text}\n${bar(BigInt(reached), BigInt(needed))} ${Math.min(reached, needed)}/${needed}`;

const claimButton = (label: string, author: string, which: string): Button => ({
  ...{ label, emoji: '🎉', look: 'success' },
  press: { verb: 'claimMilestone', author, which },
});

/** Claims what a streak, or a month of activity, pays. */
export function claimMilestone(face: Face, press: Press, { which }: StateOf<'claimMilestone'>): Promise<Reply> {
  const { say } = press;
  const [kind, claim] =
    which === 'weekly'
      ? (['claimWeeklyStreak', claimWeeklyStreak] as const)
      : (['claimMonthlyActive', claimMonthlyActive] as const);
  return begin(face, press, {
    kind,
    title: say(`${kind}.title`),
    submitted: say('standing.submitted'),
    run: (by) => claim(face.ctx, by),
  });
}

const ROWS = 8;

export const achievementsCommand: Command = {
  name: 'achievements',
  group: 'account',
  title: 'achievements.name',
  about: 'achievements.description',
  permissions: null,
  aliases: { achievements: '', badges: '' },
  leaves: {
    '': leaf({
      about: 'achievements.description',
      options: {},
      visibility: 'private',
      run: (face, call) => achievementsPage(face, call, 0),
    }),
  },
};

/** One page: what can be claimed first, then what is nearest, then what is done. */
export async function achievementsPage(
  { ctx }: Face,
  { author, community, say }: Seen & Pick<Press, 'author'>,
  offset: number,
): Promise<Reply> {
  await meetUser(ctx, author);
  const all = await getAchievementProgress(ctx, { token: community.token, userId: author.id });
  const title = `🏅 ${say('achievements.title')}`;
  if (all.length === 0) return { tone: 'info', title, blocks: [say('achievements.empty')] };
  const share = ({ reached, threshold }: AchievementProgress) => Number((reached * 1_000n) / (threshold || 1n));
  const order = (each: AchievementProgress) => (each.badge ? -1 : Math.min(share(each), 1_000));
  const sorted = all.toSorted((a, b) => order(b) - order(a));
  const done = all.filter(({ badge }) => badge).length;
  return {
    tone: 'info',
    title,
    blocks: [say('achievements.summary', { done, total: all.length })],
    rows: sorted.slice(offset, offset + ROWS).map((each) => achievementRow(say, community, author.id, each)),
    ...turning(say, { offset, rows: ROWS, total: all.length }, (to) => ({
      ...{ verb: 'achievements', author: author.id, offset: to },
    })),
  };
}

function achievementRow(say: Say, community: Community, author: string, each: AchievementProgress) {
  const { badge, reached, threshold, reward, achievement } = each;
  const name = achievementName(say, community, each);
  if (badge) return { text: `🏅 **${name}**\n-# ${say('achievements.badge', { badge: badge.badge })}` };
  const pays = reward > 0n ? money(say, community, reward) : say('achievements.badgeOnly');
  const ready = reached >= threshold;
  const text = `${ready ? '⭐' : '▫️'} **${name}** · ${pays}\n${bar(reached, threshold)} ${measure(say, community, each, reached)} / ${measure(say, community, each, threshold)}`;
  if (!ready) return { text };
  const press = { verb: 'claimAchievement', author, achievement: BigInt(achievement) } as const;
  return { text, button: { label: say('achievements.claim'), look: 'success', press } as const };
}

const measure = (
  say: Say,
  { decimals }: Community,
  { metric, isAmount }: AchievementProgress,
  value: bigint,
): string => {
  if (metric === 'tier') return tierWord(say, Number(value));
  return number(say, isAmount ? Number(value) / 10 ** Math.min(decimals, 3) : Number(value));
};

/** `100 messages`: a mark is named by what it asks for. */
export function achievementName(
  say: Say,
  community: Community,
  each: Pick<AchievementProgress, 'metric' | 'isAmount' | 'threshold'> & AchievementProgress,
): string {
  return say(`metric.${each.metric}` as Key, {
    count: measure(say, community, each, each.threshold),
    symbol: community.symbol,
  });
}

/** Claims an achievement. */
export function claimAchievementNow(face: Face, press: Press, state: StateOf<'claimAchievement'>): Promise<Reply> {
  const { say } = press;
  const achievement = Number(state.achievement);
  return begin(face, press, {
    kind: 'claimAchievement',
    data: { achievement: `${achievement}` },
    title: say('claimAchievement.title'),
    submitted: say('standing.submitted'),
    run: (by) => claimAchievement(face.ctx, { ...by, achievement }),
  });
}

export const statsCommand: Command = {
  name: 'stats',
  group: 'account',
  title: 'stats.name',
  about: 'stats.description',
  permissions: null,
  aliases: { stats: '' },
  leaves: {
    '': leaf({
      about: 'stats.description',
      options: {
        member: { type: 'member', about: 'standing.member' },
        period: { type: 'choice', choices: SPANS, about: 'leaderboard.period' },
      },
      visibility: 'private',
      async run({ ctx }, { args, author, community, say }) {
        const person = requirePerson(args.member ?? author);
        await meetUser(ctx, person);
        const { token } = community;
        const span = args.period ?? 'all';
        const who = { userId: person.id };
        const [{ byType, ...stats }, standing, { counts }] = await Promise.all([
          getStats(ctx, { token, who, span }),
          getBalance(ctx, { token, who }),
          getProgress(ctx, { token, userId: person.id }),
        ]);
        const sums = (['earned', 'spent', 'gifted', 'received'] as const).map(
          (kind) => `${say(`stats.${kind}`)} **${money(say, community, stats[kind])}**`,
        );
        const done = (
          ['messages', 'files', 'roomsCreated', 'roomsJoined', 'popularMessages', 'helpfulContent'] as const
        )
          .map((metric, activity): [Key, number] => [`metric.${metric}`, counts[activity] ?? 0])
          .filter(([, count]) => count > 0)
          .map(([key, count]) => say(key, { count: number(say, count), symbol: community.symbol }));
        const movements = byType.map(
          ({ type, count, amount }) =>
            `${summedAs(say, type)} ×${number(say, count)}: **${money(say, community, amount)}**`,
        );
        return {
          tone: 'info',
          title: `📊 ${say('stats.title', { name: nameOf(person.name) })}`,
          blocks: [
            [...(standing.rank ? [`${say('balance.rank')} **#${standing.rank}**`] : []), ...sums].join(' · '),
            ...(done.length > 0 ? [done.join(' · ')] : []),
            `**${say(`choice.${span}`)}**\n${movements.length > 0 ? movements.join('\n') : say('stats.nothing')}`,
          ],
          picture: picture(person),
          note: say('balance.asOf', { block: standing.asOfBlock }),
        };
      },
    }),
  },
};
