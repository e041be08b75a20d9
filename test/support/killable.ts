/** A server process that asks before every step whether it may go on, so that it can be killed at any of them. */
import { fork } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../../scripts/run.ts';
import { compiled } from './server.ts';

export type Killable = Awaited<ReturnType<typeof startKillable>>;

/** @param env as the server's own; it runs once this resolves */
export async function startKillable(env: NodeJS.ProcessEnv) {
  const child = fork(join(root, 'bot/main.ts'), {
    cwd: root,
    env: { ...process.env, ...compiled, ...env, CRASH_AT: 'ask' },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const exited = new Promise<string>((resolve) =>
    child.once('exit', (code, signal) => resolve(signal ?? `code ${code}`)),
  );
  const ready = Promise.withResolvers<void>();
  let deadly = '';
  let left = 0;
  child.on('message', (message) => {
    if (typeof message !== 'object' || message === null) return;
    if ('ready' in message) ready.resolve();
    if (!('at' in message)) return;
    if (message.at === deadly && --left === 0) return void child.kill('SIGKILL');
    child.send('go on', () => undefined);
  });
  await Promise.race([
    ready.promise,
    exited.then((how) => {
      throw new Error(`The server did not start: it ended with ${how}.`);
    }),
  ]);
  return {
    /**
     * Kills it when it next comes to a step, or to it for the so manieth time.
     * @param place `step`, or `step#2`
     * @returns resolves once it is dead
     */
    killAt(place: string): Promise<string> {
      const [step = '', time = '1'] = place.split('#');
      deadly = step;
      left = Number(time);
      return exited;
    },
    async stop() {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
      await exited;
    },
  };
}
