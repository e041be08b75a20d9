import type { ReactNode } from 'react';

const TONES = { plain: 'text-muted', success: 'text-accent', fault: 'text-danger-ink' };

/** A line below what it speaks of. */
export function Told({ tone, children }: { tone: keyof typeof TONES; children: ReactNode }) {
  return (
    <p role={tone === 'fault' ? 'alert' : undefined} className={`mt-2 text-sm ${TONES[tone]}`}>
      {children}
    </p>
  );
}
