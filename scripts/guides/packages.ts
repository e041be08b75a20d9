// Packages and compiled contracts of this folder for another one: what the registry and the compiler would give again.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../run.ts';

/** Links files where that can be, because packages are large and nobody writes into them. */
export function packagesInto(folder: string): void {
  for (const part of ['node_modules', 'bot/node_modules', 'artifacts', 'cache', 'dapp/dist']) {
    if (!existsSync(join(root, part)) || existsSync(join(folder, part))) continue;
    const linked = part.endsWith('node_modules');
    const copied = linked && copy('-al', part, folder) ? true : copy('-a', part, folder);
    if (!copied) throw new Error(`${part} could not be copied into ${folder}.`);
  }
}

const copy = (how: string, part: string, folder: string) =>
  spawnSync('cp', [how, join(root, part), join(folder, part)], { stdio: 'ignore' }).status === 0;
