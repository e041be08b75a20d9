import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Address } from 'viem';
import type { Context } from '../../../bot/context.ts';
import { activity, users } from '../../../bot/db/schema.ts';
import type { UserError } from '../../../bot/errors.ts';
import { startIndexer } from '../../../bot/indexer/start.ts';
import { verify } from '../../../bot/indexer/verify/verify.ts';
import { archive } from '../../../bot/operations/archive.ts';
import { cleanUp, getInactive, noteDeparture, reactivate } from '../../../bot/operations/departures.ts';
import { getAudit } from '../../../bot/operations/getAudit.ts';
import { getFlows } from '../../../bot/operations/getFlows.ts';
import { getHistory } from '../../../bot/operations/getHistory.ts';
import { getLeaderboard } from '../../../bot/operations/getLeaderboard.ts';
import { everyTransaction, getTransaction, getTransactions } from '../../../bot/operations/getTransactions.ts';
import { validateTransaction } from '../../../bot/operations/validateTransaction.ts';
import { testDatabase } from '../../support/database.ts';
import { addressOf, coins, contextOf, type Economy, lower, startEconomy } from '../../support/economy.ts';

const DAY_MS = 86_400_000;

describe('members and their history', { timeout: 240_000 }, () => {
  let economy: Economy;
  let database: Awaited<ReturnType<typeof testDatabase>>;
  let ctx: Context;
  let token: Address;
  let other: Address;
  let alice: Address;
  let bob: Address;
  const gone = addressOf('2001');
  let now = 0;

  before(async () => {
    [economy, database] = await Promise.all([startEconomy(), testDatabase()]);
    token = economy.token;
    other = lower(await economy.create('broski'));
    [alice, bob] = economy.members as [Address, Address];
    now = economy.noon;
    ctx = contextOf(database.db, economy, { clock: () => now });
    await economy.settle([
      [alice, [40], true],
      [bob, [20]],
      [gone, [10]],
    ]);
    await economy.control.mine({ blocks: 300 });
    await economy.gift(alice, bob, coins(2.5));
    await economy.claimDaily(bob);
    const indexer = await startIndexer(ctx);
    await indexer.caughtUp();
    await indexer.close();
    const at = new Date(now);
    await database.db.insert(users).values([
      { id: '1001', address: alice, name: 'Alice', seenAt: at },
      { id: '2001', address: gone, name: 'Gone', seenAt: at },
    ]);
  });
  after(async () => {
    await database?.close();
    await economy?.close();
  });

  const all = { archived: true, order: 'newest', limit: 100 } as const;
  const typesOf = async (asked: Partial<Parameters<typeof getTransactions>[1]>) =>
    (await getTransactions(ctx, { ...all, token, ...asked })).transactions.map(({ type }) => type);

  it('a community’s history is listed newest first, page by page, without a gap or a repetition', async () => {
    const whole = await getTransactions(ctx, { ...all, token });
    const ids: string[] = [];
    for (let after: string | undefined; ; ) {
      const { transactions, next } = await getTransactions(ctx, { ...all, token, limit: 2, after });
      ids.push(...transactions.map(({ id }) => id));
      if (!next) break;
      after = next;
    }
    assert.deepEqual(
      ids,
      whole.transactions.map(({ id }) => id),
    );
    const sides = whole.transactions.map(({ type, member }) => `${type} ${member.address}`);
    assert.ok(sides.includes(`gift ${alice}`) && sides.includes(`gift_received ${bob}`) && sides[0] === `daily ${bob}`);
    const oldest = await getTransactions(ctx, { ...all, token, order: 'oldest' });
    assert.deepEqual(oldest.transactions.map(({ id }) => id).sort(), ids.sort());
    assert.ok(oldest.transactions[0]!.block <= oldest.transactions.at(-1)!.block);
  });

  it('type, category, member, time and amount narrow it, and another community sees nothing of it', async () => {
    assert.deepEqual(await typesOf({ types: ['gift', 'daily'] }), ['daily', 'gift']);
    assert.deepEqual(await typesOf({ category: 'social', who: { address: bob } }), ['gift_received']);
    assert.deepEqual(await typesOf({ who: { address: gone } }), ['earn']);
    assert.deepEqual(await typesOf({ least: coins(19), most: coins(21), types: ['earn'] }), ['earn']);
    const { transactions } = await getTransactions(ctx, { ...all, token });
    const gifts = transactions.find(({ type }) => type === 'gift')!;
    const before = await typesOf({ to: gifts.at });
    assert.ok(before.length > 0 && before.every((type) => type !== 'gift' && type !== 'daily'));
    assert.equal((await typesOf({ from: gifts.at })).length, transactions.length - before.length);
    assert.deepEqual(await typesOf({ token: other }), []);
    const page = await getTransactions(ctx, { ...all, token, who: { address: alice }, offset: 1 });
    assert.equal(page.transactions[0]?.member.name, 'Alice');
  });

  it('one is found by its id, in its own community only', async () => {
    const [first] = (await getTransactions(ctx, { ...all, token })).transactions;
    assert.deepEqual(await getTransaction(ctx, { token, id: first!.id }), first);
    for (const asked of [
      { token: other, id: first!.id },
      { token, id: '1.0.0x' },
      { token, id: `99999.0.${alice}` },
    ])
      await assert.rejects(getTransaction(ctx, asked), (error: UserError) => error.code === 'TransactionUnknown');
  });

  it('a transaction is valid while it is what the chain says, and not once somebody has meddled with it', async () => {
    const { transactions } = await getTransactions(ctx, { ...all, token });
    for (const { id } of transactions) assert.ok((await validateTransaction(ctx, { token, id })).valid, id);
    const [{ id, block, member }] = transactions as [(typeof transactions)[number]];
    const meddle = (by: number) =>
      database.pool.query(
        `update chain.entries set amount = amount + $1 where block = $2 and address = decode($3, 'hex')`,
        [by, block, member.address.slice(2)],
      );
    await meddle(1);
    const { valid, checks } = await validateTransaction(ctx, { token, id });
    await meddle(-1);
    assert.equal(valid, false);
    assert.deepEqual(
      checks.filter(({ ok }) => !ok).map(({ check }) => check),
      ['amount'],
    );
  });

  it('an audit adds up to what is kept and what the contract says, and names the movement that does not', async () => {
    for (const address of [alice, bob, gone]) {
      const audit = await getAudit(ctx, { token, who: { address } });
      assert.equal(audit.agrees, true);
      assert.equal(audit.summed, await economy.balanceOf(address));
    }
    const nobody = await getAudit(ctx, { token, who: { address: addressOf('nobody') } });
    assert.deepEqual([nobody.movements, nobody.summed, nobody.agrees], [0, 0n, true]);
    await database.pool.query(`update chain.entries set balance_after = balance_after + 1 where type = 'gift'`);
    const broken = await getAudit(ctx, { token, who: { address: alice } });
    await database.pool.query(`update chain.entries set balance_after = balance_after - 1 where type = 'gift'`);
    assert.equal(broken.agrees, false);
    assert.equal((await getTransaction(ctx, { token, id: broken.brokenAt! })).type, 'gift');
  });

  it('what is archived is still counted, found and audited, and the cache is still the chain’s', async () => {
    const whole = await getTransactions(ctx, { ...all, token });
    const [history, flows] = [
      await getHistory(ctx, { token, who: { address: bob }, limit: 50 }),
      await getFlows(ctx, { token, who: { address: bob }, span: 'all' }),
    ];
    now = economy.noon + 100 * DAY_MS;
    const old = whole.transactions.filter(({ type }) => type !== 'gift' && type !== 'gift_received');
    const { archived, total } = await archive(ctx, { token, days: 90 });
    assert.ok(archived > 0 && archived < whole.transactions.length && total === archived);
    assert.deepEqual(await archive(ctx, { token, days: 90 }).then((again) => [again.archived, again.total]), [
      0,
      total,
    ]);
    const young = await getTransactions(ctx, { ...all, token, archived: false });
    assert.equal(young.transactions.length, whole.transactions.length - archived);
    const after = await getTransactions(ctx, { ...all, token });
    assert.deepEqual(
      after.transactions.map((one) => ({ ...one, archived: false })),
      whole.transactions,
    );
    assert.ok((await getTransaction(ctx, { token, id: old.at(-1)!.id })).archived);
    assert.deepEqual(await getHistory(ctx, { token, who: { address: bob }, limit: 50 }), history);
    assert.deepEqual(await getFlows(ctx, { token, who: { address: bob }, span: 'all' }), flows);
    assert.equal((await getAudit(ctx, { token, who: { address: bob } })).agrees, true);
    const { client, deployment } = ctx.chain;
    const differences: unknown[] = [];
    const tell = (one: unknown) => differences.push(one);
    await verify({ db: database.db, client, deployment, deep: false, replay: true, tell });
    assert.deepEqual(differences, []);
    now = economy.noon;
  });

  it('export walks through all of it, some at a time', async () => {
    const pages: number[] = [];
    for await (const page of everyTransaction(ctx, { token, archived: true, order: 'oldest', atOnce: 2 }))
      pages.push(page.length);
    const { transactions } = await getTransactions(ctx, { ...all, token });
    assert.equal(
      pages.reduce((sum, length) => sum + length, 0),
      transactions.length,
    );
    assert.ok(pages.every((length) => length <= 2));
  });

  it('whoever left is listed with the date, and comes off the boards once cleaned up, balance kept', async () => {
    const board = async () =>
      (await getLeaderboard(ctx, { token, by: 'earned', period: 'all', limit: 10, offset: 0 })).rows.map(
        ({ address, rank }) => [address, rank],
      );
    const before = await board();
    await database.db.insert(activity).values({ token, userId: '2001', activity: 0, source: 'm1', at: new Date(now) });
    await noteDeparture(ctx, { token, userId: '2001' });
    const left = new Date(now);
    now += 29 * DAY_MS;
    assert.equal(await cleanUp(ctx, { token, days: 30 }), 0);
    assert.deepEqual(await getInactive(ctx, { token, days: 30, limit: 10 }), []);
    now += DAY_MS;
    await noteDeparture(ctx, { token, userId: '2001' });
    const [departed] = await getInactive(ctx, { token, days: 30, limit: 10 });
    assert.deepEqual([departed?.name, departed?.leftAt, departed?.clearedAt], ['Gone', left, null]);
    assert.equal(departed?.balance, await economy.balanceOf(gone));
    assert.deepEqual(await board(), before);
    assert.equal(await cleanUp(ctx, { token: other, days: 1 }), 0);
    assert.equal(await cleanUp(ctx, { token, days: 30 }), 1);
    assert.deepEqual(
      await board(),
      before.filter(([address]) => address !== gone),
    );
    assert.equal(await database.db.$count(activity), 0);
    const [cleared] = await getInactive(ctx, { token, days: 30, limit: 10 });
    assert.deepEqual([cleared?.userId, cleared?.name], [null, null]);
    assert.equal((await getAudit(ctx, { token, who: { address: gone } })).agrees, true);
    assert.equal(await reactivate(ctx, { token, userId: '2001' }), true);
    assert.equal(await reactivate(ctx, { token, userId: '2001' }), false);
    assert.deepEqual(await board(), before);
    now = economy.noon;
  });

  it('of who belongs to another community here only what concerns the one left is removed', async () => {
    const at = new Date(now);
    await database.db.insert(users).values({ id: '3001', address: addressOf('3001'), name: 'Twice', seenAt: at });
    const registration = { userId: '3001', activity: 255, source: 'registration', at };
    await database.db.insert(activity).values([
      { ...registration, token },
      { ...registration, token: other },
    ]);
    await noteDeparture(ctx, { token, userId: '3001' });
    now += 31 * DAY_MS;
    assert.equal(await cleanUp(ctx, { token, days: 30 }), 1);
    assert.deepEqual(
      (await database.db.select({ token: activity.token }).from(activity)).map((row) => row.token),
      [other],
    );
    assert.ok((await database.db.select().from(users)).some(({ id }) => id === '3001'));
    now = economy.noon;
  });
});
