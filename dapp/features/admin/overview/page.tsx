import type { EconomyResponse } from '@guildmint/bot/api/routes/economy.ts';
import { i18n } from '@lingui/core';
import { msg, plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Choices, useChoice } from '../../../components/choices.tsx';
import { Money } from '../../../components/money.tsx';
import { cardClass, ListSkeleton, PageTitle } from '../../../components/page-title.tsx';
import { LoadFailure } from '../../../components/states.tsx';
import { type Amount, formatAmount, formatCount } from '../../../lib/amount.ts';
import { get, useCommunity, useToken } from '../../../lib/api.ts';
import { TIERS, tierName } from '../../../lib/tiers.ts';
import { BarChart, LineChart, PartBars } from '../charts.tsx';
import { type Foreseen, foreseenBy, useForecast } from '../forecast.ts';
import { Stat } from '../stat.tsx';
import { kindName } from '../words.ts';
import { ForecastCard } from './forecast-card.tsx';

const SPANS = ['30', '7', '90', '365'] as const;
const LABELS = { '7': msg`7 days`, '30': msg`30 days`, '90': msg`90 days`, '365': msg`A year` };
/** Within a sentence. */
const WITHIN = { ...LABELS, '365': msg`a year` };
const ORDERED = ['7', '30', '90', '365'] as const;

function useEconomy(days: string) {
  const token = useToken();
  return useQuery({
    queryKey: ['staff', token, 'entry', 'economy', days],
    queryFn: ({ signal }) => get(`/api/economy?community=${token}&days=${days}`, signal),
    placeholderData: keepPreviousData,
  });
}

export function AdminOverviewPage() {
  const [days, choose] = useChoice('days', SPANS);
  const economy = useEconomy(days);
  return (
    <>
      <PageTitle title={t`Overview`}>
        <Choices
          label={t`Over how long`}
          choices={ORDERED.map((value) => ({ value, label: i18n._(LABELS[value]) }))}
          value={days}
          onChoose={choose}
        />
      </PageTitle>
      {economy.data ? (
        <Figures economy={economy.data} span={i18n._(WITHIN[days])} />
      ) : economy.isError ? (
        <LoadFailure what={t`the figures`} error={economy.error} onRetry={() => economy.refetch()} />
      ) : (
        <ListSkeleton label={t`the figures`} rows={4} height="h-32" />
      )}
    </>
  );
}

const sum = (amounts: Amount[]) => amounts.reduce((total, { value }) => total + BigInt(value), 0n);
const percent = (bps: number) => `${formatCount(bps / 100)} %`;

function Figures({ economy, span }: { economy: EconomyResponse; span: string }) {
  const { symbol, decimals } = useCommunity();
  const words = (value: bigint) => `${formatAmount(value, decimals)} ${symbol}`;
  // For drawing alone, where a rounded number does.
  const drawn = ({ value }: Amount) => Number(BigInt(value) / 10n ** BigInt(Math.max(0, decimals - 4))) / 1e4;
  const issued = sum(economy.days.map((day) => day.issued));
  const burned = sum(economy.days.map((day) => day.burned));
  const sink = issued === 0n ? null : Number((burned * 10_000n) / issued);
  const { days, tiers } = economy;
  const foreseen = useForecast();
  const reaches = foreseen ? foreseenBy(foreseen.forecast, economy, Date.now()) : () => null;
  const on = (each: (typeof days)[number], part: keyof Foreseen, say = (said: string) => said) => {
    const expected = reaches(each.day)?.[part] ?? null;
    const said = say(words(BigInt(each[part].value)));
    const forecast = expected === null ? null : `${formatCount(Math.round(expected))} ${symbol}`;
    return {
      ...{ day: each.day, value: drawn(each[part]), foreseen: expected },
      words: forecast === null ? said : t`${said}, forecast ${forecast}`,
    };
  };
  const supplyNow = words(BigInt(days.at(-1)?.supply.value ?? '0'));
  const supplyForeseen = days.length > 0 ? (reaches(days.at(-1)!.day)?.supply ?? null) : null;
  const earning = economy.byActivity.filter(({ amount }) => BigInt(amount.value) > 0n);
  const spending = economy.byCategory.map((each) => ({
    ...each,
    size: BigInt(each.amount.value.replace('-', '')),
  }));
  return (
    <div className="grid gap-4 lg:grid-cols-6">
      <div className="grid grid-cols-2 gap-4 lg:col-span-6 lg:grid-cols-4">
        <Stat name={t`Circulating`} value={<Money amount={economy.circulating} />}>
          <Trans>
            of <Money amount={economy.supply} /> in all
          </Trans>
        </Stat>
        <Stat name={t`Members`} value={formatCount(economy.members)}>
          <Trans>
            {formatCount(economy.activeEarners.day)} earned today, {formatCount(economy.activeEarners.week)} this week
          </Trans>
        </Stat>
        <Stat
          name={t`Inflation`}
          value={issued - burned >= BigInt(economy.circulating.value) ? '–' : percent(economy.inflationBps)}
        >
          <Trans>over {span}: what was issued less what was burned</Trans>
        </Stat>
        <Stat name={t`Sink ratio`} value={sink === null ? '–' : percent(sink)}>
          {sink === null ? t`nothing was issued in ${span}` : t`burned of what was issued, over ${span}`}
        </Stat>
        <Stat name={t`Issued`} value={<Money amount={issued} />}>
          <Trans>
            <Money amount={economy.issuedPerMemberAndDay} /> a member and day
          </Trans>
        </Stat>
        <Stat name={t`Burned`} value={<Money amount={burned} />}>
          <Trans>by buying, and by staff</Trans>
        </Stat>
        <Stat name={t`Gifts`} value={<Money amount={economy.giftVolume} />}>
          <Trans>from member to member</Trans>
        </Stat>
        <Stat name={t`Median balance`} value={<Money amount={economy.medianBalance} />}>
          <Trans>
            average <Money amount={economy.averageBalance} /> of {formatCount(economy.holders)} who hold some
          </Trans>
        </Stat>
      </div>
      {days.length === 0 ? (
        <p className={`${cardClass} text-center text-muted lg:col-span-6`}>
          <Trans>Nothing moved in {span}: choose a longer time.</Trans>
        </p>
      ) : (
        <>
          <section aria-label={t`Supply`} className={`${cardClass} lg:col-span-3`}>
            <LineChart
              title={t`Supply`}
              text={
                supplyForeseen === null
                  ? t`${supplyNow} now.`
                  : t`${supplyNow} now; the forecast has ${formatCount(Math.round(supplyForeseen))} ${symbol}.`
              }
              points={days.map((day) => on(day, 'supply'))}
            />
          </section>
          <section aria-label={t`Issued and burned`} className={`${cardClass} lg:col-span-3`}>
            <BarChart
              title={t`Issued and burned`}
              text={t`${words(issued)} issued (above the line), ${words(burned)} burned (below).`}
              points={days.map((day) => on(day, 'issued', (amount) => t`${amount} issued`))}
              below={days.map((day) => on(day, 'burned', (amount) => t`${amount} burned`))}
            />
          </section>
          <section aria-label={t`Active members`} className={`${cardClass} lg:col-span-3`}>
            <BarChart
              title={t`Active members`}
              text={t`Members who earned, by day; ${formatCount(sumOf(days.map(({ joined }) => joined)))} came new in ${span}.`}
              points={days.map((day) => ({
                ...{ day: day.day, value: day.activeEarners },
                words: t`${formatCount(day.activeEarners)} earned, ${formatCount(day.joined)} new`,
              }))}
            />
          </section>
        </>
      )}
      <ForecastCard found={foreseen} />
      <section aria-label={t`Tiers`} className={`${cardClass} lg:col-span-3`}>
        <PartBars
          title={t`Tiers`}
          text={plural(economy.members, {
            one: '# member by what they have reached.',
            other: '# members by what they have reached.',
          })}
          parts={tiers.map((count, tier) => ({
            ...{ name: tierName(TIERS[tier]!), value: count },
            words: `${formatCount(count)} (${percent(economy.members === 0 ? 0 : Math.round((count * 10_000) / economy.members))})`,
          }))}
        />
      </section>
      <section aria-label={t`What earns`} className={`${cardClass} lg:col-span-3`}>
        <PartBars
          title={t`What earns`}
          text={earning.length === 0 ? t`Nobody earned in ${span}.` : t`By activity, over ${span}.`}
          parts={earning.map(({ name, amount, count }) => ({
            ...{ name: kindName(name), value: drawn(amount) },
            words: t`${words(BigInt(amount.value))}, ${formatCount(count)} times`,
          }))}
        />
      </section>
      <section aria-label={t`What is bought`} className={`${cardClass} lg:col-span-3`}>
        <PartBars
          title={t`What is bought`}
          text={
            spending.length === 0 ? t`Nobody bought anything in ${span}.` : t`By category of the shop, over ${span}.`
          }
          parts={spending.map(({ name, size, count }) => ({
            ...{ name: kindName(name), value: drawn({ value: `${size}` }) },
            words: t`${words(size)}, ${formatCount(count)} times`,
          }))}
        />
      </section>
    </div>
  );
}

const sumOf = (numbers: number[]) => numbers.reduce((total, each) => total + each, 0);
