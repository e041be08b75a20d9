/**
 * Stops and removes the tests' PostgreSQL when the run that started it is over: its runner is gone, or, where a single
 * file was started from a shell, nobody has been connected for a while.
 */
import { rename, rm } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { startEmbeddedPostgres } from '../../bot/db/embedded.ts';
import { silent } from './database.ts';

const IDLE_SECONDS = process.env.NODE_TEST_CONTEXT ? Number.POSITIVE_INFINITY : 300;
const [folder, runner] = process.argv.slice(2) as [string, string];
const server = await startEmbeddedPostgres({ dataDir: folder, log: silent });

for (let idle = 0; idle < IDLE_SECONDS && isAlive(Number(runner)); idle++) {
  await delay(1000);
  if (await inUse().catch(() => false)) idle = 0;
}
await server.stop();
await rename(folder, `${folder}.old`);
await rm(`${folder}.old`, { recursive: true, force: true });

function isAlive(pid: number) {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function inUse() {
  const client = new Client({ connectionString: server.url });
  await client.connect();
  const others =
    "select 1 from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid() limit 1";
  const { rowCount } = await client.query(others).finally(() => client.end());
  return rowCount === 1;
}
