/** A server that leads, for tests that kill and stop it: `leaderProcess.ts <database> <name>`. Tells its parent what happens. */
import { once } from 'node:events';
import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import { Pool } from 'pg';
import { takeTurns } from '../../../bot/chain/leader.ts';
import type { Database } from '../../../bot/db/database.ts';
import * as schema from '../../../bot/db/schema.ts';
import { openMetrics } from '../../../bot/metrics.ts';
import { silent } from '../../support/database.ts';

const [url, name] = process.argv.slice(2);
const pool = new Pool({ connectionString: url! });
pool.on('error', () => undefined);
pool.on('connect', (client) => client.on('error', () => undefined));
const db: Database = drizzle(pool, { schema, casing: 'snake_case' });
const tell = (event: string) => process.send?.({ event });

/** @param hold stays in the middle of the transaction until the parent has another order */
const mark = (own: Database, hold: boolean) =>
  own.transaction(async (tx) => {
    await tx.execute(sql`insert into app.traces (who) values (${name})`);
    if (!hold) return;
    tell('held');
    await once(process, 'message');
  });

takeTurns({
  of: 'relayer',
  db,
  database: { connectionString: url! },
  log: silent,
  metrics: openMetrics(),
  async lead(own, signal) {
    process.on('message', (order) => {
      if (order === 'go on') return;
      mark(own, order === 'mark and hold').then(
        () => tell('committed'),
        () => tell('refused'),
      );
    });
    tell('leading');
    if (!signal.aborted) await once(signal, 'abort');
  },
});
tell('started');
