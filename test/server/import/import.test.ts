/** Another bot's data, brought in as the operator does it: a process beside a server that works. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { tokenAbi } from '@guildmint/contracts/abi.ts';
import { and, eq, sql } from 'drizzle-orm';
import type { Address } from 'viem';
import { itemSettings, outbox } from '../../../bot/db/schema.ts';
import { ROLES, USERS } from '../../../bot/local-discord/seed.ts';
import { getCommunity } from '../../../bot/operations/getCommunity.ts';
import { getItems } from '../../../bot/operations/getItems.ts';
import { getTasks } from '../../../bot/operations/getTasks.ts';
import { carryOutImport } from '../../../scripts/import/carryOut.ts';
import { serverOf } from '../../../scripts/import/people.ts';
import { budgetOf, type Plan, planImport } from '../../../scripts/import/plan.ts';
import { type Found, readSource } from '../../../scripts/import/sources.ts';
import { run } from '../../../scripts/run.ts';
import { lower } from '../../support/economy.ts';
import { type Stack, startStack } from '../../support/stack.ts';
import { makeAdmin, ONE } from '../discord/support.ts';

/** Owner of the demo communities: the second account of every Hardhat network. */
const OWNER_KEY = '0x59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d';
const DAY = 86_400;
const PATIENCE_MS = 60_000;
const { alice, bob, carol, dave, eve } = USERS;

describe('npm run import', { timeout: 480_000 }, () => {
  let stack: Stack;
  const folder = mkdtempSync(join(tmpdir(), 'guildmint-import-'));
  before(async () => {
    stack = await startStack();
    await makeAdmin(stack, stack.lounge.token, eve);
    await makeAdmin(stack, stack.taskforce.token, eve);
    await stack.server.indexer.caughtUp();
  });
  after(async () => {
    await stack?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  function file(name: string, content: unknown) {
    writeFileSync(join(folder, name), JSON.stringify(content, null, 1));
    return join(folder, name);
  }
  const command = (args: string[]) =>
    run(process.execPath, ['scripts/import.ts', '--admin', eve, ...args], {
      quiet: true,
      env: { ...stack.env, MASTER_WALLET_PRIVATE_KEY: OWNER_KEY },
    });
  const told = (output: string): Record<string, unknown> => JSON.parse(output.trim().split('\n').at(-1)!);
  const held = async (token: Address, userId: string) => {
    const args = [await stack.server.ctx.chain.accountOf(userId)] as const;
    return stack.client.readContract({ address: token, abi: tokenAbi, functionName: 'balanceOf', args });
  };
  async function asked(token: Address) {
    const rows = await stack.database.db
      .select({ id: outbox.id })
      .from(outbox)
      .where(sql`${outbox.id} like 'import:%' and ${eq(outbox.token, token)}`);
    return rows.length;
  }
  const leaderboard = (...rows: [member: string, cash: number, bank?: number][]) =>
    rows.map(([user_id, cash, bank = 0], rank) => ({ rank: `${rank + 1}`, user_id, cash, bank, total: cash + bank }));
  const lounge = () => ['--guild', stack.lounge.guildId];

  /** As the command does it, in this process. */
  async function planned(guildId: string, sources: Found[], absent: 'refuse' | 'skip' = 'refuse') {
    const { ctx } = stack.server;
    const found: Found = {
      balances: sources.flatMap(({ balances }) => balances),
      items: sources.flatMap(({ items }) => items),
      tasks: sources.flatMap(({ tasks }) => tasks),
      faults: sources.flatMap(({ faults }) => faults),
      left: sources.flatMap(({ left }) => left),
    };
    const community = await getCommunity(ctx, { guildId });
    const server = await serverOf(ctx.config, guildId, new Set(found.balances.map(({ member }) => member)));
    return planImport(ctx, found, server, { community, admin: eve, absent });
  }
  const source = (name: string, content: unknown) => readSource(name, JSON.stringify(content, null, 1), Date.now());
  const carry = (plan: Plan, token: Address, watch: Partial<Parameters<typeof carryOutImport>[3]> = {}) =>
    carryOutImport(
      stack.server.ctx,
      plan,
      { token, admin: eve, send: null },
      { signal: new AbortController().signal, progress: () => undefined, ...watch },
    );

  it('says what would be imported, and does nothing', async () => {
    const board = file('leaderboard.json', leaderboard([alice, 54, 100], [bob, 20], [carol, 0]));
    const { code, output } = await command([...lounge(), board]);
    assert.equal(code, 0, output);
    assert.match(output, /│ balances │ 2 +│ 0 +│ '174 BROski\$' +│/);
    assert.match(output, /^The admin may award 5,000 BROski\$ now, and 5,000 BROski\$ a day: 1 day\(s\)/m);
    assert.match(output, /^Nothing was done yet: the same command with --yes does it\.$/m);
    assert.equal(await asked(stack.lounge.token), 0);
  });

  it('pays balances, adds items and creates tasks once, however often it is run', async () => {
    const currency = file('currency.json', {
      users: { [alice]: { balance: 150 }, [bob]: { balance: 7 } },
      shop_items: { a: { name: 'Sticker', description: 'To stick', price: 25, category: 'fun', stock: 4 } },
    });
    const store = file('items.json', {
      items: [{ id: '9', name: 'Helper', price: '40', actions: [{ type: 2, ids: [ROLES.loungeVip] }] }],
    });
    const tasks = file('tasks.json', {
      tasks: { 1: { id: 1, name: 'Greet', reward: 3, duration_hours: 24, status: 'active', max_claims: 2 } },
    });
    const before = await Promise.all([alice, bob].map((member) => held(stack.lounge.token, member)));
    const first = await command([...lounge(), '--yes', '--json', currency, store, tasks]);
    assert.equal(first.code, 0, first.output);
    const { items, tasks: created, awards, paid } = told(first.output);
    assert.deepEqual([items, created, awards, paid], [2, 1, 2, `${157n * ONE}`]);
    await stack.server.indexer.caughtUp();

    const again = await command([...lounge(), '--yes', '--json', currency, store, tasks]);
    assert.equal(again.code, 0, again.output);
    const second = told(again.output);
    assert.deepEqual([second.items, second.tasks, second.awards, second.paid], [0, 0, 0, '0']);
    const after = await Promise.all([alice, bob].map((member) => held(stack.lounge.token, member)));
    assert.deepEqual(
      after.map((balance, place) => balance - before[place]!),
      [150n * ONE, 7n * ONE],
    );

    const { ctx } = stack.server;
    const { token } = stack.lounge;
    const shop = await getItems(ctx, { token });
    const added = shop.filter(({ key }) => key === 'sticker' || key === 'helper');
    assert.deepEqual(
      added.map(({ name, price, left, kind }) => [name, price, left, kind]),
      [
        ['Sticker', 25n * ONE, 4, 'none'],
        ['Helper', 40n * ONE, null, 'role'],
      ],
    );
    const [role] = await stack.database.db
      .select({ roleId: itemSettings.roleId })
      .from(itemSettings)
      .where(and(eq(itemSettings.token, lower(token)), eq(itemSettings.item, added[1]!.item)));
    assert.equal(role?.roleId, ROLES.loungeVip);
    const open = await getTasks(ctx, { token, open: true, offset: 0, limit: 10 });
    assert.deepEqual(
      open.map(({ about, reward }) => [about?.title, BigInt(reward)]),
      [['Greet', 3n * ONE]],
    );
  });

  it('names everything that is wrong by its line, and does none of it', async () => {
    const before = await asked(stack.lounge.token);
    const rows = leaderboard([alice, 5], ['nobody', 5], [alice, 6], ['1100000000000000999', 5], [bob, -3]);
    const tasks = file('wrong-tasks.json', {
      tasks: { 1: { name: 'Greet', reward: 3, duration_hours: 24, status: 'active', role_name: 'No such role' } },
    });
    const { code, output } = await command([...lounge(), '--yes', '--json', file('wrong.json', rows), tasks]);
    assert.equal(code, 1);
    const faults = told(output).faults as { at: string; says: string }[];
    assert.deepEqual(
      faults.map(({ at, says }) => `${at} ${says.split(':')[0]}`),
      [
        'wrong.json:9 “nobody” is no Discord id',
        `wrong.json:16 Member ${alice} stands at wrong.json`,
        'wrong.json:23 Member 1100000000000000999 is not on the server',
        'wrong.json:30 An amount cannot be negative',
        'wrong-tasks.json:3 The server has no role “No such role”',
      ],
    );
    assert.equal(await asked(stack.lounge.token), before);
  });

  it('leaves out who is not on the server where that is asked for', async () => {
    const board = source('board.json', leaderboard([dave, 9], ['1100000000000000998', 5]));
    const { payments, faults, left } = await planned(stack.lounge.guildId, [board], 'skip');
    assert.deepEqual(
      payments.map(({ person, owed }) => [person.id, owed]),
      [[dave, 9n * ONE]],
    );
    assert.deepEqual([faults, left], [[], ['1 member(s) who are not on the server.']]);
  });

  it('refuses what an item cannot be, and a key that another item has', async () => {
    const items = [
      { name: 'Cookie', price: 'dear' },
      { name: 'Gold name', price: '5', unlimited_stock: false, stock_remaining: -4 },
      { name: 'Sticker', price: '5', description: 'Another one' },
      { name: 'Fine', price: '5' },
      { name: 'Fine', price: '6', description: 'The same key' },
    ];
    assert.deepEqual(
      source('store.json', [items[0]]).faults.map(({ at }) => at),
      ['store.json:4'],
    );
    const { faults } = await planned(stack.lounge.guildId, [source('items.json', items.slice(1))]);
    assert.deepEqual(
      faults.map(({ says }) => says.split(':')[0]),
      [
        'stock of Gold name Too small',
        'The key sticker is that of the shop’s Sticker',
        'The key fine is that of items.json',
      ],
    );
  });

  it('pays as much as the day’s budget allows, and the rest on another day', async () => {
    const { token, guildId } = stack.taskforce;
    // Noon of another day: no midnight comes between.
    const { timestamp } = await stack.client.getBlock();
    await stack.control.setNextBlockTimestamp({ timestamp: (timestamp / 86_400n + 1n) * 86_400n + 43_200n });
    await stack.control.mine({ blocks: 1 });
    const rich = source('rich.json', leaderboard([alice, 4000], [eve, 2500]));
    const before = await Promise.all([alice, eve].map((member) => held(token, member)));
    const gained = async () => {
      const now = await Promise.all([alice, eve].map((member) => held(token, member)));
      return now.map((balance, place) => (balance - before[place]!) / ONE);
    };
    const first = await carry(await planned(guildId, [rich]), token);
    assert.deepEqual([first.awards, first.paid, first.rest, first.failed], [2, 5000n * ONE, 1500n * ONE, []]);
    assert.deepEqual(await gained(), [4000n, 1000n]);
    const same = await carry(await planned(guildId, [rich]), token);
    assert.deepEqual([same.awards, same.rest], [0, 1500n * ONE]);
    await stack.control.increaseTime({ seconds: DAY });
    await stack.control.mine({ blocks: 1 });
    const next = await carry(await planned(guildId, [rich]), token);
    assert.deepEqual([next.awards, next.rest, next.failed], [1, 0n, []]);
    assert.deepEqual(await gained(), [4000n, 2500n]);
  });

  it('interrupted, goes on where it stopped and pays nobody twice', async () => {
    const { token, guildId } = stack.lounge;
    const before = await Promise.all([carol, dave].map((member) => held(token, member)));
    const board = source('board.json', leaderboard([carol, 11], [dave, 12]));
    const broken = new AbortController();
    const cut = await carry(await planned(guildId, [board]), token, {
      signal: broken.signal,
      progress: () => broken.abort(),
    });
    assert.equal(cut.interrupted, true);
    const whole = await carry(await planned(guildId, [board]), token);
    assert.deepEqual([whole.awards, whole.failed], [0, []]);
    const { ctx } = stack.server;
    const prefix = `import:UnbelievaBoat:${lower(token)}`;
    const ends = await Promise.all(
      [carol, dave].map((member) => ctx.chain.settled(`${prefix}:${member}:0`, PATIENCE_MS)),
    );
    assert.ok(ends.every(({ state }) => state === 'mined' || state === 'final'));
    const after = await Promise.all([carol, dave].map((member) => held(token, member)));
    assert.deepEqual(
      after.map((balance, place) => (balance - before[place]!) / ONE),
      [11n, 12n],
    );
  });

  it('is refused to who may not award, and without a server that carries it', async () => {
    const { ctx } = stack.server;
    await assert.rejects(budgetOf(ctx, stack.lounge.token, bob), { code: 'EarningsNotAdmin' });
    await stack.server.close();
    const board = file('two.json', leaderboard([bob, 900]));
    const { code, output } = await command([...lounge(), '--yes', board]);
    assert.match(output, /^No server runs that would carry the import: start it, then run the same command again\.$/m);
    assert.equal(code, 1);
  });

  it('export writes the community as one document, and replaces no file unasked', async () => {
    const out = join(folder, 'export.json');
    const write = (...more: string[]) =>
      run(process.execPath, ['scripts/export.ts', ...lounge(), '--out', out, ...more], { quiet: true, env: stack.env });
    const { code, output } = await write('--json');
    assert.equal(code, 0, output);
    const document = JSON.parse(readFileSync(out, 'utf8'));
    assert.equal(document.community, stack.lounge.token.toLowerCase());
    assert.ok(
      document.items.some(
        ({ key, price }: { key: string; price: string }) => key === 'sticker' && price === `${25n * ONE}`,
      ),
    );
    assert.equal((await write()).code, 1);
    assert.equal((await write('--force')).code, 0);
  });
});
