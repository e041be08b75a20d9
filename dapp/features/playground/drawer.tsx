import { Dialog } from 'radix-ui';
import type { ReactNode } from 'react';
import { cx } from '../../lib/cx.ts';

type DrawerProps = { open: boolean; onClose: () => void; title: string; side: 'left' | 'right'; children: ReactNode };

/** A rail of the page on screens too narrow to show it beside the messages. */
export function Drawer({ open, onClose, title, side, children }: DrawerProps) {
  return (
    <Dialog.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-30 bg-black/60" />
        <Dialog.Content
          aria-describedby={undefined}
          className={cx(
            'fixed inset-y-0 z-40 flex w-[min(22rem,calc(100vw-3rem))] shadow-2xl',
            side === 'left' ? 'left-0' : 'right-0',
          )}
        >
          <Dialog.Title className="sr-only">{title}</Dialog.Title>
          {children}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
