import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Context } from '../../../bot/context.ts';
import { databaseOf, openPool } from '../../../bot/db/database.ts';
import { pins } from '../../../bot/db/schema.ts';
import { setPin } from '../../../bot/operations/setPin.ts';
import { testDatabase } from '../../support/database.ts';

it('as many PINs as there are connections can be changed at once', { timeout: 120_000 }, async () => {
  const database = await testDatabase();
  const pool = openPool({ connectionString: database.url, max: 2 });
  const db = databaseOf(pool);
  const users = ['1', '2', '3', '4'];
  await db.insert(pins).values(users.map((userId) => ({ userId, record: '0x01' as const, setAt: new Date(0) })));
  let asked = 0;
  // Nothing is answered before both connections are taken.
  const both = Promise.withResolvers<void>();
  const signer = {
    async setPin({ old }: { old: { record: string | null } | null }) {
      assert.equal(old?.record, '0x01');
      if (++asked === 2) both.resolve();
      await both.promise;
      return { outcome: 'set', record: '0x02' };
    },
    keepPin: async () => undefined,
  };
  const ctx = { db, clock: Date.now, chain: { pins: signer } } as unknown as Context;
  const digits = { least: 4, most: 8 };
  await Promise.all(users.map((userId) => setPin(ctx, { userId, pin: '2468', old: '1357', digits })));
  const kept = await db.select({ record: pins.record }).from(pins);
  assert.deepEqual(
    kept.map(({ record }) => record),
    ['0x02', '0x02', '0x02', '0x02'],
  );
  await pool.end();
  await database.close();
});
