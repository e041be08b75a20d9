import { createInterface } from 'node:readline/promises';
import { askSecret, brokenOff } from '../../bot/custody/prompt.ts';
import type { Desk } from './answer.ts';

type Terminal = { input: NodeJS.ReadableStream; output: NodeJS.WritableStream };

/** Who sits at the terminal. Asking throws a FatalError where they break it off (Ctrl-C, Ctrl-D). */
export const terminalDesk = ({ input, output }: Terminal = { input: process.stdin, output: process.stderr }): Desk => ({
  async ask(prompt, secret) {
    if (secret) return askSecret(prompt);
    const lines = createInterface({ input, output });
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    // Ctrl-C ends the question, the end of the input only its interface.
    lines.once('close', () => reject(brokenOff()));
    lines.question(prompt).then(resolve, () => reject(brokenOff()));
    try {
      return await promise;
    } catch (error) {
      output.write('\n');
      throw error;
    } finally {
      lines.close();
    }
  },
  tell: (line) => void output.write(`${line}\n`),
});
