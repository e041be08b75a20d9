import assert from 'node:assert/strict';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { describe, it } from 'node:test';
import { sql } from 'drizzle-orm';
import { takeTurns } from '../../../bot/chain/leader.ts';
import { readConfig } from '../../../bot/config.ts';
import { openDatabase } from '../../../bot/db/database.ts';
import { listen } from '../../../bot/db/notify.ts';
import { versionOf } from '../../../bot/db/version.ts';
import { openMetrics } from '../../../bot/metrics.ts';
import { silent, testDatabase } from '../../support/database.ts';

describe('a database behind a pooler', () => {
  it('is asked through it, while leases and notifications have sessions of their own', async () => {
    const own = await testDatabase();
    const named = (name: string) => `${own.url}&application_name=${name}`;
    const options = { url: named('pooled'), directUrl: named('direct'), dataDir: tmpdir(), log: silent };
    const { db, close } = await openDatabase(options);
    const subscription = await listen(db, 'news', () => undefined);
    const { promise: led, resolve } = Promise.withResolvers<void>();
    const lead = async (_db: unknown, signal: AbortSignal) => {
      resolve();
      if (!signal.aborted) await once(signal, 'abort');
    };
    const turns = takeTurns({ of: 'guard', db, log: silent, metrics: openMetrics(), lead });
    try {
      await led;
      const { rows } = await db.execute<{ name: string; lasting: boolean }>(sql`
        select application_name as name, query ilike '%listen %' or query ilike '%app.leaders%' as lasting
        from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`);
      assert.equal(rows.filter(({ lasting }) => lasting).length, 2);
      assert.ok(rows.every(({ name, lasting }) => name === (lasting ? 'direct' : 'pooled')));
      // Sessions that others use next keep nothing of ours.
      await versionOf(db, null);
      const kept = await db.execute(sql`select name from pg_prepared_statements`);
      assert.deepEqual(kept.rows, []);
    } finally {
      await turns.close();
      await subscription.close();
      await close();
      await own.close();
    }
  });

  it('is named by a setting that says nothing alone', () => {
    const env = { DISCORD_TOKEN: 't', DISCORD_APPLICATION_ID: '10000', KEYSTORE_PASSPHRASE: 'long enough' };
    assert.throws(() => readConfig({ ...env, DATABASE_DIRECT_URL: 'postgres://direct/one' }), {
      name: 'FatalError',
      message: /DATABASE_DIRECT_URL stands alone/,
    });
  });

  it('says which of both does not answer', async () => {
    const own = await testDatabase();
    const directUrl = 'postgres://guildmint:secret@127.0.0.1:9/guildmint';
    try {
      await assert.rejects(openDatabase({ url: own.url, directUrl, dataDir: tmpdir(), log: silent }), {
        name: 'FatalError',
        message: /127\.0\.0\.1:9.*check DATABASE_DIRECT_URL/,
      });
    } finally {
      await own.close();
    }
  });
});
