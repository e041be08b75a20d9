import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The local network's keystore still is encrypted; its passphrase lies beside it, readable by its owner alone. */
export function passphraseFile(dataDir: string) {
  const folder = join(dataDir, 'keystore');
  const file = join(folder, 'passphrase');
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(file, randomBytes(24).toString('base64url'), { mode: 0o600 });
  }
  return file;
}
