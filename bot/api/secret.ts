/** The secret behind access tokens. */
import { hkdfSync, randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config.ts';

/**
 * A key for one purpose: of JWT_SECRET_KEY, else of a file in the data folder, which is made when it is first needed and
 * outlives restarts. The database knows nothing of it.
 * @returns 32 bytes
 */
export function keyFor(config: Config, purpose: string): Uint8Array {
  const secret = config.api.tokenSecret ?? secretFile(config.dataDir);
  return new Uint8Array(hkdfSync('sha256', secret, 'guildmint', purpose, 32));
}

/** Makes it when it is first asked for. */
export function lazily<T>(make: () => T): () => T {
  let made: { it: T } | undefined;
  return () => {
    made ??= { it: make() };
    return made.it;
  };
}

function secretFile(dataDir: string) {
  const file = join(dataDir, 'api-secret');
  try {
    return readFileSync(file);
  } catch (error) {
    if (!isCode(error, 'ENOENT')) throw error;
  }
  // Of two processes that make it at once, both use the one that came first, and neither reads half of it.
  mkdirSync(dataDir, { recursive: true });
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  writeFileSync(draft, randomBytes(32), { mode: 0o600 });
  try {
    linkSync(draft, file);
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error;
  } finally {
    rmSync(draft);
  }
  return readFileSync(file);
}

const isCode = (error: unknown, code: string) => error instanceof Error && 'code' in error && error.code === code;
