import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { communitiesAbi } from '@guildmint/contracts/abi.ts';
import { type Address, createWalletClient, http } from 'viem';
import { hardhat } from 'viem/chains';
import { z } from 'zod';
import { createApp } from '../../../bot/api/app.ts';
import { type Authority, SCOPES } from '../../../bot/api/authority.ts';
import { startApi } from '../../../bot/api/start.ts';
import type { Context } from '../../../bot/context.ts';
import { startIndexer } from '../../../bot/indexer/start.ts';
import { RANKS } from '../../../bot/operations/getRole.ts';
import { ROLES } from '../../../bot/operations/getRoles.ts';
import { endSession } from '../../../bot/operations/sessions.ts';
import { testDatabase } from '../../support/database.ts';
import { addressOf, coins, contextOf, type Economy, lower, startEconomy } from '../../support/economy.ts';
import { signedIn } from '../../support/session.ts';

const documentSchema = z.object({
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.object({
        'x-authority': z.enum([...RANKS, 'operator'] satisfies Authority[]),
        'x-in-community': z.boolean().optional(),
        'x-scope': z.enum(SCOPES).optional(),
      }),
    ),
  ),
});

describe('who may what', () => {
  let economy: Economy;
  let database: Awaited<ReturnType<typeof testDatabase>>;
  let indexer: Awaited<ReturnType<typeof startIndexer>>;
  let api: Awaited<ReturnType<typeof startApi>>;
  let ctx: Context;
  let foreign: Address;

  before(async () => {
    [economy, database] = await Promise.all([startEconomy(), testDatabase()]);
    ctx = contextOf(database.db, economy, {
      clock: () => economy.noon,
      env: { ADMIN_PASSWORD: 'a password for tests', JWT_SECRET_KEY: 'j'.repeat(32) },
    });
    foreign = lower(await economy.create('taskbot'));
    const { client, deployment, operator, token } = economy;
    const wallet = createWalletClient({ chain: hardhat, transport: http(economy.url), account: operator });
    const grant = async (userId: string, role: number) => {
      const args = [token, addressOf(userId), BigInt(role)] as const;
      const registry = { address: deployment.communities, abi: communitiesAbi } as const;
      const hash = await wallet.writeContract({ ...registry, type: 'legacy', functionName: 'grantRoles', args });
      assert.equal((await client.waitForTransactionReceipt({ hash })).status, 'success');
    };
    await grant('5001', ROLES.admin);
    await grant('5002', ROLES.moderator);
    const [alice] = economy.members as [Address];
    await economy.settle([[alice, [30]]]);
    await economy.gift(alice, addressOf('5003'), coins(1));
    indexer = await startIndexer(ctx);
    await indexer.caughtUp();
    api = await startApi(ctx);
  });
  after(async () => {
    await api?.close();
    await indexer?.close();
    await database?.close();
    await economy?.close();
  });

  /** A route for moderators. */
  const staff = (token = economy.token) => `/api/roles/proposals?community=${token}`;
  const ask = async (path: string, headers: Record<string, string> = {}) => {
    const response = await fetch(api.url + path, { headers });
    const body = z.looseObject({ type: z.string().optional() }).parse(await response.json());
    return { status: response.status, problem: body.type?.split(':').at(-1) };
  };

  it('every route of the document declares it, and every route there is stands in the document', async () => {
    const position = { block: 0, logIndex: 0 };
    const feed = {
      position: () => position,
      indexed: async () => 0,
      subscribe: () => () => {},
      close: async () => {},
    };
    const { app, endStreams } = createApp(ctx, feed, {});
    endStreams();
    const document = documentSchema.parse(await (await fetch(`${api.url}/api/openapi.json`)).json());
    const declared = new Set(
      Object.entries(document.paths).flatMap(([path, methods]) =>
        Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replaceAll(/\{(.+?)\}/g, ':$1')}`),
      ),
    );
    const pages = /^\/api\/(docs|openapi\.json)/;
    const served = app.routes.filter(({ method, path }) => method !== 'ALL' && !pages.test(path));
    assert.ok(served.length > 20);
    for (const { method, path } of served) assert.ok(declared.has(`${method} ${path}`), `${method} ${path}`);
  });

  it('nobody gets where standing is needed without signing in', async () => {
    const response = await fetch(api.url + staff());
    assert.equal(response.status, 401);
    assert.equal(response.headers.get('www-authenticate'), 'Bearer');
    assert.deepEqual(await ask(staff()), { status: 401, problem: 'SignInNeeded' });
  });

  it('what somebody may is what the chain says of their account in that community', async () => {
    for (const [userId, status, problem] of [
      ['5001', 200, undefined],
      ['5002', 200, undefined],
      ['5003', 403, 'RoleMissing'],
      ['5004', 403, 'RoleMissing'],
    ] as const)
      assert.deepEqual(await ask(staff(), await signedIn(ctx, { userId })), { status, problem }, userId);
    assert.deepEqual(await ask(staff(foreign), await signedIn(ctx, { userId: '5001' })), {
      status: 403,
      problem: 'RoleMissing',
    });
  });

  it('a wallet has the standing that it holds itself', async () => {
    const owner = await signedIn(ctx, { address: economy.operator });
    assert.equal((await ask(staff(), owner)).status, 200);
    assert.equal((await ask(staff(foreign), owner)).status, 200);
    const [alice] = economy.members as [Address];
    assert.equal((await ask(staff(), await signedIn(ctx, { address: alice }))).status, 403);
  });

  it('the operator’s login is nobody in a community but who the environment says', async () => {
    assert.equal((await ask(staff(), await signedIn(ctx, 'operator'))).status, 403);
    const admin = { ...ctx, config: { ...ctx.config, admin: { ...ctx.config.admin, userId: '5001' } } };
    const other = await startApi(admin);
    const { status } = await fetch(other.url + staff(), { headers: await signedIn(admin, 'operator') });
    await other.close();
    assert.equal(status, 200);
  });

  it('another password ends what the operator had opened', async () => {
    const headers = await signedIn(ctx, 'operator');
    const changed = { ...ctx.config, admin: { ...ctx.config.admin, password: 'another password' } };
    const other = await startApi({ ...ctx, config: changed });
    const { status } = await fetch(other.url + staff(), { headers });
    await other.close();
    assert.equal(status, 401);
  });

  it('whoever has signed out may no more, whatever their token says', async () => {
    const headers = await signedIn(ctx, { userId: '5001' });
    const [{ id }] = (
      await database.pool.query('select id from app.sessions order by created_at desc, ctid desc limit 1')
    ).rows as [{ id: string }];
    await endSession(ctx, id);
    assert.deepEqual(await ask(staff(), headers), { status: 401, problem: 'SessionEnded' });
  });

  it('a community is needed where standing in one is, and must be one', async () => {
    const headers = await signedIn(ctx, { userId: '5001' });
    assert.deepEqual(await ask('/api/roles/proposals', headers), { status: 400, problem: 'CommunityMissing' });
    assert.deepEqual(await ask(staff('0x1' as Address), headers), { status: 400, problem: 'RequestInvalid' });
    assert.deepEqual(await ask(staff(addressOf('nowhere')), headers), { status: 404, problem: 'CommunityUnknown' });
    assert.equal((await ask('/api/roles/proposals', { ...headers, 'x-community': economy.token })).status, 200);
  });
});
