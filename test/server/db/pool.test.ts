import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'drizzle-orm';
import type { PoolClient } from 'pg';
import { databaseOf, openPool, transact } from '../../../bot/db/database.ts';
import { testDatabase } from '../../support/database.ts';

test('connections that break before a transaction has begun, or within it, come back to the pool', async () => {
  const { url, close } = await testDatabase();
  const pool = openPool({ connectionString: url, max: 2 });
  const db = databaseOf(pool);
  const hangUp = (client: PoolClient) =>
    (client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
  try {
    pool.on('acquire', hangUp);
    for (let times = 0; times < 5; times++) {
      await assert.rejects(db.transaction((tx) => tx.execute(sql`select 1`)));
      await assert.rejects(transact(db, (tx) => tx.execute(sql`select 1`)));
    }
    pool.off('acquire', hangUp);
    const within = transact(db, async (tx, client) => {
      hangUp(client);
      await tx.execute(sql`select 1`);
    });
    await assert.rejects(within);
    const both = await Promise.all([1, 2].map((n) => db.transaction((tx) => tx.execute(sql`select ${n}::int as n`))));
    assert.deepEqual(
      both.map(({ rows }) => rows),
      [[{ n: 1 }], [{ n: 2 }]],
    );
  } finally {
    await pool.end();
    await close();
  }
});
