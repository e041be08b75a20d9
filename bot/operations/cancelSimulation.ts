import { and, eq } from 'drizzle-orm';
import type { Address } from 'viem';
import type { Context } from '../context.ts';
import { simulations } from '../db/schema.ts';

/** Ends a forecast that is being made: the server that runs it finds out within a second, whichever that is. */
export async function cancelSimulation({ db }: Pick<Context, 'db'>, { token }: { token: Address }): Promise<void> {
  await db
    .update(simulations)
    .set({ state: 'cancelled', secondsLeft: null })
    .where(and(eq(simulations.token, token), eq(simulations.state, 'running')));
}
