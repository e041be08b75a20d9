import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { and, eq, sql } from 'drizzle-orm';
import { Hono } from 'hono';
import type { Address } from 'viem';
import { openKept } from '../../../bot/api/kept.ts';
import { balanceSchema } from '../../../bot/api/routes/balance.ts';
import { historySchema } from '../../../bot/api/routes/history.ts';
import { leaderboardSchema } from '../../../bot/api/routes/leaderboard.ts';
import { itemsSchema } from '../../../bot/api/shopSchemas.ts';
import { startApi } from '../../../bot/api/start.ts';
import type { Context } from '../../../bot/context.ts';
import { activity, departures, guilds, links, members, users } from '../../../bot/db/schema.ts';
import { versionOf } from '../../../bot/db/version.ts';
import { startIndexer } from '../../../bot/indexer/start.ts';
import { testDatabase } from '../../support/database.ts';
import { addressOf, coins, contextOf, type Economy, startEconomy } from '../../support/economy.ts';
import { itemTerms, itemTexts } from '../../support/items.ts';

const BOARD = '/api/leaderboard/tokens?by=balance';
const AS_WRITTEN = sql`update chain.log_blocks set hash = hash where number = (select max(number) from chain.log_blocks)`;

describe('answers that are kept', { timeout: 600_000 }, () => {
  let economy: Economy;
  let database: Awaited<ReturnType<typeof testDatabase>>;
  let indexer: Awaited<ReturnType<typeof startIndexer>>;
  let ctx: Context;
  let now: number;
  let alice: Address;
  let bob: Address;
  /** Two servers over one database. */
  let servers: Awaited<ReturnType<typeof startApi>>[];

  before(async () => {
    [economy, database] = await Promise.all([startEconomy(), testDatabase()]);
    [alice, bob] = economy.members as [Address, Address];
    now = economy.noon;
    ctx = contextOf(database.db, economy, { clock: () => now });
    indexer = await startIndexer(ctx);
    await economy.settle([[alice, [50]]]);
    await economy.shop('addItem', [economy.token, itemTerms, 5, itemTexts('Mug')]);
    await indexer.caughtUp();
    await database.db.insert(users).values({ id: '1002', address: bob, name: 'Bob', seenAt: new Date(0) });
    servers = [await startApi(ctx), await startApi(ctx)];
  });
  after(async () => {
    for (const server of servers ?? []) await server.close();
    await indexer?.close();
    await database?.close();
    await economy?.close();
  });

  /** As whoever has asked before: what was never asked for is not kept. */
  const read = async (server: number, path: string) => {
    const ask = () => fetch(`${servers[server]!.url}${path}`);
    const first = await ask();
    const response = await ask();
    assert.equal(response.status, 200, path);
    assert.equal(response.headers.get('etag'), first.headers.get('etag'), path);
    return response;
  };
  const board = async (server: number) => leaderboardSchema.parse(await (await read(server, BOARD)).json());
  const rowOf = async (server: number, address: Address) =>
    (await board(server)).rows.find((row) => row.address === address);
  const items = async (server: number) => itemsSchema.parse(await (await read(server, '/api/shop/items')).json());

  it('are never older than what the chain has told, on whichever server', async () => {
    let held = 0n;
    for (let n = 1; n <= 5; n++) {
      await Promise.all([board(0), board(1), items(0), items(1)]);
      await economy.gift(alice, bob, coins(1));
      await indexer.caughtUp();
      const truth = await economy.balanceOf(bob);
      assert.ok(truth > held);
      held = truth;
      for (const server of [0, 1]) {
        assert.equal((await rowOf(server, bob))?.amount.value, `${truth}`);
        const balance = balanceSchema.parse(await (await read(server, `/api/tokens/balance/${bob}`)).json());
        assert.equal(balance.balance.value, `${truth}`);
        const history = historySchema.parse(await (await read(server, `/api/tokens/history/${bob}`)).json());
        assert.equal(history.entries[0]?.balanceAfter.value, `${truth}`);
      }
    }
    await Promise.all([items(0), items(1)]);
    await economy.shop('buy', [economy.token, 1n, 1n, coins(10)], alice);
    await indexer.caughtUp();
    for (const server of [0, 1]) assert.equal((await items(server)).items[0]?.left, 4);
  });

  it('are read again for whoever asks for that, and for whoever asks afterwards', async () => {
    const path = `/api/tokens/balance/${bob}`;
    const bobs = and(eq(members.token, economy.token), eq(members.address, bob));
    const [was] = await database.db.select({ balance: members.balance }).from(members).where(bobs);
    const said = async (headers: Record<string, string> = {}, cookie = '') => {
      const response = await fetch(`${servers[0]!.url}${path}`, { headers: { ...headers, ...(cookie && { cookie }) } });
      return balanceSchema.parse(await response.json()).balance.value;
    };
    const told = `${was!.balance}`;
    await read(0, path);
    assert.equal(await said(), told);
    // By hand, which no block tells.
    await database.db.update(members).set({ balance: 1n }).where(bobs);
    assert.equal(await said(), told);
    assert.equal(await said({ 'cache-control': 'max-age=0' }), told);
    assert.equal(await said({ 'cache-control': 'no-cache' }), '1');
    assert.equal(await said(), '1');
    await database.db.update(members).set(was!).where(bobs);
    assert.equal(await said({}, 'of=somebody'), '1');
    assert.equal(await said({ 'cache-control': 'no-cache' }, 'of=somebody'), told);
    assert.equal(await said(), told);
  });

  it('know who people are at each moment: named anew, linked, gone, forgotten', async () => {
    const wallet = addressOf('a wallet');
    const nameOf = async () => Promise.all([rowOf(0, bob), rowOf(1, bob)]).then((rows) => rows.map((row) => row?.name));
    assert.deepEqual(await nameOf(), ['Bob', 'Bob']);
    await database.db.update(users).set({ name: 'Robert' }).where(eq(users.id, '1002'));
    assert.deepEqual(await nameOf(), ['Robert', 'Robert']);
    await database.db.update(users).set({ address: wallet }).where(eq(users.id, '1002'));
    assert.deepEqual(await nameOf(), [null, null]);
    await database.db.insert(links).values({ address: bob, userId: '1002', linkedAt: new Date(0) });
    assert.deepEqual(await nameOf(), ['Robert', 'Robert']);
    await database.db.delete(links);
    assert.deepEqual(await nameOf(), [null, null]);
    const gone = { token: economy.token, address: bob, userId: null, leftAt: new Date(0), clearedAt: new Date(0) };
    await database.db.insert(departures).values(gone);
    assert.deepEqual(await nameOf(), [undefined, undefined]);
    await database.db.delete(departures);
    await database.db.update(users).set({ address: bob }).where(eq(users.id, '1002'));
    assert.deepEqual(await nameOf(), ['Robert', 'Robert']);
  });

  it('need no word of a change: a lost notification makes nothing old', async () => {
    await board(0);
    // As a block is written in place of the last with events, but nobody is told.
    await database.db.transaction(async (tx) => {
      await tx.execute(
        sql`update chain.members set balance = balance + 1 where address = decode(${bob.slice(2)}, 'hex')`,
      );
      await tx.execute(AS_WRITTEN);
    });
    const truth = await economy.balanceOf(bob);
    assert.equal((await rowOf(0, bob))?.amount.value, `${truth + 1n}`);
    await database.db.transaction(async (tx) => {
      await tx.execute(
        sql`update chain.members set balance = balance - 1 where address = decode(${bob.slice(2)}, 'hex')`,
      );
      await tx.execute(AS_WRITTEN);
    });
    assert.equal((await rowOf(0, bob))?.amount.value, `${truth}`);
  });

  it('hold through a block that concerns nobody, and end with one that does', async () => {
    const before = await versionOf(database.db, null);
    await economy.control.mine({ blocks: 1 });
    await indexer.caughtUp();
    assert.deepEqual(await versionOf(database.db, null), { ...before, block: before.block! + 1 });
    await economy.gift(alice, bob, coins(1));
    await indexer.caughtUp();
    assert.notEqual((await versionOf(database.db, null)).chain, before.chain);
  });

  it('tell what waits to be settled at each moment, and as of which block', async () => {
    const path = `/api/tokens/balance/${bob}`;
    const balances = () =>
      Promise.all([0, 1].map(async (at) => balanceSchema.parse(await (await read(at, path)).json())));
    const pendings = async () => (await balances()).map(({ pending }) => pending.value);
    const tags = () => Promise.all([0, 1].map(async (at) => (await read(at, path)).headers.get('etag')));
    assert.deepEqual(await pendings(), ['0', '0']);
    const tag = await tags();
    const did = { token: economy.token, userId: '1002', activity: 0, at: new Date(now) };
    await database.db.insert(activity).values({ ...did, source: 'one' });
    const [once, elsewhere] = await pendings();
    assert.ok(BigInt(once!) > 0n);
    assert.equal(elsewhere, once);
    await database.db.insert(activity).values({ ...did, source: 'two' });
    assert.deepEqual(await pendings(), [`${2n * BigInt(once!)}`, `${2n * BigInt(once!)}`]);
    await database.db.delete(activity);
    assert.deepEqual(await pendings(), ['0', '0']);
    // What is seen as of a later block is the same answer.
    const [before] = await balances();
    await economy.control.mine({ blocks: 2 });
    await indexer.caughtUp();
    assert.deepEqual(await balances(), Array(2).fill({ ...before, asOfBlock: before!.asOfBlock + 2 }));
    assert.deepEqual(await tags(), tag);
  });

  it('tell another day’s earnings after midnight', async () => {
    const earnedToday = async () =>
      balanceSchema.parse(await (await read(0, `/api/tokens/balance/${alice}`)).json()).earnedToday.formatted;
    const began = now;
    assert.notEqual(await earnedToday(), '0');
    now = (Math.floor(now / 86_400_000) + 1) * 86_400_000 - 1;
    assert.notEqual(await earnedToday(), '0');
    now += 1;
    assert.equal(await earnedToday(), '0');
    now = began;
  });

  it('know which server is a community at each moment', async () => {
    const path = '/api/shop/items?community=77700077';
    const statuses = () => Promise.all(servers.map(async ({ url }) => (await fetch(`${url}${path}`)).status));
    assert.deepEqual(await statuses(), [404, 404]);
    await database.db.insert(guilds).values({ id: '77700077', token: economy.token, name: 'Guild' });
    assert.deepEqual(await statuses(), [200, 200]);
    await database.db.update(guilds).set({ id: '77700078' }).where(eq(guilds.id, '77700077'));
    assert.deepEqual(await statuses(), [404, 404]);
    await database.db.delete(guilds).where(eq(guilds.id, '77700078'));
  });

  it('who changes names together does not wait for one another, and what is taken back changes nothing', async () => {
    const before = (await read(0, BOARD)).headers.get('etag');
    const people = Array.from({ length: 20 }, (_, n) => ({
      id: `20${n}`,
      address: addressOf(`person ${n}`),
      seenAt: new Date(0),
    }));
    await Promise.all(people.map((person) => database.db.insert(users).values({ ...person, name: 'Somebody' })));
    await assert.rejects(
      database.db.transaction(async (tx) => {
        await tx.update(users).set({ name: 'Nobody' });
        throw new Error('taken back');
      }),
      /taken back/,
    );
    const after = await read(0, BOARD);
    assert.equal(after.headers.get('etag'), before);
    assert.match(await after.text(), /Robert/);
  });

  it('end when time alone changes them', async () => {
    const soon = Math.floor(now / 1000) + 100;
    const terms = { ...itemTerms, salePrice: coins(1), saleOpens: soon, saleCloses: soon + 100 };
    await economy.shop('addItem', [economy.token, terms, 5, itemTexts('Lamp')]);
    await indexer.caughtUp();
    const price = async () => (await items(0)).items.find(({ name }) => name === 'Lamp')?.price.formatted;
    const began = now;
    assert.equal(await price(), '10');
    now = soon * 1000;
    assert.equal(await price(), '1');
    now = (soon + 100) * 1000;
    assert.equal(await price(), '10');
    const today = '/api/leaderboard/tokens?period=day';
    const total = async () => leaderboardSchema.parse(await (await read(0, today)).json()).total;
    now = began;
    assert.ok((await total()) > 0);
    now += 86_400_000;
    assert.equal(await total(), 0);
    now = began;
  });

  it('are named by their content, say where the next page is, and bear what every answer does', async () => {
    const path = `${BOARD}&limit=1`;
    const [first, again] = [await read(0, path), await read(0, path)];
    const tag = first.headers.get('etag')!;
    assert.match(tag, /^W\/"/);
    assert.equal(again.headers.get('link'), first.headers.get('link'));
    assert.match(first.headers.get('link')!, /rel="next"/);
    const names = [
      'content-security-policy',
      'x-content-type-options',
      'access-control-allow-origin',
      'ratelimit-limit',
    ];
    const plain = await read(0, '/api/communities');
    for (const name of names) assert.equal(first.headers.get(name), plain.headers.get(name), name);
    const known = await fetch(`${servers[0]!.url}${path}`, { headers: { 'if-none-match': tag } });
    assert.deepEqual([known.status, await known.text(), known.headers.get('etag')], [304, '', tag]);
  });

  it('are for strangers too, but not for who shows a wrong key, or asks of another community', async () => {
    const { url } = servers[0]!;
    const status = async (headers: Record<string, string>) => (await fetch(`${url}${BOARD}`, { headers })).status;
    assert.equal(await status({}), 200);
    assert.equal(await status({ 'x-api-key': 'gm_wrong' }), 401);
    assert.equal(await status({ authorization: 'Bearer wrong' }), 401);
    assert.equal(await status({ 'x-community': addressOf('nowhere') }), 404);
    assert.equal(await status({}), 200);
  });

  it('take no more room than they may: what was asked for longest ago goes first, what is asked for once never comes', async () => {
    const kept = openKept({ db: database.db, clock: () => now }, 0.01);
    const app = new Hono();
    let made = 0;
    app.get('/:name', (c) => {
      c.set('borne', {});
      return kept.answer(c, async () => {
        made++;
        return { value: `${made}`.padEnd(3998) };
      });
    });
    const madeFor = async (...names: string[]) => {
      const before = made;
      for (const name of names) await app.request(`/${name}`);
      return made - before;
    };
    assert.equal(await madeFor('a', 'a', 'a'), 2);
    assert.equal(await madeFor('b', 'b', 'a', 'b'), 2);
    assert.equal(kept.size(), 8000);
    assert.equal(await madeFor('a', 'c', 'c', 'c', 'a'), 2);
    assert.equal(await madeFor('b', 'b', 'a'), 1);
    assert.equal(kept.size(), 8000);
    assert.equal(await madeFor(...Array.from({ length: 50 }, (_, n) => `${n}`)), 50);
    assert.equal(await madeFor('a', 'b'), 0);
    // What is read although it is known takes its place, though its name is among those forgotten since.
    await app.request('/a', { headers: { 'cache-control': 'no-cache' } });
    assert.equal(Number(await (await app.request('/a')).json()), made);
  });
});
