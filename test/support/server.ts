/** The server as a process of its own, with all that it says: for tests that judge how it starts, stops and logs. */
import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SERVER_ENV, serverFlags } from '../../scripts/local/server.ts';

const root = join(import.meta.dirname, '../..');
/** Servers start a hundred times in a run: what Node makes of their code is kept. */
export const compiled = { NODE_COMPILE_CACHE: join(tmpdir(), 'guildmint-compiled') };

export type ServerProcess = Awaited<ReturnType<typeof spawnServer>>;

/** Starts bot/main.ts as `npm start` does, with this environment and nothing of ours but what a process needs. */
export function spawnServer(env: NodeJS.ProcessEnv, options: { as?: string[] } = {}) {
  const [command, ...args] = [...(options.as ?? []), process.execPath, ...serverFlags(env), join(root, 'bot/main.ts')];
  const { PATH, HOME, TMPDIR } = process.env;
  const child = spawn(command!, args, {
    cwd: root,
    env: { PATH, HOME, TMPDIR, ...compiled, ...SERVER_ENV, ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout!.on('data', (data) => {
    stdout += data;
  });
  child.stderr!.on('data', (data) => {
    stderr += data;
  });
  const exited = new Promise<{ code: number | null; signal: string | null }>((resolve) =>
    child.once('close', (code, signal) => resolve({ code, signal })),
  );
  const ready = Promise.race([
    new Promise<string>((resolve) =>
      child.on('message', (message) => {
        if (typeof message === 'object' && message && 'ready' in message) resolve(String(message.ready));
      }),
    ),
    exited.then(({ code }) => {
      throw new Error(`The server ended with ${code}: ${stderr}`);
    }),
  ]);
  // Whoever does not wait for it looks at how it ended.
  ready.catch(() => undefined);
  return {
    pid: child.pid!,
    /** Its address; fails if it ends before. */
    ready,
    exited,
    said: () => stdout + stderr,
    complained: () => stderr,
    /** The log so far, line by line. */
    lines: () =>
      stdout
        .split('\n')
        .filter((line) => line.startsWith('{'))
        .map((line): Record<string, unknown> => JSON.parse(line)),
    kill: (signal: NodeJS.Signals) => child.kill(signal),
    async stop() {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
      return exited;
    },
  };
}
