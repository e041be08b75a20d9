import { escapeMarkdown } from 'discord.js';
import type { Address, Hex } from 'viem';
import type { Config } from '../../config.ts';
import { formatAmount } from '../../operations/amount.ts';
import type { Person } from '../commands/command.ts';
import type { Community } from '../community.ts';
import { en, type Key } from '../locales/en.ts';
import type { Say } from '../locales/say.ts';

/** An amount with its symbol, in the reader's language. */
export const money = (say: Say, { symbol, decimals }: Pick<Community, 'symbol' | 'decimals'>, value: bigint) =>
  `${formatAmount(value, decimals, say.locale)} ${escapeMarkdown(symbol)}`;

/** The same where nothing is marked up: in a picture, or in what describes one. */
export const plainMoney = (say: Say, { symbol, decimals }: Pick<Community, 'symbol' | 'decimals'>, value: bigint) =>
  `${formatAmount(value, decimals, say.locale)} ${symbol}`;

/** `3 days`, in the reader's language. */
export const days = (say: Say, count: number) =>
  new Intl.NumberFormat(say.locale, { style: 'unit', unit: 'day', unitDisplay: 'long' }).format(count);

/** Basis points of something, in the reader's language: `2.5 %`. */
export const percent = (say: Say, bps: number) =>
  new Intl.NumberFormat(say.locale, { style: 'percent', maximumFractionDigits: 2 }).format(bps / 10_000);

/** That it costs no fee, and what the member has afterwards, base units. */
export const sponsored = (say: Say, unit: Pick<Community, 'symbol' | 'decimals'>, after: bigint) =>
  `${say('gift.fee')}: ${say('gift.sponsored')}\n${say('gift.after')}: **${money(say, unit, after)}**`;

/** A member's own words in a reply of ours: as a quote, and as plain text, so that they cannot look like ours. */
export const quote = (message: string | null | undefined) =>
  message ? `\n> ${escapeMarkdown(message, { heading: true, maskedLink: true }).replace(/\s*\n\s*/g, '\n> ')}` : '';

/** A time that every reader sees in their own zone and language. */
export const when = (time: Date | number, style: 'R' | 'f' | 'F' | 't' = 'R') =>
  `<t:${Math.floor(Number(time) / 1000)}:${style}>`;

const UNITS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const;

/** `for 30 days`: how long a purchase lasts, in the largest unit that says it exactly. @param seconds */
export function lasting(say: Say, seconds: number): string {
  const [unit, size] = UNITS.find(([, length]) => seconds % length === 0) ?? UNITS[3];
  const format = new Intl.NumberFormat(say.locale, { style: 'unit', unit, unitDisplay: 'long' });
  return say('item.lasts', { duration: format.format(seconds / size) });
}

/** What somebody else wrote, on one line of a list: plain text, and no longer than its place. */
export function oneLine(written: string, most: number): string {
  const line = written.trim().replace(/\s+/g, ' ');
  return escapeMarkdown(line.length > most ? `${line.slice(0, most - 1)}…` : line);
}

/** An item's name as its admin set it, its emoji before it. */
export const itemName = ({ name, emoji }: { name: string; emoji?: string | null }) =>
  `${emoji ? `${emoji} ` : ''}**${oneLine(name, 64)}**`;

export const mention = (userId: string) => `<@${userId}>`;
export const nameOf = (name: string) => escapeMarkdown(name);
export const code = (text: string) => `\`${text}\``;
export const short = (hex: Hex) => `${hex.slice(0, 8)}…${hex.slice(-6)}`;

/** A transaction's hash, linked where an explorer is known. */
export function transaction(config: Config, hash: Hex): string {
  return config.explorerTxUrl ? `[${short(hash)}](${config.explorerTxUrl.replace('{hash}', hash)})` : code(short(hash));
}

export function picture({ avatar, name }: Pick<Person, 'avatar' | 'name'>) {
  return avatar ? { url: avatar, alt: name } : undefined;
}

/** How a movement's other side is shown: by mention if it is a Discord user, else by address. */
export const party = (side: { userId: string | null; address: Address }) =>
  side.userId ? mention(side.userId) : code(short(side.address));

/** What movements of one type are called together: there is no one other side, and no one thing. */
export function summedAs(say: Say, type: string): string {
  const key = [`sum.${type}`, `type.${type}`].find((each) => each in en) ?? 'sum.other';
  return say(key as Key);
}

const TIERS = ['🥉', '🥈', '🥇', '💎'];
const TIER_KEYS = ['tier.0', 'tier.1', 'tier.2', 'tier.3'] as const;

/** A tier's word. @param tier from 0; above the highest there is none, so that is what it says */
export const tierWord = (say: Say, tier: number) => say(TIER_KEYS[tier] ?? 'tier.3');
export const tierName = (say: Say, tier: number) => `${TIERS[tier] ?? ''} ${tierWord(say, tier)}`;

/** A count, in the reader's language. */
export const number = (say: Say, count: number) => new Intl.NumberFormat(say.locale).format(count);

/** `▰▰▰▱▱▱` */
export function bar(done: bigint, whole: bigint, width = 10): string {
  const filled = whole <= 0n || done >= whole ? width : Number((done * BigInt(width)) / whole);
  return '▰'.repeat(filled) + '▱'.repeat(width - filled);
}
