/** Runs the simulator in a process of its own: it holds a chain in memory, and takes a processor for minutes. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { constants, setPriority } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { z } from 'zod';
import type { Context } from './context.ts';
import type { Sentence } from './errors.ts';
import { BROKEN_OFF } from './operations/getSimulation.ts';
import type { Simulation, Simulator } from './operations/simulate.ts';
import { simulationReport } from './operations/simulationReport.ts';
import { tellSimulation } from './operations/tellSimulation.ts';

const SCRIPT = join(import.meta.dirname, '../scripts/simulate.ts');
/** How often the database is told how far it is, and asked whether it is still wanted. */
const TELL_MS = 1_000;
/** Of what a process complained of before it died, characters for the log. */
const COMPLAINT = 4_000;

const BROKEN = { state: 'failed', fault: BROKEN_OFF } as const;
const FAILED: Sentence = {
  code: 'SimulationFailed',
  message: 'The forecast could not be made: try again, and tell the operator if it stays so.',
};

const progressSchema = z.object({ part: z.enum(['life', 'advice']), done: z.number(), of: z.number() });
type Progress = z.output<typeof progressSchema> & { secondsLeft: number | null };
type Ended = { code: number | null; signal: string | null; printed: string; complained: string };

/** @returns null where the operator wants none */
export function openSimulator(ctx: Pick<Context, 'config' | 'db' | 'log' | 'clock'>) {
  const { members } = ctx.config.simulator;
  if (members === 0) return null;
  const log = ctx.log.child({ part: 'simulator' });
  const closing = new AbortController();
  const followed = new Set<Promise<void>>();

  async function follow(simulation: Simulation) {
    const { run } = simulation;
    const child = start(simulation, members);
    lower(child);
    const heard = hear(child, simulation);
    const over = new AbortController();
    const end = endOf(child).finally(() => over.abort());
    const stop = AbortSignal.any([over.signal, closing.signal]);
    let wanted = true;
    while (wanted && !stop.aborted) {
      wanted = await tell({ run, ...heard.progress }).catch((error: unknown) => {
        // Where it stays away the simulation counts as broken off; what it finds is offered all the same.
        log.warn({ err: error }, 'the database does not hear how far a forecast is');
        return true;
      });
      if (wanted) await setTimeout(TELL_MS, undefined, { signal: stop }).catch(() => undefined);
    }
    const broken = wanted && closing.signal.aborted;
    // It holds nothing but memory.
    if (broken || !wanted) child.kill('SIGKILL');
    const ended = await end;
    if (!wanted) return;
    const outcome = broken ? BROKEN : outcomeOf(ended);
    const own = 'report' in outcome && simulation.own ? { own: outcome.report } : {};
    await tell({ run, ...heard.progress, secondsLeft: null, ...outcome, ...own });
  }

  const tell = (told: Parameters<typeof tellSimulation>[1]) => tellSimulation(ctx, told);

  function lower({ pid }: ChildProcess) {
    try {
      if (pid !== undefined) setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
    } catch (error) {
      log.warn({ err: error }, 'the simulator competes with the server for the processor');
    }
  }

  function outcomeOf({ code, signal, printed, complained }: Ended) {
    // The help stands behind an empty line.
    const [sentence] = complained.split('\n\n');
    if (code === 2 && sentence) {
      const faults = sentence.split(/\n\s*/).join(' ');
      const fault = { code: 'PresetFaulty', message: sentence, details: { faults } };
      return { state: 'failed', fault } as const;
    }
    const report = reportIn(printed);
    if (report) return { state: 'done', report } as const;
    log.error({ code, signal, complained: complained.slice(-COMPLAINT) }, 'a forecast could not be made');
    return { state: 'failed', fault: FAILED } as const;
  }

  const simulator: Simulator = {
    members,
    begin(simulation) {
      const following = follow(simulation)
        .catch((error: unknown) => log.error({ err: error }, 'a forecast was lost'))
        .finally(() => followed.delete(following));
      followed.add(following);
    },
  };
  return {
    ...simulator,
    /** Ends what is being made, and says so. */
    async close() {
      closing.abort();
      await Promise.all(followed);
    },
  };
}

function start({ days, advice, preset }: Simulation, members: number): ChildProcess {
  const args = ['--preset', '-', '--members', `${members}`, '--days', `${days}`, '--json'];
  const { HOME } = process.env;
  const child = fork(SCRIPT, advice ? args : [...args, '--no-advice'], {
    cwd: join(import.meta.dirname, '..'),
    execArgv: [],
    // Nothing of the server's environment: it holds secrets that are none of the simulator's business.
    env: { NODE_NO_WARNINGS: '1', ...(HOME !== undefined && { HOME }) },
    stdio: ['pipe', 'pipe', 'pipe', 'ipc'],
  });
  // Who ends before it has read says by its exit code why.
  child.stdin?.on('error', () => undefined);
  child.stdin?.end(JSON.stringify(preset, null, 2));
  return child;
}

/** Follows how far a process is, and how long the rest of its part takes at the same pace. */
function hear(child: ChildProcess, { days }: Simulation) {
  const heard: { progress: Progress } = { progress: { part: 'life', done: 0, of: days, secondsLeft: null } };
  let begun: { part: string; done: number; at: number } | null = null;
  child.on('message', (message) => {
    const { data } = progressSchema.safeParse(message);
    if (!data) return;
    const { part, done, of } = data;
    const at = performance.now();
    if (begun?.part !== part) begun = { part, done, at };
    const pace = (at - begun.at) / (done - begun.done);
    heard.progress = { ...data, secondsLeft: Number.isFinite(pace) ? Math.ceil((pace * (of - done)) / 1000) : null };
  });
  return heard;
}

async function endOf(child: ChildProcess): Promise<Ended> {
  try {
    const [printed, complained, [code, signal]] = await Promise.all([
      text(child.stdout!),
      text(child.stderr!),
      once(child, 'close') as Promise<[number | null, string | null]>,
    ]);
    return { code, signal, printed, complained };
  } catch (error) {
    // It could not be started.
    return { code: null, signal: null, printed: '', complained: `${error}` };
  }
}

/** Null where nothing was printed, or something else. */
function reportIn(printed: string) {
  try {
    return simulationReport.safeParse(JSON.parse(printed)).data ?? null;
  } catch {
    return null;
  }
}
