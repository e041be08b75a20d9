/** A server that leads, for tests that kill and stop it: `leaderProcess.ts <database> <name>`. Tells its parent what happens. */
import { once } from 'node:events';
import { sql } from 'drizzle-orm';
import { takeTurns } from '../../../bot/chain/leader.ts';
import { type Database, databaseOf, openPool } from '../../../bot/db/database.ts';
import { openMetrics } from '../../../bot/metrics.ts';
import { silent } from '../../support/database.ts';

const [url, name] = process.argv.slice(2);
const db = databaseOf(openPool({ connectionString: url! }));
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
