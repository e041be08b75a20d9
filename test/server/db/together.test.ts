import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'drizzle-orm';
import type { Database } from '../../../bot/db/database.ts';
import { bytesOf, prepared, together } from '../../../bot/db/together.ts';
import { testDatabase } from '../../support/database.ts';

describe('questions asked together', () => {
  let database: Awaited<ReturnType<typeof testDatabase>>;
  before(async () => {
    database = await testDatabase();
    await database.db.execute(sql`create table counted (n int)`);
  });
  after(async () => await database?.close());

  it('go to the database as one, and each is answered with its own', async () => {
    const asked: number[][] = [];
    const doubled = together(async (db: Database, keys: number[]) => {
      asked.push(keys);
      const text = 'select 2 * n as twice from unnest($1::int[]) with ordinality as k (n, i) order by i';
      const rows = await prepared<{ twice: number }>(db, text, [keys]);
      return rows.map(({ twice }) => twice);
    });
    const numbers = [...Array(250).keys()];
    const answers = await Promise.all(numbers.map((n) => doubled(database.db, n)));
    assert.deepEqual(
      answers,
      numbers.map((n) => 2 * n),
    );
    assert.deepEqual(
      asked.map(({ length }) => length),
      [100, 100, 50],
    );
  });

  it('are never answered with what was read before they were asked', async () => {
    const counted = together(async (db: Database, keys: null[]) => {
      const [row] = await prepared<{ n: number }>(db, 'select count(*)::int as n from counted', []);
      return keys.map(() => row!.n);
    });
    const one = async (n: number) => {
      // Others ask all the time, so that a statement is always under way.
      const others = Array.from({ length: 5 }, () => counted(database.db, null));
      await database.db.execute(sql`insert into counted values (${n})`);
      const seen = await counted(database.db, null);
      await Promise.all(others);
      return seen;
    };
    for (let n = 1; n <= 30; n++) assert.equal(await one(n), n);
  });

  it('do not suffer from one among them that cannot be answered', async () => {
    const tenth = together(async (db: Database, keys: number[]) => {
      const text = 'select 10 / n as part from unnest($1::int[]) with ordinality as k (n, i) order by i';
      const rows = await prepared<{ part: number }>(db, text, [keys]);
      return rows.map(({ part }) => part);
    });
    const answers = await Promise.allSettled([1, 0, 5].map((n) => tenth(database.db, n)));
    assert.deepEqual(
      answers.map((answer) =>
        answer.status === 'fulfilled' ? answer.value : /division by zero/.test(`${answer.reason}`),
      ),
      [10, true, 2],
    );
  });

  it('are not held up by a slow one', async () => {
    const slow = Promise.withResolvers<number[]>();
    const once = together((_: Database, keys: string[]) =>
      keys.includes('slow') ? slow.promise : Promise.resolve(keys.map(() => 1)),
    );
    const waiting = once(database.db, 'slow');
    await new Promise((resolve) => setImmediate(resolve));
    // The slow one is under way; the other does not wait for it.
    assert.equal(await once(database.db, 'quick'), 1);
    slow.resolve([2]);
    assert.equal(await waiting, 2);
  });

  it('hand addresses over as bytes', async () => {
    const rows = await prepared<{ text: string }>(
      database.db,
      `select encode(a, 'hex') as text from unnest($1::bytea[]) as a`,
      [bytesOf(['0x00ff', '0xabcd'])],
    );
    assert.deepEqual(
      rows.map(({ text }) => text),
      ['00ff', 'abcd'],
    );
  });
});
