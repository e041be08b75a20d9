import { useQuery } from '@tanstack/react-query';
import { type Report, useFigures, useSimulation } from './use-simulation.ts';

/** As far as it is drawn: whole tokens, sums of a week. */
export type Forecast = {
  members: number;
  days: number;
  weeks: Pick<Report['weeks'][number], 'issued' | 'burned' | 'supply' | 'members'>[];
};
type Kept = Forecast & { preset: string; figures: string };
type Economy = { begunOn: string | null; members: number };
/** Whole tokens that a forecast has for one day. */
export type Foreseen = { issued: number; burned: number; supply: number };

const KEPT = import.meta.glob<Kept>('../../../docs/simulations/*.json', { import: 'default' });
export const DAY_MS = 86_400_000;
export const WEEK = 7;

/** The week, from 0, of a community's life in which a moment lies; both in milliseconds. */
export const weekOf = (begun: number, at: number) => Math.floor((at - begun) / DAY_MS / WEEK);

/**
 * The forecast that was made for exactly the community's figures: its own, or that of the preset which it still follows.
 * `null`: there is none; `undefined`: it is not known yet.
 */
export function useForecast(): { forecast: Forecast; preset: string | null } | null | undefined {
  const mark = useFigures().data?.mark;
  const simulation = useSimulation();
  const presets = useQuery({
    queryKey: ['forecasts'],
    queryFn: () => Promise.all(Object.values(KEPT).map((load) => load())),
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (mark === undefined || simulation.isPending || presets.isPending) return undefined;
  // Figures that were only tried may have become the community's own.
  const { own, report } = simulation.data ?? {};
  const made = [own, report].find((each) => each?.figures === mark);
  if (made) return { forecast: made, preset: null };
  const kept = presets.data?.find(({ figures }) => figures === mark);
  return kept ? { forecast: kept, preset: kept.preset } : null;
}

/**
 * What a forecast has for each day of a community, drawn to as many members as there are now: those that it had by then are
 * others.
 * @param today in milliseconds
 * @returns null for days that it does not reach
 */
export function foreseenBy({ weeks }: Forecast, { begunOn, members }: Economy, today: number) {
  const begun = begunOn === null ? today : Date.parse(begunOn);
  const now = weeks[Math.min(Math.max(0, weekOf(begun, today)), weeks.length - 1)]!;
  const factor = members / Math.max(1, now.members);
  return (day: string): Foreseen | null => {
    const at = Date.parse(day);
    const place = weekOf(begun, at);
    const week = weeks[place];
    if (!week || at < begun) return null;
    const before = weeks[place - 1]?.supply ?? 0;
    const part = ((Math.floor((at - begun) / DAY_MS) % WEEK) + 1) / WEEK;
    return {
      issued: (week.issued / WEEK) * factor,
      burned: (week.burned / WEEK) * factor,
      supply: (before + (week.supply - before) * part) * factor,
    };
  };
}
