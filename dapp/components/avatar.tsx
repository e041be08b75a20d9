import { cx } from '../lib/cx.ts';

/** Dark enough for white initials on every one of them (at least 5:1). */
const GROUNDS = ['#1d6b52', '#2c5a9e', '#7a4a9c', '#9a3f5c', '#8a5313', '#2f6b73', '#5c5aa8', '#6a6412'];

const SIZES = {
  tiny: 'size-6 text-[0.625rem]',
  small: 'size-7 text-[0.6875rem]',
  medium: 'size-8 text-xs',
  large: 'size-10 text-sm',
};

function groundOf(id: string): string {
  let hash = 0;
  for (const char of id) hash = (hash * 31 + char.charCodeAt(0)) >>> 0;
  return GROUNDS[hash % GROUNDS.length] ?? '#1d6b52';
}

/** Up to two letters: of the first and last word, or the first letter alone. */
export function initials(name: string): string {
  const words = name.split(/[\s_-]+/u).filter(Boolean);
  const first = Array.from(words[0] ?? '?')[0] ?? '?';
  const last = words.length > 1 ? (Array.from(words.at(-1) ?? '')[0] ?? '') : '';
  return (first + last).toUpperCase();
}

/** Decorative: the name always stands beside it, or on the control around it. */
export function Avatar({ id, name, size = 'large' }: { id: string; name: string; size?: keyof typeof SIZES }) {
  return (
    <span
      aria-hidden
      className={cx(
        'inline-flex shrink-0 items-center justify-center rounded-full font-semibold text-white select-none',
        SIZES[size],
      )}
      style={{ backgroundColor: groundOf(id) }}
    >
      {initials(name)}
    </span>
  );
}
