import { t } from '@lingui/core/macro';
import { cx } from '../lib/cx.ts';
import { useSeconds } from '../lib/use-seconds.ts';

/** `2 d 3 h`, `4 min 10 s`: the time left, counting down. */
export function Countdown({ until, className }: { until: string; className?: string }) {
  const left = Math.max(0, Math.floor((Date.parse(until) - useSeconds(true)) / 1000));
  const [days, hours, minutes, seconds] = [
    Math.floor(left / 86_400),
    Math.floor(left / 3600) % 24,
    Math.floor(left / 60) % 60,
    left % 60,
  ];
  const words = days
    ? t`${days} d ${hours} h`
    : hours
      ? t`${hours} h ${minutes} min`
      : minutes
        ? t`${minutes} min ${seconds} s`
        : t`${seconds} s`;
  return (
    <time dateTime={until} className={cx('whitespace-nowrap tabular-nums', className)}>
      {words}
    </time>
  );
}
