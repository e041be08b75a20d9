/** Files that members hand in: Discord's own addresses of them expire, so they are read at once. */
import type { Attachment } from 'discord.js';
import { UserError } from '../errors.ts';
import { checkSizes, type ProofFile, safeName } from '../operations/proofFiles.ts';
import type { HandedFile } from './commands/command.ts';

const PATIENCE_MS = 20_000;

export const handed = ({ name, contentType, size, url }: Attachment): HandedFile => ({
  name,
  type: contentType ?? 'application/octet-stream',
  size,
  url,
});

/** @throws UserError where they are too much together, or Discord does not give one out */
export async function readFiles(files: HandedFile[]): Promise<ProofFile[]> {
  checkSizes(files);
  return Promise.all(
    files.map(async ({ name, type, size, url }, place) => {
      const bytes = await read(url);
      if (bytes?.length !== size)
        throw new UserError('ProofUnread', 'Discord did not give your file to me: attach it once more.');
      return { name: safeName(name, place), type, bytes };
    }),
  );
}

async function read(url: string): Promise<Buffer | null> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS), redirect: 'error' });
    return response.ok ? Buffer.from(await response.arrayBuffer()) : null;
  } catch {
    // Whatever it was, its owner can do the same about it.
    return null;
  }
}
