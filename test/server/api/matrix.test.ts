/** Every route, asked by everybody, in their own community and in another's. `WRITE=1` writes docs/AUTHORITY.md anew. */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { communitiesAbi } from '@guildmint/contracts/abi.ts';
import { type Address, createWalletClient, http } from 'viem';
import { hardhat } from 'viem/chains';
import { z } from 'zod';
import { createApp } from '../../../bot/api/app.ts';
import { type Authority, SCOPES, type Scope } from '../../../bot/api/authority.ts';
import { databaseOf, openPool } from '../../../bot/db/database.ts';
import { apiKeys } from '../../../bot/db/schema.ts';
import { startIndexer } from '../../../bot/indexer/start.ts';
import { createKey } from '../../../bot/operations/apiKeys.ts';
import { RANKS } from '../../../bot/operations/getRole.ts';
import { ROLES } from '../../../bot/operations/getRoles.ts';
import { testDatabase } from '../../support/database.ts';
import { addressOf, coins, contextOf, type Economy, lower, startEconomy } from '../../support/economy.ts';
import { signedIn } from '../../support/session.ts';

const PAGE = join(import.meta.dirname, '../../../docs/AUTHORITY.md');
const routeSchema = z.object({
  'x-authority': z.enum([...RANKS, 'operator'] satisfies Authority[]),
  'x-in-community': z.boolean().default(false),
  'x-scope': z.enum(SCOPES).optional(),
  summary: z.string(),
});
const documentSchema = z.object({ paths: z.record(z.string(), z.record(z.string(), routeSchema)) });
type Route = {
  method: string;
  path: string;
  authority: Authority;
  inCommunity: boolean;
  scope: Scope | undefined;
  summary: string;
};

const WHO = ['stranger', 'member', 'moderator', 'admin', 'owner', 'operator', 'key', 'key without the scope'] as const;
type Who = (typeof WHO)[number];

/** By which the gate refuses; null: it lets in, whatever comes of it. The rules of docs/AUTHORITY.md in other words. */
function expected({ authority, inCommunity, scope }: Route, who: Who, own: boolean): string | null {
  const key = who === 'key' || who === 'key without the scope';
  if (authority !== 'anyone') {
    if (who === 'stranger') return 'SignInNeeded';
    if (key && (authority === 'operator' || !scope)) return 'KeyNever';
    if (who === 'key without the scope') return 'ScopeMissing';
    if (authority === 'operator') return who === 'operator' ? null : 'OperatorOnly';
  }
  if (!inCommunity) return null;
  if (key && !own) return 'KeyElsewhere';
  if (authority === 'anyone') return null;
  // Whoever runs the installation is nobody in its communities; and so is everybody in another's. The keys are an admin's.
  const standing = {
    stranger: 0,
    operator: 0,
    member: 1,
    moderator: 2,
    admin: 3,
    key: 3,
    'key without the scope': 3,
    owner: 4,
  };
  return (own ? standing[who] : 0) >= RANKS.indexOf(authority) ? null : 'RoleMissing';
}

/** What no wallet has signed is judged there once the body is read, as if it were declared so. */
const UNSIGNED = { authority: 'member', inCommunity: true, scope: 'shop:write' } as const;
const EITHER = ['/api/shop/purchase', '/api/shop/refund'];

const GATES =
  /^(SignInNeeded|SessionEnded|OperatorOnly|RoleMissing|Key(Never|Elsewhere|Wrong)|ScopeMissing|OriginForeign)$/;

describe('the authority matrix', () => {
  let economy: Economy;
  let database: Awaited<ReturnType<typeof testDatabase>>;
  let readOnly: ReturnType<typeof openPool>;
  let api: ReturnType<typeof createApp>;
  let foreign: Address;
  let routes: Route[];
  /** What each sends along. */
  let headers: Record<Exclude<Who, 'key without the scope'>, Record<string, string>>;
  let otherKey: (scope: Scope | undefined) => Record<string, string>;

  before(async () => {
    [economy, database] = await Promise.all([startEconomy(), testDatabase()]);
    const options = {
      clock: () => economy.noon,
      env: { ADMIN_PASSWORD: 'a password for tests', JWT_SECRET_KEY: 'j'.repeat(32) },
    };
    const ctx = contextOf(database.db, economy, options);
    const { token, operator, deployment, client } = economy;
    foreign = lower(await economy.create('taskbot'));
    const owner = createWalletClient({ chain: hardhat, transport: http(economy.url), account: operator });
    const send = async (functionName: 'grantRoles', args: readonly [Address, Address, bigint]) => {
      const registry = { address: deployment.communities, abi: communitiesAbi, type: 'legacy' } as const;
      const hash = await owner.writeContract({ ...registry, functionName, args });
      assert.equal((await client.waitForTransactionReceipt({ hash })).status, 'success');
    };
    await send('grantRoles', [token, addressOf('5001'), BigInt(ROLES.admin)]);
    await send('grantRoles', [token, addressOf('5002'), BigInt(ROLES.moderator)]);
    const [alice] = economy.members as [Address];
    await economy.settle([[alice, [30]]]);
    await economy.gift(alice, addressOf('5003'), coins(1));
    const indexer = await startIndexer(ctx);
    await indexer.caughtUp();
    await indexer.close();
    // One wallet made both; its owner is to be a stranger in the other.
    await database.pool.query('update chain.communities set owner = $1 where token = $2', [
      Buffer.alloc(20, 9),
      Buffer.from(foreign.slice(2), 'hex'),
    ]);
    await database.pool.query('delete from chain.roles where token = $1', [Buffer.from(foreign.slice(2), 'hex')]);
    await database.pool.query('delete from chain.members where token = $1', [Buffer.from(foreign.slice(2), 'hex')]);

    const keyWith = async (scopes: readonly Scope[]) => {
      const made = await createKey(ctx, {
        token,
        name: 'x',
        scopes: [...scopes],
        userId: '5001',
        address: null,
        days: 1,
      });
      return { 'x-api-key': made.key };
    };
    headers = {
      stranger: {},
      member: await signedIn(ctx, { userId: '5003' }),
      moderator: await signedIn(ctx, { userId: '5002' }),
      admin: await signedIn(ctx, { userId: '5001' }),
      owner: await signedIn(ctx, { address: lower(operator) }),
      operator: await signedIn(ctx, 'operator'),
      key: await keyWith(SCOPES),
    };
    const [first, second] = [await keyWith([SCOPES[0]]), await keyWith([SCOPES[1]])];
    otherKey = (scope) => (scope === SCOPES[0] ? second : first);
    await database.db.update(apiKeys).set({ usedAt: new Date(economy.noon) });

    // Whoever is let in finds a database that takes no change and a chain that is not there: nothing comes of it.
    readOnly = openPool({
      connectionString: `${database.url}&options=-c%20default_transaction_read_only%3Don`,
      max: 4,
    });
    const position = { block: 0, logIndex: 0 };
    const feed = { position: () => position, indexed: async () => 0, subscribe: () => () => {}, close: async () => {} };
    api = createApp({ ...ctx, db: databaseOf(readOnly) }, feed, { requestsPerMinute: 1_000_000 });
    const document = documentSchema.parse(await (await ask('GET', '/api/openapi.json', {})).json());
    routes = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, declared]) => ({
        ...{ method: method.toUpperCase(), path, authority: declared['x-authority'], summary: declared.summary },
        ...{ inCommunity: declared['x-in-community'], scope: declared['x-scope'] },
        ...(EITHER.includes(path) && UNSIGNED),
      })),
    );
  });
  after(async () => {
    api?.endStreams();
    await readOnly?.end();
    await database?.close();
    await economy?.close();
  });

  const ask = (method: string, path: string, sent: Record<string, string>) =>
    api.app.request(
      path,
      {
        method,
        headers: { ...sent, ...(method !== 'GET' && { 'content-type': 'application/json' }) },
        ...(method !== 'GET' && { body: '{}' }),
      },
      { incoming: { socket: { remoteAddress: '127.0.0.1' } } },
    );

  /** What the gate says; null where it lets in. */
  async function verdict(
    { method, path, inCommunity, scope }: Route,
    who: Who,
    token: Address,
  ): Promise<string | null> {
    const sent = who === 'key without the scope' ? otherKey(scope) : headers[who];
    const filled = path.replace('{s}', token).replaceAll(/\{\w+\}/g, '1');
    const response = await ask(method, filled, { ...sent, ...(inCommunity && { 'x-community': token }) });
    if (!response.headers.get('content-type')?.startsWith('application/problem+json')) {
      await response.body?.cancel();
      return null;
    }
    const { type } = z.object({ type: z.string() }).parse(await response.json());
    const code = type.split(':').at(-1) ?? '';
    if (!GATES.test(code)) return null;
    assert.equal(response.status, /^(SignInNeeded|SessionEnded|KeyWrong)$/.test(code) ? 401 : 403);
    return code;
  }

  it('holds for every route, everybody, and both communities', async () => {
    const wrong: string[] = [];
    let asked = 0;
    for (const route of routes)
      for (const own of route.inCommunity ? [true, false] : [true]) {
        const found = await Promise.all(WHO.map((who) => verdict(route, who, own ? economy.token : foreign)));
        for (const [index, who] of WHO.entries()) {
          asked++;
          const should = expected(route, who, own);
          if (found[index] !== should)
            wrong.push(
              `${route.method} ${route.path} by ${who} (${own ? 'own' : 'foreign'}): ${found[index]}, not ${should}`,
            );
        }
      }
    assert.deepEqual(wrong, []);
    assert.ok(asked > 500, `${asked} cells`);
  });

  it('docs/AUTHORITY.md says so', () => {
    const page = render(routes);
    if (process.env.WRITE) writeFileSync(PAGE, page);
    assert.equal(readFileSync(PAGE, 'utf8'), page, 'write it anew: WRITE=1 node --test test/server/api/matrix.test.ts');
  });
});

function render(routes: Route[]): string {
  const rows = [...routes]
    .sort((one, other) =>
      one.path === other.path ? one.method.localeCompare(other.method) : one.path < other.path ? -1 : 1,
    )
    .map(
      ({ method, path, authority, scope, inCommunity, summary }) =>
        `| \`${method} ${path}\` | ${authority} | ${scope ? `\`${scope}\`` : authority === 'anyone' ? '' : 'never'} | ${inCommunity ? 'yes' : ''} | ${summary} |`,
    );
  return `# Who may what

Written by \`WRITE=1 node --test test/server/api/matrix.test.ts\` from the routes themselves; the same test asks every route as
everybody, in their own community and in another's, and fails where an answer differs from these rules.

- **anyone**: what the chain shows everybody, and what a wallet has signed for itself.
- **member**, **moderator**, **admin**, **owner**: what the caller is on-chain, in the community that the request names, by the
  best of their addresses: custodial account, linked wallet, or the wallet that signed in. Each may what those before it may.
  A member is whoever ever held a token, and whoever is on the community’s Discord server, where the first one is earned.
  Where a route is about no community, \`member\` is whoever is signed in.
- **operator**: the installation's password. It gives no standing in any community but that of \`ADMIN_DISCORD_ID\`.
- An API key may what its scopes say *and* its maker may at that moment, in its one community: with another's name it is
  refused everywhere. Routes without a scope take no key, those for anyone take every key.
- Buying and giving back are open to anyone for what a wallet has signed; without such a signature they are a member's.
- Without signing in the answer is 401, without the right to it 403, before the request is read any further. The contracts judge
  each write once more, by the same roles.

| route | who | a key needs | about a community | does |
|---|---|---|---|---|
${rows.join('\n')}
`;
}
