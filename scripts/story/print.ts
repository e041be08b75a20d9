// The story for people: a line for each event, amounts in tokens, moments as dates.
import { formatUnits } from 'viem';
import type { Revert } from '../../bot/chain/revert.ts';
import { sentenceFor } from '../../bot/chain/sentences.ts';
import { Role } from '../../test/contracts/support/figures.ts';
import type { Chapter, Decimals, Told } from './world.ts';

/** Base units of the event's token, wherever they stand as a big figure. */
const AMOUNTS = new Set([
  ...['amount', 'value', 'bonus', 'price', 'salePrice', 'unitPrice', 'fee', 'bond', 'pool', 'taken', 'returned'],
  ...['reward', 'paid', 'ceiling', 'budget', 'supplyCap', 'maxBalance', 'wantedAmount', 'issueBudget'],
]);
/** Earning units, thousandths of a token. */
const UNITS = new Set([
  ...['memberDay', 'memberWeek', 'communityDay', 'silver', 'gold', 'platinum', 'registration', 'daily', 'reward'],
  ...['weeklyStreak', 'monthlyActive', 'invite', 'limits', 'paidUnits'],
]);
const UNIT = 1_000;
/** Larger numbers than any count of a story, and all moments in it. */
const MOMENT = 1_000_000_000;
const FOREVER = 2 ** 48 - 1;

const plain = (tokens: number) => tokens.toLocaleString('en', { maximumFractionDigits: 6 });
const moment = (seconds: number) =>
  new Date(seconds * 1000)
    .toISOString()
    .replace(/:\d\d\.000Z$/, '')
    .replace('T', ' ');

const rolesOf = (bits: bigint) =>
  Object.entries(Role)
    .flatMap(([role, bit]) => (bits & bit ? [role] : []))
    .join(' and ') || 'none';

function figure(name: string, value: bigint | number, currency: string | undefined, decimals: Decimals) {
  if (typeof value === 'bigint' && AMOUNTS.has(name) && currency !== undefined)
    return `${plain(Number(formatUnits(value, decimals[currency]!)))} ${currency}`;
  if (typeof value === 'bigint' && name === 'roles') return rolesOf(value);
  if (typeof value === 'bigint') return value > 1n << 64n ? `0x${value.toString(16)}` : value.toLocaleString('en');
  if (value === FOREVER) return UNITS.has(name) ? 'unlimited' : 'for ever';
  if (UNITS.has(name)) return plain(value / UNIT);
  if (name.endsWith('Bps') || name === 'bps') return `${plain(value / 100)} %`;
  return value > MOMENT && value < FOREVER ? moment(value) : String(value);
}

/** A short text that was put into 32 bytes. */
function textOf(word: string): string | null {
  const text = Buffer.from(word.slice(2), 'hex').toString('latin1').replace(/\0+$/, '');
  return /^[\x20-\x7e]+$/.test(text) ? text : null;
}
const cut = (word: string) => textOf(word) ?? `${word.slice(0, 10)}…`;

/** A refusal as people read it. Those of the story are all of the first community. */
function sentence(reason: Revert, decimals: Decimals) {
  const [symbol = ''] = Object.keys(decimals);
  return `${reason.name}: “${sentenceFor(reason, { symbol, decimals: decimals[symbol]! })}”`;
}

function show(name: string, value: unknown, currency: string | undefined, decimals: Decimals): string {
  if (typeof value === 'bigint' || typeof value === 'number') return figure(name, value, currency, decimals);
  if (typeof value === 'string') return value.length > 42 && value.startsWith('0x') ? cut(value) : value;
  if (Array.isArray(value)) return `[${value.map((item) => show(name, item, currency, decimals)).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  if (name === 'reason') return sentence(value as Revert, decimals);
  return `{ ${fields(value as Record<string, unknown>, currency, decimals)} }`;
}

/** An amount is one of the token that stands beside it; what is wanted, one of the other. */
function fields(args: Record<string, unknown>, outer: string | undefined, decimals: Decimals): string {
  const own = typeof args.token === 'string' && args.token in decimals ? args.token : outer;
  return Object.entries(args)
    .map(([name, value]) => {
      const currency = name === 'wantedAmount' ? String(args.wanted) : own;
      return `${name} ${show(name, value, currency, decimals)}`;
    })
    .join(', ');
}

export function line({ contract, event, args }: Told, decimals: Decimals): string {
  return `${contract} · ${event}  ${fields(args, contract in decimals ? contract : undefined, decimals)}`.trimEnd();
}

/** What everybody has at the end of a chapter. */
export function balancesOf({ figures }: Chapter, decimals: Decimals): string[] {
  return Object.entries(figures).flatMap(([symbol, { supply, balances }]) => {
    const tokens = (amount: bigint) => `${plain(Number(formatUnits(amount, decimals[symbol]!)))} ${symbol}`;
    return [
      ...Object.entries(balances).map(([name, balance]) => `${name.padEnd(24)} ${tokens(balance).padStart(24)}`),
      `${'total supply'.padEnd(24)} ${tokens(supply).padStart(24)}`,
    ];
  });
}
