/** Keeps the state in a file, so that messages outlive the process. */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { State } from './state.ts';

const DELAY_MS = 250;
/** Raised when the state's shape changes; files of another version are set aside. */
const VERSION = 1;

type Saved = { version: number; origin: string; state: State };

/**
 * Reads a saved state, with addresses of files moved to this server's origin.
 * @returns undefined when there is none yet
 * @throws Error saying which file to delete when it cannot be read
 */
export function readState(path: string, origin: string): State | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    const saved = JSON.parse(text) as Saved;
    if (saved.version !== VERSION) return undefined;
    const { state } = JSON.parse(text.replaceAll(`${saved.origin}/cdn/`, `${origin}/cdn/`)) as Saved;
    // Files of before there were invites.
    return { ...state, invites: state.invites ?? {} };
  } catch (cause) {
    throw new Error(`The local Discord cannot read ${path}. Delete it to begin afresh.`, { cause });
  }
}

/** Writes soon after a change, and once more when flushed; a crash leaves the previous file whole. */
export function createStateWriter(path: string | undefined, read: () => Saved['state'], origin: () => string) {
  let timer: NodeJS.Timeout | undefined;
  const write = () => {
    clearTimeout(timer);
    timer = undefined;
    if (path === undefined) return;
    const saved: Saved = { version: VERSION, origin: origin(), state: read() };
    writeFileSync(`${path}.new`, JSON.stringify(saved));
    renameSync(`${path}.new`, path);
  };
  return {
    changed(): void {
      if (path !== undefined) timer ??= setTimeout(write, DELAY_MS).unref();
    },
    flush: write,
  };
}
