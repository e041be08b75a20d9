import { t } from '@lingui/core/macro';
import { useSyncExternalStore } from 'react';
import { locale } from './language.ts';
import { once } from './once.ts';

const STEP_MS = 15_000;
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
let now = Date.now();

function subscribe(listener: () => void) {
  listeners.add(listener);
  timer ??= setInterval(() => {
    now = Date.now();
    for (const each of listeners) each();
  }, STEP_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  };
}

/** The time in ms, moving on every 15 seconds for all who show relative times: one timer for the page. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => Math.max(now, Date.now() - (Date.now() % STEP_MS)));
}

const UNITS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];
const relative = once(() => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }));

/** "in 3 hours", "2 days ago"; both arguments in ms. */
export function relativeTime(at: number, from: number): string {
  const seconds = Math.round((at - from) / 1000);
  const [unit, size] = UNITS.find(([, length]) => Math.abs(seconds) >= length) ?? ['second', 1];
  return relative().format(Math.trunc(seconds / size), unit);
}

const STYLES: Record<string, Intl.DateTimeFormatOptions> = {
  t: { timeStyle: 'short' },
  T: { timeStyle: 'medium' },
  d: { dateStyle: 'short' },
  D: { dateStyle: 'long' },
  f: { dateStyle: 'long', timeStyle: 'short' },
  F: { dateStyle: 'full', timeStyle: 'short' },
};
const formats = new Map<string, Intl.DateTimeFormat>();

/** Formats ms in one of Discord's timestamp styles (t, T, d, D, f, F); unknown styles read as `f`. */
export function formatTime(at: number, style: string): string {
  let format = formats.get(style);
  if (!format) {
    format = new Intl.DateTimeFormat(locale, STYLES[style] ?? STYLES.f);
    formats.set(style, format);
  }
  return format.format(at);
}

/** "Today at 14:03", or the date in full for another day. */
export function messageTime(at: number, from: number): string {
  const sameDay = new Date(at).toDateString() === new Date(from).toDateString();
  return sameDay ? t`Today at ${formatTime(at, 't')}` : `${formatTime(at, 'd')} ${formatTime(at, 't')}`;
}
