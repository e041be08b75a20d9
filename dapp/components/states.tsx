import { Trans } from '@lingui/react/macro';
import { RotateCw, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import { Logo } from './logo.tsx';

export function FullPage({ children }: { children: ReactNode }) {
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center gap-4 p-6 text-center">
      <Logo className="size-12" />
      {children}
    </main>
  );
}

export function Loading({ label }: { label: string }) {
  return (
    <p role="status" className="flex items-center gap-1 text-muted">
      {label}
      <Dots />
    </p>
  );
}

/** Three blinking dots: something is on its way. */
export function Dots() {
  return (
    <span aria-hidden className="inline-flex gap-1 px-1">
      {[0, 150, 300].map((delay) => (
        <span key={delay} className="blink size-1.5 rounded-full bg-current" style={{ animationDelay: `${delay}ms` }} />
      ))}
    </span>
  );
}

export function LoadFailure({ what, error, onRetry }: { what: string; error: Error; onRetry: () => void }) {
  return (
    <div role="alert" className="flex max-w-md flex-col items-center gap-3">
      <p className="flex items-center gap-2 font-semibold">
        <TriangleAlert className="size-5 text-danger-ink" aria-hidden />
        <Trans>Could not load {what}</Trans>
      </p>
      <p className="text-sm text-muted select-all">{error.message}</p>
      <Button variant="accent" onClick={onRetry}>
        <RotateCw className="size-4" aria-hidden />
        <Trans>Try again</Trans>
      </Button>
    </div>
  );
}

/** What a list shows while it has nothing to show, with what to do about it. */
export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="flex flex-col items-center gap-2 px-4 py-8 text-center">
      <p className="font-medium">{title}</p>
      {children && <div className="text-sm text-muted">{children}</div>}
    </div>
  );
}
