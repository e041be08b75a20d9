import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { cardClass } from '../../../components/page-title.tsx';
import type { Report } from '../use-simulation.ts';
import { came, targetName } from './words.ts';

type Tip = NonNullable<Report['advice']>[number];

/** Which figures to change. @param missed whether there is anything to mend */
export function Advice({ advice, missed }: { advice: Report['advice']; missed: boolean }) {
  if (!missed || advice === null) return null;
  return (
    <section aria-label={t`What to change`} className={cardClass}>
      <h3 className="font-semibold">
        <Trans>What to change</Trans>
      </h3>
      <p className="text-sm text-muted">
        {advice.length === 0 ? (
          <Trans>No single change of those tried brings the community nearer to its targets.</Trans>
        ) : (
          <Trans>
            Changes that helped, each tried on top of those before it for six weeks with forty members. The names are
            those of the file with the figures.
          </Trans>
        )}
      </p>
      {advice.length > 0 && (
        <ol className="mt-2 divide-y divide-line">
          {advice.map((tip) => (
            <li key={tip.figure} className="py-3">
              <p className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
                <code className="font-mono text-sm font-semibold break-all">{tip.figure}</code>
                <span className="text-sm tabular-nums">
                  <span className="text-muted">{brief(tip.from)}</span>
                  <span aria-hidden> → </span>
                  <span className="sr-only"> {t`becomes`} </span>
                  <span className="font-semibold">{brief(tip.to)}</span>
                </span>
              </p>
              <ul className="mt-1 text-sm text-muted">
                {effects(tip).map(({ name, now, before }) => (
                  <li key={name}>
                    <Trans>
                      {name}: {now} instead of {before}
                    </Trans>
                  </li>
                ))}
              </ul>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

/** A list of prices is told by its first ones. */
const brief = (text: string) => (text.length > 40 ? `${text.slice(0, text.indexOf(',', 12))}, …]` : text);

/** What a change did to the targets that are missed before it or after. */
const effects = ({ before, after }: Tip) =>
  before.flatMap((verdict, place) => {
    const changed = after[place];
    if (!changed || (verdict.met && changed.met) || came(verdict) === came(changed)) return [];
    return [{ name: targetName(verdict), now: came(changed), before: came(verdict) }];
  });
