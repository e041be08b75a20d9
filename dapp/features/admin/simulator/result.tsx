import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { cardClass } from '../../../components/page-title.tsx';
import { formatCount } from '../../../lib/amount.ts';
import { useCommunity } from '../../../lib/api.ts';
import { TIERS, tierName } from '../../../lib/tiers.ts';
import { PartBars } from '../charts.tsx';
import { Stat } from '../stat.tsx';
import type { Report } from '../use-simulation.ts';
import { Advice } from './advice.tsx';
import { Earners } from './earners.tsx';
import { Flow } from './flow.tsx';
import { Targets } from './targets.tsx';
import { figure, percent, times } from './words.ts';

/** @param isOwn whether it was made for the community's figures as they are now */
export function Result({ report, isOwn }: { report: Report; isOwn: boolean }) {
  const { symbol } = useCommunity();
  const { members, days, lately, archetypes, verdicts, advice } = report;
  const { farmer, average } = archetypes;
  const last = report.weeks.at(-1);
  const [people, time] = [formatCount(members), formatCount(days)];
  return (
    <div className="flex flex-col gap-5">
      <div>
        <h2 className="text-lg font-bold tracking-tight">
          <Trans>
            {people} members for {time} days
          </Trans>
        </h2>
        <p className="text-sm text-muted">
          {isOwn
            ? t`Made for the community’s figures as they are: the overview draws it beside what happens.`
            : t`Made for other figures than the community’s: the overview does not draw it.`}
        </p>
      </div>
      <Targets verdicts={verdicts} />
      <Advice advice={advice} missed={verdicts.some(({ met }) => !met)} />
      <div className="grid grid-cols-2 gap-4 lg:grid-cols-4">
        <Stat name={t`Supply in the end`} value={<Tokens amount={report.supply} symbol={symbol} />}>
          <Trans>
            {figure(report.issued)} issued, {figure(report.burned)} spent again
          </Trans>
        </Stat>
        <Stat name={t`Inflation a week`} value={percent(lately.inflationPerWeek)}>
          <Trans>by so much the supply grew in the last {lately.weeks} weeks</Trans>
        </Stat>
        <Stat name={t`Sink ratio`} value={percent(lately.sinkRatio)}>
          <Trans>
            of what was issued in the last {lately.weeks} weeks; {percent(report.sinkRatio)} over all
          </Trans>
        </Stat>
        <Stat name={t`What farmers gain`} value={times(farmer.weekly / Math.max(average.weekly, 1))}>
          <Trans>what an average member earns, and {percent(farmer.shareOfIssued)} of all that was issued</Trans>
        </Stat>
      </div>
      <Earners archetypes={archetypes} />
      <Flow report={report} />
      {last && (
        <section aria-label={t`Tiers`} className={cardClass}>
          <PartBars
            title={t`Tiers`}
            text={t`Members by what they have reached in the end.`}
            parts={last.tiers.map((count, tier) => ({
              ...{ name: tierName(TIERS[tier]!), value: count },
              words: `${formatCount(count)} (${percent(count / Math.max(1, last.members))})`,
            }))}
          />
        </section>
      )}
    </div>
  );
}

const Tokens = ({ amount, symbol }: { amount: number; symbol: string }) => (
  <>
    {figure(amount)} <span className="text-[0.8em] font-normal text-muted">{symbol}</span>
  </>
);
