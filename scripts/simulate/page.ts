// A simulation's report as a person reads it.

import type { Advice } from './advice.ts';
import { ARCHETYPES, type Archetype, NAMES } from './archetypes.ts';
import type { Report } from './report.ts';
import type { Verdict } from './targets.ts';

const show = (value: number) => value.toLocaleString('en', { maximumFractionDigits: value < 10 ? 2 : 0 });
const percent = (value: number) => `${(value * 100).toLocaleString('en', { maximumFractionDigits: 1 })} %`;
const row = (cells: readonly (string | number)[]) =>
  `| ${cells.map((cell) => (typeof cell === 'number' ? show(cell) : cell)).join(' | ')} |`;
const table = (head: readonly string[], rows: readonly (readonly (string | number)[])[]) =>
  [row(head), row(head.map((_, index) => (index === 0 ? '---' : '---:'))), ...rows.map(row)].join('\n');

function range({ from, to }: Verdict) {
  if (from === 0) return `at most ${show(to)}`;
  return Number.isFinite(to) ? `${show(from)}–${show(to)}` : `at least ${show(from)}`;
}
const came = ({ value }: Verdict) => (value === null ? 'never' : show(value));

/** A sentence for each target that was missed. */
export const warningsOf = (verdicts: readonly Verdict[]) =>
  verdicts
    .filter(({ met }) => !met)
    .map((verdict) => `${verdict.target}: ${came(verdict)} ${verdict.unit}, wanted ${range(verdict)}.`);

/** What a change did to the targets that it moved. */
function effectOf({ before, after }: Advice) {
  const moved = before.flatMap((verdict, index) => {
    const then = after[index]!;
    return verdict.met && then.met
      ? []
      : [`${verdict.target} ${came(then)} ${verdict.unit} instead of ${came(verdict)}`];
  });
  return moved.join('; ');
}

/** One line for each change. A list of prices is told by its first one. */
export const adviceLines = (advice: readonly Advice[]) =>
  advice.map((one) => {
    const brief = (text: string) => (text.length > 40 ? `${text.slice(0, text.indexOf(',', 12))}, …]` : text);
    return `\`${one.figure}\`: ${brief(one.from)} → ${brief(one.to)} (${effectOf(one)})`;
  });

const habit = ({ does, presence, claims, buys, gives, gift }: Archetype) => [
  percent(presence),
  Object.entries(does)
    .map(([name, often]) => `${name} ${often}`)
    .join(', '),
  percent(claims),
  percent(buys),
  gift === 'ring' ? 'as much as it may, in a ring' : `${percent(gives)}, ${gift.join('–')}`,
];

/**
 * @param advice null where it was not looked for
 * @param command that makes the page again
 */
export function pageOf(
  report: Report,
  verdicts: readonly Verdict[],
  advice: readonly Advice[] | null,
  command: string,
): string {
  const { preset, members, days, seed, archetypes, lately, weeks } = report;
  const shown = [...new Set([1, 2, 4, 8, 13, 26, 39, weeks.length])].filter((week) => week <= weeks.length);
  const earning = shown.filter((week) => week > 1);
  const missed = warningsOf(verdicts);
  return `# Forecast: \`${preset}\`

${members} members for ${days} days (${show(report.memberDays)} member-days, seed ${seed}), acting through the contracts themselves on a
chain in the process. Written by \`${command}\`; the same command writes the same page. Figures in whole tokens.

![Earnings, supply, flow and tiers by week](${preset.replace(':', '-')}.svg)

## Targets

${table(
  ['', 'came to', '', 'wanted', ''],
  verdicts.map((verdict) => [
    verdict.target,
    came(verdict),
    verdict.unit,
    range(verdict),
    verdict.met ? 'met' : '**missed**',
  ]),
)}

${missed.length === 0 ? 'All are met.' : `**${missed.length} of ${verdicts.length} are missed.** ${advice ? adviceOf(advice) : ''}`}

## Who earns what

Earned in a whole week, gifts from others left out; days until half of them had reached a tier.

${table(
  [
    '',
    'members',
    'a week',
    ...earning.map((week) => `week ${week}`),
    'silver',
    'gold',
    'platinum',
    'balance (median)',
    'of all issued',
  ],
  NAMES.map((name) => {
    const { members: count, weekly, byWeek, daysTo, medianBalance, shareOfIssued } = archetypes[name];
    const reached = ['silver', 'gold', 'platinum'].map((tier) => daysTo[tier] ?? '–');
    return [
      name,
      count,
      weekly,
      ...earning.map((week) => byWeek[week - 1]!),
      ...reached,
      medianBalance,
      percent(shareOfIssued),
    ];
  }),
)}

What farmers gain: ${show(archetypes.farmer.weekly)} tokens a week each, ${show(archetypes.farmer.weekly / Math.max(archetypes.average.weekly, 1))} times what an average member earns; ${percent(archetypes.farmer.shareOfIssued)} of all that was issued.

## Supply

${table(
  ['', ...shown.map((week) => `week ${week}`)],
  [
    ['issued in it', ...shown.map((week) => weeks[week - 1]!.issued)],
    ['spent in it', ...shown.map((week) => weeks[week - 1]!.burned)],
    ['supply', ...shown.map((week) => weeks[week - 1]!.supply)],
    ['median balance', ...shown.map((week) => weeks[week - 1]!.median)],
    ...['bronze', 'silver', 'gold', 'platinum'].map((tier, index) => [
      tier,
      ...shown.map((week) => weeks[week - 1]!.tiers[index]!),
    ]),
  ],
)}

Issued ${show(report.issued)}, burned ${show(report.burned)}, supply ${show(report.supply)}. In the last ${lately.weeks} weeks ${percent(lately.sinkRatio)} of what was issued
was spent again, and the supply grew by ${percent(lately.inflationPerWeek)} a week; ${show(lately.keptPerMemberAndWeek)} tokens a member and week stayed, after ${show(lately.keptBefore)} in the
weeks before.

${table(['issued for', 'tokens'], Object.entries(report.issuedBy))}

${table(
  ['sold', 'units', 'tokens'],
  Object.entries(report.sold).map(([key, { units, amount }]) => [key, units, amount]),
)}

Refused by the contracts: ${
    Object.keys(report.refused).length === 0
      ? 'nothing'
      : Object.entries(report.refused)
          .map(([name, count]) => `\`${name}\` ${show(count)} times`)
          .join(', ')
  }.

## Who they are

${table(
  ['', 'of all', 'there on a day', 'does then', 'claims daily', 'buys', 'gives'],
  NAMES.map((name) => [name, percent(ARCHETYPES[name].share / 100), ...habit(ARCHETYPES[name])]),
)}

Activity below one is a chance, the rest lies between half and one and a half of the figure. Half of the members join in the
first week, the others within a quarter of the time. Tasks, trades and clans move tokens between members and issue none; they
are left out.
`;
}

const adviceOf = (advice: readonly Advice[]) =>
  advice.length === 0
    ? 'No single change of those tried brings the community nearer to them.'
    : `Changes that helped, each tried on top of those before it for six weeks with forty members:

${adviceLines(advice)
  .map((line) => `- ${line}`)
  .join('\n')}`;
