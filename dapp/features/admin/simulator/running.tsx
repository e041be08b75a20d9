import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { cardClass } from '../../../components/page-title.tsx';
import { formatCount } from '../../../lib/amount.ts';
import { useToken } from '../../../lib/api.ts';
import { useMay } from '../role.ts';
import type { Simulation } from '../use-simulation.ts';
import { useWrite, wish } from '../use-write.ts';
import { WriteButton } from '../write-button.tsx';

/** Above it in minutes. */
const LONG_S = 90;

const leftWords = (seconds: number) =>
  seconds > LONG_S
    ? plural(Math.ceil(seconds / 60), { one: 'about # minute left', other: 'about # minutes left' })
    : plural(seconds, { one: 'about # second left', other: 'about # seconds left' });

/** How far it is; it goes on when the page is left. */
export function Running({ found }: { found: Simulation }) {
  const token = useToken();
  const mayCancel = useMay('admin');
  const writing = useWrite();
  const { part, done, of, secondsLeft, members, days } = found;
  const [at, end, people] = [formatCount(done), formatCount(of), formatCount(members)];
  const share = of === 0 ? 0 : Math.min(100, (100 * done) / of);
  const isLife = part === 'life';
  const doing = isLife ? t`Day ${at} of ${end} is lived` : t`${at} of at most ${end} changes are tried`;
  return (
    <section aria-label={t`In the making`} className={cardClass}>
      <h2 className="font-semibold">
        {isLife ? (
          <Trans>
            {people} members live {formatCount(days)} days
          </Trans>
        ) : (
          <Trans>Looking for figures that do better</Trans>
        )}
      </h2>
      <div
        role="progressbar"
        aria-label={isLife ? t`Days lived` : t`Changes tried`}
        aria-valuenow={Math.floor(share)}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuetext={doing}
        className="mt-3 h-2.5 overflow-hidden rounded-full bg-field"
      >
        <div className="h-full rounded-full bg-accent motion-safe:transition-[width]" style={{ width: `${share}%` }} />
      </div>
      <p className="mt-2 flex flex-wrap justify-between gap-x-4 text-sm text-muted tabular-nums">
        <span>{doing}</span>
        {secondsLeft !== null && <span>{leftWords(secondsLeft)}</span>}
      </p>
      <p className="mt-3 mb-3 text-sm text-muted">
        {isLife ? (
          <Trans>
            Where a target is missed, figures are varied afterwards to find what helps. You may leave this page: it goes
            on.
          </Trans>
        ) : (
          <Trans>
            One figure is varied at a time, and six weeks are lived with each. You may leave this page: it goes on.
          </Trans>
        )}
      </p>
      {mayCancel && (
        <WriteButton
          writing={writing}
          variant="secondary"
          wish={wish(t`Cancelled`, 'DELETE', `/api/${token}/simulation`)}
        >
          <Trans>Cancel</Trans>
        </WriteButton>
      )}
    </section>
  );
}
