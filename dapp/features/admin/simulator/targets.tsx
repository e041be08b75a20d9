import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { CircleCheck, TriangleAlert } from 'lucide-react';
import { cardClass } from '../../../components/page-title.tsx';
import { useCommunity } from '../../../lib/api.ts';
import { cx } from '../../../lib/cx.ts';
import { came, targetName, type Verdict, wanted } from './words.ts';

/** What the community's economy shall be like, the missed first. */
export function Targets({ verdicts }: { verdicts: readonly Verdict[] }) {
  const { symbol } = useCommunity();
  const missed = verdicts.filter(({ met }) => !met);
  const ordered = [...missed, ...verdicts.filter(({ met }) => met)];
  return (
    <section aria-label={t`Targets`} className={cardClass}>
      <h3 className="font-semibold">
        <Trans>Targets</Trans>
      </h3>
      <p className="text-sm text-muted">
        {missed.length === 0
          ? t`All are met. Amounts in ${symbol}.`
          : plural(missed.length, {
              one: `# of ${verdicts.length} is missed. Amounts in ${symbol}.`,
              other: `# of ${verdicts.length} are missed. Amounts in ${symbol}.`,
            })}
      </p>
      <ul className="mt-2 divide-y divide-line text-sm">
        {ordered.map((verdict) => (
          <li key={verdict.code} className="flex gap-3 py-2.5">
            {verdict.met ? (
              <CircleCheck className="mt-0.5 size-4 shrink-0 text-accent" aria-hidden />
            ) : (
              <TriangleAlert className="mt-0.5 size-4 shrink-0 text-gold" aria-hidden />
            )}
            <div className="flex min-w-0 flex-1 flex-wrap gap-x-4 sm:grid sm:grid-cols-[minmax(0,1fr)_8rem_9rem_4.5rem]">
              <p className="basis-full font-medium">{targetName(verdict)}</p>
              <p className="tabular-nums">{came(verdict)}</p>
              <p className="text-muted tabular-nums">
                <span className="sm:sr-only">
                  <Trans>wanted:</Trans>{' '}
                </span>
                {wanted(verdict)}
              </p>
              <p className={cx('font-medium', verdict.met ? 'text-accent' : 'text-gold')}>
                {verdict.met ? t`met` : t`missed`}
              </p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
