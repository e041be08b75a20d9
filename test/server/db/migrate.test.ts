import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { migrate } from '../../../bot/db/migrate.ts';
import { users } from '../../../bot/db/schema.ts';
import { FatalError } from '../../../bot/errors.ts';
import { testDatabase } from '../../support/database.ts';

describe('migrations', () => {
  let database: Awaited<ReturnType<typeof testDatabase>>;

  beforeEach(async () => {
    database = await testDatabase();
  });
  afterEach(() => database.close());

  const tables = async () => {
    const { rows } = await database.pool.query(
      `select schemaname || '.' || tablename as name from pg_tables where schemaname in ('app', 'chain') order by 1`,
    );
    return rows.map(({ name }) => name);
  };

  it('make schema chain again when it was dropped, and leave app alone', async () => {
    const before = await tables();
    await database.db.insert(users).values({ id: '1', address: '0x01', name: 'Ann', seenAt: new Date(0) });
    await database.pool.query('drop schema chain cascade');
    await migrate(database.db);
    assert.deepEqual(await tables(), before);
    assert.equal((await database.db.select().from(users)).length, 1);
  });

  it('run by several processes at once are applied once', async () => {
    await database.pool.query('drop schema chain cascade; drop schema app cascade');
    await Promise.all([migrate(database.db), migrate(database.db), migrate(database.db)]);
    const { rows } = await database.pool.query('select count(*) = count(distinct hash) as once from chain.migrations');
    assert.deepEqual(rows, [{ once: true }]);
  });

  it('refuse a database that a newer version has used, and change nothing', async () => {
    await database.pool.query(`insert into app.migrations (hash, created_at) values ('newer', 99999999999999)`);
    await assert.rejects(
      migrate(database.db),
      (error) => error instanceof FatalError && /newer version .*install that version/.test(error.message),
    );
  });
});
