import { t } from '@lingui/core/macro';
import { X } from 'lucide-react';
import { Dialog as Primitive } from 'radix-ui';
import { type ReactNode, useRef } from 'react';
import { cx } from '../lib/cx.ts';
import { IconButton } from './button.tsx';

type DialogProps = {
  open: boolean;
  onClose: () => void;
  title: ReactNode;
  description?: ReactNode;
  children: ReactNode;
  className?: string;
};

/** A dialog in the middle of the page; Escape and the backdrop close it, focus stays inside and then goes back. */
export function Dialog({ open, onClose, title, description, children, className }: DialogProps) {
  const opener = useRef<Element | null>(null);
  return (
    <Primitive.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Primitive.Portal>
        <Primitive.Overlay className="fixed inset-0 z-40 bg-black/60" />
        <Primitive.Content
          onOpenAutoFocus={() => {
            opener.current = document.activeElement;
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            if (opener.current instanceof HTMLElement) opener.current.focus();
          }}
          {...(description ? {} : { 'aria-describedby': undefined })}
          className={cx(
            'rise fixed top-1/2 left-1/2 z-50 flex max-h-[calc(100dvh-2rem)] w-[calc(100vw-2rem)] max-w-lg -translate-x-1/2 -translate-y-1/2',
            'flex-col gap-4 overflow-y-auto rounded-2xl border border-line bg-raised p-5 shadow-2xl',
            className,
          )}
        >
          <div className="min-w-0 pr-9">
            <Primitive.Title className="text-lg font-semibold break-words">{title}</Primitive.Title>
            {description && (
              <Primitive.Description className="mt-1 text-sm text-muted">{description}</Primitive.Description>
            )}
          </div>
          {children}
          {/* Last, so that the focus goes to what the dialog is about. */}
          <Primitive.Close asChild>
            <IconButton label={t`Close`} className="absolute top-3 right-3">
              <X />
            </IconButton>
          </Primitive.Close>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
