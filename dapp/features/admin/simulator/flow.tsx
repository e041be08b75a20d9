import { t } from '@lingui/core/macro';
import { useQuery } from '@tanstack/react-query';
import { cardClass } from '../../../components/page-title.tsx';
import { get, useCommunity, useToken } from '../../../lib/api.ts';
import { BarChart, LineChart, type Point } from '../charts.tsx';
import { DAY_MS, foreseenBy, WEEK, weekOf } from '../forecast.ts';
import type { Report } from '../use-simulation.ts';
import { figure } from './words.ts';

type Sums = { issued: number; burned: number; supply: number };

/** A forecast is of a community's first year. */
const YEAR = 52;

/** What happened, by weeks of the community's life, as numbers for drawing; null where it is older than a forecast reaches. */
function useHistory() {
  const { decimals } = useCommunity();
  const token = useToken();
  const { data } = useQuery({
    queryKey: ['staff', token, 'entry', 'economy', '365'],
    queryFn: ({ signal }) => get(`/api/economy?community=${token}&days=365`, signal),
  });
  if (!data?.begunOn) return null;
  const { begunOn, members } = data;
  const tokens = ({ value }: { value: string }) => Number(value) / 10 ** decimals;
  const weeks: Sums[] = [];
  const begun = Date.parse(begunOn);
  const lived = weekOf(begun, Date.now()) + 1;
  if (lived > YEAR) return null;
  let supply = 0;
  for (let week = 0; week < lived; week++) {
    const inIt = data.days.filter(({ day }) => weekOf(begun, Date.parse(day)) === week);
    supply = inIt.length > 0 ? tokens(inIt.at(-1)!.supply) : supply;
    const sum = (part: 'issued' | 'burned') => inIt.reduce((all, day) => all + tokens(day[part]), 0);
    weeks.push({ issued: sum('issued'), burned: sum('burned'), supply });
  }
  return { begunOn, members, weeks };
}

/** Supply, and what is issued and spent each week; dashed over what happened, where there is something. */
export function Flow({ report }: { report: Report }) {
  const { symbol } = useCommunity();
  const history = useHistory();
  const today = Date.now();
  const begun = history ? Date.parse(history.begunOn) : today;
  const reaches = history && foreseenBy(report, history, today);
  const points = (part: keyof Sums): Point[] =>
    report.weeks.map((week, place) => {
      const day = new Date(begun + ((place + 1) * WEEK - 1) * DAY_MS).toISOString().slice(0, 10);
      const expected = reaches?.(day)?.[part];
      const foreseen = expected === undefined ? week[part] : part === 'supply' ? expected : expected * WEEK;
      const forecast = `${figure(foreseen)} ${symbol}`;
      if (!history) return { day, value: foreseen, words: forecast };
      const value = history.weeks[place]?.[part] ?? null;
      if (value === null) return { day, value, foreseen, words: t`forecast ${forecast}` };
      const happened = `${figure(value)} ${symbol}`;
      return { day, value, foreseen, words: t`${happened}, forecast ${forecast}` };
    });
  const overlay = history
    ? t`Dashed the forecast, drawn to as many members as there are now; solid what happened.`
    : t`As if the community began today.`;
  const said = (named: Point[], say: (amount: string) => string) =>
    named.map((point) => ({ ...point, words: say(point.words) }));
  return (
    <div className="grid gap-4 lg:grid-cols-2">
      <section aria-label={t`Supply`} className={cardClass}>
        <LineChart title={t`Supply`} text={overlay} points={points('supply')} />
      </section>
      <section aria-label={t`Issued and spent`} className={cardClass}>
        <BarChart
          title={t`Issued and spent`}
          text={t`By week: issued above the line, spent again below.`}
          points={said(points('issued'), (amount) => t`issued: ${amount}`)}
          below={said(points('burned'), (amount) => t`spent: ${amount}`)}
        />
      </section>
    </div>
  );
}
