import { useSyncExternalStore } from 'react';

export type Theme = 'light' | 'dark';

const KEY = 'guildmint-theme';
const listeners = new Set<() => void>();

function apply(theme: Theme) {
  document.documentElement.dataset.theme = theme;
  for (const listener of listeners) listener();
}

function stored(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null; // Storage is blocked: the choice lasts until the page is closed.
  }
}

matchMedia('(prefers-color-scheme: dark)').addEventListener('change', (event) => {
  if (!stored()) apply(event.matches ? 'dark' : 'light');
});

function chooseTheme(theme: Theme) {
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // See above: nothing to remember it in.
  }
  apply(theme);
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The theme in use, and a way to choose the other one; follows the system until chosen. */
export function useTheme(): [Theme, (theme: Theme) => void] {
  const theme = useSyncExternalStore(subscribe, () =>
    document.documentElement.dataset.theme === 'light' ? 'light' : 'dark',
  );
  return [theme, chooseTheme];
}
