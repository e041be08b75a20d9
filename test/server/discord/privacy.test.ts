import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import { sql } from 'drizzle-orm';
import { getTableConfig, PgTable } from 'drizzle-orm/pg-core';
import * as appSchema from '../../../bot/db/appSchema.ts';
import { CHANNELS, LOCAL_CLIENT_SECRET, USERS } from '../../../bot/local-discord/seed.ts';
import { HOLDINGS } from '../../../bot/operations/erasable.ts';
import { getBalance } from '../../../bot/operations/getBalance.ts';
import { type Actor, actor } from '../../support/local-discord.ts';
import { type Stack, startStack } from '../../support/stack.ts';
import { balanceOf, eventually, isEphemeral, ONE, until, words } from './support.ts';

const tables = Object.values<unknown>(appSchema).filter((each) => each instanceof PgTable);

test('every table that names a person is on the list of what is shown and erased', () => {
  const named = /(^|_)(user|author|inviter)(_id)?$|^by$|^decided_by$|^reactors$/;
  /** Of people only those in whom Discord's own words are kept: each is looked into by hand when a column is added. */
  const free = new Set([
    'guilds.settings',
    'installation.settings',
    'outbox.error',
    'announcements.content',
    'templates.content',
    'alerts.seen',
    'notifications.kinds',
    'simulations.fault',
    'simulations.own',
    'simulations.report',
  ]);
  const listed = new Set(HOLDINGS.map(({ table }) => getTableConfig(table).name));
  for (const table of tables) {
    const { name, columns } = getTableConfig(table);
    for (const column of columns) {
      const suspect =
        named.test(column.name) || (/json/.test(column.getSQLType()) && !free.has(`${name}.${column.name}`));
      if (suspect)
        assert.ok(listed.has(name), `${name}.${column.name} may hold a person: name it in bot/operations/erasable.ts`);
    }
  }
  for (const { table } of HOLDINGS) assert.ok(tables.includes(table), getTableConfig(table).name);
});

describe('a member', () => {
  const { general } = CHANNELS;
  let stack: Stack;
  let bob: Actor;
  let alice: Actor;

  before(async () => {
    stack = await startStack({ env: { DISCORD_CLIENT_SECRET: LOCAL_CLIENT_SECRET } });
    const sit = (user: string) => actor(stack.discord.url, user, 60_000);
    [bob, alice] = await Promise.all([sit(USERS.bob), sit(USERS.alice)]);
    await stack.server.indexer.caughtUp();
  });
  after(async () => {
    await bob?.close();
    await alice?.close();
    await stack?.close();
  });
  afterEach(() => {
    bob.forget();
    alice.forget();
  });

  /** Names of tables in which the member is still written. */
  async function traces(userId: string): Promise<string[]> {
    const found: string[] = [];
    for (const table of tables) {
      const { name } = getTableConfig(table);
      const { rows } = await stack.database.db.execute<{ there: boolean }>(
        sql`select exists (select 1 from ${table} t where t::text like ${`%${userId}%`}) as there`,
      );
      if (rows[0]?.there) found.push(name);
    }
    return found.sort();
  }

  test('sees what is stored, looks inside, and has it erased; what the chain holds stays', async () => {
    await bob.say(general, 'hello');
    const { token } = stack.lounge;
    await eventually(stack, 'he earned', async () => (await balanceOf(stack, token, USERS.bob)) === 51n * ONE);
    const question = await (
      await bob.command(general, 'gift', { member: USERS.alice, amount: '2', message: 'A secret' })
    ).reply();
    await bob.click(question, 'Confirm');
    await until(bob, question, /Confirmed/);
    await stack.server.indexer.caughtUp();

    const page = await (await bob.command(general, 'privacy')).reply();
    assert.ok(isEphemeral(page));
    assert.match(words(page), /\*\*Name, picture and address\*\* · 1 · is deleted/);
    assert.match(words(page), /\*\*Texts and proofs\*\* · 1 · is deleted/);
    assert.match(words(page), /\*\*Operations\*\* · 1 · stays for the accounts, without you/);
    assert.match(words(page), /cannot be erased by anybody/);
    await bob.choose(page, 'Look inside', ['texts']);
    assert.match(words(await until(bob, page, /```json/)), /"text":"A secret"/);
    assert.ok((await traces(USERS.bob)).includes('users'));

    await bob.click(page, 'Erase');
    const asking = await until(bob, page, /is lost/);
    await bob.click(asking, 'Erase');
    assert.match(words(await until(bob, asking, /It is erased/)), /cannot be erased by anybody/);
    // The gift's reply is still to be told as final; a day later it goes by itself.
    assert.deepEqual(
      (await traces(USERS.bob)).filter((name) => name !== 'replies'),
      [],
    );
    assert.equal(await balanceOf(stack, token, USERS.bob), 49n * ONE);
    const { balance } = await getBalance(stack.server.ctx, { token, who: { userId: USERS.bob } });
    assert.equal(balance, 49n * ONE);
  });

  test('who comes back is met anew', async () => {
    assert.match(words(await (await bob.command(general, 'balance')).reply()), /Balance of Bob/);
    assert.deepEqual((await traces(USERS.bob)).includes('users'), true);
  });

  test('links a Discord role to their standing in bands, by whom Discord confirms, and nothing of it is kept', async () => {
    const { server, discord } = stack;
    const told = async (user: string) => (await fetch(`${discord.url}/playground/linked-role/${user}`)).json();
    const away = await fetch(`${server.url}/api/linked-role`, { redirect: 'manual' });
    assert.equal(away.status, 302);
    const cookie = away.headers.getSetCookie()[0] ?? '';
    assert.match(cookie, /HttpOnly; SameSite=Lax/);
    const asking = new URL(away.headers.get('location') ?? '');
    assert.equal(asking.searchParams.get('scope'), 'identify role_connections.write');
    asking.searchParams.set('as', USERS.bob);
    const agreed = await fetch(asking, { redirect: 'manual' });
    const back = new URL(agreed.headers.get('location') ?? '');
    const home = `${server.url}${back.pathname}${back.search}`;
    const stranger = await fetch(home);
    assert.equal(stranger.status, 400, 'without the cookie of who began');
    assert.equal(await told(USERS.bob), null);
    const done = await fetch(home, { headers: { cookie: cookie.split(';')[0] ?? '' } });
    assert.match(await done.text(), /^Bob, your standing is linked/);
    assert.deepEqual(await told(USERS.bob), {
      ...{ platform_name: 'Guildmint', platform_username: 'Bob' },
      metadata: { balance: 10, lifetime: 10, tier: 0, streak: 0, tasks: 0 },
    });
    const again = await fetch(home, { headers: { cookie: cookie.split(';')[0] ?? '' } });
    assert.equal(again.status, 400, 'a code is good for once');
  });
});
