import type { EconomyResponse } from '@guildmint/bot/api/routes/economy.ts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Choices, useChoice } from '../../../components/choices.tsx';
import { Money } from '../../../components/money.tsx';
import { cardClass, ListSkeleton, PageTitle } from '../../../components/page-title.tsx';
import { LoadFailure } from '../../../components/states.tsx';
import { type Amount, formatAmount } from '../../../lib/amount.ts';
import { get, useCommunity, useToken } from '../../../lib/api.ts';
import { kindName } from '../words.ts';
import { BarChart, LineChart, PartBars } from './charts.tsx';

const SPANS = ['30', '7', '90', '365'] as const;
const LABELS = { '7': '7 days', '30': '30 days', '90': '90 days', '365': 'A year' };
const ORDERED = ['7', '30', '90', '365'] as const;
const TIERS = ['Bronze', 'Silver', 'Gold', 'Platinum'];

function useEconomy(days: string) {
  const token = useToken();
  return useQuery({
    queryKey: ['staff', token, 'entry', 'economy', days],
    queryFn: ({ signal }) => get<EconomyResponse>(`/api/economy?community=${token}&days=${days}`, signal),
    placeholderData: keepPreviousData,
  });
}

export function AdminOverviewPage() {
  const [days, choose] = useChoice('days', SPANS);
  const economy = useEconomy(days);
  return (
    <>
      <PageTitle title="Overview">
        <Choices
          label="Over how long"
          choices={ORDERED.map((value) => ({ value, label: LABELS[value] }))}
          value={days}
          onChoose={choose}
        />
      </PageTitle>
      {economy.data ? (
        <Figures economy={economy.data} span={LABELS[days].toLowerCase()} />
      ) : economy.isError ? (
        <LoadFailure what="the figures" error={economy.error} onRetry={() => economy.refetch()} />
      ) : (
        <ListSkeleton label="the figures" rows={4} height="h-32" />
      )}
    </>
  );
}

const sum = (amounts: Amount[]) => amounts.reduce((total, { value }) => total + BigInt(value), 0n);
const percent = (bps: number) => `${(bps / 100).toLocaleString(undefined, { maximumFractionDigits: 2 })} %`;

function Figures({ economy, span }: { economy: EconomyResponse; span: string }) {
  const { symbol, decimals } = useCommunity();
  const words = (value: bigint) => `${formatAmount(value, decimals)} ${symbol}`;
  // For drawing alone, where a rounded number does.
  const drawn = ({ value }: Amount) => Number(BigInt(value) / 10n ** BigInt(Math.max(0, decimals - 4))) / 1e4;
  const issued = sum(economy.days.map((day) => day.issued));
  const burned = sum(economy.days.map((day) => day.burned));
  const sink = issued === 0n ? null : Number((burned * 10_000n) / issued);
  const { days, tiers } = economy;
  const on = (each: (typeof days)[number], amount: Amount, said: string) => ({
    ...{ day: each.day, value: drawn(amount) },
    words: `${words(BigInt(amount.value))}${said}`,
  });
  const earning = economy.byActivity.filter(({ amount }) => BigInt(amount.value) > 0n);
  const spending = economy.byCategory.map((each) => ({
    ...each,
    size: BigInt(each.amount.value.replace('-', '')),
  }));
  return (
    <div className="grid gap-4 lg:grid-cols-6">
      <div className="grid grid-cols-2 gap-4 lg:col-span-6 lg:grid-cols-4">
        <Stat name="Circulating" value={<Money amount={economy.circulating} />}>
          of <Money amount={economy.supply} /> in all
        </Stat>
        <Stat name="Members" value={economy.members.toLocaleString()}>
          {economy.activeEarners.day.toLocaleString()} earned today, {economy.activeEarners.week.toLocaleString()} this
          week
        </Stat>
        <Stat
          name="Inflation"
          value={issued - burned >= BigInt(economy.circulating.value) ? '–' : percent(economy.inflationBps)}
        >
          over {span}: what was issued less what was burned
        </Stat>
        <Stat name="Sink ratio" value={sink === null ? '–' : percent(sink)}>
          {sink === null ? `nothing was issued in ${span}` : `burned of what was issued, over ${span}`}
        </Stat>
        <Stat name="Issued" value={<Money amount={issued} />}>
          <Money amount={economy.issuedPerMemberAndDay} /> a member and day
        </Stat>
        <Stat name="Burned" value={<Money amount={burned} />}>
          by buying, and by staff
        </Stat>
        <Stat name="Gifts" value={<Money amount={economy.giftVolume} />}>
          from member to member
        </Stat>
        <Stat name="Median balance" value={<Money amount={economy.medianBalance} />}>
          average <Money amount={economy.averageBalance} /> of {economy.holders.toLocaleString()} who hold some
        </Stat>
      </div>
      {days.length === 0 ? (
        <p className={`${cardClass} text-center text-muted lg:col-span-6`}>
          Nothing moved in {span}: choose a longer time.
        </p>
      ) : (
        <>
          <section aria-label="Supply" className={`${cardClass} lg:col-span-3`}>
            <LineChart
              title="Supply"
              text={`${words(BigInt(days.at(-1)!.supply.value))} now.`}
              points={days.map((day) => on(day, day.supply, ''))}
            />
          </section>
          <section aria-label="Issued and burned" className={`${cardClass} lg:col-span-3`}>
            <BarChart
              title="Issued and burned"
              text={`${words(issued)} issued (above the line), ${words(burned)} burned (below).`}
              points={days.map((day) => on(day, day.issued, ' issued'))}
              below={days.map((day) => on(day, day.burned, ' burned'))}
            />
          </section>
          <section aria-label="Active members" className={`${cardClass} lg:col-span-3`}>
            <BarChart
              title="Active members"
              text={`Members who earned, by day; ${sumOf(days.map(({ joined }) => joined)).toLocaleString()} came new in ${span}.`}
              points={days.map((day) => ({
                ...{ day: day.day, value: day.activeEarners },
                words: `${day.activeEarners.toLocaleString()} earned, ${day.joined.toLocaleString()} new`,
              }))}
            />
          </section>
        </>
      )}
      <section aria-label="Tiers" className={`${cardClass} lg:col-span-3`}>
        <PartBars
          title="Tiers"
          text={`${economy.members.toLocaleString()} members by what they have reached.`}
          parts={tiers.map((count, tier) => ({
            ...{ name: TIERS[tier] ?? '', value: count },
            words: `${count.toLocaleString()} (${percent(economy.members === 0 ? 0 : Math.round((count * 10_000) / economy.members))})`,
          }))}
        />
      </section>
      <section aria-label="What earns" className={`${cardClass} lg:col-span-3`}>
        <PartBars
          title="What earns"
          text={earning.length === 0 ? `Nobody earned in ${span}.` : `By activity, over ${span}.`}
          parts={earning.map(({ name, amount, count }) => ({
            ...{ name: kindName(name), value: drawn(amount) },
            words: `${words(BigInt(amount.value))}, ${count.toLocaleString()} times`,
          }))}
        />
      </section>
      <section aria-label="What is bought" className={`${cardClass} lg:col-span-3`}>
        <PartBars
          title="What is bought"
          text={spending.length === 0 ? `Nobody bought anything in ${span}.` : `By category of the shop, over ${span}.`}
          parts={spending.map(({ name, size, count }) => ({
            ...{ name: kindName(name), value: drawn({ value: `${size}` }) },
            words: `${words(size)}, ${count.toLocaleString()} times`,
          }))}
        />
      </section>
    </div>
  );
}

const sumOf = (numbers: number[]) => numbers.reduce((total, each) => total + each, 0);

const Stat = ({ name, value, children }: { name: string; value: ReactNode; children: ReactNode }) => (
  <section aria-label={name} className="min-w-0 rounded-2xl border border-line bg-raised p-4">
    <p className="text-sm text-muted">{name}</p>
    <p className="mt-1 truncate text-xl font-bold tracking-tight tabular-nums sm:text-2xl">{value}</p>
    <p className="mt-1 text-xs text-muted">{children}</p>
  </section>
);
