import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Context } from '../../../bot/context.ts';
import { users } from '../../../bot/db/schema.ts';
import { meetUser } from '../../../bot/operations/meetUser.ts';
import { testDatabase } from '../../support/database.ts';

let database: Awaited<ReturnType<typeof testDatabase>>;
let now = Date.UTC(2026, 0, 1);
const addressOf = async (id: string) => `0x${BigInt(id).toString(16).padStart(40, '0')}` as const;
/** Each server remembers for itself whom it wrote down. */
const server = () => ({ db: database.db, clock: () => now, chain: { accountOf: addressOf } }) as unknown as Context;

before(async () => {
  database = await testDatabase();
});
after(() => database?.close());

test('who is new is met by several messages at once, and none of them fails', async () => {
  const ctx = server();
  const ids = Array.from({ length: 200 }, (_, n) => `${n + 1}`);
  for (const id of ids) await Promise.all([1, 2, 3, 4].map(() => meetUser(ctx, { id, name: 'New', avatar: null })));
  assert.equal(await database.db.$count(users), ids.length);
});

test('another name is written down at once, the same again only to tell when they were seen', async () => {
  const [first, second] = [server(), server()];
  const known = async () =>
    (await database.db.query.users.findFirst({ where: (user, { eq }) => eq(user.id, '1000') }))!;
  const began = now;
  await meetUser(first, { id: '1000', name: 'Alice', avatar: null });
  now += 60_000;
  await meetUser(second, { id: '1000', name: 'Alice', avatar: null });
  assert.deepEqual([(await known()).name, (await known()).seenAt.getTime()], ['Alice', began]);
  await meetUser(second, { id: '1000', name: 'Alice', avatar: 'a1' });
  assert.deepEqual([(await known()).avatar, (await known()).seenAt.getTime()], ['a1', now]);
  now += 2 * 86_400_000;
  await meetUser(first, { id: '1000', name: 'Alice', avatar: 'a1' });
  assert.equal((await known()).seenAt.getTime(), now);
  assert.deepEqual(await meetUser(first, { id: '1000', name: 'Alice', avatar: 'a1' }), {
    address: await addressOf('1000'),
  });
});
