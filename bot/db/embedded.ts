/**
 * A real PostgreSQL out of the package registry. It runs on its own: it outlives a crash of this process, which adopts
 * it again at the next start. It listens on a Unix socket only, in a folder that nobody else may enter.
 */
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import type { Logger } from 'pino';
import { FatalError } from '../errors.ts';
import { type Binaries, findBinaries, socketFolder, unprivileged } from './embeddedBinaries.ts';

const DATABASE = 'guildmint';
const START_TIMEOUT_MS = 60_000;

/** Small enough for a hobby server; what matters for safety (fsync, full_page_writes) stays as PostgreSQL has it. */
const SETTINGS = {
  listen_addresses: '',
  unix_socket_permissions: '0700',
  max_connections: '50',
  shared_buffers: '32MB',
  work_mem: '4MB',
  maintenance_work_mem: '32MB',
  // A checkpoint amid a first reading of the chain makes it a third longer: pages are written twice from then on.
  max_wal_size: '2GB',
  // Nobody copies its log of writes: so indexes that are made after a first reading need not stand in it.
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_worker_processes: '4',
  // What is read lies in the system's memory as a rule; to hand it over from other processes costs more than to read it.
  io_method: 'sync',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
};

/**
 * Starts the server of `dataDir`, or adopts it if it is still running.
 * @param options.settings PostgreSQL settings that differ from ours
 * @throws FatalError if it cannot run here, saying what to do
 */
export async function startEmbeddedPostgres(options: {
  dataDir: string;
  log: Logger;
  settings?: Record<string, string>;
}): Promise<{ url: string; stop(): Promise<void>; adopted: boolean }> {
  const { log } = options;
  const folder = resolve(options.dataDir, 'postgres');
  const sockets = await socketFolder(resolve(options.dataDir));
  const url = (database: string) => urlOf(sockets, database);

  // A server found running may be about to stop: then it is started after all.
  const adopted = (await serverPid(folder)) !== null && (await untilReady(url('postgres'), folder, () => false));
  if (!adopted) {
    const binaries = await findBinaries();
    await createCluster(binaries, folder, log);
    const exited = await launch(binaries, folder, {
      ...SETTINGS,
      unix_socket_directories: sockets,
      ...options.settings,
    });
    if (!(await untilReady(url('postgres'), folder, exited))) throw await whyNot(folder);
  }
  await createDatabase(url('postgres'));
  log.info({ folder, adopted }, adopted ? 'database adopted' : 'database started');
  return { url: url(DATABASE), adopted, stop: () => stopServer(folder) };
}

const urlOf = (sockets: string, database: string) =>
  `postgresql:///${database}?host=${encodeURIComponent(sockets)}&user=postgres`;

/** Where the server of `dataDir` answers; null if it does not run. Starts nothing. */
export async function runningPostgres(dataDir: string): Promise<string | null> {
  if ((await serverPid(resolve(dataDir, 'postgres'))) === null) return null;
  return urlOf(await socketFolder(resolve(dataDir)), DATABASE);
}

/** Made under another name and renamed when complete, so that a crash half-way leaves nothing that looks finished. */
async function createCluster(binaries: Binaries, folder: string, log: Logger) {
  if (await readFile(join(folder, 'PG_VERSION')).catch(() => null)) return;
  const draft = `${folder}.new-${randomUUID()}`;
  await mkdir(draft, { recursive: true, mode: 0o700 });
  log.info({ folder }, 'creating the database cluster');
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const args = ['-D', draft, '-U', 'postgres', '--auth=trust', ...locale];
  const [command, ...rest] = unprivileged([binaries.initdb, ...args]);
  const child = spawn(command!, rest, { stdio: ['ignore', 'ignore', 'pipe'] });
  let complaint = '';
  child.stderr.on('data', (data) => {
    complaint += data;
  });
  const code = await new Promise((done) => child.on('close', done).on('error', done));
  if (code !== 0) {
    await rm(draft, { recursive: true, force: true });
    throw new FatalError(`PostgreSQL could not create its files in ${folder}: ${complaint.trim() || code}`);
  }
  await rename(draft, folder).catch(async (cause) => {
    await rm(draft, { recursive: true, force: true });
    // Another process that started at the same moment was first: its cluster is as good as ours.
    if (cause.code !== 'ENOTEMPTY' && cause.code !== 'EEXIST') throw cause;
  });
}

/** @returns whether the process started here has ended */
async function launch(binaries: Binaries, folder: string, settings: Record<string, string>) {
  const logFile = await open(join(folder, 'server.log'), 'w', 0o600);
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const [command, ...rest] = unprivileged([binaries.postgres, '-D', folder, ...flags]);
  // Detached: a session of its own, which neither Ctrl-C nor our death reaches.
  const child = spawn(command!, rest, { detached: true, stdio: ['ignore', logFile.fd, logFile.fd], cwd: folder });
  await new Promise((done, failed) => child.once('spawn', done).once('error', failed)).finally(() => logFile.close());
  child.unref();
  return () => child.exitCode !== null || child.signalCode !== null;
}

/** @returns false once there is no server left to wait for */
async function untilReady(url: string, folder: string, exited: () => boolean) {
  const deadline = performance.now() + START_TIMEOUT_MS;
  let seen = false;
  while (performance.now() < deadline) {
    // Asked before the attempt: a process that has ended by now will not answer later either.
    const over = exited() || seen;
    const pid = await serverPid(folder);
    seen ||= pid !== null;
    if (over && pid === null) return false;
    const client = new Client({ connectionString: url });
    try {
      await client.connect();
      return true;
    } catch {
      await delay(20);
    } finally {
      await client.end().catch(() => undefined);
    }
  }
  return false;
}

async function whyNot(folder: string) {
  const said = await readFile(join(folder, 'server.log'), 'utf8').catch(() => '');
  const last = said.trim().split('\n').slice(-3).join(' ');
  return new FatalError(
    `PostgreSQL did not start in ${folder} (${last || 'it said nothing'}): mend that, or set DATABASE_URL to a server of your own.`,
  );
}

async function createDatabase(url: string) {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [DATABASE]);
    if (rowCount === 0) await client.query(`create database ${DATABASE}`);
  } catch (error) {
    // Another process that started at the same moment was first.
    if ((error as { code?: string }).code !== '42P04' && (error as { code?: string }).code !== '23505') throw error;
  } finally {
    await client.end();
  }
}

/** The running server's process, or null; a lock file left by a dead server is removed. */
async function serverPid(folder: string) {
  const file = join(folder, 'postmaster.pid');
  const text = await readFile(file, 'utf8').catch(() => null);
  const pid = Number(text?.split('\n')[0]);
  if (!pid) return null;
  if (!isAlive(pid)) return null;
  // After a reboot the number may belong to any process; PostgreSQL itself would refuse to start then.
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => 'postgres');
  if (command.includes('postgres') || command.includes('unshare')) return pid;
  await rm(file, { force: true });
  return null;
}

function isAlive(pid: number) {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function stopServer(folder: string) {
  const pid = await serverPid(folder);
  if (pid === null) return;
  // PostgreSQL's fast shutdown: sessions are ended, nothing committed is lost.
  process.kill(pid, 'SIGINT');
  const deadline = performance.now() + START_TIMEOUT_MS;
  // Its lock file goes before it does.
  while (isAlive(pid)) {
    if (performance.now() > deadline) throw new FatalError(`PostgreSQL (process ${pid}) does not stop.`);
    await delay(20);
  }
}
