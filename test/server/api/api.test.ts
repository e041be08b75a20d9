import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { brotliCompressSync } from 'node:zlib';
import type { Address } from 'viem';
import { type ZodType, z } from 'zod';
import { problemSchema } from '../../../bot/api/problem.ts';
import { balanceSchema } from '../../../bot/api/routes/balance.ts';
import { communitiesSchema } from '../../../bot/api/routes/communities.ts';
import { healthSchema } from '../../../bot/api/routes/health.ts';
import { historySchema } from '../../../bot/api/routes/history.ts';
import { leaderboardSchema } from '../../../bot/api/routes/leaderboard.ts';
import { startApi } from '../../../bot/api/start.ts';
import type { Context } from '../../../bot/context.ts';
import { guilds, users } from '../../../bot/db/schema.ts';
import { tellIn } from '../../../bot/discord/locales/say.ts';
import { FatalError } from '../../../bot/errors.ts';
import { startIndexer } from '../../../bot/indexer/start.ts';
import { testDatabase } from '../../support/database.ts';
import { coins, contextOf, type Economy, startEconomy } from '../../support/economy.ts';

const documentSchema = z.object({
  openapi: z.string(),
  paths: z.record(z.string(), z.record(z.string(), z.object({ summary: z.string().min(1), responses: z.object() }))),
  components: z.object({ schemas: z.record(z.string(), z.unknown()) }),
});

describe('HTTP API', () => {
  let economy: Economy;
  let database: Awaited<ReturnType<typeof testDatabase>>;
  let indexer: Awaited<ReturnType<typeof startIndexer>>;
  let api: Awaited<ReturnType<typeof startApi>>;
  let ctx: Context;
  let alice: Address;
  let bob: Address;
  const staticDir = mkdtempSync(join(tmpdir(), 'guildmint-dist-'));

  before(async () => {
    mkdirSync(join(staticDir, 'assets'));
    writeFileSync(join(staticDir, 'index.html'), '<!doctype html><script>1</script><title>dApp</title>');
    writeFileSync(join(staticDir, 'assets/main-B1x_9aZq.js'), 'export {};');
    writeFileSync(join(staticDir, 'assets/main-B1x_9aZq.js.br'), brotliCompressSync('export {};'));
    [economy, database] = await Promise.all([startEconomy(), testDatabase()]);
    [alice, bob] = economy.members as [Address, Address];
    ctx = contextOf(database.db, economy, { clock: () => economy.noon });
    indexer = await startIndexer(ctx);
    await economy.settle([
      [alice, [30]],
      [bob, [5]],
    ]);
    await economy.gift(alice, bob, coins(2.5));
    await indexer.caughtUp();
    await database.db.insert(users).values({ id: '1002', address: bob, name: 'Bob', seenAt: new Date(0) });
    await database.db.insert(guilds).values({ id: '77001', token: economy.token, name: 'Lounge' });
    api = await startApi(ctx, { staticDir, tell: tellIn, playground: { discordUrl: 'http://127.0.0.1:5010' } });
  });
  after(async () => {
    await api?.close();
    await indexer?.close();
    await database?.close();
    await economy?.close();
    rmSync(staticDir, { recursive: true });
  });

  const get = (path: string, headers: Record<string, string> = {}) => fetch(api.url + path, { headers });
  /** The answer, checked against the schema that the API publishes for it. */
  const read = async <T>(schema: ZodType<T>, path: string, headers: Record<string, string> = {}) => {
    const response = await get(path, headers);
    const type = response.headers.get('content-type') ?? '';
    return { status: response.status, type, body: schema.parse(await response.json()) };
  };

  it('balance by address is what the token says, exact and readable', async () => {
    const { status, body } = await read(balanceSchema, `/api/tokens/balance/${alice}`);
    assert.equal(status, 200);
    assert.equal(body.balance.value, (await economy.balanceOf(alice)).toString());
    assert.equal(body.balance.formatted, '27.5');
    assert.equal(body.tier, 'bronze');
    assert.equal(body.rank, 1);
    assert.equal(body.community, economy.token);
  });

  it('balance by Discord id is that of the custodial account', async () => {
    const { status, body } = await read(balanceSchema, '/api/tokens/balance/123456');
    assert.equal(status, 200);
    assert.equal(body.address, (await ctx.chain.accountOf('123456')).toLowerCase());
    assert.equal(body.balance.value, '0');
  });

  it('history lists movements with balances before and after, and pages', async () => {
    const first = await read(historySchema, `/api/tokens/history/${alice}?limit=1`);
    assert.deepEqual(
      first.body.entries.map((entry) => [entry.type, entry.amount, entry.balanceAfter, entry.counterparty]),
      [
        [
          'gift',
          { value: `-${coins(2.5)}`, formatted: '−2.5' },
          { value: `${coins(27.5)}`, formatted: '27.5' },
          { address: bob, userId: '1002', name: 'Bob' },
        ],
      ],
    );
    const second = await read(historySchema, `/api/tokens/history/${alice}?limit=1&before=${first.body.next}`);
    assert.deepEqual(second.body.entries[0]?.type, 'earn');
    assert.equal(second.body.next, null);
  });

  it('leaderboard ranks, and says where one stands oneself', async () => {
    const { body } = await read(leaderboardSchema, `/api/leaderboard/tokens?by=earned&period=week&me=${bob}`);
    assert.deepEqual(
      body.rows.map((row) => [row.rank, row.address, row.name]),
      [
        [1, alice, null],
        [2, bob, 'Bob'],
      ],
    );
    assert.equal(body.total, 2);
    assert.equal(body.me?.rank, 2);
  });

  it('communities are listed with their Discord server', async () => {
    const { body } = await read(communitiesSchema, '/api/communities');
    assert.deepEqual(
      body.communities.map((one) => [one.token, one.symbol, one.guildId]),
      [[economy.token, 'SCT', '77001']],
    );
  });

  it('the community may be named by header or query, by server or token', async () => {
    for (const [query, headers] of [
      ['?community=77001', {}],
      [`?community=${economy.token}`, {}],
      ['', { 'X-Community': '77001' }],
    ] as const)
      assert.equal(
        (await read(leaderboardSchema, `/api/leaderboard/tokens${query}`, headers)).body.community,
        economy.token,
      );
    const unknown = await read(problemSchema, '/api/leaderboard/tokens?community=99999');
    assert.equal(unknown.status, 404);
    assert.equal(unknown.body.type, 'urn:guildmint:problem:CommunityUnknown');
  });

  it('a wrong request gets a problem with one sentence for each fault', async () => {
    const { status, type, body } = await read(problemSchema, '/api/leaderboard/tokens?limit=0&by=fame&offset=x');
    assert.equal(status, 400);
    assert.match(type, /^application\/problem\+json/);
    assert.equal(
      body.detail,
      'Correct the request: by: must be one of earned, balance, spent, gifted; limit: must be at least 1; offset: must be a number.',
    );
    const id = await read(problemSchema, '/api/tokens/balance/alice');
    assert.equal(id.status, 400);
    assert.match(id.body.detail, /id: must be a Discord id \(digits\) or an address/);
    const page = await read(problemSchema, `/api/tokens/history/${alice}?before=zzz`);
    assert.deepEqual([page.status, page.body.type], [400, 'urn:guildmint:problem:CursorInvalid']);
    const nowhere = await read(problemSchema, '/api/nowhere');
    assert.deepEqual([nowhere.status, nowhere.body.type], [404, 'urn:guildmint:problem:RouteUnknown']);
  });

  it('tells what it refuses in the language that is asked for, and names that language', async () => {
    const refused = async (languages: string, path = '/api/tokens/balance/1?community=99999') => {
      const response = await get(path, { 'accept-language': languages });
      const { detail } = problemSchema.parse(await response.json());
      return [detail, response.headers.get('content-language'), response.headers.get('vary')];
    };
    const german =
      'Diese Community gibt es hier nicht: prüf die Id ihres Discord-Servers oder die Adresse ihres Tokens.';
    const english = 'There is no such community here: check its Discord server id or token address.';
    assert.deepEqual(await refused('de-AT,de;q=0.9,en;q=0.8'), [german, 'de', 'Accept-Language']);
    assert.deepEqual(await refused('ja, en;q=0.1, de;q=0.7'), [german, 'de', 'Accept-Language']);
    assert.deepEqual(await refused('ja;q=0.9, de;q=0'), [english, 'en', 'Accept-Language']);
    assert.deepEqual(await refused('en-GB, de;q=0.5'), [english, 'en', 'Accept-Language']);
    assert.match((await refused('es', '/api/nowhere'))[0]!, /^En esta dirección no hay nada/);
    const [field, language] = await refused('fr', '/api/tokens/balance/alice');
    assert.deepEqual(
      [field, language],
      [
        'Corrige la requête : id: doit être un identifiant Discord (chiffres) ou une adresse (0x et 40 chiffres hexadécimaux).',
        'fr',
      ],
    );
  });

  it('tells what a schema refuses in the language that is asked for, each field by its name', async () => {
    const faults = async (language: string) => {
      const path = '/api/leaderboard/tokens?limit=0&by=fame&offset=x';
      const response = await get(path, { 'accept-language': language });
      assert.equal(response.headers.get('content-language'), language);
      assert.equal(response.headers.get('vary'), 'Accept-Language');
      const { detail, errors = [] } = problemSchema.parse(await response.json());
      for (const { path, message } of errors) assert.ok(detail.includes(`${path}: ${message}`), detail);
      return [detail.split(':')[0], ...errors.map(({ path, message }) => `${path}: ${message}`)];
    };
    assert.deepEqual(await faults('de'), [
      'Berichtige die Anfrage',
      'by: Ungültige Option: erwartet eine von "earned"|"balance"|"spent"|"gifted"',
      'limit: Zu klein: erwartet, dass number >=1 ist',
      'offset: Ungültige Eingabe: erwartet Zahl, erhalten string',
    ]);
    const [opening, by, limit] = await faults('fr');
    assert.equal(opening, 'Corrige la requête ');
    assert.match(by!, /^by: Option invalide : .*"earned"/);
    assert.match(limit!, /^limit: Trop petit : /);
  });

  it('tells in the language that is asked for that a body cannot be read', async () => {
    const headers = { 'content-type': 'application/json', 'accept-language': 'es' };
    const response = await fetch(`${api.url}/api/auth/login`, { method: 'POST', body: '{', headers });
    const { detail } = problemSchema.parse(await response.json());
    assert.deepEqual(
      [response.status, detail],
      [400, 'La petición no es como debe ser: GET /api/docs dice qué necesita.'],
    );
  });

  it('tells how it is in the language that is asked for', async () => {
    await indexer.caughtUp();
    const { body } = await read(healthSchema, '/api/health', { 'accept-language': 'de' });
    assert.deepEqual(body.parts.database, { state: 'ok', says: 'Antwortet.' });
    assert.equal(body.parts.indexer?.says, `Die Tabellen reichen bis Block ${body.indexer.block}.`);
  });

  it('health names each part and how far the cache is behind', async () => {
    await indexer.caughtUp();
    for (const path of ['/health', '/api/health']) {
      const { status, body } = await read(healthSchema, path);
      assert.equal(status, 200);
      assert.equal(body.status, 'ok');
      assert.equal(body.indexer.lag, 0);
      assert.equal(body.chain.chainId, 31337);
      assert.deepEqual(Object.keys(body.parts), ['database', 'chain', 'indexer']);
    }
  });

  it('health is down when the chain does not answer', async () => {
    const other = contextOf(database.db, {
      ...economy,
      client: { getBlockNumber: () => Promise.reject(new Error('gone')) } as never,
    });
    const down = await startApi(other);
    const response = await fetch(`${down.url}/health`);
    const body = healthSchema.parse(await response.json());
    await down.close();
    assert.deepEqual([response.status, body.status, body.chain.reachable], [503, 'down', false]);
  });

  it('the OpenAPI document says of every route what it does, in schemas that it has', async () => {
    const { body } = await read(documentSchema, '/api/openapi.json');
    assert.equal(body.openapi, '3.1.0');
    const names = new Set(Object.keys(body.components.schemas));
    for (const [, name] of JSON.stringify(body.paths).matchAll(/#\/components\/schemas\/(\w+)/g))
      assert.ok(names.has(name!));
  });

  it('the documentation page loads nothing from elsewhere', async () => {
    const response = await get('/api/docs');
    const page = await response.text();
    const parts = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path]) => path!);
    assert.equal(parts.length, 3);
    for (const path of parts) {
      assert.match(path, /^\/api\/docs\//);
      assert.equal((await get(path)).status, 200);
    }
    assert.match(await (await get('/api/docs/start.js')).text(), /\/api\/openapi\.json/);
  });

  it('may be asked from any origin, and changes nothing there but what a wallet has signed', async () => {
    assert.equal(
      (await get('/api/communities', { origin: 'https://elsewhere.example' })).headers.get(
        'access-control-allow-origin',
      ),
      '*',
    );
    const preflight = await fetch(`${api.url}/api/communities`, {
      method: 'OPTIONS',
      headers: { origin: 'https://elsewhere.example', 'access-control-request-method': 'POST' },
    });
    assert.equal(preflight.headers.get('access-control-allow-methods'), 'GET,HEAD,POST');
    assert.equal(preflight.headers.get('access-control-allow-credentials'), null);
  });

  it('too many requests are refused with the time to wait, and answered again after it', async () => {
    let now = 0;
    const limited = await startApi({ ...ctx, clock: () => now }, { requestsPerMinute: 2 });
    const ask = () => fetch(`${limited.url}/api/communities`);
    const statuses = [(await ask()).status, (await ask()).status];
    const refused = await ask();
    now = 60_000;
    const later = await ask();
    await limited.close();
    assert.deepEqual([...statuses, refused.status, later.status], [200, 200, 429, 200]);
    assert.equal(refused.headers.get('retry-after'), '60');
  });

  it('the dApp is served with its files cached for ever and its paths falling back to the page', async () => {
    const asset = await get('/assets/main-B1x_9aZq.js');
    assert.match(asset.headers.get('cache-control') ?? '', /immutable/);
    assert.match(asset.headers.get('content-type') ?? '', /javascript/);
    const page = await get('/playground/anywhere', { accept: 'text/html' });
    assert.equal(page.status, 200);
    assert.equal(page.headers.get('cache-control'), 'no-cache');
    assert.match(await page.text(), /<title>dApp/);
    const again = await get('/', { 'if-none-match': page.headers.get('etag')! });
    assert.equal(again.status, 304);
    for (const path of ['/assets/missing-12345678.js', '/..%2f..%2fpackage.json', '/%2e%2e/package.json'])
      assert.equal((await get(path)).status, 404);
  });

  it('a file is sent compressed as its reader can take it, by the copy that the build laid beside it where there is one', async () => {
    const sent = async (accepted: string, path = '/assets/main-B1x_9aZq.js') => {
      const answer = await get(path, { 'accept-encoding': accepted, accept: 'text/html' });
      return [answer.headers.get('content-encoding'), answer.headers.get('vary'), await answer.text()];
    };
    assert.deepEqual(await sent('gzip, deflate, br'), ['br', 'Accept-Encoding', 'export {};']);
    assert.deepEqual(await sent('gzip'), ['gzip', 'Accept-Encoding', 'export {};']);
    assert.deepEqual(await sent('identity'), [null, 'Accept-Encoding', 'export {};']);
    assert.equal((await sent('br, gzip', '/'))[0], 'gzip');
    assert.equal((await get('/assets/main-B1x_9aZq.js.br')).status, 404);
  });

  it('the page may talk to the local Discord and run its own inline script, nothing else', async () => {
    const policy = (await get('/', { accept: 'text/html' })).headers.get('content-security-policy') ?? '';
    assert.match(policy, /script-src 'self' 'sha256-[\w+/=]+';/);
    assert.match(policy, /connect-src [^;]*http:\/\/127\.0\.0\.1:5010/);
    const plain = await startApi(ctx);
    const without = (await fetch(`${plain.url}/api/communities`)).headers.get('content-security-policy') ?? '';
    const playground = await fetch(`${plain.url}/api/playground`);
    await plain.close();
    assert.doesNotMatch(without, /5010/);
    assert.equal(playground.status, 404);
  });

  it('the Playground is told where the local Discord is', async () => {
    assert.deepEqual((await read(z.unknown(), '/api/playground')).body, {
      discordUrl: 'http://127.0.0.1:5010',
      chainId: 31337,
    });
  });

  it('a port that is taken is named with what to set', async () => {
    const taken = contextOf(database.db, economy, { env: { API_PORT: new URL(api.url).port } });
    await assert.rejects(startApi(taken), (error) => error instanceof FatalError && /set API_PORT/.test(error.message));
  });
});
