import assert from 'node:assert/strict';
import { test } from 'node:test';
import { UserError } from '../../../bot/errors.ts';
import { formatAmount, parseAmount } from '../../../bot/operations/amount.ts';

const ONE = 10n ** 18n;

test('an amount is read exactly, down to the last decimal', () => {
  const cases: [string, number, bigint][] = [
    ['10', 18, 10n * ONE],
    [' 2.5 ', 18, (5n * ONE) / 2n],
    ['.5', 18, ONE / 2n],
    ['7.', 18, 7n * ONE],
    ['0.000000000000000001', 18, 1n],
    ['1.50000000000000000000000', 18, (3n * ONE) / 2n],
    ['00012', 18, 12n * ONE],
    ['1 000', 18, 1000n * ONE],
    ['1 234 567.25', 2, 123456725n],
    ["1'000", 0, 1000n],
    ['3.000', 0, 3n],
    ['79228162514264337593543950335', 0, 2n ** 96n - 1n],
  ];
  for (const [typed, decimals, expected] of cases) assert.equal(parseAmount(typed, decimals), expected, typed);
});

test('a community of whole coins takes no fractions, whatever its token’s decimals', () => {
  assert.equal(parseAmount('3.0', 18, 0), 3n * ONE);
  assert.throws(() => parseAmount('0.5', 18, 0), { code: 'AmountNotWhole' });
});

test('each way to get an amount wrong has its own sentence', () => {
  const cases: [string, number, string][] = [
    ['', 18, 'AmountMissing'],
    ['   ', 18, 'AmountMissing'],
    ['0', 18, 'AmountZero'],
    ['0.000', 18, 'AmountZero'],
    ['-0', 18, 'AmountNegative'],
    ['-5', 18, 'AmountNegative'],
    ['−5', 18, 'AmountNegative'],
    ['0.0000000000000000001', 18, 'AmountTooFine'],
    ['1.5', 0, 'AmountNotWhole'],
    ['1e3', 18, 'AmountScientific'],
    ['1E-3', 18, 'AmountScientific'],
    ['0x10', 18, 'AmountHex'],
    ['1,000', 18, 'AmountComma'],
    ['1,5', 18, 'AmountComma'],
    ['79228162514264337593543950336', 0, 'AmountTooLarge'],
    ['9'.repeat(2000), 18, 'AmountTooLarge'],
    ['ten', 18, 'AmountNotNumber'],
    ['NaN', 18, 'AmountNotNumber'],
    ['Infinity', 18, 'AmountNotNumber'],
    ['+5', 18, 'AmountNotNumber'],
    ['1.2.3', 18, 'AmountNotNumber'],
    ['.', 18, 'AmountNotNumber'],
    ['1 00', 18, 'AmountNotNumber'],
    ['१०', 18, 'AmountNotNumber'],
    ['10$', 18, 'AmountNotNumber'],
  ];
  for (const [typed, decimals, code] of cases) {
    const refused = (error: unknown) => {
      assert.ok(error instanceof UserError, typed);
      assert.equal(error.code, code, typed);
      assert.match(error.message, /^[^\n]+\.$/, 'one sentence');
      return true;
    };
    assert.throws(() => parseAmount(typed, decimals), refused);
  }
});

test('an amount is shown grouped, cut and never rounded up', () => {
  const cases: [bigint, number, string, string][] = [
    [0n, 18, 'en-US', '0'],
    [1234567n * ONE + ONE / 2n, 18, 'en-US', '1,234,567.5'],
    [1234n * ONE + ONE / 2n, 18, 'de', '1.234,5'],
    [1234n, 0, 'es-ES', '1.234'],
    [1234567n * ONE + ONE / 2n, 18, 'hi', '12,34,567.5'],
    [ONE - 1n, 18, 'en-US', '0.9999'],
    [1n, 18, 'en-US', '<0.0001'],
    [1n, 2, 'en-US', '0.01'],
    [-1234n * ONE, 18, 'en-US', '−1,234'],
    [2n ** 96n - 1n, 18, 'en-US', '79,228,162,514.2643'],
  ];
  for (const [value, decimals, locale, expected] of cases)
    assert.equal(formatAmount(value, decimals, locale), expected);
});
