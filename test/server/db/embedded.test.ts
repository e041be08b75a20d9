import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, beforeEach, describe, it } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { openDatabase } from '../../../bot/db/database.ts';
import { runningPostgres, startEmbeddedPostgres } from '../../../bot/db/embedded.ts';
import { FatalError } from '../../../bot/errors.ts';
import { silent as log } from '../../support/database.ts';

describe('embedded PostgreSQL', { timeout: 120_000 }, () => {
  const root = mkdtempSync(join(tmpdir(), 'guildmint-pg-'));
  let dataDir: string;
  let stop: (() => Promise<void>) | undefined;

  beforeEach(() => {
    dataDir = mkdtempSync(join(root, 'data-'));
  });
  afterEach(async () => {
    await stop?.();
    stop = undefined;
  });
  after(() => rmSync(root, { recursive: true, force: true }));

  const start = async () => {
    const server = await startEmbeddedPostgres({ dataDir, log });
    stop = server.stop;
    return server;
  };
  const pidOf = () => Number(readFileSync(join(dataDir, 'postgres/postmaster.pid'), 'utf8').split('\n')[0]);
  async function query(url: string, text: string) {
    const client = new Client({ connectionString: url });
    await client.connect();
    try {
      return (await client.query(text)).rows;
    } finally {
      await client.end();
    }
  }

  it('stores text as UTF-8, syncs to disk, and listens on no network', async () => {
    const { url } = await start();
    const [settings] = await query(
      url,
      `select current_setting('server_encoding') as encoding, current_setting('fsync') as fsync,
         current_setting('listen_addresses') as addresses, version() as version, lower('ÄÖ') as lower`,
    );
    assert.match(settings.version, /^PostgreSQL 18/);
    assert.deepEqual([settings.encoding, settings.fsync, settings.addresses, settings.lower], ['UTF8', 'on', '', 'äö']);
  });

  it('lets nobody else into its folders', async () => {
    await start();
    for (const folder of ['postgres', 'run']) assert.equal(statSync(join(dataDir, folder)).mode & 0o077, 0);
  });

  it('outlives a process that is killed, and is adopted with its data', async () => {
    const module = join(import.meta.dirname, '../../../bot/db/embedded.ts');
    const script = `
      import { startEmbeddedPostgres } from ${JSON.stringify(module)};
      import { pino } from 'pino';
      await startEmbeddedPostgres({ dataDir: ${JSON.stringify(dataDir)}, log: pino({ level: 'silent' }) });
      process.kill(process.pid, 'SIGKILL');`;
    const file = join(import.meta.dirname, `killed-${process.pid}.ts`);
    writeFileSync(file, script);
    const [, signal] = await once(spawn(process.execPath, [file]), 'exit').finally(() => rmSync(file));
    assert.equal(signal, 'SIGKILL');
    const pid = pidOf();
    const { url, adopted } = await start();
    assert.equal(adopted, true);
    assert.equal(pidOf(), pid);
    await query(url, 'create table kept (x int)');
    await stop?.();
    const again = await start();
    assert.equal(again.adopted, false);
    assert.deepEqual(await query(again.url, 'select * from kept'), []);
  });

  it('recovers what was committed when the server itself is killed', async () => {
    const { url } = await start();
    await query(url, 'create table paid as select 7 as amount');
    const pid = pidOf();
    process.kill(pid, 'SIGKILL');
    while (isAlive(pid)) await delay(10);
    const again = await start();
    assert.equal(again.adopted, false);
    assert.deepEqual(await query(again.url, 'select amount from paid'), [{ amount: 7 }]);
  });

  it('started twice at once is one server', async () => {
    const both = await Promise.all([startEmbeddedPostgres({ dataDir, log }), startEmbeddedPostgres({ dataDir, log })]);
    stop = both[0].stop;
    const pids = await Promise.all(both.map(({ url }) => query(url, `select pg_postmaster_start_time()::text as at`)));
    assert.deepEqual(pids[0], pids[1]);
  });

  it('does not take another process for itself after a reboot', async () => {
    await (await start()).stop();
    const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    await once(other, 'spawn');
    writeFileSync(join(dataDir, 'postgres/postmaster.pid'), `${other.pid}\n${dataDir}\n`);
    const { adopted } = await start();
    assert.equal(adopted, false);
    assert.equal(other.exitCode, null);
    other.kill();
  });

  it('finds a short place for its socket when the data folder’s path is long', async () => {
    dataDir = join(dataDir, 'x'.repeat(100));
    mkdirSync(dataDir);
    const { url } = await start();
    assert.deepEqual(await query(url, 'select 1 as one'), [{ one: 1 }]);
    assert.ok(new URL(url).searchParams.get('host')!.length < 90);
  });

  it('says what is wrong when it cannot start', async () => {
    await (await start()).stop();
    stop = undefined;
    rmSync(join(dataDir, 'postgres/global'), { recursive: true });
    await assert.rejects(
      startEmbeddedPostgres({ dataDir, log }),
      (error) => error instanceof FatalError && /did not start .*DATABASE_URL/s.test(error.message),
    );
  });

  it('is started and stopped with the database that needs it', async () => {
    const database = await openDatabase({ dataDir, log });
    const { rows } = await database.pool.query('select count(*)::int as n from app.users');
    assert.deepEqual(rows, [{ n: 0 }]);
    const pid = pidOf();
    await database.close();
    assert.equal(isAlive(pid), false);
  });

  it('serves whoever comes beside, and goes on when they go', async () => {
    assert.equal(await runningPostgres(dataDir), null);
    const { url } = await start();
    assert.equal(await runningPostgres(dataDir), url);
    const beside = await openDatabase({ dataDir, log });
    await beside.close();
    assert.deepEqual(await query(url, 'select 1 as one'), [{ one: 1 }]);
    const afterCrash = await openDatabase({ dataDir, log, own: true });
    const pid = pidOf();
    await afterCrash.close();
    assert.equal(isAlive(pid), false);
  });

  it('a server named by URL that does not answer is named without its password', async () => {
    const url = 'postgres://me:secret@127.0.0.1:9/none';
    await assert.rejects(openDatabase({ url, dataDir, log }), (error) => {
      assert.ok(error instanceof FatalError);
      assert.match(error.message, /me@127\.0\.0\.1:9.*check DATABASE_URL/);
      assert.doesNotMatch(error.message, /secret/);
      return true;
    });
  });
});

function isAlive(pid: number) {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
