import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, before, describe, it } from 'node:test';
import { communitiesAbi } from '@guildmint/contracts/abi.ts';
import { type Address, createWalletClient, http } from 'viem';
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts';
import { hardhat } from 'viem/chains';
import { createSiweMessage } from 'viem/siwe';
import { z } from 'zod';
import { hashPassword, isPassword, isPasswordHash } from '../../../bot/api/password.ts';
import { keyFor } from '../../../bot/api/secret.ts';
import { startApi } from '../../../bot/api/start.ts';
import type { Context } from '../../../bot/context.ts';
import { guilds, links } from '../../../bot/db/schema.ts';
import { FatalError } from '../../../bot/errors.ts';
import { startIndexer } from '../../../bot/indexer/start.ts';
import { APPLICATION_ID, LOCAL_CLIENT_SECRET, USERS } from '../../../bot/local-discord/seed.ts';
import { startLocalDiscord } from '../../../bot/local-discord/server.ts';
import { ROLES } from '../../../bot/operations/getRoles.ts';
import { testDatabase } from '../../support/database.ts';
import { addressOf, contextOf, type Economy, lower, startEconomy } from '../../support/economy.ts';
import { signedIn } from '../../support/session.ts';

const PASSWORD = 'correct horse battery staple';
const DASHBOARD = 'https://dashboard.example';

const openedSchema = z.object({
  tokens: z.object({ accessToken: z.string(), refreshToken: z.string(), expiresIn: z.number() }),
});
const meSchema = z.object({
  userId: z.string().nullable(),
  name: z.string().nullable(),
  address: z.string().nullable(),
  operator: z.boolean(),
});

describe('signing in', () => {
  let economy: Economy;
  let database: Awaited<ReturnType<typeof testDatabase>>;
  let discord: Awaited<ReturnType<typeof startLocalDiscord>>;
  let indexer: Awaited<ReturnType<typeof startIndexer>>;
  let api: Awaited<ReturnType<typeof startApi>>;
  let ctx: Context;
  let foreign: Address;
  let now: number;
  const wallet = privateKeyToAccount(generatePrivateKey());

  before(async () => {
    [economy, database, discord] = await Promise.all([
      startEconomy(),
      testDatabase(),
      startLocalDiscord({ port: 0, answerWithinMs: 30_000 }),
    ]);
    now = economy.noon;
    ctx = contextOf(database.db, economy, {
      clock: () => now,
      env: {
        ADMIN_PASSWORD_HASH: await hashPassword(PASSWORD, { memory: 8, passes: 1, parallelism: 1 }),
        JWT_SECRET_KEY: 'j'.repeat(32),
        API_ORIGINS: DASHBOARD,
        DISCORD_API_URL: `${discord.url}/api`,
        DISCORD_APPLICATION_ID: APPLICATION_ID,
        DISCORD_CLIENT_SECRET: LOCAL_CLIENT_SECRET,
      },
    });
    foreign = lower(await economy.create('taskbot'));
    const owner = createWalletClient({ chain: hardhat, transport: http(economy.url), account: economy.operator });
    const hash = await owner.writeContract({
      ...{ address: economy.deployment.communities, abi: communitiesAbi, type: 'legacy' },
      ...{ functionName: 'grantRoles', args: [economy.token, addressOf(USERS.alice), BigInt(ROLES.admin)] },
    });
    await economy.client.waitForTransactionReceipt({ hash });
    indexer = await startIndexer(ctx);
    await indexer.caughtUp();
    await database.db.insert(guilds).values({ id: '77001', token: economy.token, name: 'Lounge' });
    api = await startApi(ctx, { requestsPerMinute: 100_000 });
  });
  after(async () => {
    await api?.close();
    await indexer?.close();
    await discord?.close();
    await database?.close();
    await economy?.close();
  });

  const send = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
    fetch(api.url + path, {
      method,
      redirect: 'manual',
      headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  const post = (path: string, body?: unknown, headers?: Record<string, string>) => send('POST', path, body, headers);
  const problemOf = async (response: Response) => {
    const { type } = z.object({ type: z.string() }).parse(await response.json());
    return [response.status, type.split(':').at(-1)];
  };
  const login = async () =>
    openedSchema.parse(
      await (await post('/api/auth/login', { username: 'admin', password: PASSWORD, tokens: true })).json(),
    ).tokens;
  const refresh = (refreshToken: string) => post('/api/auth/refresh', { refreshToken });
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
  const me = (headers: Record<string, string>) => send('GET', '/api/auth/me', undefined, headers);
  /** What a browser would send back. */
  const jar = (response: Response) => ({
    cookie: response.headers
      .getSetCookie()
      .map((cookie) => cookie.split(';')[0])
      .join('; '),
  });

  describe('with the operator’s password', () => {
    it('gives cookies that no page can read and no other site sends, and nothing in the body', async () => {
      const response = await post('/api/auth/login', { username: 'admin', password: PASSWORD });
      assert.equal(response.status, 200);
      assert.equal(z.object({ tokens: z.null() }).safeParse(await response.json()).success, true);
      const cookies = response.headers.getSetCookie();
      assert.equal(cookies.length, 2);
      for (const cookie of cookies) assert.match(cookie, /; HttpOnly; SameSite=Strict$/);
      assert.match(cookies[1]!, /Path=\/api\/auth;/);
      const known = meSchema.parse(await (await me(jar(response))).json());
      assert.deepEqual(known, { userId: null, name: null, address: null, operator: true });
    });

    it('hands tokens over where a program asks for them, and then sets no cookies', async () => {
      const response = await post('/api/auth/login', { username: 'admin', password: PASSWORD, tokens: true });
      assert.deepEqual(response.headers.getSetCookie(), []);
      const { tokens } = openedSchema.parse(await response.json());
      assert.equal((await me(bearer(tokens.accessToken))).status, 200);
    });

    it('answers a wrong name as a wrong password, and no more after ten', async () => {
      now += 16 * 60_000;
      const answers: string[] = [];
      for (const shown of [{ username: 'root' }, { password: 'wrong' }, { username: 'root', password: 'wrong' }])
        answers.push(await (await post('/api/auth/login', { username: 'admin', password: PASSWORD, ...shown })).text());
      assert.equal(new Set(answers).size, 1);
      assert.match(answers[0]!, /LoginWrong/);
      const statuses: number[] = [];
      for (let tries = 3; tries < 12; tries++)
        statuses.push((await post('/api/auth/login', { username: 'admin', password: 'wrong' })).status);
      assert.deepEqual(statuses, [...Array(7).fill(401), 429, 429]);
      const right = await post('/api/auth/login', { username: 'admin', password: PASSWORD });
      assert.deepEqual(await problemOf(right), [429, 'LoginTooOften']);
      now += 16 * 60_000;
      assert.equal((await post('/api/auth/login', { username: 'admin', password: PASSWORD })).status, 200);
    });

    it('is not there where no password is set', async () => {
      const { passwordHash: _, ...admin } = ctx.config.admin;
      const other = await startApi({ ...ctx, config: { ...ctx.config, admin: { ...admin, passwordHash: undefined } } });
      const response = await fetch(`${other.url}/api/auth/login`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ username: 'admin', password: PASSWORD }),
      });
      await other.close();
      assert.deepEqual(await problemOf(response), [404, 'LoginOff']);
    });

    it('does not start with a hash that could never be right', async () => {
      const admin = { ...ctx.config.admin, passwordHash: '$argon2id$v=19$m=65536' };
      await assert.rejects(startApi({ ...ctx, config: { ...ctx.config, admin } }), FatalError);
    });

    it('knows argon2id hashes of others’ tools, and refuses what would exhaust the machine', async () => {
      const foreignHash = '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc';
      assert.equal(await isPassword('password', foreignHash), true);
      assert.equal(await isPassword('Password', foreignHash), false);
      assert.equal(isPasswordHash(foreignHash), true);
      assert.equal(isPasswordHash(foreignHash.replace('m=65536', 'm=4194304')), false);
      assert.equal(isPasswordHash(foreignHash.replace('argon2id', 'argon2i')), false);
    });
  });

  describe('refreshing', () => {
    it('gives the next tokens each time, and an access token ends after ten minutes', async () => {
      const first = await login();
      now += 599_000;
      assert.equal((await me(bearer(first.accessToken))).status, 200);
      now += 2_000;
      assert.deepEqual(await problemOf(await me(bearer(first.accessToken))), [401, 'SessionEnded']);
      const second = openedSchema.parse(await (await refresh(first.refreshToken)).json()).tokens;
      assert.notEqual(second.refreshToken, first.refreshToken);
      assert.equal((await me(bearer(second.accessToken))).status, 200);
    });

    it('ends the session of a token that was used before, for thief and robbed alike', async () => {
      const stolen = await login();
      const thief = openedSchema.parse(await (await refresh(stolen.refreshToken)).json()).tokens;
      now += 60_000;
      assert.deepEqual(await problemOf(await refresh(stolen.refreshToken)), [401, 'SessionEnded']);
      assert.deepEqual(await problemOf(await refresh(thief.refreshToken)), [401, 'SessionEnded']);
      assert.deepEqual(await problemOf(await me(bearer(thief.accessToken))), [401, 'SessionEnded']);
    });

    it('takes two pages that ask at once for no thief', async () => {
      const { refreshToken } = await login();
      const answers = await Promise.all([refresh(refreshToken), refresh(refreshToken)]);
      assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409]);
    });

    it('with a cookie sets the next ones and never shows them', async () => {
      const opened = await post('/api/auth/login', { username: 'admin', password: PASSWORD });
      const next = await post('/api/auth/refresh', undefined, { ...jar(opened), origin: ctx.config.publicUrl });
      assert.equal(next.status, 200);
      assert.equal(next.headers.getSetCookie().length, 2);
      assert.doesNotMatch(await next.text(), /refreshToken/);
    });

    it('is over when the operator’s day is, however often it was refreshed', async () => {
      const { refreshToken } = await login();
      now += 23 * 3_600_000;
      const later = openedSchema.parse(await (await refresh(refreshToken)).json()).tokens;
      now += 2 * 3_600_000;
      assert.deepEqual(await problemOf(await refresh(later.refreshToken)), [401, 'SessionEnded']);
    });

    it('goes on over a restart, by a secret that its owner alone can read and the database does not hold', async () => {
      const dataDir = mkdtempSync(join(tmpdir(), 'guildmint-secret-'));
      const kept = { ...ctx.config, dataDir, api: { ...ctx.config.api, tokenSecret: undefined } };
      const headers = await signedIn({ ...ctx, config: kept }, { userId: USERS.bob });
      const restarted = await startApi({ ...ctx, config: kept });
      const { status } = await fetch(`${restarted.url}/api/auth/me`, { headers });
      await restarted.close();
      const { mode } = statSync(join(dataDir, 'api-secret'));
      rmSync(dataDir, { recursive: true });
      assert.equal(status, 200);
      assert.equal(mode & 0o777, 0o600);
    });

    it('signing out ends it, and what the browser holds', async () => {
      const opened = await post('/api/auth/login', { username: 'admin', password: PASSWORD });
      const out = await post('/api/auth/logout', undefined, { ...jar(opened), origin: ctx.config.publicUrl });
      assert.equal(out.status, 204);
      assert.equal(out.headers.getSetCookie().filter((cookie) => /Max-Age=0/.test(cookie)).length, 2);
      assert.deepEqual(await problemOf(await me(jar(opened))), [401, 'SessionEnded']);
      assert.equal((await post('/api/auth/logout')).status, 204);
    });

    it('no secret of it lies in the database', async () => {
      const { accessToken, refreshToken } = await login();
      const { rows } = await database.pool.query(
        `select s::text || coalesce(t::text, '') as row from app.sessions s left join app.refresh_tokens t on t.session = s.id`,
      );
      const stored = JSON.stringify(rows);
      for (const secret of [accessToken, refreshToken, Buffer.from(refreshToken).toString('hex')])
        assert.ok(!stored.includes(secret));
    });
  });

  describe('with Discord', () => {
    const begin = async (to = '/servers') => {
      const away = await send('GET', `/api/auth/discord?to=${encodeURIComponent(to)}`);
      return { away, cookie: jar(away).cookie, asking: new URL(away.headers.get('location') ?? 'none:') };
    };
    const agree = async (asking: URL, as: string) => {
      asking.searchParams.set('as', as);
      return new URL((await fetch(asking, { redirect: 'manual' })).headers.get('location') ?? '');
    };

    it('signs in whom Discord confirms, and leads back to where it was begun', async () => {
      const { cookie, asking } = await begin();
      assert.equal(asking.searchParams.get('scope'), 'identify');
      assert.equal(asking.searchParams.get('code_challenge_method'), 'S256');
      const back = await agree(asking, USERS.alice);
      const done = await send('GET', back.pathname + back.search, undefined, { cookie });
      assert.equal(done.status, 302);
      assert.equal(done.headers.get('location'), '/servers');
      const known = meSchema.parse(await (await me(jar(done))).json());
      assert.deepEqual(known, {
        ...{ userId: USERS.alice, name: 'Alice', address: addressOf(USERS.alice), operator: false },
      });
    });

    it('refuses who has not begun, another’s answer, and a code shown twice', async () => {
      const mine = await begin();
      const theirs = await begin();
      const back = await agree(theirs.asking, USERS.eve);
      const path = back.pathname + back.search;
      assert.deepEqual(await problemOf(await send('GET', path)), [401, 'SignInRefused']);
      assert.deepEqual(await problemOf(await send('GET', path, undefined, { cookie: mine.cookie })), [
        401,
        'SignInRefused',
      ]);
      assert.equal((await send('GET', path, undefined, { cookie: theirs.cookie })).status, 302);
      assert.deepEqual(await problemOf(await send('GET', path, undefined, { cookie: theirs.cookie })), [
        401,
        'SignInRefused',
      ]);
    });

    it('a stolen code is worth nothing without the verifier of who began', async () => {
      const mine = await begin();
      const theirs = await begin();
      const code = (await agree(theirs.asking, USERS.alice)).searchParams.get('code') ?? '';
      const state = mine.asking.searchParams.get('state') ?? '';
      const path = `/api/auth/discord/callback?${new URLSearchParams({ code, state })}`;
      assert.deepEqual(await problemOf(await send('GET', path, undefined, { cookie: mine.cookie })), [
        401,
        'SignInRefused',
      ]);
    });

    it('leads to no other site', async () => {
      for (const to of ['https://elsewhere.example', '//elsewhere.example', '/\\elsewhere.example', '/\tx'])
        assert.equal((await begin(to)).away.status, 400, to);
    });
  });

  describe('with a wallet', () => {
    type Parts = Parameters<typeof createSiweMessage>[0];
    const prepare = async (changed: Partial<Parts> = {}) => {
      const given = z
        .object({ nonce: z.string(), domain: z.string(), uri: z.string(), chainId: z.number() })
        .parse(await (await send('GET', '/api/auth/wallet/nonce')).json());
      return createSiweMessage({
        ...{ ...given, address: wallet.address, version: '1', issuedAt: new Date(now) },
        ...changed,
      });
    };
    const present = async (message: string, by = wallet) =>
      post('/api/auth/wallet', { message, signature: await by.signMessage({ message }), tokens: true });

    it('signs in whose key signed, once', async () => {
      const message = await prepare();
      const response = await present(message);
      assert.equal(response.status, 200);
      const { tokens } = openedSchema.parse(await response.json());
      const known = meSchema.parse(await (await me(bearer(tokens.accessToken))).json());
      assert.deepEqual(known, { userId: null, name: null, address: wallet.address.toLowerCase(), operator: false });
      assert.deepEqual(await problemOf(await present(message)), [401, 'SignInRefused']);
    });

    it('that is linked has its member’s standing, and moves nothing of the member’s account', async () => {
      const linked = privateKeyToAccount(generatePrivateKey());
      const address = lower(linked.address);
      await database.db.insert(links).values({ address, userId: USERS.alice, linkedAt: new Date(now) });
      const { tokens } = openedSchema.parse(
        await (await present(await prepare({ address: linked.address }), linked)).json(),
      );
      const headers = bearer(tokens.accessToken);
      assert.equal(meSchema.parse(await (await me(headers)).json()).userId, USERS.alice);
      assert.equal((await send('GET', '/api/77001/keys', undefined, headers)).status, 200, 'an admin’s');
      const order = { item: 1, quantity: 1 };
      const bought = await post('/api/shop/purchase', order, { ...headers, 'x-community': '77001' });
      assert.deepEqual(await problemOf(bought), [409, 'WalletActsItself']);
    });

    it('signs in from an origin that the operator named', async () => {
      assert.equal((await present(await prepare({ domain: 'dashboard.example', uri: DASHBOARD }))).status, 200);
    });

    it('refuses another site’s message, another chain’s, an old one, a made-up nonce, and another key’s signature', async () => {
      const other = privateKeyToAccount(generatePrivateKey());
      const wrong: Partial<Parts>[] = [
        { domain: 'elsewhere.example' },
        { uri: 'https://elsewhere.example' },
        { chainId: 1 },
        { nonce: 'a'.repeat(56) },
        { expirationTime: new Date(now - 1000) },
        { notBefore: new Date(now + 60_000) },
      ];
      for (const parts of wrong)
        assert.deepEqual(
          await problemOf(await present(await prepare(parts))),
          [401, 'SignInRefused'],
          JSON.stringify(parts),
        );
      assert.deepEqual(await problemOf(await present(await prepare(), other)), [401, 'SignInRefused']);
      const late = await prepare();
      now += 11 * 60_000;
      assert.deepEqual(await problemOf(await present(late)), [401, 'SignInRefused']);
      assert.deepEqual(await problemOf(await post('/api/auth/wallet', { message: 'Hello', signature: '0x00' })), [
        401,
        'SignInRefused',
      ]);
    });
  });

  describe('forged access tokens', () => {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const claims = (over: object = {}) => {
      const seconds = Math.floor(now / 1000);
      return { sub: 'x', iss: ctx.config.publicUrl, aud: 'guildmint', iat: seconds, exp: seconds + 600, ...over };
    };
    const sign = (header: object, payload: object, key: Uint8Array | string, hash = 'sha256') => {
      const signed = `${part(header)}.${part(payload)}`;
      return `${signed}.${createHmac(hash, key).update(signed).digest('base64url')}`;
    };
    const header = { alg: 'HS256', typ: 'at+jwt' };

    it('open nothing, whatever algorithm they name', async () => {
      const { accessToken } = await login();
      const [head = '', body = '', mac = ''] = accessToken.split('.');
      const session = z.object({ sub: z.string() }).parse(JSON.parse(Buffer.from(body, 'base64url').toString()));
      const key = keyFor(ctx.config, 'access tokens');
      assert.equal((await me(bearer(sign(header, claims(session), key)))).status, 200, 'the forgery is well made');
      const forged = {
        'no signature': `${part({ alg: 'none', typ: 'at+jwt' })}.${body}.`,
        'none in capitals': `${part({ alg: 'NONE', typ: 'at+jwt' })}.${body}.${mac}`,
        'another key': sign(header, claims(session), 'k'.repeat(32)),
        'the secret itself': sign(header, claims(session), 'j'.repeat(32)),
        'RS256 by name': sign({ ...header, alg: 'RS256' }, claims(session), key),
        HS512: sign({ ...header, alg: 'HS512' }, claims(session), key, 'sha512'),
        HS384: sign({ ...header, alg: 'HS384' }, claims(session), key, 'sha384'),
        'a key of its own': sign(
          { ...header, jwk: { kty: 'oct', k: 'aaaa' } },
          claims(session),
          Buffer.from('aaaa', 'base64url'),
        ),
        'a key’s address': sign({ ...header, kid: '../../dev/null' }, claims(session), ''),
        'another type': sign({ ...header, typ: 'JWT' }, claims(session), key),
        'another audience': sign(header, claims({ ...session, aud: 'elsewhere' }), key),
        'another issuer': sign(header, claims({ ...session, iss: 'https://elsewhere.example' }), key),
        'no end': sign(header, claims({ ...session, exp: undefined }), key),
        expired: sign(header, claims({ ...session, exp: Math.floor(now / 1000) - 1 }), key),
        'another session': sign(header, claims({ sub: '0'.repeat(32) }), key),
        'no session': sign(header, claims({ sub: undefined }), key),
        'a changed claim': `${head}.${part(claims({ sub: 'x' }))}.${mac}`,
        'half of it': `${head}.${body}`,
        nonsense: 'x'.repeat(4000),
      };
      for (const [what, token] of Object.entries(forged))
        assert.deepEqual(await problemOf(await me(bearer(token))), [401, 'SessionEnded'], what);
      assert.deepEqual(await problemOf(await me({ authorization: 'Basic YWRtaW46eA==' })), [401, 'SessionEnded']);
    });

    it('a refresh token is no access token, and the other way round', async () => {
      const { accessToken, refreshToken } = await login();
      assert.deepEqual(await problemOf(await me(bearer(refreshToken))), [401, 'SessionEnded']);
      assert.equal((await refresh(accessToken.slice(0, 100))).status, 401);
    });
  });

  describe('other sites’ pages', () => {
    it('change nothing with a browser’s cookies', async () => {
      const cookies = jar(await post('/api/auth/login', { username: 'admin', password: PASSWORD }));
      const keys = `/api/${economy.token}/keys`;
      const body = { name: 'x', scopes: ['shop:write'] };
      const strangers: Record<string, string>[] = [
        { origin: 'https://elsewhere.example' },
        { origin: 'null' },
        { 'sec-fetch-site': 'cross-site' },
        { 'sec-fetch-site': 'same-site' },
        {},
      ];
      for (const headers of strangers)
        assert.deepEqual(
          await problemOf(await post(keys, body, { ...cookies, ...headers })),
          [403, 'OriginForeign'],
          JSON.stringify(headers),
        );
      assert.deepEqual(
        await problemOf(
          await post('/api/auth/refresh', undefined, { ...cookies, origin: 'https://elsewhere.example' }),
        ),
        [403, 'OriginForeign'],
      );
      for (const origin of [ctx.config.publicUrl, DASHBOARD, api.url])
        assert.deepEqual(await problemOf(await post(keys, body, { ...cookies, origin })), [403, 'RoleMissing'], origin);
    });

    it('sign no browser in', async () => {
      const shown = { username: 'admin', password: PASSWORD };
      const response = await post('/api/auth/login', shown, { origin: 'https://elsewhere.example' });
      assert.deepEqual(response.headers.getSetCookie(), []);
      assert.deepEqual(await problemOf(response), [403, 'OriginForeign']);
    });

    it('are told by CORS what they may: the operator’s own all, others to read and send what wallets sign', async () => {
      const preflight = async (origin: string) => {
        const headers = {
          origin,
          'access-control-request-method': 'PUT',
          'access-control-request-headers': 'authorization',
        };
        const answer = await send('OPTIONS', '/api/communities', undefined, headers);
        return ['origin', 'credentials', 'methods'].map((name) => answer.headers.get(`access-control-allow-${name}`));
      };
      assert.deepEqual(await preflight(DASHBOARD), [DASHBOARD, 'true', 'GET,HEAD,POST,PUT,PATCH,DELETE']);
      assert.deepEqual(await preflight('https://elsewhere.example'), ['*', null, 'GET,HEAD,POST']);
      assert.deepEqual(await preflight(`${DASHBOARD}.elsewhere.example`), ['*', null, 'GET,HEAD,POST']);
    });
  });

  describe('API keys', () => {
    const keyed = z.object({
      id: z.string(),
      key: z.string(),
      scopes: z.array(z.string()),
      expiresAt: z.string().nullable(),
    });
    const proposals = `/api/roles/proposals?community=`;
    const make = async (body: object, headers: Record<string, string>) =>
      keyed.parse(await (await post(`/api/77001/keys`, { name: 'a game', ...body }, headers)).json());
    let admin: { authorization: string };
    before(async () => {
      admin = await signedIn(ctx, { userId: USERS.alice });
    });

    it('act for their maker within their scopes and their community', async () => {
      const { key } = await make({ scopes: ['members:read'] }, admin);
      for (const headers of [bearer(key), { 'x-api-key': key }]) {
        assert.equal((await send('GET', `${proposals}77001`, undefined, headers)).status, 200);
        assert.equal((await send('GET', '/api/roles/proposals', undefined, headers)).status, 200, 'its own by itself');
        const servers = z.object({ servers: z.array(z.object({ id: z.string(), role: z.string() })) });
        assert.deepEqual(servers.parse(await (await send('GET', '/api/servers', undefined, headers)).json()), {
          servers: [{ id: '77001', role: 'admin' }],
        });
      }
      assert.deepEqual(await problemOf(await send('GET', proposals + foreign, undefined, bearer(key))), [
        403,
        'KeyElsewhere',
      ]);
      assert.deepEqual(await problemOf(await send('GET', '/api/77001/keys', undefined, bearer(key))), [
        403,
        'KeyNever',
      ]);
      const other = await make({ scopes: ['shop:write'] }, admin);
      assert.deepEqual(await problemOf(await send('GET', `${proposals}77001`, undefined, bearer(other.key))), [
        403,
        'ScopeMissing',
      ]);
    });

    it('are worth what their maker is now', async () => {
      const { key } = await make({ scopes: ['members:read'] }, admin);
      await database.pool.query(`delete from chain.roles where token = $1`, [
        Buffer.from(economy.token.slice(2), 'hex'),
      ]);
      const response = await send('GET', `${proposals}77001`, undefined, bearer(key));
      await database.pool.query('insert into chain.roles values ($1, $2, $3)', [
        Buffer.from(economy.token.slice(2), 'hex'),
        Buffer.from(addressOf(USERS.alice).slice(2), 'hex'),
        ROLES.admin,
      ]);
      assert.deepEqual(await problemOf(response), [403, 'RoleMissing']);
    });

    it('are shown once, stored hashed, listed without themselves, and end when they are deleted or expire', async () => {
      const { key, id } = await make({ scopes: ['members:read'], days: 1 }, admin);
      const { rows } = await database.pool.query('select k::text as row from app.api_keys k');
      assert.ok(!JSON.stringify(rows).includes(key));
      const listed = await (await send('GET', '/api/77001/keys', undefined, admin)).text();
      assert.ok(listed.includes(id) && !listed.includes(key));
      assert.equal((await send('DELETE', `/api/${foreign}/keys/${id}`, undefined, admin)).status, 403);
      const gone = await make({ scopes: ['members:read'] }, admin);
      assert.equal((await send('DELETE', `/api/77001/keys/${gone.id}`, undefined, admin)).status, 204);
      assert.deepEqual(await problemOf(await send('GET', '/api/auth/me', undefined, bearer(gone.key))), [
        401,
        'KeyWrong',
      ]);
      assert.deepEqual(await problemOf(await send('DELETE', `/api/77001/keys/${gone.id}`, undefined, admin)), [
        404,
        'KeyUnknown',
      ]);
      now += 86_400_000;
      assert.deepEqual(await problemOf(await send('GET', '/api/auth/me', undefined, bearer(key))), [401, 'KeyWrong']);
    });

    it('cannot be guessed at length', async () => {
      now += 60_000;
      const statuses = new Set<number>();
      for (let tries = 0; tries < 20; tries++) statuses.add((await me(bearer(`gmk_${tries}`))).status);
      assert.deepEqual([...statuses], [401]);
      assert.deepEqual(await problemOf(await me(bearer('gmk_x'))), [429, 'LoginTooOften']);
      now += 60_000;
      assert.equal((await me(bearer('gmk_x'))).status, 401);
    });
  });

  describe('too much', () => {
    it('of one session is refused wherever it comes from, with what is left in the headers', async () => {
      const limited = await startApi(
        { ...ctx, config: { ...ctx.config, api: { ...ctx.config.api, proxies: 1 } } },
        { requestsPerMinute: 3 },
      );
      const headers = await signedIn(ctx, { userId: USERS.bob });
      const ask = (from: string, more: object = headers) =>
        fetch(`${limited.url}/api/auth/me`, { headers: { ...more, 'x-forwarded-for': `6.6.6.6, ${from}` } });
      const answers = [await ask('1.1.1.1'), await ask('1.1.1.2'), await ask('1.1.1.3'), await ask('1.1.1.4')];
      const another = await ask('1.1.1.5', {});
      await limited.close();
      assert.deepEqual(
        answers.map(({ status }) => status),
        [200, 200, 200, 429],
      );
      assert.deepEqual(
        answers.map((each) => each.headers.get('ratelimit-remaining')),
        ['2', '1', '0', '0'],
      );
      assert.equal(another.status, 401);
      assert.equal(another.headers.get('ratelimit-remaining'), '2');
    });

    /** All that the server says to these bytes until it closes the connection. */
    const speak = (url: string, bytes: string) => {
      const { hostname, port } = new URL(url);
      const socket = connect({ host: hostname, port: Number(port) });
      socket.write(bytes);
      return text(socket);
    };
    const head = (more: string) =>
      `POST /api/auth/login HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\n${more}\r\n\r\n`;

    it('in one body is refused, announced or not', async () => {
      const announced = await speak(api.url, `${head('Content-Length: 300000')}{`);
      const bytes = 0x41_000;
      const chunk = `${bytes.toString(16)}\r\n${'x'.repeat(bytes)}\r\n0\r\n\r\n`;
      const streamed = await speak(api.url, head('Transfer-Encoding: chunked') + chunk);
      for (const answer of [announced, streamed]) {
        assert.match(answer, /^HTTP\/1\.1 413/);
        assert.match(answer, /RequestTooLarge/);
      }
    });

    it('of a client’s slowness ends its connection', async () => {
      const impatient = await startApi(ctx, { patienceMs: 100 });
      const answers = await Promise.all([
        speak(impatient.url, 'GET /api/communities HTTP/1.1\r\nHost: x\r\n'),
        speak(impatient.url, `${head('Content-Length: 50')}{`),
      ]);
      await impatient.close();
      for (const answer of answers) assert.match(answer, /^HTTP\/1\.1 408/);
    });
  });

  it('every answer carries the headers that keep browsers careful', async () => {
    for (const path of ['/api/auth/me', '/api/nothing', '/api/communities', '/nothing']) {
      const { headers } = await send('GET', path);
      assert.equal(headers.get('x-content-type-options'), 'nosniff', path);
      assert.equal(headers.get('x-frame-options'), 'DENY', path);
      assert.match(headers.get('content-security-policy') ?? '', /default-src 'self'/);
    }
    const { headers } = await me(await signedIn(ctx, { userId: USERS.bob }));
    assert.equal(headers.get('cache-control'), 'no-store');
  });
});
