import type { ComponentProps } from 'react';
import { cx } from '../lib/cx.ts';

const VARIANTS = {
  primary: 'bg-primary text-on-primary hover:opacity-90',
  accent: 'bg-accent text-on-accent hover:opacity-90',
  success: 'bg-success text-on-success hover:opacity-90',
  danger: 'bg-danger text-on-danger hover:opacity-90',
  secondary: 'bg-field text-ink border border-line hover:border-muted',
  ghost: 'text-muted hover:bg-hover hover:text-ink',
};

export type ButtonVariant = keyof typeof VARIANTS;

/** The looks of a button, for anchors that look like one. */
export function buttonClass(variant: ButtonVariant, className?: string): string {
  return cx(
    'inline-flex min-h-9 items-center justify-center gap-1.5 rounded-lg px-3.5 py-1 text-sm font-medium transition',
    'pointer-coarse:min-h-11 disabled:cursor-not-allowed disabled:opacity-50 aria-disabled:cursor-not-allowed',
    VARIANTS[variant],
    className,
  );
}

export function Button({
  variant = 'secondary',
  className,
  type = 'button',
  ...props
}: ComponentProps<'button'> & { variant?: ButtonVariant }) {
  return <button type={type} className={buttonClass(variant, className)} {...props} />;
}

const SIZES = { small: 'size-8', normal: 'size-9' };
const TONES = {
  plain: 'text-muted hover:bg-hover hover:text-ink',
  accent: 'text-accent hover:bg-accent-soft',
  solid: 'bg-accent text-on-accent hover:opacity-90',
};

type IconButtonProps = ComponentProps<'button'> & {
  label: string;
  size?: keyof typeof SIZES;
  tone?: keyof typeof TONES;
};

/** A square button with an icon only; the label is what screen readers and the tooltip say. */
export function IconButton({ label, size = 'normal', tone = 'plain', className, ...props }: IconButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      className={cx(
        'inline-flex shrink-0 items-center justify-center rounded-lg transition disabled:text-muted disabled:opacity-60',
        'pointer-coarse:size-11 [&_svg]:size-4.5',
        SIZES[size],
        TONES[tone],
        className,
      )}
      {...props}
    />
  );
}
