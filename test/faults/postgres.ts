/**
 * A PostgreSQL of its own that can be killed, restarted and filled up. A shell is its supervisor: it starts it again
 * whenever it ends. Where the system lets an ordinary user mount a small volume, its files lie there, so that the disk
 * can really be full.
 */
import { spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startEmbeddedPostgres } from '../../bot/db/embedded.ts';
import { findBinaries, socketFolder, unprivileged } from '../../bot/db/embeddedBinaries.ts';
import { silent } from '../support/database.ts';
import type { Random } from './random.ts';

const VOLUME_MB = 384;
const NAMESPACE = ['unshare', '--user', '--map-root-user', '--mount', '--'];
const SETTINGS = {
  listen_addresses: '',
  unix_socket_permissions: '0700',
  max_connections: '100',
  shared_buffers: '32MB',
  max_wal_size: '64MB',
  jit: 'off',
  timezone: 'UTC',
};

export async function startPostgres(dataDir: string) {
  const draft = await startEmbeddedPostgres({ dataDir, log: silent });
  await draft.stop();
  const { postgres } = await findBinaries();
  const volume = join(dataDir, 'volume');
  mkdirSync(volume, { mode: 0o700 });
  const mounted = await mayMount(volume);
  const folder = join(volume, 'postgres');
  const settings = { ...SETTINGS, unix_socket_directories: await socketFolder(dataDir) };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const command = mounted
    ? ['unshare', '--user', '--map-user=1000', '--map-group=1000', '--', postgres]
    : unprivileged([postgres]);
  const script = [
    mounted ? `mount -t tmpfs -o size=${VOLUME_MB}m,mode=0700 tmpfs "$1" || exit 1` : ':',
    'cp -a "$2" "$1/postgres" || exit 1',
    'cd "$1"; folder="$1/postgres"; run="$3"; shift 3',
    // Nobody's database once its run is over, however that ended.
    '(while kill -0 "$run" 2>/dev/null; do sleep 1; done; kill -QUIT "$(head -1 "$folder/postmaster.pid")"; kill -9 $$) &',
    'while :; do "$@" -D "$folder"; sleep 0.1; done',
  ].join('\n');
  const log = openSync(join(dataDir, 'postgres.log'), 'w');
  const shell = [
    'sh',
    '-c',
    script,
    'sh',
    volume,
    join(dataDir, 'postgres'),
    String(process.pid),
    ...command,
    ...flags,
  ];
  const [program, ...args] = mounted ? [...NAMESPACE, ...shell] : shell;
  const keeper = spawn(program!, args, { detached: true, stdio: ['ignore', log, log] });
  const root = mounted ? `/proc/${keeper.pid}/root` : '';

  /** The postmaster's process; null while there is none. */
  function postmaster(): number | null {
    try {
      const pid = Number(readFileSync(`${root}${folder}/postmaster.pid`, 'utf8').split('\n')[0]);
      return existsSync(`/proc/${pid}`) ? pid : null;
    } catch {
      return null;
    }
  }

  return {
    url: draft.url,
    /** Whether the disk can be filled here. */
    mounted,
    killPostmaster() {
      const pid = postmaster();
      if (pid) process.kill(pid, 'SIGKILL');
      return pid !== null;
    },
    /** PostgreSQL answers the violent end of one session by ending all of them and recovering. */
    killBackend(random: Random) {
      const pid = postmaster();
      const sessions =
        pid === null
          ? []
          : childrenOf(pid).filter((child) => / (idle|SELECT|INSERT|UPDATE|COMMIT|BEGIN)/.test(child.command));
      if (sessions.length === 0) return false;
      process.kill(random.pick(sessions).pid, 'SIGKILL');
      return true;
    },
    /** As an operator does it: every session is ended in good order. */
    restart() {
      const pid = postmaster();
      if (pid) process.kill(pid, 'SIGINT');
      return pid !== null;
    },
    /** Takes all the room that is left. @returns gives it back */
    fill(): () => void {
      const ballast = `${root}${volume}/ballast`;
      const file = openSync(ballast, 'w');
      const chunk = Buffer.alloc(1 << 20);
      let size = chunk.length;
      while (size > 0) {
        try {
          size = Math.min(size, writeSync(file, chunk, 0, size));
        } catch (error) {
          if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
          size = Math.floor(size / 2);
        }
      }
      return () => {
        // What is still open is still on the disk.
        closeSync(file);
        rmSync(ballast);
      };
    },
    async stop() {
      if (keeper.pid) process.kill(keeper.pid, 'SIGKILL');
      const pid = postmaster() ?? childlessPostmaster(folder);
      if (pid) process.kill(pid, 'SIGQUIT');
      while (pid && existsSync(`/proc/${pid}`)) await delay(20);
    },
  };
}

async function mayMount(volume: string) {
  const [program, ...args] = [...NAMESPACE, 'sh', '-c', 'mount -t tmpfs -o size=1m tmpfs "$1"', 'sh', volume];
  const child = spawn(program!, args, { stdio: 'ignore' });
  const code = await new Promise((done) => child.once('close', done).once('error', () => done(1)));
  return code === 0;
}

type Process = { pid: number; parent: number; command: string };

function processes(): Process[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const parent = Number(/^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${name}/status`, 'utf8'))?.[1]);
        const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ');
        return [{ pid: Number(name), parent, command }];
      } catch {
        // Gone meanwhile.
        return [];
      }
    });
}

export const childrenOf = (pid: number) => processes().filter(({ parent }) => parent === pid);
const childlessPostmaster = (folder: string) =>
  processes().find(({ command }) => command.includes(`-D ${folder}`) && !command.startsWith('sh '))?.pid;
