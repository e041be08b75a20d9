import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { eq } from 'drizzle-orm';
import { type Address, createWalletClient, http, parseUnits } from 'viem';
import { hardhat } from 'viem/chains';
import { z } from 'zod';
import { paged } from '../../../bot/api/paged.ts';
import { problemSchema } from '../../../bot/api/problem.ts';
import { achievementsSchema, progressSchema } from '../../../bot/api/routes/achievements.ts';
import { reportedSchema } from '../../../bot/api/routes/activity.ts';
import { balanceSchema } from '../../../bot/api/routes/balance.ts';
import { historySchema } from '../../../bot/api/routes/history.ts';
import { leaderboardSchema } from '../../../bot/api/routes/leaderboard.ts';
import { penaltiesSchema } from '../../../bot/api/routes/penalties.ts';
import { auditedSchema, capSchema, earningSchema, tierSchema, togetherSchema } from '../../../bot/api/routes/tokens.ts';
import {
  archiveSchema,
  flowsSchema,
  transactionSchema,
  validationSchema,
} from '../../../bot/api/routes/transactions.ts';
import { inactiveSchema, membersSchema, namedSchema, profileSchema } from '../../../bot/api/routes/users.ts';
import { operationSchema } from '../../../bot/api/shopSchemas.ts';
import type { Context } from '../../../bot/context.ts';
import { activity, guilds, users } from '../../../bot/db/schema.ts';
import { USERS } from '../../../bot/local-discord/seed.ts';
import { noteDeparture } from '../../../bot/operations/departures.ts';
import { getRoles } from '../../../bot/operations/getRoles.ts';
import { createCommunity, grantRole } from '../../../scripts/deploy/community.ts';
import { readPreset } from '../../../scripts/deploy/preset.ts';
import { signedIn } from '../../support/session.ts';
import { type Stack, startStack } from '../../support/stack.ts';
import { makeAdmin } from '../discord/support.ts';

const ONE = parseUnits('1', 18);
const transactionsSchema = paged('transactions', transactionSchema);

describe('users over HTTP', { timeout: 240_000 }, () => {
  let stack: Stack;
  let ctx: Context;
  let token: Address;
  let s: string;
  let admin: Record<string, string>;
  let bob: Record<string, string>;
  const dana = '90000000000000001';
  const formula = '90000000000000002';

  before(async () => {
    stack = await startStack();
    const { client, wallet, deployment, lounge } = stack;
    const [, account] = await wallet.getAddresses();
    const owner = createWalletClient({ account: account!, chain: hardhat, transport: http(stack.chain.url) });
    // Neither demo community lets its staff take anything.
    token = await createCommunity(client, owner, deployment, readPreset('securechat'));
    const reporter = await stack.server.ctx.chain.accountOf('reporter');
    await grantRole(client, owner, deployment, token, reporter, 'reporter');
    s = lounge.guildId;
    await stack.database.db.update(guilds).set({ token }).where(eq(guilds.id, s));
    await stack.restart();
    ctx = stack.server.ctx;
    await makeAdmin(stack, token, USERS.carol);
    while (!(await getRoles(ctx, { token, who: { userId: USERS.carol } })).admin) await new Promise(setImmediate);
    [admin, bob] = await Promise.all([signedIn(ctx, { userId: USERS.carol }), signedIn(ctx, { userId: USERS.bob })]);
    const met = async (id: string, name: string) =>
      ctx.db
        .insert(users)
        .values({ id, name, address: await ctx.chain.accountOf(id), seenAt: new Date() })
        .onConflictDoNothing();
    await Promise.all([met(dana, 'Dana'), met(formula, '=HYPERLINK("http://x","y")')]);
  });
  after(() => stack?.close());

  const send = (method: string, path: string, headers: Record<string, string>, body?: unknown) =>
    fetch(stack.server.url + path, {
      method,
      headers: { 'x-community': s, 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const read = async <T>(schema: z.ZodType<T>, path: string, headers: Record<string, string> = admin): Promise<T> => {
    const response = await send('GET', path, headers);
    const body = await response.json();
    assert.equal(response.status, 200, JSON.stringify(body));
    return schema.parse(body);
  };
  const ask = async <T>(
    schema: z.ZodType<T>,
    path: string,
    body: unknown,
    headers = admin,
    status = 200,
  ): Promise<T> => {
    const response = await send('POST', path, headers, body);
    const answer = await response.json();
    assert.equal(response.status, status, JSON.stringify(answer));
    return schema.parse(answer);
  };
  const done = async (method: string, path: string, headers: Record<string, string>, body?: unknown) => {
    const response = await send(method, path, { prefer: 'wait=25', ...headers }, body);
    const answer = await response.json();
    assert.equal(response.status, 200, JSON.stringify(answer));
    return operationSchema.parse(answer);
  };
  const refused = async (method: string, path: string, headers: Record<string, string>, body?: unknown) => {
    const response = await send(method, path, { prefer: 'wait=25', ...headers }, body);
    const { type, status } = problemSchema.parse(await response.json());
    assert.equal(status, response.status);
    return `${status} ${type.split(':').at(-1)}`;
  };
  const balanceOf = async (user: string) =>
    (await read(balanceSchema, `/api/tokens/balance/${user}`, {})).balance.formatted;

  it('a balance is changed by an amount, set to one, and reset, each an operation on-chain', async () => {
    const path = `/api/${s}/users/${USERS.bob}/balance`;
    const key = { 'idempotency-key': 'first' };
    const first = await done('PUT', path, { ...admin, ...key }, { amount: 100, set: false, reason: 'Welcome' });
    const again = await done('PUT', path, { ...admin, ...key }, { amount: 100, set: false, reason: 'Welcome' });
    assert.equal(first.id, again.id);
    assert.equal(await balanceOf(USERS.bob), '100');
    assert.equal((await done('PUT', path, admin, { amount: '130.5', set: true })).verb, 'award');
    assert.equal(await balanceOf(USERS.bob), '130.5');
    assert.equal(await refused('PUT', path, admin, { amount: '130.5', set: true }), '400 BalanceAlready');
    assert.equal((await done('PUT', path, admin, { amount: 0, set: true, reason: 'Reset' })).verb, 'setLower');
    assert.equal(await balanceOf(USERS.bob), '0');
    await done('PUT', path, admin, { amount: 50 });
    assert.equal((await done('PUT', path, admin, { amount: -10 })).verb, 'deduct');
    assert.equal(await balanceOf(USERS.bob), '40');
    assert.equal(await refused('PUT', path, admin, { amount: -1, set: true }), '400 AmountNegative');
    assert.equal(await refused('PUT', path, bob, { amount: 5 }), '403 RoleMissing');
    assert.equal(await refused('PUT', path, {}, { amount: 5 }), '401 SignInNeeded');
  });

  it('an award goes to many or to nobody', async () => {
    const payments = [
      { userId: dana, amount: 20 },
      { user_id: formula, amount: '10' },
    ];
    const { operations } = await ask(
      togetherSchema,
      '/api/tokens/award/bulk',
      { payments, reason: 'Event' },
      admin,
      202,
    );
    assert.equal(operations.length, 2);
    await Promise.all(operations.map(({ id }) => ctx.chain.settled(id, 25_000)));
    assert.deepEqual([await balanceOf(dana), await balanceOf(formula)], ['20', '10']);
    const tooMuch = [
      { userId: dana, amount: 5 },
      { userId: formula, amount: 11 },
    ];
    assert.equal(await refused('POST', '/api/tokens/deduct/bulk', admin, { payments: tooMuch }), '400 DeductTooMuch');
    const twice = [payments[0], payments[0]];
    assert.equal(await refused('POST', '/api/tokens/award/bulk', admin, { payments: twice }), '400 PaymentsTwice');
    const beyond = [dana, formula].map((userId) => ({ userId, amount: 4_000 }));
    assert.equal(
      await refused('POST', '/api/tokens/award/bulk', admin, { payments: beyond }),
      '400 EarningsAwardBudget',
    );
    assert.deepEqual([await balanceOf(dana), await balanceOf(formula)], ['20', '10']);
  });

  it('members give, claim and achieve for themselves alone', async () => {
    await done('POST', '/api/tokens/gift', bob, { to: dana, amount: 2, message: 'hi' });
    assert.equal(await balanceOf(dana), '22.2');
    await done('POST', '/api/tokens/claim-daily', bob);
    assert.equal(await refused('POST', '/api/tokens/claim-daily', bob), '400 TokenAlreadyClaimed');
    assert.equal(await refused('POST', '/api/tokens/gift', {}, { to: dana, amount: 2 }), '401 SignInNeeded');
    const all = await read(achievementsSchema, '/api/achievements/list', {});
    const own = await read(progressSchema, `/api/achievements/user/${USERS.bob}`, {});
    assert.deepEqual(
      own.achievements.map(({ achievement, threshold }) => [achievement, threshold]),
      all.achievements.map(({ achievement, threshold }) => [achievement, threshold]),
    );
    const claim = { achievement: 9_999 };
    assert.match(await refused('POST', '/api/achievements/claim', bob, claim), /^400 Achievements/);
  });

  it('members are listed by balance or name, and found with rank and tier', async () => {
    const { users: rows, total, next } = await read(membersSchema, `/api/${s}/users?per_page=2`);
    assert.equal(rows.length, 2);
    assert.ok(BigInt(rows[0]!.balance.value) >= BigInt(rows[1]!.balance.value));
    const rest = await read(membersSchema, `/api/${s}/users?per_page=2&cursor=${next}`);
    assert.equal(new Set([...rows, ...rest.users].map(({ address }) => address)).size, rows.length + rest.users.length);
    assert.ok(total >= 3);
    const numbered = await read(membersSchema, `/api/${s}/users?per_page=2&page=2`);
    assert.deepEqual(numbered.users, rest.users);
    for (const search of ['dan', dana, await ctx.chain.accountOf(dana)]) {
      const found = await read(membersSchema, `/api/${s}/users?search=${search}`);
      assert.deepEqual(
        found.users.map(({ userId, name, tier }) => [userId, name, tier]),
        [[dana, 'Dana', 'bronze']],
      );
      assert.ok(found.users[0]!.rank);
    }
    assert.deepEqual((await read(membersSchema, `/api/${s}/users?search=da%25`)).users, []);
    const names = (await read(membersSchema, `/api/${s}/users?sort_by=name`)).users.map(({ name }) => name ?? '');
    assert.deepEqual(
      names,
      names.toSorted((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1)),
    );
    const profile = await read(profileSchema, `/api/${s}/users/${dana}`);
    assert.deepEqual([profile.standing.balance.formatted, profile.transactions.length], ['22.2', 3]);
    assert.equal(await refused('GET', `/api/${s}/users`, bob), '403 RoleMissing');
    for (const odd of ['users?search=%00', 'transactions?cursor=1.1'])
      assert.match(await refused('GET', `/api/${s}/${odd}`, admin), /^40[04] /);
  });

  it('history is filtered, summed, validated and audited', async () => {
    const list = (query: string) => read(transactionsSchema, `/api/${s}/transactions?${query}`);
    const gifts = await list(`type=gift,gift_received&sort=asc`);
    assert.deepEqual(gifts.transactions.map(({ type }) => type).sort(), ['gift', 'gift_received']);
    assert.equal((await list(`user_id=${dana}&category=reward`)).transactions.length, 2);
    assert.deepEqual((await list('end_date=2020-01-01')).transactions, []);
    assert.ok((await list('min_amount=99&max_amount=101')).transactions.every(({ type }) => type === 'award'));
    const one = gifts.transactions[0]!;
    assert.deepEqual((await list(`search=${one.id}`)).transactions, [one]);
    assert.deepEqual(await read(transactionSchema, `/api/${s}/transactions/${one.id}`), one);
    assert.equal(await refused('GET', `/api/${s}/transactions/1.1.x`, admin), '404 TransactionUnknown');
    const other = stack.taskforce.token;
    assert.match(await refused('GET', `/api/${other}/transactions/${one.id}`, admin), /^403/);
    const { valid, checks } = await ask(validationSchema, `/api/${s}/transactions/validate`, {
      transaction_id: one.id,
    });
    assert.ok(valid && checks.length === 5);
    const whole = await ask(validationSchema, `/api/${s}/transactions/validate`, { user_id: USERS.bob });
    assert.ok(whole.valid && whole.balance?.agrees);
    const audited = await read(auditedSchema, `/api/tokens/audit/${USERS.bob}?limit=2`, {});
    assert.ok(audited.audit.agrees && audited.transactions.length === 2 && audited.next);
    const statistics = await read(flowsSchema, `/api/${s}/transactions/statistics?period=day`);
    const month = await read(flowsSchema, `/api/${s}/transactions/statistics?period=month&user_id=${USERS.bob}`);
    assert.equal(statistics.byType.find(({ type }) => type === 'gift')?.count, 1);
    assert.equal(month.net.formatted, await balanceOf(USERS.bob));
    const entries = await read(historySchema, `/api/tokens/history/${USERS.bob}?type=gift&per_page=5`, {});
    assert.deepEqual(
      entries.entries.map(({ type }) => type),
      ['gift'],
    );
    const archived = await ask(archiveSchema, `/api/${s}/transactions/archive`, { days_to_keep: 90, archive: true });
    assert.equal(archived.archived, 0);
  });

  it('the export is a file in which nothing runs', async () => {
    const response = await send('GET', `/api/${s}/transactions/export?sort=oldest`, admin);
    assert.match(response.headers.get('content-type') ?? '', /^text\/csv/);
    const lines = (await response.text()).trim().split('\r\n');
    const { transactions } = await read(transactionsSchema, `/api/${s}/transactions?limit=100`);
    assert.equal(lines.length, transactions.length + 1);
    assert.ok(lines.some((line) => line.includes(`"'=HYPERLINK(""http://x"",""y"")"`)));
    assert.ok(lines.some((line) => line.includes(',gift,social,-2,')));
  });

  it('standing is told: tier, caps, what was earned and spent', async () => {
    const tier = await read(tierSchema, `/api/tokens/tier/${USERS.bob}`, {});
    assert.deepEqual([tier.tiers.length, tier.basis], [4, 'lifetime']);
    const earned = await read(earningSchema, `/api/tokens/earning-stats/${USERS.bob}?period=day`, {});
    assert.ok(earned.byType.some(({ type }) => type === 'daily'));
    const spent = await read(earningSchema, `/api/tokens/spending-stats/${USERS.bob}`, {});
    assert.ok(spent.byType.some(({ type }) => type === 'gift'));
    const cap = await ask(capSchema, '/api/tokens/check-cap', { user_id: USERS.bob }, {});
    assert.equal(cap.capReached, false);
    assert.equal(cap.activities.find(({ activity: name }) => name === 'sendMessage')?.limit, 100);
    assert.equal(BigInt(cap.leftToday!.value) + BigInt(cap.earnedToday.value), 500n * ONE);
  });

  it('an integrator’s reports count once and are settled', async () => {
    const reports = [
      { userId: dana, activity: 'sendMessage', count: 3, source: 'm1' },
      { user_id: dana, activity: 'shareFile', source: 'm1' },
    ];
    const first = await ask(reportedSchema, '/api/activity', { reports }, admin, 202);
    assert.equal(first.accepted, 2);
    const before = await balanceOf(dana);
    const again = await ask(reportedSchema, '/api/activity', { reports }, admin, 202);
    assert.equal(again.accepted, 0);
    let settlement: string | null | undefined;
    while (!settlement) {
      await new Promise(setImmediate);
      const rows = await ctx.db.select().from(activity).where(eq(activity.userId, dana));
      settlement = rows.every((row) => row.settlement) ? rows[0]?.settlement : null;
    }
    assert.equal((await ctx.chain.settled(settlement, 25_000)).error, null);
    assert.ok(Number(await balanceOf(dana)) > Number(before));
    assert.equal(await refused('POST', '/api/activity', bob, { reports }), '403 RoleMissing');
  });

  it('penalties are given, appealed and lifted', async () => {
    await done('POST', `/api/${s}/users/${USERS.bob}/penalties`, admin, { reason: 'Spam' });
    const { penalties } = await read(penaltiesSchema, `/api/${s}/penalties?user_id=${USERS.bob}`);
    const [given] = penalties as [(typeof penalties)[number]];
    assert.deepEqual([given.kind, given.state, given.reason], ['warning', 'standing', 'Spam']);
    await done('POST', `/api/${s}/penalties/${given.penalty}/appeal`, bob, { reason: 'It was a joke' });
    const appealed = await read(penaltiesSchema, `/api/${s}/penalties?state=appealed`);
    assert.equal(appealed.penalties[0]?.appeal, 'It was a joke');
    assert.equal(
      await refused('POST', `/api/${s}/penalties/${given.penalty}/lift`, bob, { reason: 'x' }),
      '403 RoleMissing',
    );
    await done('POST', `/api/${s}/penalties/${given.penalty}/lift`, admin, { reason: 'Agreed' });
    assert.equal((await read(penaltiesSchema, `/api/${s}/penalties?state=lifted`)).penalties.length, 1);
  });

  it('whoever left is inactive, cleaned up, and comes back', async () => {
    await noteDeparture(ctx, { token, userId: dana });
    const { users: gone } = await read(inactiveSchema, `/api/${s}/users/inactive`);
    assert.deepEqual(
      gone.map(({ name, cleanedAt }) => [name, cleanedAt]),
      [['Dana', null]],
    );
    const listed = async (query = '') =>
      (await read(membersSchema, `/api/${s}/users?limit=100${query}`)).users.some(({ userId }) => userId === dana);
    assert.deepEqual([await listed(), await listed('&include_inactive=true')], [false, true]);
    const plain = await fetch(`${stack.server.url}/api/${s}/users/cleanup`, { method: 'POST', headers: admin });
    assert.deepEqual(await plain.json(), { cleaned: 0, days: 30 });
    const none = await ask(z.object({ cleaned: z.int() }), `/api/${s}/users/cleanup`, { days: 30 });
    assert.equal(none.cleaned, 0);
    const back = await ask(z.object({ reactivated: z.boolean() }), `/api/${s}/users/${dana}/reactivate`, {});
    assert.equal(back.reactivated, true);
    assert.equal(await listed(), true);
    const board = await read(leaderboardSchema, '/api/leaderboard/tokens?per_page=2&page=2', {});
    assert.equal(board.rows[0]?.rank, 3);
  });

  it('a list that is sent again under the same key is paid once', async () => {
    const payments = [{ userId: '90000000000000005', amount: 3 }];
    const wish = { ...admin, 'idempotency-key': 'fair' };
    const path = '/api/tokens/award/bulk';
    const first = await ask(togetherSchema, path, { payments }, wish, 202);
    const again = await ask(togetherSchema, path, { payments }, wish, 200);
    assert.deepEqual(
      again.operations.map(({ id }) => id),
      first.operations.map(({ id }) => id),
    );
    await Promise.all(first.operations.map(({ id }) => ctx.chain.settled(id, 25_000)));
    assert.equal(await balanceOf('90000000000000005'), '3');
  });

  it('who is meant by a name is told for a whole list, also where nobody is or several are', async () => {
    const twins = ['90000000000000003', '90000000000000004'];
    for (const [id, name] of [
      [twins[0]!, 'Castor'],
      [twins[1]!, 'CASTOR'],
    ] as const) {
      await done('PUT', `/api/${s}/users/${id}/balance`, admin, { amount: 1 });
      const row = { id, name, address: await ctx.chain.accountOf(id), seenAt: new Date() };
      await ctx.db.insert(users).values(row).onConflictDoNothing();
    }
    const address = (await ctx.chain.accountOf(dana)).toLowerCase();
    const names = ['castor', dana, address.toUpperCase().replace('0X', '0x'), 'dan', '=HYPERLINK("http://x","y")'];
    const { found } = await ask(namedSchema, `/api/${s}/users/named`, { names });
    assert.deepEqual(
      found.map(({ name, users: rows }) => [name, rows.map(({ address: at, userId }) => userId ?? at)]),
      [
        ['castor', twins],
        [dana, [dana]],
        [names[2], [dana]],
        ['dan', []],
        [names[4], [formula]],
      ],
    );
    assert.equal(await refused('POST', `/api/${s}/users/named`, admin, { names: [] }), '400 RequestInvalid');
    assert.equal(await refused('POST', `/api/${s}/users/named`, bob, { names }), '403 RoleMissing');
  });
});
