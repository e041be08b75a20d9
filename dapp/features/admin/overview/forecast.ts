import { t } from '@lingui/core/macro';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useToken } from '../../../lib/api.ts';
import { staffGet } from '../../../lib/staff-api.ts';

/** What `npm run simulate` writes, as far as it is drawn: whole tokens, sums of a week. */
export type Forecast = {
  preset: string;
  members: number;
  days: number;
  /** Mark of the figures that it was made for. */
  figures: string;
  weeks: { issued: number; burned: number; supply: number; members: number }[];
};
type Economy = { begunOn: string | null; members: number };
/** Whole tokens that a forecast has for one day. */
export type Foreseen = { issued: number; burned: number; supply: number };

const KEPT = import.meta.glob<Forecast>('../../../../docs/simulations/*.json', { import: 'default' });
const KEY = 'guildmint-forecast-';
const DAY_MS = 86_400_000;
const WEEK = 7;

/**
 * The forecast that was made for exactly the community's figures: one that somebody chose in this browser, or a preset's.
 * `null`: there is none.
 */
export function useForecast() {
  const token = useToken();
  const [chosen, choose] = useState(() => stored(token));
  const figures = useQuery({
    queryKey: ['staff', token, 'caps', 'figures'],
    queryFn: ({ signal }) => staffGet(`/api/${token}/figures`, signal),
    staleTime: 60_000,
  });
  const presets = useQuery({
    queryKey: ['forecasts'],
    queryFn: () => Promise.all(Object.values(KEPT).map((load) => load())),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const mark = figures.data?.mark;
  const all = [...(chosen ? [chosen] : []), ...(presets.data ?? [])];
  const ready = mark !== undefined && presets.data !== undefined;

  /** Takes a forecast that somebody made. @returns one sentence where it cannot be used */
  function take(text: string): string | undefined {
    const read = readForecast(text);
    if (!read) return t`That is no forecast: choose the JSON file that the command writes.`;
    if (read.figures !== mark)
      return t`That forecast was made for other figures: download them once more, and make it anew.`;
    choose(read);
    try {
      localStorage.setItem(KEY + token, JSON.stringify(read));
    } catch {
      // Storage is blocked: it lasts until the page is closed.
    }
  }

  return {
    preset: figures.data?.preset,
    forecast: ready ? (all.find((each) => each.figures === mark) ?? null) : undefined,
    take,
  };
}

function stored(token: string): Forecast | null {
  try {
    return readForecast(localStorage.getItem(KEY + token) ?? '');
  } catch {
    return null;
  }
}

function readForecast(text: string): Forecast | null {
  try {
    const { preset, members, days, figures, weeks } = JSON.parse(text) as Forecast;
    const numbers = [members, days, ...weeks.flatMap((week) => [week.issued, week.burned, week.supply, week.members])];
    if (typeof preset !== 'string' || typeof figures !== 'string' || weeks.length === 0) return null;
    if (!numbers.every(Number.isFinite)) return null;
    const kept = weeks.map((week) => ({
      ...{ issued: week.issued, burned: week.burned, supply: week.supply, members: week.members },
    }));
    return { preset, members, days, figures, weeks: kept };
  } catch {
    return null;
  }
}

/**
 * What a forecast has for each day of a community, drawn to as many members as there are now: those that it had by then are
 * others.
 * @param today in milliseconds
 * @returns null for days that it does not reach
 */
export function foreseenBy({ weeks }: Forecast, { begunOn, members }: Economy, today: number) {
  const begun = begunOn === null ? today : Date.parse(begunOn);
  const weekOf = (at: number) => Math.floor((at - begun) / DAY_MS / WEEK);
  const now = weeks[Math.min(Math.max(0, weekOf(today)), weeks.length - 1)]!;
  const factor = members / Math.max(1, now.members);
  return (day: string): Foreseen | null => {
    const at = Date.parse(day);
    const week = weeks[weekOf(at)];
    if (!week || at < begun) return null;
    const before = weeks[weekOf(at) - 1]?.supply ?? 0;
    const part = ((Math.floor((at - begun) / DAY_MS) % WEEK) + 1) / WEEK;
    return {
      issued: (week.issued / WEEK) * factor,
      burned: (week.burned / WEEK) * factor,
      supply: (before + (week.supply - before) * part) * factor,
    };
  };
}
