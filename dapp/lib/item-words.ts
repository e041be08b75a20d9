import type { ItemResponse } from '@guildmint/bot/api/shopSchemas.ts';
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
  return `${day(at) === day(now + DAY_MS) ? 'tomorrow' : formatTime(at, 'd')} ${formatTime(at, 't')}`;
}

const HANDED: Record<ItemResponse['kind'], string> = {
  none: 'Yours at once',
  role: 'A role on Discord, given by the bot',
  colourRole: 'A colour for your name on Discord, given by the bot',
  channel: 'A private channel on Discord',
  pin: 'A pinned message on Discord',
  code: 'A code, sent to you alone on Discord',
  nft: 'A collectible, drawn by lot',
  tierLift: 'A higher tier',
  manual: 'Handed over by the staff',
  webhook: 'Handed over by a partner',
};
export const handedOver = ({ kind }: Pick<ItemResponse, 'kind'>) => HANDED[kind];

/** The bot hands these over to members that it knows: it refuses a wallet that is nobody's on Discord. */
export const needsDiscord = ({ kind }: Pick<ItemResponse, 'kind'>) =>
  ['role', 'colourRole', 'channel', 'pin', 'code', 'nft'].includes(kind);

/** What giving it back pays, by the minute, if it is bought now. @param now ms */
export function refundWords({ refund, duration, kind }: ItemResponse, now: number): string {
  if (refund === 'unused') return '90 % of what you have not used';
  if (refund === 'none') return 'Not possible: this purchase is final';
  const ends = duration && kind === 'none' ? now + duration * 1000 : Number.POSITIVE_INFINITY;
  const full = clockWords(Math.min(now + HOUR_MS, ends), now);
  if (ends <= now + HOUR_MS) return `In full until ${full}`;
  return `In full until ${full}, half until ${clockWords(Math.min(now + DAY_MS, ends), now)}`;
}

/** Why it cannot be bought now, whoever asks; undefined if it can. */
export function closedWords(item: ItemResponse): string | undefined {
  const at = (time: string | null) => (time ? formatTime(Date.parse(time), 'f') : '');
  switch (item.state) {
    case 'open':
      return undefined;
    case 'soon':
      return 'Coming soon: not on sale yet.';
    case 'inactive':
      return 'Not on sale at the moment.';
    case 'notOpen':
      return `On sale from ${at(item.opens)}.`;
    case 'closed':
      return `The sale closed ${at(item.closes)}.`;
    case 'soldOut':
      return 'Sold out: come back when something is given back or added.';
  }
}

/** The same in a word or two. */
export function closedWord({ state, opens }: ItemResponse): string | undefined {
  const words = { open: undefined, soon: 'Coming soon', inactive: 'Not on sale', closed: 'Ended', soldOut: 'Sold out' };
  return state === 'notOpen' ? `From ${formatTime(Date.parse(opens ?? ''), 'd')}` : words[state];
}
