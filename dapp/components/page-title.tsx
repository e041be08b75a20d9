import { Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';

export function PageTitle({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="mb-5 flex flex-wrap items-end justify-between gap-3">
      <h1 className="text-2xl font-bold tracking-tight">{title}</h1>
      {children}
    </div>
  );
}

export const cardClass = 'rounded-2xl border border-line bg-raised p-5';

/** A grey shape of what is about to stand here. */
export const Skeleton = ({ className }: { className: string }) => (
  <div aria-hidden className={`rounded-lg bg-field motion-safe:animate-pulse ${className}`} />
);

/** Rows of a list that is being loaded. */
export function ListSkeleton({ label, rows = 6, height = 'h-14' }: { label: string; rows?: number; height?: string }) {
  return (
    <div>
      <p role="status" className="sr-only">
        <Trans>Loading {label}</Trans>
      </p>
      <div className="flex flex-col gap-2">
        {Array.from({ length: rows }, (_, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: they are all alike
          <Skeleton key={i} className={`${height} w-full`} />
        ))}
      </div>
    </div>
  );
}
