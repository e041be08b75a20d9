import { Package } from 'lucide-react';
import { cx } from '../lib/cx.ts';

/** An item's emoji, on a ground of its own. Decorative: the name stands beside it. */
export function ItemPicture({ emoji, large = false }: { emoji: string | null; large?: boolean }) {
  return (
    <span
      aria-hidden
      className={cx(
        'flex shrink-0 items-center justify-center rounded-xl bg-accent-soft',
        large ? 'size-20 text-4xl' : 'size-12 text-2xl',
      )}
    >
      {emoji ?? <Package className="size-1/2 text-accent" />}
    </span>
  );
}
