import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createPublicClient, custom, type Hex, parseEther, toHex } from 'viem';
import { watchFunds } from '../../../bot/chain/funds.ts';
import { gas } from '../../../bot/db/schema.ts';
import { openMetrics } from '../../../bot/metrics.ts';
import { silent, testDatabase } from '../../support/database.ts';

describe('the watch over the wallets that pay gas', () => {
  const DAY = 86_400_000;
  const now = Date.UTC(2026, 5, 15);
  const wallets = [`0x${'a'.repeat(40)}`, `0x${'b'.repeat(40)}`] as const;
  const balances = new Map<string, bigint>();
  const request = async ({ params }: { params?: unknown }) => toHex(balances.get((params as [Hex])[0]) ?? 0n);
  const client = createPublicClient({ transport: custom({ request }) });
  const told: [string, string][] = [];
  const metrics = openMetrics();
  let database: Awaited<ReturnType<typeof testDatabase>>;
  let funds: ReturnType<typeof watchFunds>;

  before(async () => {
    database = await testDatabase();
    for (const address of wallets) balances.set(address, parseEther('2'));
    const options = { log: silent, metrics, clock: () => now, client, db: database.db, wallets: [...wallets] };
    const tell = (kind: string, text: string) => void told.push([kind, text]);
    funds = watchFunds({ ...options, symbol: 'COIN', lowDays: 3, tell });
  });
  after(async () => {
    await funds.close();
    await database.close();
  });

  const spend = async (daysAgo: number, wei: bigint) => {
    const hash: Hex = `0x${String(daysAgo).padStart(64, '0')}`;
    const entry = {
      txHash: hash,
      operation: hash,
      verb: 'gift',
      sponsored: false,
      wallet: wallets[0],
      block: 1,
      gas: 1,
    };
    await database.db.insert(gas).values({ ...entry, wei, at: new Date(now - daysAgo * DAY) });
  };

  it('counts no days while nothing is spent', async () => {
    assert.equal((await funds.look()).days, Number.POSITIVE_INFINITY);
    const message = 'The wallets that pay gas hold 4.000 COIN.';
    assert.deepEqual(funds.part(), { state: 'ok', code: 'WalletsHold', details: { amount: '4.000 COIN' }, message });
  });

  it('counts them at the rate of the last seven days, all wallets together', async () => {
    await spend(30, parseEther('1000'));
    await spend(4, parseEther('1'));
    await spend(1, parseEther('3'));
    assert.equal((await funds.look()).days, 4);
    assert.equal((await metrics.gasDaysLeft.get()).values[0]!.value, 4);
    assert.deepEqual(told, []);
  });

  it('names no days where they are more than ten years', async () => {
    balances.set(wallets[0], parseEther('10000'));
    assert.equal((await funds.look()).days, 10_002);
    const message = 'The wallets that pay gas hold 10,000 COIN.';
    assert.deepEqual(funds.part(), { state: 'ok', code: 'WalletsHold', details: { amount: '10,000 COIN' }, message });
  });

  it('tells the operator once that few are left, and once that there is enough again', async () => {
    balances.set(wallets[0], 0n);
    await funds.look();
    const message = 'The wallets that pay gas hold 2.000 COIN, for 2.0 days.';
    const details = { amount: '2.000 COIN', days: '2.0' };
    assert.deepEqual(funds.part(), { state: 'degraded', code: 'WalletsLast', details, message });
    assert.deepEqual(told, [['low-balance', `${message} Top one up: ${wallets.join(', ')}.`]]);
    balances.set(wallets[1], parseEther('9'));
    await funds.look();
    assert.equal(funds.part().state, 'ok');
    assert.deepEqual(
      told.map(([kind]) => kind),
      ['low-balance', 'balance-restored'],
    );
  });
});
