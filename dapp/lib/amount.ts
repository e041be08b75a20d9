/** Amounts for reading: grouped as the reader's language does, cut and never rounded up; what is smaller shows as such. */
import { t } from '@lingui/core/macro';
import { locale } from './language.ts';
import { once } from './once.ts';

/** As the API writes an amount: base units, as decimal digits. */
export type Amount = { value: string };

const PLACES = 4;
const whole = once(() => new Intl.NumberFormat(locale, { useGrouping: 'always' }));
const count = once(() => new Intl.NumberFormat(locale));
const point = once(
  () =>
    count()
      .formatToParts(0.5)
      .find(({ type }) => type === 'decimal')?.value ?? '.',
);

/** @param value base units */
export function formatAmount(value: bigint, decimals: number, places = PLACES): string {
  const sign = value < 0n ? '−' : '';
  const size = value < 0n ? -value : value;
  const one = 10n ** BigInt(decimals);
  const kept = Math.min(places, decimals);
  const fraction = (size % one).toString().padStart(decimals, '0').slice(0, kept).replace(/0+$/, '');
  if (size > 0n && size < one && fraction === '') return `${sign}<0${point()}${'1'.padStart(kept, '0')}`;
  return sign + whole().format(size / one) + (fraction && point() + fraction);
}

/** All digits, for who wants to know exactly. */
export const exactAmount = (value: bigint, decimals: number) => formatAmount(value, decimals, decimals);

/**
 * What a person typed, in base units.
 * @returns the amount, or one sentence that says what to do
 */
export function parseAmount(typed: string, decimals: number): bigint | string {
  const text = typed.trim();
  if (text === '') return t`Enter an amount, such as 10 or 2.5.`;
  if (/^[-−–]/.test(text)) return t`An amount cannot be negative: leave the minus away.`;
  if (/,/.test(text)) return t`Write 1000 without a comma, or 1.5 with a point.`;
  const match = /^(\d*)(?:\.(\d*))?$/.exec(text.replace(/[\s\u00a0\u202f'_]/g, ''));
  const [, integer = '', fraction = ''] = match ?? [];
  if (!match || integer + fraction === '') return t`That is not an amount: write a number such as 10 or 2.5.`;
  const significant = fraction.replace(/0+$/, '');
  if (significant.length > decimals) return t`This token has ${decimals} decimals: leave the others away.`;
  if (integer.length > 30) return t`That is more than can exist: choose a smaller amount.`;
  const value = BigInt((integer || '0') + significant.padEnd(decimals, '0'));
  return value === 0n ? t`The amount must be more than zero.` : value;
}

/** Any other number, grouped. */
export const formatCount = (number: number | bigint) => count().format(number);
