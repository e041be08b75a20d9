import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Link } from 'react-router';
import { buttonClass } from '../../../components/button.tsx';
import { cardClass } from '../../../components/page-title.tsx';
import { formatCount } from '../../../lib/amount.ts';
import { useToken } from '../../../lib/api.ts';
import type { useForecast } from '../forecast.ts';

/** Which forecast the charts show; where there is none for the community's figures, the way to one. */
export function ForecastCard({ found }: { found: ReturnType<typeof useForecast> }) {
  const token = useToken();
  if (found === undefined) return null;
  return (
    <section
      aria-label={t`Forecast`}
      className={`${cardClass} flex flex-wrap items-center justify-between gap-4 lg:col-span-6`}
    >
      <div className="min-w-0 flex-1 basis-60">
        <h2 className="font-semibold">
          <Trans>Forecast</Trans>
        </h2>
        <p className="mt-1 text-sm text-muted">{found ? <Drawn {...found} /> : <None />}</p>
      </div>
      <Link to={`/c/${token}/admin/simulator`} className={buttonClass(found ? 'secondary' : 'accent')}>
        <Trans>To the simulator</Trans>
      </Link>
    </section>
  );
}

function Drawn({ forecast, preset }: NonNullable<ReturnType<typeof useForecast>>) {
  const [people, time] = [formatCount(forecast.members), formatCount(forecast.days)];
  return preset === null ? (
    <Trans>
      The dashed lines are this community’s own forecast: {people} members for {time} days under exactly these figures,
      drawn to as many members as there are now.
    </Trans>
  ) : (
    <Trans>
      The dashed lines are the simulator’s “{preset}”: {people} members for {time} days under exactly these figures,
      drawn to as many members as there are now.
    </Trans>
  );
}

const None = () => (
  <Trans>No forecast was made for these figures yet: the simulator lives a year under them in some minutes.</Trans>
);
