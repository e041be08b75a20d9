import { UserError } from '../errors.ts';

/** Balances are 96 bits wide in the token. */
const GREATEST = 2n ** 96n - 1n;
const example = 'write a number such as 10 or 2.5';

/**
 * What a person typed as an amount, in base units.
 * @param decimals of the token
 * @param places decimals that the community accepts; 0 for whole coins only
 * @throws UserError one sentence for each way to get it wrong
 */
export function parseAmount(text: string, decimals: number, places = decimals): bigint {
  const typed = text.trim();
  const shown = typed.length > 30 ? `${typed.slice(0, 30)}…` : typed;
  const refuse = (code: string, sentence: string) =>
    new UserError(code, sentence, { text: shown, decimals: `${places}` });

  if (typed === '') throw refuse('AmountMissing', `The amount is missing: ${example}.`);
  if (/^[-−–]\s*[\d.]/.test(typed))
    throw refuse('AmountNegative', 'An amount cannot be negative: leave the minus away.');
  if (/^0x[\da-f]*$/i.test(typed)) throw refuse('AmountHex', `“${shown}” is hexadecimal: ${example}.`);
  if (/^[\d.]+e[+-]?\d+$/i.test(typed))
    throw refuse('AmountScientific', `“${shown}” has an exponent: write all the digits.`);
  // A comma means thousands to some and decimals to others; with money a guess is worse than a question.
  if (/^\d[\d.,\s]*,[\d.,\s]*$/.test(typed))
    throw refuse('AmountComma', `“${shown}” can be read in two ways: write 1000 without a comma, or 1.5 with a point.`);

  const digits = typed.replace(/^\d{1,3}(?:[ \u00a0\u202f'’_]\d{3})+(?=\.|$)/, (whole) => whole.replace(/\D/g, ''));
  const match = /^(\d*)(?:\.(\d*))?$/.exec(digits);
  const [whole = '', fraction = ''] = match?.slice(1).map((part) => part ?? '') ?? [];
  if (!match || whole + fraction === '') throw refuse('AmountNotNumber', `“${shown}” is not an amount: ${example}.`);

  const significant = fraction.replace(/0+$/, '');
  if (significant.length > 0 && places === 0)
    throw refuse('AmountNotWhole', 'Only whole amounts can be given here: leave the fraction away.');
  if (significant.length > places)
    throw refuse('AmountTooFine', `“${shown}” is too fine: this token has ${places} decimals.`);
  // Longer than any balance can be: refused before it becomes a number.
  if (whole.replace(/^0+/, '').length > 30)
    throw refuse('AmountTooLarge', 'That is more than can exist: choose a smaller amount.');
  const value = BigInt(whole + significant.padEnd(decimals, '0'));
  if (value === 0n) throw refuse('AmountZero', 'The amount must be more than zero.');
  if (value > GREATEST) throw refuse('AmountTooLarge', 'That is more than can exist: choose a smaller amount.');
  return value;
}

const ones: bigint[] = [];
/** Base units of a whole token. */
export const oneOf = (decimals: number): bigint => (ones[decimals] ??= 10n ** BigInt(decimals));

const formats = new Map<string, ReturnType<typeof formatOf>>();
/** Between the digits of a whole number, every third from its end. */
const THREES = /\B(?=(?:\d{3})+$)/g;

function formatOf(locale: string) {
  const whole = new Intl.NumberFormat(locale, { useGrouping: 'always' });
  const point = whole.formatToParts(0.5).find(({ type }) => type === 'decimal')?.value ?? '.';
  const comma = whole.formatToParts(1000).find(({ type }) => type === 'group')?.value ?? '';
  // Intl takes longer than all the rest, and is needed where groups are others, as in Hindi, or digits.
  const isPlain = whole.format(1_234_567_890n) === '1234567890'.replace(THREES, comma);
  return { point, group: (digits: string) => (isPlain ? digits.replace(THREES, comma) : whole.format(BigInt(digits))) };
}

/**
 * Base units for reading: grouped as the locale does, cut after `places` decimals and never rounded up; what is smaller
 * than the last place shows as `<0.0001`.
 */
export function formatAmount(value: bigint, decimals: number, locale = 'en-US', places = 4): string {
  let format = formats.get(locale);
  if (!format) {
    format = formatOf(locale);
    formats.set(locale, format);
  }
  // Most of what is shown of a member.
  if (value === 0n) return '0';
  const size = value < 0n ? -value : value;
  const sign = value < 0n ? '−' : '';
  const kept = Math.min(places, decimals);
  // Cut from its digits: dividing takes longer.
  const digits = size.toString().padStart(decimals + 1, '0');
  const point = digits.length - decimals;
  const whole = digits.slice(0, point);
  const fraction = digits.slice(point, point + kept).replace(/0+$/, '');
  if (whole === '0' && fraction === '' && size > 0n) return `${sign}<0${format.point}${'1'.padStart(kept, '0')}`;
  return `${sign}${format.group(whole)}${fraction && format.point + fraction}`;
}
