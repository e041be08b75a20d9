import { t } from '@lingui/core/macro';
import { exactAmount } from '../../lib/amount.ts';
import { tierWord } from '../../lib/tiers.ts';
import type { Unit } from '../../lib/wallet/errors.ts';
import type { GiftRules } from './use-gift-rules.ts';

type Bounds = { unit: Unit; have: bigint | undefined; rules: GiftRules | undefined };

/** Why this amount cannot be sent, in one sentence; rules that are not known (yet) or do not hold stop nothing. */
export function amountFault(amount: bigint | string, { unit, have, rules }: Bounds): string | undefined {
  if (typeof amount === 'string') return amount;
  const words = (value: bigint) => `${exactAmount(value, unit.decimals)} ${unit.symbol}`;
  if (have !== undefined && amount > have) return t`You have ${words(have)}: choose a smaller amount.`;
  if (rules?.giftsLeft === 0)
    return t`You have sent ${rules.perDay} times today, which is the most: try again tomorrow (UTC).`;
  if (typeof rules?.left === 'bigint' && amount > rules.left)
    return rules.left === 0n
      ? t`You have sent all that a ${tierWord(rules.tier)} member may send today: try again tomorrow (UTC).`
      : t`As a ${tierWord(rules.tier)} member you can send ${words(rules.left)} more today: choose a smaller amount.`;
  return undefined;
}
