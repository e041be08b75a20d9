import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { after, before, test } from 'node:test';
import { tokenAbi } from '@guildmint/contracts/abi.ts';
import { readConfig } from '../../../bot/config.ts';
import { openOutlast } from '../../../bot/discord/outlast.ts';
import { CHANNELS, USERS } from '../../../bot/local-discord/seed.ts';
import { run } from '../../../bot/main.ts';
import { type Actor, actor } from '../../support/local-discord.ts';
import { type Stack, startStack } from '../../support/stack.ts';

/** Between the server and its database: `cut` is a database that went away, until `mend`. */
async function openWire(url: string) {
  const { pathname, searchParams } = new URL(url);
  const file = `${searchParams.get('host')}/.s.PGSQL.5432`;
  const ends = new Set<Socket>();
  let isCut = false;
  let refused = Promise.withResolvers<void>();
  const wire = createServer((near) => {
    if (isCut) {
      near.destroy();
      return refused.resolve();
    }
    const far = connect(file);
    for (const [end, other] of [
      [near, far],
      [far, near],
    ] as const) {
      ends.add(end);
      end.on('error', () => other.destroy()).on('close', () => other.destroy() && ends.delete(end));
    }
    near.pipe(far).pipe(near);
  });
  wire.listen(0, '127.0.0.1');
  await once(wire, 'listening');
  return {
    url: `postgresql://postgres@127.0.0.1:${(wire.address() as AddressInfo).port}${pathname}`,
    cut() {
      isCut = true;
      for (const end of ends) end.destroy();
    },
    /** Resolves when somebody has been refused from now on. */
    refuses() {
      refused = Promise.withResolvers<void>();
      return refused.promise;
    },
    mend() {
      isCut = false;
    },
    close: () => wire.close(),
  };
}

let stack: Stack;
let wire: Awaited<ReturnType<typeof openWire>>;
let server: Awaited<ReturnType<typeof run>>;
let alice: Actor;

before(async () => {
  stack = await startStack({ server: false });
  wire = await openWire(stack.database.url);
  server = await run(readConfig({ ...stack.env, DATABASE_URL: wire.url }));
  alice = await actor(stack.discord.url, USERS.alice, 60_000);
});
after(async () => {
  await alice?.close();
  // Whoever closes without a database waits for it.
  wire?.mend();
  await server?.close();
  wire?.close();
  await stack?.close();
});

test('what is said while the database is away earns when it is back', { timeout: 180_000 }, async () => {
  wire.cut();
  await alice.say(CHANNELS.general, 'is anybody here?');
  await alice.say(CHANNELS.general, 'then I talk to myself');
  for (let times = 0; times < 3; times++) await wire.refuses();
  wire.mend();
  const { token } = stack.lounge;
  const address = await server.ctx.chain.accountOf(USERS.alice);
  const paid = Promise.withResolvers<void>();
  const look = async () => {
    const args = [address] as const;
    const balance = await stack.client.readContract({ address: token, abi: tokenAbi, functionName: 'balanceOf', args });
    if (balance === 52n * 10n ** 18n) paid.resolve();
  };
  const stop = server.ctx.chain.onOutcome(() => void look().catch(paid.reject));
  // It may have been paid before anybody listened.
  await look();
  await paid.promise;
  stop();
});

test('other errors are told at once, and an absence of more than two minutes in the end', async () => {
  const waits: (() => void)[] = [];
  const timers = {
    after(_: number, done: () => void) {
      waits.push(done);
      return () => undefined;
    },
    every: () => () => undefined,
  };
  const { outlast, close } = openOutlast(timers);
  await assert.rejects(
    outlast(async () => {
      throw new Error('a fault of ours');
    }),
    /a fault of ours/,
  );
  assert.equal(waits.length, 0);

  let tries = 0;
  const away = async () => {
    tries += 1;
    throw new Error('Failed query', { cause: Object.assign(new Error('no'), { code: 'ECONNREFUSED' }) });
  };
  const lasting = outlast(away);
  const ended = assert.rejects(lasting, /Failed query/);
  let over = false;
  void lasting.catch(() => (over = true));
  while (!over) {
    waits.shift()?.();
    await new Promise((resolve) => setImmediate(resolve));
  }
  await ended;
  assert.equal(tries, 121);

  const waiting = assert.rejects(outlast(away), /Failed query/);
  await new Promise((resolve) => setImmediate(resolve));
  close();
  await waiting;
});
