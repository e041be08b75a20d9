import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, afterEach, before, describe, it } from 'node:test';
import { clansAbi, communitiesAbi, earningsAbi, marketAbi, tokenAbi } from '@guildmint/contracts/abi.ts';
import { eq } from 'drizzle-orm';
import { type Address, createWalletClient, type Hex, http, zeroAddress, zeroHash } from 'viem';
import { hardhat } from 'viem/chains';
import { z } from 'zod';
import { startApi } from '../../../bot/api/start.ts';
import { EVENT_TYPES } from '../../../bot/api/stream/events.ts';
import { startWebhooks } from '../../../bot/api/webhooks/deliver.ts';
import type { Context } from '../../../bot/context.ts';
import { notify } from '../../../bot/db/notify.ts';
import { deliveries, marks } from '../../../bot/db/schema.ts';
import { startIndexer } from '../../../bot/indexer/start.ts';
import { ROLES } from '../../../bot/operations/getRoles.ts';
import {
  addWebhook,
  changeWebhook,
  removeWebhook,
  WEBHOOK_EVENTS,
  WEBHOOKS_CHANNEL,
} from '../../../bot/operations/webhooks.ts';
import { isOutside } from '../../../bot/outside.ts';
import { testDatabase } from '../../support/database.ts';
import { addressOf, coins, contextOf, type Economy, startEconomy } from '../../support/economy.ts';
import { signedIn } from '../../support/session.ts';

const DAY = 86_400_000;
const bodySchema = z.object({
  id: z.string(),
  type: z.string(),
  community: z.string(),
  data: z.looseObject({ address: z.string().optional() }),
});
const webhookSchema = z.object({
  id: z.string(),
  secret: z.string().optional(),
  active: z.boolean(),
  note: z.string().nullable(),
});
const deliverySchema = z.object({
  id: z.int(),
  event: z.string(),
  state: z.string(),
  attempts: z.int(),
  status: z.int().nullable(),
});
const pageSchema = z.object({ deliveries: z.array(deliverySchema), next: z.string().nullable() });

describe('webhooks', { timeout: 240_000 }, () => {
  let economy: Economy;
  let database: Awaited<ReturnType<typeof testDatabase>>;
  let indexer: Awaited<ReturnType<typeof startIndexer>>;
  let api: Awaited<ReturnType<typeof startApi>>;
  let worker: Awaited<ReturnType<typeof startWebhooks>>;
  let ctx: Context;
  let receiver: Server;
  let address: string;
  let headers: Record<string, string>;
  let now: number;
  let alice: Address;
  let bob: Address;
  let answer = 200;
  const told: { headers: IncomingHttpHeaders; body: string }[] = [];
  let heard = () => {};

  before(async () => {
    [economy, database] = await Promise.all([startEconomy(), testDatabase()]);
    [alice, bob] = economy.members as [Address, Address];
    now = economy.noon;
    ctx = contextOf(database.db, economy, { clock: () => now });
    indexer = await startIndexer(ctx);
    await economy.settle([[alice, [50]]]);
    const { client, deployment, operator } = economy;
    const wallet = createWalletClient({ chain: hardhat, transport: http(economy.url), account: operator });
    const registry = { address: deployment.communities, abi: communitiesAbi } as const;
    const args = [economy.token, addressOf('5001'), BigInt(ROLES.admin)] as const;
    const hash = await wallet.writeContract({ ...registry, type: 'legacy', functionName: 'grantRoles', args });
    assert.equal((await client.waitForTransactionReceipt({ hash })).status, 'success');
    await indexer.caughtUp();
    await signIn();
    receiver = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      told.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
      response.writeHead(answer).end();
      heard();
    }).listen(0, '127.0.0.1');
    await once(receiver, 'listening');
    address = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
    api = await startApi(ctx);
    worker = await startWebhooks(ctx, 1_000);
    await until(async () => (await database.db.select().from(marks)).length === 1);
  });
  after(async () => {
    await worker?.close();
    await api?.close();
    receiver?.close();
    await indexer?.close();
    await database?.close();
    await economy?.close();
  });
  afterEach(() => {
    told.length = 0;
    answer = 200;
  });

  /** A session does not outlive the day that a test lets pass. */
  async function signIn() {
    headers = { 'content-type': 'application/json', ...(await signedIn(ctx, { userId: '5001' })) };
  }
  const path = () => `/api/${economy.token}/webhooks`;
  const send = (method: string, below = '', body?: unknown) =>
    fetch(api.url + path() + below, { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) });
  async function read<T>(schema: z.ZodType<T>, response: Response, status: number) {
    const text = await response.text();
    assert.equal(response.status, status, text);
    return schema.parse(JSON.parse(text));
  }
  const add = async (events: string[] = []) =>
    read(webhookSchema, await send('POST', '', { url: address, events }), 201);
  const log = async (id: string) => (await read(pageSchema, await send('GET', `/${id}/deliveries`), 200)).deliveries;
  async function until(holds: () => boolean | Promise<boolean>) {
    while (!(await holds())) {
      const { promise, resolve } = Promise.withResolvers<void>();
      heard = resolve;
      setImmediate(resolve);
      await promise;
    }
  }
  const look = () => notify(database.db, WEBHOOKS_CHANNEL, '');

  it('tells what became final, in order, signed by the key that was shown once', async () => {
    const { id, secret } = await add(['entry']);
    await economy.gift(alice, bob, coins(1));
    await economy.gift(alice, bob, coins(2));
    await until(() => told.length === 6);
    for (const { headers, body } of told) {
      const [, at, mac] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(`${headers['x-guildmint-signature']}`)!;
      assert.equal(mac, createHmac('sha256', secret!).update(`${at}.${body}`).digest('hex'));
      assert.equal(Number(at), now / 1000);
      assert.equal(headers['x-guildmint-event'], 'entry');
    }
    const bodies = told.map(({ body }) => bodySchema.parse(JSON.parse(body)));
    assert.equal(new Set(bodies.map((one) => one.id)).size, 6);
    assert.deepEqual(
      bodies.map((one) => one.id),
      told.map(({ headers }) => headers['idempotency-key']),
    );
    const blocks = bodies.map((one) => Number(one.id.split('.')[0]));
    assert.deepEqual(
      blocks,
      blocks.toSorted((a, b) => a - b),
    );
    await until(async () => (await log(id)).every(({ state, status }) => state === 'delivered' && status === 200));
    assert.equal((await send('GET', `/${id}/deliveries?limit=2`)).headers.get('link')?.includes('cursor='), true);
    const shown = await (await send('GET')).text();
    assert.ok(!shown.includes(secret!));
    assert.equal((await send('DELETE', `/${id}`)).status, 204);
  });

  it('tells of caps, seasons, clans and swaps, of a swap both communities', async () => {
    const { client, deployment, operator, token } = economy;
    const other = (await economy.create('broski')).toLowerCase() as Address;
    await indexer.caughtUp();
    const { id } = await add(['caps', 'season', 'clan', 'swap']);
    const theirs = await ctx.db.transaction((tx) =>
      addWebhook(ctx, tx, { token: other, url: address, events: ['swap'] }),
    );
    const wallet = createWalletClient({ chain: hardhat, transport: http(economy.url) });
    const mined = async (sent: Promise<Hex>) =>
      assert.equal((await client.waitForTransactionReceipt({ hash: await sent })).status, 'success');
    const caps = await client.readContract({ address: token, abi: tokenAbi, functionName: 'caps' });
    const [tomorrow, later] = [1, 2].map((days) => Math.floor((economy.noon + days * DAY) / 1000)) as [number, number];
    await mined(
      wallet.writeContract({
        ...{ address: deployment.communities, abi: communitiesAbi, functionName: 'setCaps', account: operator },
        args: [token, { ...caps, communityDay: caps.communityDay - 1 }],
      }),
    );
    await mined(
      wallet.writeContract({
        ...{ address: deployment.earnings, abi: earningsAbi, functionName: 'setSeason', account: operator },
        args: [token, 0n, { opens: tomorrow, closes: later, bps: 15_000 }],
      }),
    );
    await mined(
      wallet.writeContract({
        ...{ address: deployment.clans, abi: clansAbi, functionName: 'createClan', account: alice },
        args: [token, zeroHash],
      }),
    );
    await mined(
      wallet.writeContract({
        ...{ address: deployment.market, abi: marketAbi, functionName: 'offerSwap', account: alice },
        args: [token, coins(1), other, coins(2), zeroAddress, later],
      }),
    );
    await until(() => told.length === 6);
    const bodies = told.map(({ body }) => bodySchema.parse(JSON.parse(body)));
    const of = (community: Address) =>
      bodies
        .filter((one) => one.community === community)
        .map(({ id, type }) => [type, id.split('.').slice(2).join('.')]);
    // A clan is created, and its founder joins it.
    assert.deepEqual(of(token), [
      ['caps', `caps.${token}`],
      ['season', 'season.0'],
      ['clan', 'clan.1'],
      ['clan', 'clan.1'],
      ['swap', 'swap.1'],
    ]);
    assert.deepEqual(of(other), [['swap', 'swap.1']]);
    assert.equal((await send('DELETE', `/${id}`)).status, 204);
    await removeWebhook(ctx, { token: other, id: theirs });
  });

  it('leaves out of the stream’s events only what an entry says too and what follows from no block', () => {
    const told: readonly string[] = WEBHOOK_EVENTS;
    const untold = EVENT_TYPES.filter((type) => !told.includes(type));
    assert.deepEqual(untold, ['balance', 'leaderboard', 'sync', 'test']);
    assert.equal(WEBHOOK_EVENTS.length, EVENT_TYPES.length - untold.length);
  });

  it('tries again, ever later, whoever does not take it, and tells nothing newer before it', async () => {
    const { id } = await add(['entry']);
    answer = 500;
    await economy.gift(alice, bob, coins(1));
    await until(async () => (await log(id)).some(({ attempts }) => attempts === 1));
    await economy.gift(alice, bob, coins(1));
    await until(async () => (await log(id)).length === 6);
    now += 1_000;
    await look();
    await until(async () => (await log(id)).some(({ attempts }) => attempts === 2));
    assert.deepEqual(new Set(told.map(({ headers }) => headers['idempotency-key'])).size, 1);
    answer = 200;
    now += 2_000;
    await look();
    await until(async () => (await log(id)).every(({ state }) => state === 'delivered'));
    assert.equal((await send('DELETE', `/${id}`)).status, 204);
  });

  it('gives up after a day, says why, and tells what waits once it is switched on again', async () => {
    const { id } = await add(['entry']);
    answer = 503;
    await economy.gift(alice, bob, coins(1));
    await until(async () => (await log(id)).some(({ attempts }) => attempts === 1));
    now += DAY;
    await signIn();
    await look();
    const hook = () => ctx.db.query.webhooks.findFirst();
    await until(async () => (await hook())?.disabledAt !== null);
    assert.match((await hook())!.note!, /answered 503/);
    answer = 200;
    told.length = 0;
    const on = await read(webhookSchema, await send('PUT', `/${id}`, { active: true }), 200);
    assert.deepEqual([on.active, on.note], [true, null]);
    await until(() => told.length === 2);
    const failed = (await log(id)).find(({ state }) => state === 'failed')!;
    assert.equal((await send('POST', `/${id}/deliveries/${failed.id}/redeliver`)).status, 202);
    await until(() => told.length === 3);
    assert.equal(told[2]!.headers['idempotency-key'], failed.event);
    assert.equal((await send('DELETE', `/${id}`)).status, 204);
  });

  it('a new key signs from now on, and a test shows that it arrives', async () => {
    const { id, secret } = await add();
    const changed = await read(webhookSchema, await send('PUT', `/${id}`, { newSecret: true }), 200);
    assert.notEqual(changed.secret, secret);
    await read(deliverySchema, await send('POST', `/${id}/test`), 202);
    await until(() => told.length === 1);
    const [, at, mac] = /^t=(\d+),v1=(.*)$/.exec(`${told[0]!.headers['x-guildmint-signature']}`)!;
    assert.equal(mac, createHmac('sha256', changed.secret!).update(`${at}.${told[0]!.body}`).digest('hex'));
    assert.equal((await send('DELETE', `/${id}`)).status, 204);
    assert.equal((await database.db.select().from(deliveries).where(eq(deliveries.webhook, id))).length, 0);
  });

  it('puts an event down once, however often it is come to', async () => {
    const { id } = await add(['entry']);
    await economy.gift(alice, bob, coins(1));
    await until(async () => (await log(id)).length === 3);
    const [mark] = await database.db.select().from(marks);
    await database.db.update(marks).set({ block: mark!.block - 1 });
    await look();
    await until(async () => (await database.db.select().from(marks))[0]!.block >= mark!.block);
    assert.equal((await log(id)).length, 3);
    assert.equal((await send('DELETE', `/${id}`)).status, 204);
  });

  it('is an admin’s matter, of the own community', async () => {
    const { id } = await add();
    const other = await economy.create('broski');
    await indexer.caughtUp();
    const of = (headers: Record<string, string>, token = economy.token) =>
      fetch(`${api.url}/api/${token}/webhooks/${id}/deliveries`, { headers });
    assert.equal((await of({})).status, 401);
    assert.equal((await of(await signedIn(ctx, { userId: '5009' }))).status, 403);
    assert.equal((await of(headers, other)).status, 403);
    await assert.rejects(changeWebhook(ctx, { token: other, id }, { active: false }), { code: 'WebhookUnknown' });
    assert.equal((await send('DELETE', `/${id}`)).status, 204);
  });

  it('is told nowhere but on the internet, and takes no more than twenty', async () => {
    for (const url of [
      'http://example.com/',
      'https://localhost/',
      'https://a.localhost./',
      'https://127.0.0.1/',
      'https://2130706433/',
      'https://0x7f.1/',
      'https://10.1.2.3/',
      'https://169.254.169.254/latest/meta-data',
      'https://[::1]/',
      'https://[::ffff:127.0.0.1]/',
      'https://[fd00::1]/',
    ])
      assert.equal(isOutside(url), false, url);
    assert.equal(isOutside('https://example.com/hook'), true);
    assert.equal((await send('POST', '', { url: 'ftp://example.com' })).status, 400);
    assert.equal((await send('POST', '', { url: 'https://me:pass@example.com' })).status, 400);
    const made = [];
    for (let i = 0; i < 20; i++) made.push(await add());
    assert.equal((await send('POST', '', { url: address })).status, 400);
    for (const { id } of made) await send('DELETE', `/${id}`);
  });
});
