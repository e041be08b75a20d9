import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useId } from 'react';
import { cx } from '../../lib/cx.ts';
import { locale } from '../../lib/language.ts';
import { once } from '../../lib/once.ts';

const [WIDTH, HEIGHT] = [600, 160];

/** A day's figure, as a number for drawing and in words for reading. */
export type Point = {
  day: string;
  /** Null where there is nothing to draw yet. */
  value: number | null;
  words: string;
  /** What a forecast has for the day; null where it has nothing. */
  foreseen?: number | null;
};

const dayFormat = once(() => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }));
const dayOf = (day: string) => dayFormat().format(new Date(`${day}T00:00:00Z`));

type ChartProps = { title: string; text: string; points: Point[]; className?: string };

/** A line over its area; every figure stands in the table below it, too. */
export function LineChart({ title, text, points, className }: ChartProps) {
  const values = points.flatMap(({ value, foreseen }) => [value, foreseen].filter((each) => each != null));
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const base = low === high ? 0 : low - (high - low) * 0.1;
  const span = high - base || 1;
  const atValue = (value: number, place: number) =>
    `${((place / Math.max(1, points.length - 1)) * WIDTH).toFixed(1)} ${(HEIGHT - 8 - ((value - base) / span) * (HEIGHT - 20)).toFixed(1)}`;
  const drawn = points.flatMap(({ value }, place) => (value === null ? [] : [atValue(value, place)]));
  const [only] = drawn;
  // A single day goes all along; the first of several is a dot.
  const line =
    only && drawn.length === 1 ? [only, points.length === 1 ? `${WIDTH} ${only.split(' ')[1]}` : only] : drawn;
  const [begin, end] = [line[0]?.split(' ')[0], line.at(-1)?.split(' ')[0]];
  const gradient = useId();
  return (
    <Chart {...{ title, text, points, className }}>
      <defs>
        <linearGradient id={gradient} x1="0" y1="0" x2="0" y2="1">
          <stop offset="0" stopColor="var(--accent)" stopOpacity="0.3" />
          <stop offset="1" stopColor="var(--accent)" stopOpacity="0" />
        </linearGradient>
      </defs>
      {line.length > 0 && (
        <>
          <path d={`M${line.join('L')}L${end} ${HEIGHT}L${begin} ${HEIGHT}Z`} fill={`url(#${gradient})`} />
          <path
            d={`M${line.join('L')}`}
            fill="none"
            stroke="var(--accent)"
            strokeWidth="2.5"
            strokeLinejoin="round"
            strokeLinecap="round"
            vectorEffect="non-scaling-stroke"
          />
        </>
      )}
      <ForeseenLine points={points} at={atValue} />
    </Chart>
  );
}

/** Dashed, over what happened. */
function ForeseenLine({ points, at }: { points: Point[]; at: (value: number, place: number) => string }) {
  const line = points.flatMap(({ foreseen }, place) => (foreseen == null ? [] : [at(foreseen, place)]));
  if (line.length === 0) return null;
  return (
    <path
      data-part="forecast"
      d={`M${(line.length === 1 ? [line[0], line[0]] : line).join('L')}`}
      fill="none"
      stroke="var(--ink)"
      strokeWidth="1.5"
      strokeDasharray="5 4"
      strokeLinecap="round"
      vectorEffect="non-scaling-stroke"
    />
  );
}

/** A bar a day; with `below`, a second one under the line. */
export function BarChart({ title, text, points, below, className }: ChartProps & { below?: Point[] }) {
  const most = (some: Point[]) =>
    Math.max(0, ...some.map(({ value, foreseen }) => Math.max(value ?? 0, foreseen ?? 0)));
  const [up, down] = [most(points), below ? most(below) : 0];
  const unit = (HEIGHT - 8) / (up + down || 1);
  const zero = 4 + up * unit;
  const step = WIDTH / Math.max(1, points.length);
  const thick = Math.min(step * 0.7, 48);
  const bar = (value: number | null, place: number, isBelow: boolean) => {
    const size = value !== null && value > 0 ? Math.max(2, value * unit) : 0;
    return (
      <rect
        key={`${place}${isBelow}`}
        x={place * step + (step - thick) / 2}
        y={isBelow ? zero + 1 : zero - size}
        width={thick}
        height={size}
        rx={Math.min(4, thick / 4)}
        fill={isBelow ? 'var(--gold)' : 'var(--accent)'}
      />
    );
  };
  const all = below
    ? points.map((point, i) => ({ ...point, words: `${point.words}; ${below[i]?.words ?? ''}` }))
    : points;
  return (
    <Chart {...{ title, text, points: all, className }}>
      {points.map(({ value }, place) => bar(value, place, false))}
      {below?.map(({ value }, place) => bar(value, place, true))}
      <path d={`M0 ${zero}H${WIDTH}`} stroke="var(--line)" vectorEffect="non-scaling-stroke" />
      <ForeseenLine points={points} at={(value, place) => `${(place + 0.5) * step} ${zero - value * unit}`} />
      {below && (
        <ForeseenLine points={below} at={(value, place) => `${(place + 0.5) * step} ${zero + 1 + value * unit}`} />
      )}
    </Chart>
  );
}

function Chart({ title, text, points, className, children }: ChartProps & { children: React.ReactNode }) {
  const [first, last] = [points[0], points.at(-1)];
  return (
    <figure className={cx('flex flex-col', className)}>
      <figcaption>
        <span className="block font-semibold">{title}</span>
        <span className="block text-sm text-muted">{text}</span>
      </figcaption>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        className="mt-3 h-40 w-full"
        aria-hidden="true"
      >
        {children}
      </svg>
      {first && last && (
        <p className="mt-1 flex justify-between text-xs text-muted" aria-hidden>
          <span>{dayOf(first.day)}</span>
          {last !== first && <span>{dayOf(last.day)}</span>}
        </p>
      )}
      <details className="mt-1 text-sm">
        <summary className="flex min-h-9 w-fit cursor-pointer items-center text-xs text-muted underline underline-offset-4 pointer-coarse:min-h-11">
          <Trans>
            All figures
            <span className="sr-only"> of {title}</span>
          </Trans>
        </summary>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: who scrolls by keyboard must get in */}
        <section className="max-h-60 overflow-y-auto" tabIndex={0} aria-label={t`Figures of ${title}`}>
          <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 tabular-nums">
            {points.map(({ day, words }) => (
              <div key={day} className="contents">
                <dt className="text-muted">{dayOf(day)}</dt>
                <dd>{words}</dd>
              </div>
            ))}
          </dl>
        </section>
      </details>
    </figure>
  );
}

/** Parts side by side, the largest first, each with its words. */
export function PartBars({
  title,
  text,
  parts,
}: {
  title: string;
  text: string;
  parts: { name: string; value: number; words: string }[];
}) {
  const most = Math.max(1e-9, ...parts.map(({ value }) => value));
  return (
    <figure>
      <figcaption>
        <span className="block font-semibold">{title}</span>
        <span className="block text-sm text-muted">{text}</span>
      </figcaption>
      <ul className="mt-4 flex flex-col gap-3 text-sm">
        {parts.map(({ name, value, words }) => (
          <li key={name}>
            <div className="flex justify-between gap-3">
              <span className="truncate">{name}</span>
              <span className="shrink-0 text-muted tabular-nums">{words}</span>
            </div>
            <div aria-hidden className="mt-1 h-2 overflow-hidden rounded-full bg-field">
              <div
                className="h-full rounded-full bg-accent"
                style={{ width: `${Math.max(value > 0 ? 1.5 : 0, (value / most) * 100)}%` }}
              />
            </div>
          </li>
        ))}
      </ul>
    </figure>
  );
}
