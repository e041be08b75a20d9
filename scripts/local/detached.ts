// Processes that outlive the supervisor: found again by a file that names their pid and port, and by answering.
import { spawn } from 'node:child_process';
import { mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { root } from '../run.ts';
import { freePort } from './ports.ts';

export type Detached = { port: number; adopted: boolean; stop(): Promise<void> };

const alive = (pid: number) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

/**
 * Starts `node ...args(port)`, or adopts it if it still runs.
 * @param answers whether the right program answers on that port
 */
export async function detached(options: {
  name: string;
  dataDir: string;
  wantedPort: number;
  args: (port: number) => string[];
  env?: (port: number) => NodeJS.ProcessEnv;
  answers: (port: number) => Promise<boolean>;
}): Promise<Detached> {
  const record = join(options.dataDir, 'processes', `${options.name}.json`);
  const log = join(options.dataDir, 'logs', `${options.name}.log`);
  for (const file of [record, log]) mkdirSync(dirname(file), { recursive: true });

  const stop = (pid: number) => async () => {
    rmSync(record, { force: true });
    if (!alive(pid)) return;
    process.kill(pid, 'SIGTERM');
    for (let tries = 0; alive(pid); tries++) {
      if (tries === 50) process.kill(pid, 'SIGKILL');
      await wait(100);
    }
  };

  const known = read(record);
  if (known && alive(known.pid) && (await options.answers(known.port)))
    return { port: known.port, adopted: true, stop: stop(known.pid) };

  const port = await freePort(options.wantedPort);
  const out = openSync(log, 'w');
  const child = spawn(process.execPath, options.args(port), {
    cwd: root,
    detached: true,
    stdio: ['ignore', out, out],
    env: { ...process.env, ...options.env?.(port) },
  });
  const pid = child.pid;
  if (!pid) throw new Error(`${options.name} could not be started; see ${log}.`);
  child.unref();
  writeFileSync(record, JSON.stringify({ pid, port }));
  for (let tries = 0; !(await options.answers(port)); tries++) {
    if (!alive(pid) || tries === 1200) throw new Error(`${options.name} did not start; the reason stands in ${log}.`);
    await wait(100);
  }
  return { port, adopted: false, stop: stop(pid) };
}

function read(file: string): { pid: number; port: number } | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
