import type { ReactNode } from 'react';

/** A figure of a dialog's list, with its name. */
export const Line = ({ name, children }: { name: string; children: ReactNode }) => (
  <div className="flex items-center justify-between gap-3">
    <dt className="text-muted">{name}</dt>
    <dd className="min-w-0 text-right">{children}</dd>
  </div>
);
