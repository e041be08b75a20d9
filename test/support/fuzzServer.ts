/** The whole product, asked everything by everybody. */
import { communitiesAbi } from '@guildmint/contracts/abi.ts';
import { startApi } from '../../bot/api/start.ts';
import type { Context } from '../../bot/context.ts';
import { GUILDS, USERS } from '../../bot/local-discord/seed.ts';
import { ROLES } from '../../bot/operations/getRoles.ts';
import { type Fuzzed, fuzz } from './fuzz.ts';
import { signedIn } from './session.ts';
import { startStack } from './stack.ts';

/** What would end the others' requests, or is answered for as long as somebody listens. */
const LEAVES = ['POST /api/restart', 'POST /api/auth/logout'];

export async function fuzzServer(options: { requests: number; seed: number }): Promise<Fuzzed> {
  const stack = await startStack({
    env: { ADMIN_PASSWORD: 'a password for tests', JWT_SECRET_KEY: 'j'.repeat(32) },
  });
  try {
    const { ctx } = stack.server;
    // One more face on the same server, that does not count who asks.
    await using api = await open(ctx);
    const { token } = stack.lounge;
    const [, owner] = await stack.wallet.getAddresses();
    const registry = { address: stack.deployment.communities, abi: communitiesAbi } as const;
    const args = [token, await ctx.chain.accountOf(USERS.carol), BigInt(ROLES.admin)] as const;
    const grant = { ...registry, type: 'legacy', functionName: 'grantRoles', args, account: owner! } as const;
    const hash = await stack.wallet.writeContract(grant);
    await stack.client.waitForTransactionReceipt({ hash });
    await stack.server.indexer.caughtUp();
    const community = { 'x-community': token };
    const people = [
      { name: 'a stranger', authority: 'anyone', headers: {} },
      {
        name: 'a member',
        authority: 'member',
        headers: { ...community, ...(await signedIn(ctx, { userId: USERS.bob })) },
      },
      {
        name: 'an admin',
        authority: 'admin',
        headers: { ...community, ...(await signedIn(ctx, { userId: USERS.carol })) },
      },
      {
        name: 'the owner',
        authority: 'owner',
        headers: { ...community, ...(await signedIn(ctx, { address: owner! })) },
      },
      { name: 'the operator', authority: 'operator', headers: { ...community, ...(await signedIn(ctx, 'operator')) } },
    ];
    const known = {
      s: [token, GUILDS.lounge],
      community: [token, GUILDS.lounge],
      id: [USERS.alice, await ctx.chain.accountOf(USERS.bob), '1'],
      user_id: [USERS.alice, USERS.bob],
      userId: [USERS.alice, USERS.bob],
      item_id: ['1', '2'],
      task_id: ['1'],
    };
    return await fuzz({ url: api.url, people, known, leaves: LEAVES, ...options });
  } finally {
    await stack.close();
  }
}

async function open(ctx: Context) {
  const api = await startApi(ctx, { requestsPerMinute: Number.MAX_SAFE_INTEGER });
  return { url: api.url, [Symbol.asyncDispose]: () => api.close() };
}
