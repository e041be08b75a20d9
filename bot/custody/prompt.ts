/** Asks at a terminal for what nobody shall read over a shoulder, in a history or in a process list. */
import { FatalError } from '../errors.ts';

type Hear = (chunk: Buffer | string) => void;
type Terminal = {
  input: {
    setRawMode(mode: boolean): unknown;
    on(event: 'data', hear: Hear): unknown;
    off(event: 'data', hear: Hear): unknown;
    resume(): unknown;
    pause(): unknown;
  };
  output: { write(text: string): unknown };
};
const standard: Terminal = { input: process.stdin, output: process.stderr };

/** Whether somebody sits there who could answer. */
export const isInteractive = (input: { isTTY?: boolean } = process.stdin) => input.isTTY === true;

/** What breaking a question off comes to. */
export const brokenOff = () => new FatalError('Broken off: nothing was changed.');

/** @returns the line that was typed, which is not echoed. @throws FatalError if it is broken off */
export async function askSecret(question: string, { input, output }: Terminal = standard): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  let typed = '';
  const hear: Hear = (chunk) => {
    for (const char of chunk.toString()) {
      if (char === '\r' || char === '\n') return resolve(typed);
      if (char === '\u0003' || char === '\u0004') return reject(brokenOff());
      typed = char === '\u007f' || char === '\b' ? [...typed].slice(0, -1).join('') : typed + char;
    }
  };
  output.write(question);
  input.setRawMode(true);
  input.on('data', hear);
  input.resume();
  try {
    return await promise;
  } finally {
    input.off('data', hear);
    input.setRawMode(false);
    input.pause();
    output.write('\n');
  }
}

/** @throws FatalError if the two answers differ */
export async function askNewPassphrase(terminal?: Terminal) {
  const first = await askSecret('New passphrase (at least 8 characters): ', terminal);
  const second = await askSecret('Once more: ', terminal);
  if (first !== second) throw new FatalError('The two passphrases differ.');
  if (first.length < 8) throw new FatalError('The passphrase must have at least 8 characters.');
  return first;
}

/** The environment, completed by asking for the passphrase where it is not set and somebody can answer. */
export async function withPassphrase(env: NodeJS.ProcessEnv): Promise<NodeJS.ProcessEnv> {
  if (env.KEYSTORE_PASSPHRASE || env.KEYSTORE_PASSPHRASE_FILE || !isInteractive()) return env;
  return { ...env, KEYSTORE_PASSPHRASE: await askSecret('Passphrase of the keystore: ') };
}
