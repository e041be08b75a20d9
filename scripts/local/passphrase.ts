import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The local network's keystore still is encrypted; its passphrase lies beside it, readable by its owner alone. */
export const passphraseFile = (dataDir: string) => secretFile(dataDir, 'passphrase', 24);

/** Of the operator's login on the API, made at the first start. */
export const operatorPassword = (dataDir: string) => readFileSync(secretFile(dataDir, 'admin-password', 15), 'utf8');

function secretFile(dataDir: string, name: string, bytes: number) {
  const file = join(dataDir, name);
  if (!existsSync(file)) {
    mkdirSync(dataDir, { recursive: true });
    writeFileSync(file, randomBytes(bytes).toString('base64url'), { mode: 0o600 });
  }
  return file;
}
