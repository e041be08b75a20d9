import type { ItemResponse } from '@guildmint/bot/api/shopSchemas.ts';

const UNITS: [string, number][] = [
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
];

/** `30 days`, the largest unit that divides it. */
export function durationWords(seconds: number): string {
  const [unit, size] = UNITS.find(([name, length]) => name !== 'week' && seconds % length === 0) ?? UNITS.at(-1)!;
  return new Intl.NumberFormat(undefined, { style: 'unit', unit, unitDisplay: 'long' }).format(seconds / size);
}

const HANDED: Record<ItemResponse['kind'], string> = {
  none: 'Yours at once',
  role: 'A role on Discord',
  colourRole: 'A colour for your name on Discord',
  channel: 'A private channel on Discord',
  pin: 'A pinned message on Discord',
  code: 'A code, sent to you alone on Discord',
  nft: 'A collectible, drawn by lot',
  tierLift: 'A higher tier',
  manual: 'Handed over by the staff',
  webhook: 'Handed over by a partner',
};
export const handedOver = ({ kind }: Pick<ItemResponse, 'kind'>) => HANDED[kind];

/** The bot hands these over on Discord, so it must know whose the wallet is. */
export const needsDiscord = ({ kind }: Pick<ItemResponse, 'kind'>) =>
  ['role', 'colourRole', 'channel', 'pin', 'code'].includes(kind);

export function refundWords({ refund }: Pick<ItemResponse, 'refund'>): string {
  if (refund === 'timed') return 'In full within the hour, half within 24 hours';
  if (refund === 'unused') return '90 % for what you have not used';
  return 'None: this purchase is final';
}

/** Why it cannot be bought now, whoever asks; undefined if it can. */
export function closedWords(item: ItemResponse): string | undefined {
  const at = (time: string | null) =>
    time ? new Date(time).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' }) : '';
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
      return 'Sold out.';
  }
}
