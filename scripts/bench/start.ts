// How long `npm start` takes to answer once installed, compiled and built, and what its process tree then weighs.
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { freePort } from '../local/ports.ts';
import { root } from '../run.ts';
import type { Figure } from './figure.ts';

const SECONDS = 20;
const MEGABYTES = 1024;

export async function start(): Promise<Figure[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'guildmint-bench-'));
  const port = await freePort();
  const began = performance.now();
  const child = spawn(process.execPath, ['scripts/start.ts'], {
    cwd: root,
    env: { ...process.env, DATA_DIR: dataDir, API_PORT: String(port) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = new Promise((resolve) => child.once('exit', resolve));
  try {
    for await (const line of createInterface(child.stdout)) if (line.startsWith('Ready: ')) break;
    const seconds = (performance.now() - began) / 1000;
    const megabytes = weigh(dataDir, child.pid!);
    return [
      {
        name: 'start: seconds until it answers',
        value: seconds,
        unit: 's',
        baseline: SECONDS,
        ratio: seconds / SECONDS,
      },
      {
        name: 'start: memory of all its processes',
        value: megabytes,
        unit: 'MB',
        baseline: MEGABYTES,
        ratio: megabytes / MEGABYTES,
      },
    ];
  } finally {
    child.kill('SIGTERM');
    await exited;
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** Proportional memory (shared pages counted once) of the supervisor, its children and the detached parts. Linux only. */
function weigh(dataDir: string, supervisor: number) {
  const processes = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const parents = new Map(processes.map((pid) => [Number(pid), parentOf(pid)]));
  const detached = readdirSync(join(dataDir, 'processes')).map(
    (name) => JSON.parse(readFileSync(join(dataDir, 'processes', name), 'utf8')).pid as number,
  );
  const postgres = Number(readFileSync(join(dataDir, 'postgres/postmaster.pid'), 'utf8').split('\n')[0]);
  const roots = new Set([supervisor, ...detached, postgres]);
  const belongs = (pid: number | undefined): boolean =>
    pid !== undefined && pid > 1 && (roots.has(pid) || belongs(parents.get(pid)));
  let kilobytes = 0;
  for (const pid of parents.keys()) if (belongs(pid)) kilobytes += pss(pid);
  return kilobytes / 1024;
}

const parentOf = (pid: string) => {
  try {
    return Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[1]);
  } catch {
    return undefined;
  }
};

const pss = (pid: number) => {
  try {
    return Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0);
  } catch {
    return 0;
  }
};
