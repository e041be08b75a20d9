/** A simulation's targets and kinds of members, in the reader's words. */
import { i18n, type MessageDescriptor } from '@lingui/core';
import { msg, plural, t } from '@lingui/core/macro';
import { formatCount } from '../../../lib/amount.ts';
import type { Report } from '../use-simulation.ts';
import { kindName } from '../words.ts';

export type Verdict = Report['verdicts'][number];
type Archetype = keyof Report['archetypes'];

/** Two digits that count below ten, none behind the point above. */
export const figure = (value: number) => formatCount(value < 10 ? Math.round(value * 100) / 100 : Math.round(value));
export const percent = (share: number) => `${formatCount(Math.round(share * 1000) / 10)} %`;

const days = (value: number) => plural(value, { one: '# day', other: '# days' });
const weeks = (value: number) => t`${figure(value)} weeks`;
const tokens = (value: number) => figure(value);
export const times = (value: number) => `${figure(value)} ×`;

type Target = { name: MessageDescriptor; say: (value: number) => string };
const TARGETS: Record<string, Target> = {
  averageWeekly: { name: msg`What an average member earns a week`, say: tokens },
  powerWeekly: { name: msg`What a power member earns a week`, say: tokens },
  farmerWeekly: { name: msg`What a farmer earns a week`, say: tokens },
  averageGold: { name: msg`When an average member is gold`, say: days },
  averagePlatinum: { name: msg`When an average member is platinum`, say: days },
  sinkRatio: { name: msg`How much of what is issued is spent again`, say: percent },
  spiral: { name: msg`How fast tokens pile up, beside the quarter before`, say: times },
  cosmeticItem: { name: msg`How long an average member earns for a cosmetic item`, say: weeks },
  functionalItem: { name: msg`How long an average member earns for a functional item`, say: weeks },
  premiumItem: { name: msg`How long an average member earns for a premium item`, say: weeks },
};
const targetOf = ({ code }: Verdict): { name: string; say: Target['say'] } => {
  const known = TARGETS[code];
  return known ? { ...known, name: i18n._(known.name) } : { name: kindName(code), say: figure };
};

export const targetName = (verdict: Verdict) => targetOf(verdict).name;

/** What came of it. */
export const came = (verdict: Verdict) => (verdict.value === null ? t`never` : targetOf(verdict).say(verdict.value));

/** What it shall be. */
export function wanted(verdict: Verdict): string {
  const { from, to } = verdict;
  const { say } = targetOf(verdict);
  if (to === null) return t`at least ${say(from)}`;
  return from === 0 ? t`at most ${say(to)}` : t`${say(from)} to ${say(to)}`;
}

export const ARCHETYPES = [
  ['idle', msg`Idle`, msg`there every other week`],
  ['casual', msg`Casual`, msg`there every other day`],
  ['average', msg`Average`, msg`there daily, ten messages`],
  ['power', msg`Power`, msg`there daily, fifty messages`],
  ['whale', msg`Whale`, msg`as power, buys the dearest`],
  ['farmer', msg`Farmer`, msg`a script with several accounts`],
] as const satisfies readonly (readonly [Archetype, MessageDescriptor, MessageDescriptor])[];
