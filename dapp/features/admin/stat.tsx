import type { ReactNode } from 'react';

/** One figure, with what it means below it. */
export const Stat = ({ name, value, children }: { name: string; value: ReactNode; children: ReactNode }) => (
  <section aria-label={name} className="min-w-0 rounded-2xl border border-line bg-raised p-4">
    <p className="text-sm text-muted">{name}</p>
    <p className="mt-1 text-xl font-bold tracking-tight break-words tabular-nums sm:text-2xl">{value}</p>
    <p className="mt-1 text-xs text-muted">{children}</p>
  </section>
);
