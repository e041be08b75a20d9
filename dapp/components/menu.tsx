import { DropdownMenu as Primitive } from 'radix-ui';
import { type ComponentProps, type ReactNode, useRef, useState } from 'react';
import { cx } from '../lib/cx.ts';

const itemClass =
  'flex min-h-9 items-center gap-2.5 rounded-md px-2.5 py-1 text-sm outline-none select-none pointer-coarse:min-h-11 data-disabled:opacity-50 data-highlighted:bg-accent-soft [&_svg]:size-4 [&_svg]:shrink-0';

type MenuProps = {
  trigger: ReactNode;
  children: ReactNode;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  align?: 'start' | 'center' | 'end';
  side?: 'top' | 'right' | 'bottom' | 'left';
  className?: string;
  onCloseAutoFocus?: (event: Event) => void;
};

/**
 * A menu of actions below its trigger, with arrow keys and type-ahead. Not modal: the page stays readable. It opens
 * inside the landmark of its trigger, where a screen reader looks for it.
 */
export function Menu({ trigger, children, open, onOpenChange, align = 'start', side, className, ...rest }: MenuProps) {
  const anchor = useRef<HTMLButtonElement>(null);
  const [landmark, setLandmark] = useState<HTMLElement | null>(null);
  const changed = (opened: boolean) => {
    if (opened) setLandmark(anchor.current?.closest<HTMLElement>('header, nav, main, aside') ?? null);
    onOpenChange?.(opened);
  };
  return (
    <Primitive.Root modal={false} {...(open === undefined ? {} : { open })} onOpenChange={changed}>
      <Primitive.Trigger asChild ref={anchor}>
        {trigger}
      </Primitive.Trigger>
      <Primitive.Portal container={landmark}>
        <Primitive.Content
          align={align}
          sideOffset={6}
          collisionPadding={8}
          {...(side ? { side } : {})}
          {...rest}
          className={cx(
            'rise z-50 max-h-[min(26rem,var(--radix-dropdown-menu-content-available-height))] min-w-52 overflow-y-auto rounded-xl border border-line bg-raised p-1.5 shadow-2xl',
            className,
          )}
        >
          {children}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

export function MenuItem({ danger, ...props }: ComponentProps<typeof Primitive.Item> & { danger?: boolean }) {
  return <Primitive.Item {...props} className={cx(itemClass, danger && 'text-danger-ink')} />;
}

export function MenuLabel({ children }: { children: ReactNode }) {
  return <Primitive.Label className="px-2.5 pt-1.5 pb-1 text-xs font-semibold text-muted">{children}</Primitive.Label>;
}

export function MenuSeparator() {
  return <Primitive.Separator className="my-1.5 h-px bg-line" />;
}

export const MenuRadioGroup = Primitive.RadioGroup;

export function MenuRadioItem({ children, ...props }: ComponentProps<typeof Primitive.RadioItem>) {
  return (
    <Primitive.RadioItem {...props} className={itemClass}>
      {children}
      <Primitive.ItemIndicator className="ml-auto text-accent">●</Primitive.ItemIndicator>
    </Primitive.RadioItem>
  );
}

export function MenuCheckboxItem({ children, ...props }: ComponentProps<typeof Primitive.CheckboxItem>) {
  return (
    <Primitive.CheckboxItem {...props} className={itemClass}>
      {children}
      <Primitive.ItemIndicator className="ml-auto text-accent">✓</Primitive.ItemIndicator>
    </Primitive.CheckboxItem>
  );
}
