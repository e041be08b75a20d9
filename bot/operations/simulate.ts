import { randomUUID } from 'node:crypto';
import { and, eq, gt, sql } from 'drizzle-orm';
import type { Address } from 'viem';
import type { Context } from '../context.ts';
import { simulations } from '../db/schema.ts';
import { UserError } from '../errors.ts';
import { exportPreset } from './exportPreset.ts';

/** A server that was silent for so long has ended, and with it what it ran. */
export const SILENT_MS = 30_000;

export type Simulation = {
  /** Names this time. */
  run: string;
  days: number;
  /** Whether it looks for figures that would do better, where a target is missed. */
  advice: boolean;
  /** The figures, as a preset's file has them. */
  preset: object;
  /** Whether they are the community's own. */
  own: boolean;
};

/** Runs simulations apart from everything else. */
export type Simulator = {
  /** Who takes part in each. */
  members: number;
  /** Begins one, and writes down what comes of it. */
  begin(simulation: Simulation): void;
};

/**
 * Begins a forecast of a community's economy under its own figures, or under others. One is made at a time, whoever shares
 * the database: each takes a processor and a chain in memory.
 * @throws UserError `SimulationRunning`, `SimulatorBusy` while another one is made
 */
export async function simulate(
  ctx: Pick<Context, 'db' | 'clock'>,
  simulator: Simulator,
  { token, days, advice, preset }: { token: Address; days: number; advice: boolean; preset?: object | undefined },
): Promise<void> {
  const figures = preset ?? (await exportPreset(ctx, { token }));
  const now = new Date(ctx.clock());
  const run = randomUUID();
  const begun = {
    ...({ run, state: 'running', part: 'life', done: 0, of: days, secondsLeft: null } as const),
    ...{ members: simulator.members, days, startedAt: now, heardAt: now, fault: null },
  };
  await ctx.db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(hashtext('guildmint_simulate'))`);
    const alive = gt(simulations.heardAt, new Date(now.getTime() - SILENT_MS));
    const [other] = await tx
      .select({ token: simulations.token, secondsLeft: simulations.secondsLeft })
      .from(simulations)
      .where(and(eq(simulations.state, 'running'), alive));
    if (other?.token === token.toLowerCase())
      throw new UserError('SimulationRunning', 'A forecast is being made already: wait for it, or cancel it first.');
    if (other) {
      const seconds = `${other.secondsLeft ?? 60}`;
      throw new UserError(
        'SimulatorBusy',
        `A forecast is being made for another community: try again in about ${seconds} s.`,
        { seconds },
      );
    }
    await tx
      .insert(simulations)
      .values({ token, ...begun })
      .onConflictDoUpdate({ target: simulations.token, set: begun });
  });
  simulator.begin({ run, days, advice, preset: figures, own: preset === undefined });
}
