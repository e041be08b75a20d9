import { fork } from 'node:child_process';
import { mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../run.ts';

/** From so much on the answers that a server keeps are what it works for, and memory is there; millions of characters. */
const KEEPS_MUCH = 512;

/**
 * While the chain is indexed from its beginning most of what is made lives for one answer of the node: room for the young
 * keeps it from growing old, and the heap grows to twice what is in use, not to four times; once it is indexed, to less.
 * That room is soon swept by one thread: several take the processors from the database, and wait for each other. Where much
 * is kept for readers it is twice as large: each sweep copies what is being answered, and fewer copy less. Nor is that heap
 * made smaller in calm hours, which stops the server for as long as moving it takes.
 * @param env of the server
 */
export function serverFlags({ API_KEPT_MB }: NodeJS.ProcessEnv): string[] {
  const common = ['--heap-growing-percent=100', '--no-parallel-scavenge'];
  return Number(API_KEPT_MB) >= KEEPS_MUCH
    ? [...common, '--max-semi-space-size=32', '--no-memory-reducer']
    : [...common, '--max-semi-space-size=16'];
}

/** Each thread would keep pieces of memory to itself that others cannot use: some 20 MB after a flood of messages. */
export const SERVER_ENV = { MALLOC_ARENA_MAX: '2' };

export type Server = { url: string; exited: Promise<number | null>; stop(): Promise<void> };

/** It ended before it was ready. */
export class NotStarted extends Error {
  /** Starting again would change nothing: a person must mend something first. */
  readonly refused: boolean;

  constructor(code: number | null, dataDir: string) {
    super(
      `The server did not start (exit code ${code}); the reason stands above or in ${join(dataDir, 'logs/server.log')}.`,
    );
    this.refused = code === 78;
  }
}

/** Starts bot/main.ts and waits until it is ready. Its log goes to a file, its complaints to the terminal. */
export async function startServer(dataDir: string, env: NodeJS.ProcessEnv): Promise<Server> {
  mkdirSync(join(dataDir, 'logs'), { recursive: true });
  const out = openSync(join(dataDir, 'logs', 'server.log'), 'a');
  const whole = { ...SERVER_ENV, ...process.env, ...env };
  const child = fork(join(root, 'bot/main.ts'), {
    cwd: root,
    execArgv: [...process.execArgv, ...serverFlags(whole)],
    env: whole,
    stdio: ['ignore', out, 'inherit', 'ipc'],
  });
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const url = await Promise.race([
    new Promise<string>((resolve) =>
      child.on('message', (message) => {
        if (typeof message === 'object' && message && 'ready' in message) resolve(String(message.ready));
      }),
    ),
    exited.then((code) => {
      throw new NotStarted(code, dataDir);
    }),
  ]);
  return {
    url,
    exited,
    async stop() {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
      await exited;
    },
  };
}
