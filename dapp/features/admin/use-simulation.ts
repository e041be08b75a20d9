import type { SimulationResponse } from '@guildmint/bot/api/routes/simulation.ts';
import { useQuery } from '@tanstack/react-query';
import { ApiError, useToken } from '../../lib/api.ts';
import { staffGet } from '../../lib/staff-api.ts';

export type Simulation = SimulationResponse;
export type Report = NonNullable<Simulation['report']>;

/** While one is made; and while somebody else may begin one. */
const LOOK_MS = { running: 1_500, idle: 20_000 };

/** The forecast of the community that is being made, or was made last. */
export function useSimulation() {
  const token = useToken();
  return useQuery({
    queryKey: ['staff', token, 'simulation'],
    queryFn: ({ signal }) => staffGet(`/api/${token}/simulation`, signal),
    retry: (times, error) => !isOff(error) && times < 1,
    refetchInterval: ({ state: { data, error } }) =>
      isOff(error) ? false : data?.state === 'running' ? LOOK_MS.running : LOOK_MS.idle,
  });
}

/** What the community earns, limits and costs at present, with the mark that a forecast for it bears. */
export function useFigures() {
  const token = useToken();
  return useQuery({
    queryKey: ['staff', token, 'caps', 'figures'],
    queryFn: ({ signal }) => staffGet(`/api/${token}/figures`, signal),
    retry: (times, error) => !isUnset(error) && times < 1,
    staleTime: 60_000,
  });
}

export const isOff = (error: Error | null) => error instanceof ApiError && error.code === 'SimulatorOff';
export const isUnset = (error: Error | null) => error instanceof ApiError && error.code === 'PresetUnset';
