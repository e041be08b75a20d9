import { eq } from 'drizzle-orm';
import type { Address } from 'viem';
import type { Context } from '../context.ts';
import { simulations } from '../db/schema.ts';
import type { Sentence } from '../errors.ts';
import { SILENT_MS } from './simulate.ts';
import { ownForecast, simulationReport } from './simulationReport.ts';

export const BROKEN_OFF: Sentence = {
  code: 'SimulationBrokenOff',
  message: 'The server that made the forecast was stopped: start it again.',
};

/** The forecast of a community that is being made, or was made last; null where none ever was. */
export async function getSimulation({ db, clock }: Pick<Context, 'db' | 'clock'>, { token }: { token: Address }) {
  const [row] = await db.select().from(simulations).where(eq(simulations.token, token));
  if (!row) return null;
  const { run: _run, token: _token, heardAt, report, own, ...told } = row;
  const silent = told.state === 'running' && clock() - heardAt.getTime() >= SILENT_MS;
  return {
    ...told,
    ...(silent && { state: 'failed' as const, fault: BROKEN_OFF }),
    // What another version wrote may say other things.
    report: simulationReport.safeParse(report).data ?? null,
    own: ownForecast.safeParse(own).data ?? null,
  };
}
