import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The local network's keystore still is encrypted; its passphrase lies beside it, readable by its owner alone. */
export function passphraseFile(dataDir: string) {
  const file = join(dataDir, 'passphrase');
  if (!existsSync(file)) {
    mkdirSync(dataDir, { recursive: true });
    writeFileSync(file, randomBytes(24).toString('base64url'), { mode: 0o600 });
  }
  return file;
}
