// A report's four charts as one SVG that stands alone.
import { NAMES } from './archetypes.ts';
import type { Report } from './report.ts';

type Line = { name: string; colour: string; values: readonly number[] };

const WIDTH = 440;
const HEIGHT = 220;
const LEFT = 56;
const BOTTOM = 44;
const TOP = 30;
const COLOURS = ['#7a7f87', '#2f7fb8', '#2e8b57', '#b8860b', '#8e44ad', '#c0392b'];
const TIER_COLOURS = ['#b07a4b', '#9aa3ad', '#d4a72c', '#5aa6c9'];

const short = (value: number) =>
  value.toLocaleString('en', { notation: 'compact', maximumSignificantDigits: 3 } satisfies Intl.NumberFormatOptions);
/** The next of 1, 2 or 5 times a power of ten. */
function ceiling(value: number) {
  const power = 10 ** Math.floor(Math.log10(Math.max(value, 1)));
  return [1, 2, 5, 10].map((step) => step * power).find((step) => step >= value)!;
}

/**
 * @param stacked each line stands on the one before, and the space between is filled
 * @param first week that the values begin with
 */
function panel(
  title: string,
  lines: readonly Line[],
  at: { x: number; y: number },
  stacked = false,
  first = 1,
): string {
  const sums = lines.map((_, upTo) =>
    lines[0]!.values.map((__, week) =>
      stacked
        ? lines.slice(0, upTo + 1).reduce((sum, { values }) => sum + values[week]!, 0)
        : lines[upTo]!.values[week]!,
    ),
  );
  const most = ceiling(Math.max(...sums.flat()));
  const weeks = lines[0]!.values.length;
  const x = (week: number) => LEFT + (week / Math.max(weeks - 1, 1)) * (WIDTH - LEFT - 16);
  const y = (value: number) => HEIGHT - BOTTOM - (value / most) * (HEIGHT - BOTTOM - TOP);
  const path = (values: readonly number[]) =>
    values.map((value, week) => `${x(week).toFixed(1)},${y(value).toFixed(1)}`);
  const grid = [0, 0.5, 1].map((part) => {
    const height = y(most * part).toFixed(1);
    return `<path d="M${LEFT} ${height}H${WIDTH - 16}" stroke="#e3e5e8"/><text x="${LEFT - 6}" y="${Number(height) + 4}" text-anchor="end">${short(most * part)}</text>`;
  });
  const drawn = sums.map((values, index) => {
    const { colour } = lines[index]!;
    if (!stacked)
      return `<polyline points="${path(values).join(' ')}" fill="none" stroke="${colour}" stroke-width="1.8"/>`;
    const floor = index === 0 ? values.map(() => 0) : sums[index - 1]!;
    return `<polygon points="${[...path(values), ...path(floor).reverse()].join(' ')}" fill="${colour}"/>`;
  });
  const step = (WIDTH - LEFT) / lines.length;
  const legend = lines.map(
    ({ name, colour }, index) =>
      `<rect x="${LEFT + index * step}" y="${HEIGHT - 12}" width="8" height="8" fill="${colour}"/><text x="${LEFT + 12 + index * step}" y="${HEIGHT - 4}">${name}</text>`,
  );
  const weeksTold = `<text x="${LEFT}" y="${HEIGHT - BOTTOM + 15}">week ${first}</text><text x="${WIDTH - 16}" y="${HEIGHT - BOTTOM + 15}" text-anchor="end">week ${first + weeks - 1}</text>`;
  return `<g transform="translate(${at.x} ${at.y})"><text x="${LEFT}" y="16" font-weight="600" font-size="13">${title}</text>${[...grid, ...drawn, weeksTold, ...legend].join('')}</g>`;
}

/** @returns an SVG document; colours and letters need nothing from outside */
export function chartOf({ preset, weeks, archetypes }: Report): string {
  const line = (name: string, colour: string, values: readonly number[]): Line => ({ name, colour, values });
  const earnings = NAMES.map((name, index) => line(name, COLOURS[index]!, archetypes[name].byWeek.slice(1)));
  const supply = [
    line(
      'supply',
      COLOURS[1]!,
      weeks.map(({ supply }) => supply),
    ),
  ];
  const flow = [
    line(
      'issued in a week',
      COLOURS[2]!,
      weeks.map(({ issued }) => issued),
    ),
    line(
      'spent in a week',
      COLOURS[5]!,
      weeks.map(({ burned }) => burned),
    ),
  ];
  const tiers = ['bronze', 'silver', 'gold', 'platinum'].map((name, tier) =>
    line(
      name,
      TIER_COLOURS[tier]!,
      weeks.map(({ tiers }) => tiers[tier]!),
    ),
  );
  const panels = [
    // Whoever joins in the first week has no whole week before the second.
    panel('Earned by a member in a week', earnings, { x: 0, y: 0 }, false, 2),
    panel('Tokens that exist', supply, { x: WIDTH, y: 0 }),
    panel('Issued and spent', flow, { x: 0, y: HEIGHT + 10 }),
    panel('Members by tier', tiers, { x: WIDTH, y: HEIGHT + 10 }, true),
  ];
  const size = `width="${2 * WIDTH}" height="${2 * HEIGHT + 10}" viewBox="0 0 ${2 * WIDTH} ${2 * HEIGHT + 10}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size} font-family="system-ui, sans-serif" font-size="11" fill="#2b2f36" role="img" aria-label="Forecast of ${preset}"><rect width="100%" height="100%" fill="#fff"/>${panels.join('')}</svg>\n`;
}
