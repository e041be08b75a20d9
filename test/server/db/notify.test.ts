import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { listen, notify } from '../../../bot/db/notify.ts';
import { testDatabase } from '../../support/database.ts';

describe('notifications', { timeout: 120_000 }, () => {
  let database: Awaited<ReturnType<typeof testDatabase>>;
  let listener: Awaited<ReturnType<typeof listen>>;
  let heard: EventEmitter;

  beforeEach(async () => {
    database = await testDatabase();
    heard = new EventEmitter();
    listener = await listen(database.db, 'news', (payload) => heard.emit('news', payload));
  });
  afterEach(async () => {
    await listener.close();
    await database.close();
  });

  it('are heard when the transaction commits, and not when it does not', async () => {
    const first = once(heard, 'news');
    await assert.rejects(
      database.db.transaction(async (tx) => {
        await notify(tx, 'news', 'never');
        throw new Error('rolled back');
      }),
    );
    await database.db.transaction((tx) => notify(tx, 'news', 'committed'));
    assert.deepEqual(await first, ['committed']);
  });

  it('go on after the connection broke, saying that something may have been missed', async () => {
    const gap = once(heard, 'news');
    await database.pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'guildmint listen news' and datname = current_database()`,
    );
    assert.deepEqual(await gap, ['']);
    const next = once(heard, 'news');
    await notify(database.db, 'news', 'again');
    assert.deepEqual(await next, ['again']);
  });
});
