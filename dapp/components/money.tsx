import type { Amount } from '../lib/amount.ts';
import { exactAmount, formatAmount } from '../lib/amount.ts';
import { useCommunity } from '../lib/api.ts';
import { cx } from '../lib/cx.ts';

/** An amount of the community's token, all digits at hand. */
export function Money({
  amount,
  signed = false,
  bare = false,
  className,
}: {
  amount: Amount | bigint;
  signed?: boolean;
  /** Without the symbol. */
  bare?: boolean;
  className?: string;
}) {
  const { symbol, decimals } = useCommunity();
  const value = typeof amount === 'bigint' ? amount : BigInt(amount.value);
  return (
    <span className={cx('tabular-nums', className)} title={`${exactAmount(value, decimals)} ${symbol}`}>
      {signed && value > 0n && '+'}
      {formatAmount(value, decimals)}
      {!bare && <span className="text-[0.8em] font-normal text-muted"> {symbol}</span>}
    </span>
  );
}
