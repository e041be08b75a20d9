/** Two whole servers on one database: both serve, one carries and indexes, and who is left goes on where the other died. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { inArray } from 'drizzle-orm';
import { Client } from 'pg';
import { encodeFunctionData } from 'viem';
import { readinessSchema } from '../../bot/api/routes/health.ts';
import { operationSchema } from '../../bot/api/shopSchemas.ts';
import { outbox } from '../../bot/db/schema.ts';
import { earningsAbi, tokenAbi } from '../../contracts/generated/abi.ts';
import { freePort } from '../../scripts/local/ports.ts';
import { readerOf } from '../support/eventStream.ts';
import { type ServerProcess, spawnServer } from '../support/server.ts';
import { type Stack, startStack } from '../support/stack.ts';
import { testWallet, type Wallet } from '../support/wallet.ts';

/** What there is one leader of while members are served. */
const LEADS = ['indexer', 'relayer', 'fulfilment', 'guard'] as const;

type Running = { process: ServerProcess; url: string; metricsPort: number };

/** Asks again until it is so. The test runner's own time limit ends a wait in vain. */
async function until(holds: () => Promise<boolean>) {
  while (!(await holds())) await wait(25);
}

describe('two servers on one database', { timeout: 120_000 }, () => {
  let stack: Stack;
  let running: Running[] = [];

  before(async () => {
    stack = await startStack({ server: false });
  });
  after(async () => {
    await stack?.control.setAutomine(true);
    await stop();
    await stack?.close();
  });

  /** Both in the same moment, each with ports of its own. */
  async function startTwo(env: NodeJS.ProcessEnv = {}) {
    const ports = [await freePort(), await freePort()];
    const started = ports.map((metricsPort) => ({
      metricsPort,
      process: spawnServer({ ...stack.env, LOG_LEVEL: 'info', METRICS_PORT: `${metricsPort}`, ...env }),
    }));
    running = await Promise.all(started.map(async (one) => ({ ...one, url: await one.process.ready })));
    for (const { url } of running) await until(async () => (await fetch(`${url}/api/health/ready`)).ok);
  }
  async function stop() {
    for (const { process } of running) await process.stop();
    running = [];
  }
  async function leads({ metricsPort }: Running, role: string) {
    const text = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text();
    return text.includes(`guildmint_leader{of="${role}"} 1`);
  }
  async function leader(role: string): Promise<{ leader: Running; other: Running }> {
    for (;;) {
      const which = await Promise.all(running.map((one) => leads(one, role)));
      assert.ok(which.filter(Boolean).length <= 1, `one ${role} at most`);
      const at = which.indexOf(true);
      if (at >= 0) return { leader: running[at]!, other: running[1 - at]! };
      await wait(25);
    }
  }

  /** A claim that a wallet signed, sent to this server. @returns the operation's id */
  async function claim({ url }: Running, wallet: Wallet) {
    const { earnings } = stack.deployment;
    const data = encodeFunctionData({ abi: earningsAbi, functionName: 'claimDaily', args: [stack.taskforce.token] });
    const { request, signature } = await wallet.request(earnings, data);
    const { gas, nonce, ...rest } = request;
    const body = { kind: 'request', ...rest, gas: `${gas}`, nonce: `${nonce}`, signature };
    const response = await fetch(`${url}/api/forward`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const text = await response.text();
    assert.equal(response.status, 202, text);
    return operationSchema.parse(JSON.parse(text)).id;
  }
  const settled = async ({ url }: Running, id: string) =>
    operationSchema.parse(await (await fetch(`${url}/api/operations/${encodeURIComponent(id)}?wait=25`)).json());
  const newWallet = () => testWallet(stack.client, stack.deployment);

  it('started at once on an empty database, both become ready and one of them leads', async () => {
    const admin = new Client({ connectionString: stack.database.url });
    const name = `empty_${Date.now()}`;
    await admin.connect();
    try {
      await admin.query(`create database ${name} template template0`);
      await startTwo({ DATABASE_URL: stack.database.url.replace(/\/test_[0-9a-f]+\?/, `/${name}?`) });
      for (const { url } of running) {
        const { parts } = readinessSchema.parse(await (await fetch(`${url}/api/health/ready`)).json());
        assert.deepEqual(
          Object.entries(parts).filter(([, { state }]) => state !== 'ok'),
          [],
        );
      }
      for (const role of LEADS) await leader(role);
    } finally {
      await stop();
      await admin.query(`drop database if exists ${name} with (force)`);
      await admin.end();
    }
  });

  it('what one accepts both tell on their streams, in the same words', async () => {
    await startTwo();
    const { other } = await leader('relayer');
    const readers = await Promise.all(
      running.map(async ({ url }) => readerOf(await fetch(`${url}/api/stream?types=entry,balance`))),
    );
    try {
      for (const reader of readers) assert.equal((await reader.next()).event, 'ready');
      const wallet = newWallet();
      const id = await claim(other, wallet);
      const [first, second] = await Promise.all(readers.map((reader) => reader.take(2)));
      assert.deepEqual(first, second);
      assert.deepEqual(
        first!.map(({ data }) => data.change_type !== 'ready' && data.affected_ids[0]),
        [wallet.address.toLowerCase(), wallet.address.toLowerCase()],
      );
      const told = await Promise.all(running.map((one) => settled(one, id)));
      assert.equal(told[0]!.error, null);
      assert.deepEqual(told[0], told[1]);
    } finally {
      for (const reader of readers) await reader.close();
    }
  });

  it('where the leader is killed, the other takes over, finishes what both had accepted, and goes on with its streams', async (t) => {
    const { leader: first, other } = await leader('relayer');
    const listener = readerOf(await fetch(`${first.url}/api/stream?types=entry`));
    assert.equal((await listener.next()).event, 'ready');
    const before = newWallet();
    assert.equal((await settled(first, await claim(first, before))).error, null);
    const [seen] = await listener.entries(1);
    await stack.control.setAutomine(false);
    const wallets = Array.from({ length: 4 }, newWallet);
    const ids: string[] = [];
    for (const [at, wallet] of wallets.entries()) ids.push(await claim(at % 2 ? first : other, wallet));
    const states = async () => {
      const rows = await stack.database.db.select().from(outbox).where(inArray(outbox.id, ids));
      return rows.map(({ state }) => state);
    };
    // Something is on its way, and nothing can have arrived.
    await until(async () => (await states()).includes('broadcast'));
    // What a client saw last; nothing of what is claimed now.
    const headers = { 'last-event-id': seen!.id! };
    await listener.close();
    first.process.kill('SIGKILL');
    assert.equal((await first.process.exited).signal, 'SIGKILL');
    const from = performance.now();
    running = [other];
    for (const role of LEADS) await until(() => leads(other, role));
    t.diagnostic(`taken over ${((performance.now() - from) / 1000).toFixed(2)} s after the kill`);

    await stack.control.setAutomine(true);
    await stack.control.mine({ blocks: 1 });
    for (const id of ids) assert.equal((await settled(other, id)).error, null);
    assert.deepEqual(new Set(await states()), new Set(['final']));
    const back = readerOf(await fetch(`${other.url}/api/stream?types=entry`, { headers }));
    try {
      const missed = await back.entries(wallets.length);
      assert.deepEqual(
        missed.map(({ data }) => data.change_type === 'entry' && data.affected_ids[0]).sort(),
        wallets.map(({ address }) => address.toLowerCase()).sort(),
        'a client that goes on at the other is told all that it missed, and nothing twice',
      );
    } finally {
      await back.close();
    }
    const balance = (owner: Wallet) => {
      const at = { address: stack.taskforce.token, abi: tokenAbi } as const;
      return stack.client.readContract({ ...at, functionName: 'balanceOf', args: [owner.address] });
    };
    const balances = await Promise.all(wallets.map(balance));
    assert.equal(new Set(balances).size, 1, 'each was paid once');
    assert.ok(balances[0]! > 0n);
  });
});
