import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { FatalError } from './errors.ts';

/** Looks whether the server may write where it has to. Makes nothing. @throws FatalError naming folder and remedy */
export function requireFolder({ dataDir, keystore }: { dataDir: string; keystore: { dir: string } }) {
  let folder = dataDir;
  while (!existsSync(folder) && dirname(folder) !== folder) folder = dirname(folder);
  for (const each of existsSync(keystore.dir) ? [folder, keystore.dir] : [folder]) {
    const fault = faultOf(each);
    if (fault)
      throw new FatalError(
        `The folder ${each} ${fault}: set DATA_DIR to a folder that this user may write to, or change its permissions.`,
      );
  }
}

function faultOf(folder: string) {
  if (!statSync(folder).isDirectory()) return 'is no folder';
  try {
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    return null;
  } catch {
    return 'cannot be written to';
  }
}
