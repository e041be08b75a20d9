import { Dots } from '../../components/states.tsx';
import { cx } from '../../lib/cx.ts';

const block = 'rounded-lg bg-field';
/** Widths of made-up lines, in percent: even ones would look like a table. */
const LINES = [62, 38, 74, 45, 57, 30];

/** The shape of the Playground while its contents are on their way, in the places that they will take. Says so aloud when it takes long. */
export function PlaygroundSkeleton({ label, waiting = false }: { label: string; waiting?: boolean }) {
  return (
    <main className="flex h-dvh overflow-hidden bg-chat">
      <p
        role="status"
        className={
          waiting
            ? 'fixed inset-x-0 top-0 z-10 flex h-14 items-center justify-center bg-gold-soft text-sm text-gold'
            : 'sr-only'
        }
      >
        {label}
        {waiting && <Dots />}
      </p>
      <div aria-hidden className="hidden w-18 shrink-0 flex-col items-center gap-2.5 bg-rail py-3 lg:flex">
        {[0, 1, 2].map((each) => (
          <div key={each} className="size-12 rounded-2xl bg-raised" />
        ))}
      </div>
      <div aria-hidden className="hidden w-60 shrink-0 flex-col gap-3 bg-side px-3 pt-18 lg:flex">
        {LINES.slice(1).map((width) => (
          <div key={width} className={cx(block, 'h-5')} style={{ width: `${width + 20}%` }} />
        ))}
      </div>
      <div aria-hidden className="flex min-w-0 flex-1 flex-col">
        <div className="h-14 shrink-0 border-b border-line" />
        <div className="flex min-h-0 flex-1 flex-col justify-end gap-6 px-4 pb-6">
          {LINES.map((width) => (
            <div key={width} className="flex gap-3.5">
              <div className="size-10 shrink-0 rounded-full bg-field" />
              <div className="flex flex-1 flex-col gap-2 pt-0.5">
                <div className={cx(block, 'h-4 w-28')} />
                <div className={cx(block, 'h-4 max-w-2xl')} style={{ width: `${width}%` }} />
              </div>
            </div>
          ))}
        </div>
        <div className={cx(block, 'mx-4 mb-6 h-12 shrink-0')} />
      </div>
      <div aria-hidden className="hidden w-80 shrink-0 border-l border-line bg-side xl:block" />
    </main>
  );
}
