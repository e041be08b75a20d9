import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { communitiesAbi, tokenAbi } from '@guildmint/contracts/abi.ts';
import { asc, eq, isNull } from 'drizzle-orm';
import type { Address } from 'viem';
import { openChain } from '../../../bot/chain/open.ts';
import type { Context } from '../../../bot/context.ts';
import { activity, outbox } from '../../../bot/db/schema.ts';
import { openSettling } from '../../../bot/discord/settling.ts';
import { startIndexer } from '../../../bot/indexer/start.ts';
import { openMetrics } from '../../../bot/metrics.ts';
import { claimDaily } from '../../../bot/operations/claimDaily.ts';
import { gift } from '../../../bot/operations/gift.ts';
import { reportActivity, retractActivity } from '../../../bot/operations/reportActivity.ts';
import { settleActivity } from '../../../bot/operations/settleActivity.ts';
import { silent } from '../../support/database.ts';
import { type Stack, startStack } from '../../support/stack.ts';

const ONE = 10n ** 18n;
let stack: Stack;
let ctx: Context;
let close: () => Promise<void>;
let now = Date.now();
let people = 0;

/** Timers that go off when the test says that time has passed. */
function handTimers() {
  const waiting = new Set<{ at: number; run: () => void }>();
  return {
    waiting,
    after(ms: number, run: () => void) {
      const timer = { at: now + ms, run };
      waiting.add(timer);
      return () => void waiting.delete(timer);
    },
    every: () => () => undefined,
    pass(ms: number) {
      now += ms;
      for (const timer of [...waiting].filter(({ at }) => at <= now)) {
        waiting.delete(timer);
        timer.run();
      }
    },
  };
}

const newcomer = () => `13000000000000${String(++people).padStart(5, '0')}`;
const wrote = (token: Address, userId: string, source: string, count = 1) =>
  reportActivity(ctx, { token, userId, source, did: [{ activity: 'sendMessage', count }] });
const fundsOf = async (token: Address, userId: string) =>
  stack.client.readContract({
    address: token,
    abi: tokenAbi,
    functionName: 'balanceOf',
    args: [await ctx.chain.accountOf(userId)],
  });
const settlements = (token: Address) =>
  ctx.db.select().from(outbox).where(eq(outbox.token, token)).orderBy(asc(outbox.position));

before(async () => {
  stack = await startStack({ server: false, env: { SETTLE_SECONDS: '60' } });
  const { config, deployment, database } = stack;
  const clock = () => now;
  const log = silent;
  const chain = await openChain({ config, log, clock, db: database.db, deployment });
  ctx = { config, log, metrics: openMetrics(), clock, db: database.db, chain };
  const indexer = await startIndexer(ctx);
  await indexer.caughtUp();
  chain.startRelayer();
  close = async () => {
    await indexer.close();
    await chain.close();
  };
});
after(async () => {
  await close?.();
  await stack?.close();
});

test('a report counts once by its source, and registers once by member', async () => {
  const { token } = stack.lounge;
  const userId = newcomer();
  assert.equal(await wrote(token, userId, 'message 1'), true);
  assert.equal(await wrote(token, userId, 'message 1'), false);
  assert.equal(await wrote(token, userId, 'message 2'), true);
  const settlement = await settleActivity(ctx, token);
  await ctx.chain.settled(settlement!.id, 60_000);
  assert.equal(await fundsOf(token, userId), 52n * ONE);
  assert.equal(await wrote(token, userId, 'message 2'), false);
  assert.equal(await settleActivity(ctx, token), null);
});

test('what is deleted within a minute is forgotten, or made up for by the next of its kind', async () => {
  const { token } = stack.lounge;
  const userId = newcomer();
  await wrote(token, userId, 'regretted');
  await wrote(token, userId, 'old');
  const withinMs = 60_000;
  assert.equal(await retractActivity(ctx, { token, source: 'regretted', withinMs }), 1);
  now += 61_000;
  assert.equal(await retractActivity(ctx, { token, source: 'old', withinMs }), 0);
  const settlement = await settleActivity(ctx, token);
  await ctx.chain.settled(settlement!.id, 60_000);
  assert.equal(await fundsOf(token, userId), 51n * ONE);
  const late = { token, source: 'old', withinMs: Number.MAX_SAFE_INTEGER / 1e3 };
  for (const _ of ['told', 'told again']) assert.equal(await retractActivity(ctx, late), 1);
  assert.equal(await settleActivity(ctx, token), null);
  await wrote(token, userId, 'next');
  assert.equal(await settleActivity(ctx, token), null, 'the two even out');
  await wrote(token, userId, 'the one after');
  const second = await settleActivity(ctx, token);
  await ctx.chain.settled(second!.id, 60_000);
  assert.equal(await fundsOf(token, userId), 52n * ONE);
});

test('two settlements at once are one', async () => {
  const { token } = stack.lounge;
  const userId = newcomer();
  await wrote(token, userId, 'a');
  const both = await Promise.all([settleActivity(ctx, token), settleActivity(ctx, token)]);
  const sent = both.filter((settlement) => settlement?.sent);
  assert.equal(sent.length, 1);
  await ctx.chain.settled(sent[0]!.id, 60_000);
  assert.equal(await fundsOf(token, userId), 51n * ONE);
});

test('two hundred newcomers fit into one settlement, the next one into the next', async () => {
  const { token } = stack.lounge;
  const members = Array.from({ length: 201 }, newcomer);
  for (const userId of members) await wrote(token, userId, 'first', 3);
  const settlement = await settleActivity(ctx, token);
  const outcome = await ctx.chain.settled(settlement!.id, 60_000);
  assert.equal(outcome.error, null);
  assert.equal(await fundsOf(token, members[199]!), 53n * ONE);
  assert.equal(await fundsOf(token, members[200]!), 0n);
  const next = await settleActivity(ctx, token);
  await ctx.chain.settled(next!.id, 60_000);
  assert.equal(await fundsOf(token, members[200]!), 53n * ONE);
});

test('a settlement that failed frees what it reported, and the next one pays it once', async () => {
  const { token } = stack.lounge;
  const userId = newcomer();
  const [, owner] = await stack.wallet.getAddresses();
  const setPaused = async (functionName: 'pause' | 'unpause') => {
    const { communities } = stack.deployment;
    const call = { account: owner!, address: communities, abi: communitiesAbi, functionName, args: [token] } as const;
    await stack.client.waitForTransactionReceipt({ hash: await stack.wallet.writeContract(call) });
  };
  await wrote(token, userId, 'a');
  await setPaused('pause');
  const first = await settleActivity(ctx, token);
  assert.equal((await ctx.chain.settled(first!.id, 60_000)).error?.name, 'TokenPaused');
  await setPaused('unpause');
  const second = await settleActivity(ctx, token);
  assert.equal((await ctx.chain.settled(second!.id, 60_000)).error, null);
  assert.equal(await fundsOf(token, userId), 51n * ONE);
});

test('a giver’s waiting earnings enter the outbox right before the gift, and can be given', async () => {
  const { token } = stack.lounge;
  const [from, to] = [newcomer(), newcomer()];
  await wrote(token, from, 'a');
  await gift(ctx, { id: `gift ${from}`, token, from, to, amount: 50n * ONE });
  const rows = await settlements(token);
  assert.deepEqual(
    rows.slice(-2).map(({ verb }) => verb),
    ['settle', 'gift'],
  );
  assert.equal((await ctx.chain.settled(`gift ${from}`, 60_000)).error, null);
  assert.equal(await fundsOf(token, from), ONE);
});

test('an operation that is submitted twice is one', async () => {
  const { token } = stack.taskforce;
  const userId = newcomer();
  const claim = () => claimDaily(ctx, { id: `daily ${userId}`, token, userId });
  assert.equal(await claim(), true);
  await ctx.chain.settled(`daily ${userId}`, 60_000);
  assert.equal(await claim(), false);
  assert.equal(await fundsOf(token, userId), 100n * ONE);
});

test('activity is settled soon after silence, and once in a minute while members keep writing', async () => {
  const { token } = stack.lounge;
  const timers = handTimers();
  now += 120_000;
  const settling = openSettling({ ctx, timers });
  const userId = newcomer();
  const count = async () => (await settlements(token)).filter(({ verb }) => verb === 'settle').length;
  const before = await count();

  await wrote(token, userId, 'a');
  settling.notice(token);
  settling.notice(token);
  await settling.idle();
  assert.deepEqual(
    [...timers.waiting].map(({ at }) => at - now),
    [2_000],
  );
  await wrote(token, userId, 'b');
  timers.pass(2_000);
  await settling.idle();
  assert.equal(await count(), before + 1);

  await wrote(token, userId, 'c');
  settling.notice(token);
  await settling.idle();
  assert.deepEqual(
    [...timers.waiting].map(({ at }) => at - now),
    [60_000],
  );
  const first = (await settlements(token)).at(-1)!;
  await ctx.chain.settled(first.id, 60_000);
  timers.pass(59_999);
  await settling.idle();
  assert.equal(await count(), before + 1);
  timers.pass(1);
  await settling.idle();
  assert.equal(await count(), before + 2);
  await ctx.chain.settled((await settlements(token)).at(-1)!.id, 60_000);
  assert.equal(await fundsOf(token, userId), 53n * ONE);
  await settling.close();
  assert.equal(timers.waiting.size, 0);
});

test('what comes while a settlement is on its way is planned when it arrives, or else when its time has come', async () => {
  const { token } = stack.lounge;
  const timers = handTimers();
  now += 120_000;
  const settling = openSettling({ ctx, timers });
  const userId = newcomer();
  const settlement = async (during: () => Promise<void>) => {
    await wrote(token, userId, `early ${now}`);
    await stack.control.setAutomine(false);
    const first = await settleActivity(ctx, token);
    await wrote(token, userId, `late ${now}`);
    await during();
    await stack.control.setAutomine(true);
    await stack.control.mine({ blocks: 1 });
    await ctx.chain.settled(first!.id, 60_000);
    await settling.idle();
  };
  await settlement(async () => assert.equal(timers.waiting.size, 0));
  assert.equal(timers.waiting.size, 1, 'its arrival is heard of');
  timers.pass(60_000);
  await settling.idle();
  await ctx.chain.settled((await settlements(token)).at(-1)!.id, 60_000);
  assert.equal(await fundsOf(token, userId), 52n * ONE);

  await settlement(async () => {
    settling.notice(token);
    await settling.idle();
    timers.pass(60_000);
    await settling.idle();
    assert.equal(timers.waiting.size, 1, 'asked again later');
  });
  timers.pass(60_000);
  await settling.idle();
  await ctx.chain.settled((await settlements(token)).at(-1)!.id, 60_000);
  assert.equal(await fundsOf(token, userId), 54n * ONE);
  await settling.close();
});

test('what a restart left waiting is taken up, in every community', async () => {
  const timers = handTimers();
  now += 120_000;
  const userId = newcomer();
  for (const { token } of [stack.lounge, stack.taskforce]) await wrote(token, userId, 'left');
  const settling = openSettling({ ctx, timers });
  await settling.start();
  assert.equal(timers.waiting.size, 2);
  timers.pass(2_000);
  await settling.idle();
  const waiting = await ctx.db.select().from(activity).where(isNull(activity.settlement));
  assert.deepEqual(waiting, []);
  await settling.close();
});
