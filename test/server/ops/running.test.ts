/** A server that runs as a process of its own: what it tells whoever watches it, what it logs, and how it stops. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { eq, inArray } from 'drizzle-orm';
import { readinessSchema } from '../../../bot/api/routes/health.ts';
import { outbox } from '../../../bot/db/schema.ts';
import { CHANNELS, LOCAL_DISCORD_TOKEN, USERS } from '../../../bot/local-discord/seed.ts';
import { freePort } from '../../../scripts/local/ports.ts';
import { type Actor, actor } from '../../support/local-discord.ts';
import { type ServerProcess, spawnServer } from '../../support/server.ts';
import { type Stack, startStack } from '../../support/stack.ts';
import { words } from '../discord/support.ts';

/** Asks again until it is so. The test runner's own time limit ends a wait in vain. */
async function until(holds: () => Promise<boolean>) {
  while (!(await holds())) await wait(50);
}

describe('a running server', () => {
  let stack: Stack;
  let alice: Actor;
  let server: ServerProcess;
  let env: NodeJS.ProcessEnv;
  let metricsPort: number;
  /** By the first server. */
  let said = '';

  before(async () => {
    metricsPort = await freePort();
    stack = await startStack({ server: false });
    env = { ...stack.env, LOG_LEVEL: 'trace', METRICS_PORT: `${metricsPort}`, API_PORT: `${await freePort()}` };
    server = spawnServer(env);
    await server.ready;
    alice = await actor(stack.discord.url, USERS.alice, 60_000);
  });
  after(async () => {
    await server?.stop();
    await alice?.close();
    await stack?.close();
  });

  const url = () => `http://127.0.0.1:${env.API_PORT}`;
  const metrics = async () => (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text();
  const figure = async (name: string) =>
    Number((await metrics()).match(new RegExp(`^${name.replace(/[{}"]/g, '\\$&')} (.+)$`, 'm'))?.[1]);

  it('is live and ready, and says of each part how it is', async () => {
    assert.deepEqual(await (await fetch(`${url()}/api/health/live`)).json(), { live: true });
    // Not before its tables have caught up with the chain.
    await until(async () => (await fetch(`${url()}/api/health/ready`)).status === 200);
    const response = await fetch(`${url()}/api/health/ready`);
    const { ready, parts } = readinessSchema.parse(await response.json());
    assert.deepEqual([response.status, ready], [200, true]);
    assert.deepEqual(Object.keys(parts), ['database', 'chain', 'indexer', 'signer', 'discord', 'wallets']);
    for (const [name, { state }] of Object.entries(parts)) assert.equal(state, 'ok', name);
  });

  it('counts what it does, under names that no person stands behind', async () => {
    const daily = await alice.command(CHANNELS.general, 'daily');
    const reply = await daily.reply();
    await alice.waitForMessage((message) => message.id === reply.id && /Confirmed/.test(words(message)));
    await fetch(`${url()}/api/tokens/balance/${USERS.alice}`);
    const text = await metrics();
    assert.match(text, /^guildmint_ready 1$/m);
    assert.match(text, /^guildmint_leader\{of="relayer"\} 1$/m);
    assert.match(text, /^guildmint_operations_total\{verb="claimDaily",outcome="mined"\} 1$/m);
    assert.match(text, /^guildmint_gas_used_total\{verb="claimDaily"\} \d{5,}/m);
    assert.match(text, /^guildmint_command_seconds_count\{command="daily",outcome="ok"\} 1$/m);
    assert.match(
      text,
      /^guildmint_http_request_seconds_count\{method="GET",route="\/api\/tokens\/balance\/:id",status="\d+"\} 1$/m,
    );
    assert.match(text, /^guildmint_wallet_balance_coins\{wallet="0x[0-9a-f]{40}"\} [\d.]+$/m);
    assert.match(text, /^nodejs_eventloop_lag_seconds /m);
    assert.equal(text.includes(USERS.alice), false);
    assert.equal(await figure('guildmint_indexer_lag_blocks'), 0);
    assert.equal(await figure('guildmint_outbox_oldest_seconds'), 0);
    assert.equal((await fetch(`${url()}/metrics`)).status, 404);
  });

  it('lets one operation be followed from the click to its block', async () => {
    const [row] = await stack.database.db.select().from(outbox).where(eq(outbox.verb, 'claimDaily'));
    const about = server
      .lines()
      .filter(
        ({ operation, operations }) =>
          operation === row!.id || (Array.isArray(operations) && operations.includes(row!.id)),
      );
    assert.deepEqual(
      about.map(({ msg }) => msg),
      ['operation accepted', 'batch signed', 'batch mined'],
    );
    assert.equal(about[2]!.block, row!.block);
  });

  it('is not ready while the node is away, is ready again when it is back, and stays live', async () => {
    // The chain's process sleeps: connections are accepted, nothing is answered.
    const { pid } = JSON.parse(readFileSync(`${stack.config.dataDir}/processes/chain.json`, 'utf8'));
    process.kill(pid, 'SIGSTOP');
    const away = await fetch(`${url()}/api/health/ready`);
    assert.equal(away.status, 503);
    assert.equal(readinessSchema.parse(await away.json()).parts.chain?.state, 'down');
    assert.equal((await fetch(`${url()}/api/health/live`)).status, 200);
    process.kill(pid, 'SIGCONT');
    await until(async () => (await fetch(`${url()}/api/health/ready`)).status === 200);
  });

  it('stops under load with code 0 and loses nothing; another server finishes what it accepted', async () => {
    const uses = await Promise.all(
      Array.from({ length: 8 }, (_, n) => alice.say(CHANNELS.general, `words worth a little, number ${n}`)),
    );
    assert.equal(uses.length, 8);
    const reply = await (await alice.command(CHANNELS.general, 'gift', { member: USERS.bob, amount: '1' })).reply();
    await alice.click(reply, 'Confirm');
    server.kill('SIGTERM');
    assert.deepEqual(await server.exited, { code: 0, signal: null });
    assert.ok(server.lines().some(({ msg }) => msg === 'stopped'));
    said = server.said();
    const accepted = await stack.database.db.select().from(outbox);
    server = spawnServer(env);
    await server.ready;
    await until(async () => {
      const open = await stack.database.db
        .select()
        .from(outbox)
        .where(inArray(outbox.state, ['queued', 'signed', 'broadcast', 'mined']));
      return open.length === 0;
    });
    const now = await stack.database.db.select().from(outbox);
    for (const { id } of accepted) assert.equal(now.find((row) => row.id === id)?.state, 'final', id);
  });

  it('has let no secret out, at the most talkative level', () => {
    const passphrase = readFileSync(env.KEYSTORE_PASSPHRASE_FILE!, 'utf8');
    const all = said + server.said();
    assert.match(all, /operation accepted/);
    for (const secret of [LOCAL_DISCORD_TOKEN, passphrase]) assert.equal(all.includes(secret), false);
  });
});
