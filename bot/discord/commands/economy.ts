import { PermissionFlagsBits } from 'discord.js';
import { earningUnit, getCommunity } from '../../operations/getCommunity.ts';
import { getEconomy } from '../../operations/getEconomy.ts';
import { getSeasons } from '../../operations/getSeasons.ts';
import type { Key } from '../locales/en.ts';
import type { Say } from '../locales/say.ts';
import { money, percent, summedAs, tierWord, when } from '../replies/text.ts';
import { type Command, leaf } from './command.ts';

/** How many days each choice looks back. */
const SPANS = { day: 1, week: 7, month: 30 } as const;
const LISTED = 6;

/** For the staff: how their economy does. */
export const economyCommand: Command = {
  name: 'economy',
  group: 'staff',
  title: 'economy.name',
  about: 'economy.description',
  permissions: PermissionFlagsBits.ManageGuild,
  aliases: { economy: '' },
  leaves: {
    '': leaf({
      about: 'economy.description',
      options: { period: { type: 'choice', choices: ['day', 'week', 'month'], about: 'economy.period' } },
      visibility: 'private',
      async run({ ctx }, { say, community, args }) {
        const { token } = community;
        const span = args.period ?? 'week';
        const [figures, known] = await Promise.all([
          getEconomy(ctx, { token, days: SPANS[span] }),
          getCommunity(ctx, { token }),
        ]);
        const amount = (value: bigint) => `**${money(say, community, value)}**`;
        const number = (count: number) => `**${new Intl.NumberFormat(say.locale).format(count)}**`;
        const now: [Key, string][] = [
          ['economy.circulating', amount(figures.circulating)],
          ['economy.issued', amount(figures.issued)],
          ['economy.burned', amount(figures.burned)],
          // What a wrapped token's owner has put in for rewards.
          ...(known.budget > 0n ? ([['economy.budget', amount(known.budget)]] as [Key, string][]) : []),
          ['economy.members', number(figures.members)],
          ['economy.holders', number(figures.holders)],
          ['economy.average', amount(figures.averageBalance)],
          ['economy.median', amount(figures.medianBalance)],
          ['economy.tiers', figures.tiers.map((count, tier) => `${tierWord(say, tier)} ${count}`).join(' · ')],
        ];
        const lately = figures.days.reduce((sum, { issued }) => sum + issued, 0n);
        const recent: [Key, string][] = [
          ['economy.activeToday', number(figures.activeEarners.day)],
          ['economy.activeWeek', number(figures.activeEarners.week)],
          ['economy.newlyIssued', amount(lately)],
          ['economy.inflation', `**${percent(say, figures.inflationBps)}**`],
          ['economy.gifts', amount(figures.giftVolume)],
          ...caps(say, known, figures.days, (value) => money(say, community, value), ctx.clock()),
        ];
        const flows = figures.byType.slice(0, LISTED).map(({ name, count, amount: sum }) => {
          return `${summedAs(say, name)} ×${count}: **${money(say, community, sum)}**`;
        });
        const lines = (some: [Key, string][]) => some.map(([key, value]) => `${say(key)}: ${value}`).join('\n');
        return {
          tone: 'info',
          title: `📈 ${say('economy.title')}`,
          blocks: [
            lines(now),
            `**${say(`economy.${span}`)}**\n${lines(recent)}`,
            ...(flows.length > 0 ? [flows.join('\n')] : []),
          ],
        };
      },
    }),
  },
};

const DAY_MS = 86_400_000;

/** How much of the community's day is used; nothing where no cap was set. */
function caps(
  say: Say,
  { caps: set, decimals }: Awaited<ReturnType<typeof getCommunity>>,
  days: { day: string; issued: bigint }[],
  shown: (value: bigint) => string,
  now: number,
): [Key, string][] {
  if (!set?.communityDay) return [];
  const today = new Date(Math.floor(now / DAY_MS) * DAY_MS).toISOString().slice(0, 10);
  const issued = days.find(({ day }) => day === today)?.issued ?? 0n;
  const most = BigInt(set.communityDay) * earningUnit(decimals);
  return [['economy.cap', say('economy.capOf', { issued: shown(issued), most: shown(most) })]];
}

/** When more is earned than otherwise. */
export const seasonCommand: Command = {
  name: 'season',
  group: 'earn',
  title: 'season.name',
  about: 'season.description',
  permissions: null,
  aliases: { season: '', seasons: '' },
  leaves: {
    '': leaf({
      about: 'season.description',
      options: {},
      visibility: 'public',
      async run({ ctx }, { say, community }) {
        const now = ctx.clock() / 1000;
        const all = await getSeasons(ctx, { token: community.token });
        const coming = all.filter(({ closes }) => closes > now).sort((a, b) => a.opens - b.opens);
        const lines = coming.map(({ opens, closes, bps, open }) => {
          const values = { times: bps / 10_000, opens: when(opens * 1000), closes: when(closes * 1000) };
          return say(open ? 'season.open' : 'season.coming', values);
        });
        return {
          tone: 'info',
          title: `🗓️ ${say('season.title')}`,
          blocks: [lines.length > 0 ? lines.join('\n') : say('season.none')],
          note: say('season.how'),
        };
      },
    }),
  },
};
