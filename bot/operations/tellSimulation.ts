import { and, eq, gt } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { simulations } from '../db/schema.ts';
import { SILENT_MS } from './simulate.ts';

type Told = Partial<
  Pick<typeof simulations.$inferInsert, 'part' | 'done' | 'of' | 'secondsLeft' | 'state' | 'fault' | 'report' | 'own'>
>;

/**
 * Writes down how far a simulation is, or what came of it.
 * @returns false where that is of no use any more: it was cancelled, another one is made, or it was silent for so long that
 * it counts as ended
 */
export async function tellSimulation(
  ctx: Pick<Context, 'db' | 'clock'>,
  { run, ...told }: Told & { run: string },
): Promise<boolean> {
  const now = ctx.clock();
  const { rowCount } = await ctx.db
    .update(simulations)
    .set({ ...told, heardAt: new Date(now) })
    .where(
      and(
        eq(simulations.run, run),
        eq(simulations.state, 'running'),
        gt(simulations.heardAt, new Date(now - SILENT_MS)),
      ),
    );
  return rowCount === 1;
}
