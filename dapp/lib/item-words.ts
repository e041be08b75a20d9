import type { ItemResponse } from '@guildmint/bot/api/shopSchemas.ts';
import { i18n, type MessageDescriptor } from '@lingui/core';
import { msg, t } from '@lingui/core/macro';
import { locale } from './language.ts';
import { formatTime } from './time.ts';

const UNITS: [string, number][] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
];
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** `30 days`: in the largest unit that divides it. */
export function durationWords(seconds: number): string {
  const [unit, size] = UNITS.find(([, length]) => seconds % length === 0) ?? UNITS.at(-1)!;
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(seconds / size);
}

/** `14:32`, `tomorrow 14:32`, or with the date; both in ms. */
export function clockWords(at: number, now: number): string {
  const day = (time: number) => new Date(time).toDateString();
  if (day(at) === day(now)) return formatTime(at, 't');
  const time = formatTime(at, 't');
  return day(at) === day(now + DAY_MS) ? t`tomorrow ${time}` : `${formatTime(at, 'd')} ${time}`;
}

const HANDED: Record<ItemResponse['kind'], MessageDescriptor> = {
  none: msg`Yours at once`,
  role: msg`A role on Discord, given by the bot`,
  colourRole: msg`A colour for your name on Discord, given by the bot`,
  channel: msg`A private channel on Discord`,
  pin: msg`A pinned message on Discord`,
  code: msg`A code, sent to you alone on Discord`,
  nft: msg`A collectible, drawn by lot`,
  tierLift: msg`A higher tier`,
  manual: msg`Handed over by the staff`,
  webhook: msg`Handed over by a partner`,
};
export const handedOver = ({ kind }: Pick<ItemResponse, 'kind'>) => i18n._(HANDED[kind]);

/** The bot hands these over to members that it knows: it refuses a wallet that is nobody's on Discord. */
export const needsDiscord = ({ kind }: Pick<ItemResponse, 'kind'>) =>
  ['role', 'colourRole', 'channel', 'pin', 'code', 'nft'].includes(kind);

/** What giving it back pays, by the minute, if it is bought now. @param now ms */
export function refundWords({ refund, duration, kind }: ItemResponse, now: number): string {
  if (refund === 'unused') return t`90 % of what you have not used`;
  if (refund === 'none') return t`Not possible: this purchase is final`;
  const ends = duration && kind === 'none' ? now + duration * 1000 : Number.POSITIVE_INFINITY;
  const full = clockWords(Math.min(now + HOUR_MS, ends), now);
  if (ends <= now + HOUR_MS) return t`In full until ${full}`;
  return t`In full until ${full}, half until ${clockWords(Math.min(now + DAY_MS, ends), now)}`;
}

/** Why it cannot be bought now, whoever asks; undefined if it can. */
export function closedWords(item: ItemResponse): string | undefined {
  const at = (time: string | null) => (time ? formatTime(Date.parse(time), 'f') : '');
  switch (item.state) {
    case 'open':
      return undefined;
    case 'soon':
      return t`Coming soon: not on sale yet.`;
    case 'inactive':
      return t`Not on sale at the moment.`;
    case 'notOpen':
      return t`On sale from ${at(item.opens)}.`;
    case 'closed':
      return t`The sale closed ${at(item.closes)}.`;
    case 'soldOut':
      return t`Sold out: come back when something is given back or added.`;
  }
}

/** The same in a word or two. */
export function closedWord({ state, opens }: ItemResponse): string | undefined {
  const words = {
    open: undefined,
    soon: t`Coming soon`,
    inactive: t`Not on sale`,
    closed: t`Ended`,
    soldOut: t`Sold out`,
  };
  return state === 'notOpen' ? t`From ${formatTime(Date.parse(opens ?? ''), 'd')}` : words[state];
}
