import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useState } from 'react';
import { Link } from 'react-router';
import { buttonClass } from '../../../components/button.tsx';
import { cardClass, PageTitle } from '../../../components/page-title.tsx';
import { Empty } from '../../../components/states.tsx';
import { useToken } from '../../../lib/api.ts';
import { Loaded } from '../loaded.tsx';
import { useMay } from '../role.ts';
import { isOff, isUnset, type Simulation, useFigures, useSimulation } from '../use-simulation.ts';
import { Result } from './result.tsx';
import { Running } from './running.tsx';
import { Start, USUAL } from './start.tsx';

/** Lives the community's year before its members do, and says what to change. */
export function SimulatorPage() {
  const simulation = useSimulation();
  const figures = useFigures();
  return (
    <>
      <PageTitle title={t`Simulator`} />
      {isOff(simulation.error) ? (
        <section aria-label={t`Simulator`} className={cardClass}>
          <Empty title={t`Forecasts are turned off here`}>{simulation.error?.message}</Empty>
        </section>
      ) : isUnset(figures.error) ? (
        <Unset />
      ) : (
        <Loaded what={t`the forecast`} query={simulation}>
          {(found) => (
            <Loaded what={t`the figures`} query={figures}>
              {({ mark, preset }) => <Simulator found={found} mark={mark} figures={preset} />}
            </Loaded>
          )}
        </Loaded>
      )}
    </>
  );
}

function Unset() {
  const token = useToken();
  return (
    <section aria-label={t`Simulator`} className={cardClass}>
      <Empty title={t`There is nothing to foresee yet`}>
        <p className="mb-4">
          <Trans>A forecast rests on what members earn and how much of it: set caps, rates and gifts first.</Trans>
        </p>
        <Link to={`/c/${token}/admin/configuration?part=caps`} className={buttonClass('accent')}>
          <Trans>To the configuration</Trans>
        </Link>
      </Empty>
    </section>
  );
}

type Props = { found: Simulation; mark: string; figures: Record<string, unknown> };

function Simulator({ found, mark, figures }: Props) {
  const mayStart = useMay('admin');
  const [asked, ask] = useState(USUAL);
  const { state, report, members } = found;
  const running = state === 'running';
  return (
    <div className="flex flex-col gap-5">
      <p role="status" className="sr-only">
        {running ? t`A forecast is being made.` : state === 'done' ? t`The forecast is ready.` : ''}
      </p>
      {running ? (
        <Running found={found} />
      ) : mayStart ? (
        <Start found={found} figures={figures} asked={asked} onAsk={ask} />
      ) : (
        <p className="text-sm text-muted">
          <Trans>Forecasts are begun by the community’s admins; you see what comes of them.</Trans>
        </p>
      )}
      {report ? (
        <Result report={report} isOwn={report.figures === mark} />
      ) : (
        !running && (
          <section aria-label={t`Forecast`} className={cardClass}>
            <Empty title={t`No forecast was made yet`}>
              <Trans>
                {members} invented members of six kinds write, claim, buy and give through the contracts themselves. You
                see what each kind earns, how much there will be, and which figure to change where a target is missed.
              </Trans>
            </Empty>
          </section>
        )
      )}
    </div>
  );
}
