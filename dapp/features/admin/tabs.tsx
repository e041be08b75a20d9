import { cx } from '../../lib/cx.ts';

type Props<T extends string> = {
  label: string;
  tabs: readonly { value: T; label: string }[];
  value: T;
  onChoose: (value: T) => void;
};

/** Parts of a page, of which one is open; which one lives in the address. */
export const Tabs = <T extends string>({ label, tabs, value, onChoose }: Props<T>) => (
  <nav aria-label={label} className="mb-5 flex flex-wrap gap-x-1 border-b border-line">
    {tabs.map((tab) => (
      <button
        key={tab.value}
        type="button"
        aria-current={tab.value === value ? 'page' : undefined}
        onClick={() => onChoose(tab.value)}
        className={cx(
          '-mb-px min-h-11 border-b-2 px-3 text-sm font-medium',
          tab.value === value ? 'border-accent text-accent' : 'border-transparent text-muted hover:text-ink',
        )}
      >
        {tab.label}
      </button>
    ))}
  </nav>
);
