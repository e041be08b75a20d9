import { type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Address } from 'viem';
import type { Context } from '../../context.ts';
import { type Challenge, challengeGraduation, challengeLink } from '../../operations/challenge.ts';
import { getWalletHolder } from '../../operations/getLinkedWallet.ts';
import { graduateLinked } from '../../operations/graduateLinked.ts';
import { link as linkWallet } from '../../operations/link.ts';
import { toOperation } from '../answer.ts';
import { guarded } from '../authority.ts';
import { answers, json, jsonBody } from '../content.ts';
import { problems } from '../problem.ts';
import { addressSchema } from '../schemas.ts';
import {
  type ChallengeResponse,
  challengeSchema,
  hexSchema,
  operationSchema,
  type WalletResponse,
  walletSchema,
} from '../shopSchemas.ts';

const tags = ['Wallets'];
const nonce = z.string().regex(/^[0-9a-f]{32}$/, 'must be what stands after # in the address that Discord gave');
const signed = z.object({ nonce, signature: hexSchema });

const challengeRoute = guarded('anyone', {
  method: 'post',
  path: '/api/challenges',
  summary: 'A text to be signed by a wallet',
  description: '`link`: with the nonce that Discord gave to its member. `graduate`: for a linked wallet.',
  tags,
  request: {
    body: jsonBody(
      z.discriminatedUnion('purpose', [
        z.object({ purpose: z.literal('link'), nonce, address: addressSchema }),
        z.object({ purpose: z.literal('graduate'), address: addressSchema }),
      ]),
    ),
  },
  responses: answers('Good for one use', challengeSchema),
});

const linkRoute = guarded('anyone', {
  method: 'post',
  path: '/api/link',
  summary: 'Links the wallet that signed to the Discord member',
  tags,
  request: { body: jsonBody(signed) },
  responses: answers('Linked', walletSchema),
});

const graduateRoute = guarded('anyone', {
  method: 'post',
  path: '/api/graduate',
  summary: 'Starts making the member’s account their linked wallet’s own',
  tags,
  description: 'Needs the PIN that the member has set on Discord, as the signer checks it.',
  request: {
    body: jsonBody(signed.extend({ pin: z.string().max(32).nullable().default(null) })),
  },
  responses: {
    202: { description: 'Taken: follow it with GET /api/operations/{id}', content: json(operationSchema) },
    ...problems,
  },
});

const walletRoute = guarded('anyone', {
  method: 'get',
  path: '/api/wallets/{address}',
  summary: 'The member whose wallet this is, and their account',
  tags,
  request: { params: z.object({ address: addressSchema }) },
  responses: answers('What is known of it', walletSchema),
});

export type Routes = typeof challengeRoute | typeof linkRoute | typeof graduateRoute | typeof walletRoute;

export function link(app: OpenAPIHono, ctx: Context) {
  app.openapi(challengeRoute, async (c) => {
    const body = c.req.valid('json');
    const challenge = body.purpose === 'link' ? await challengeLink(ctx, body) : await challengeGraduation(ctx, body);
    return c.json(toChallenge(challenge), 200);
  });
  app.openapi(linkRoute, async (c) => {
    const { address } = await linkWallet(ctx, c.req.valid('json'));
    return c.json(await walletOf(ctx, address), 200);
  });
  app.openapi(graduateRoute, async (c) => {
    const { id } = await graduateLinked(ctx, c.req.valid('json'));
    return c.json(toOperation(c, (await ctx.chain.outcome(id))!), 202);
  });
  app.openapi(walletRoute, async (c) => {
    c.header('cache-control', 'no-store');
    return c.json(await walletOf(ctx, c.req.valid('param').address as Address), 200);
  });
}

const toChallenge = ({ expiresAt, ...rest }: Challenge): ChallengeResponse => ({
  ...rest,
  expiresAt: expiresAt.toISOString(),
});

async function walletOf(ctx: Context, address: Address): Promise<WalletResponse> {
  const { user, account } = await getWalletHolder(ctx, { address });
  const pending = account?.pending;
  return {
    address: address.toLowerCase(),
    user,
    account: account && {
      ...account,
      address: account.address.toLowerCase(),
      pending: pending ? { owner: pending.owner, readyAt: pending.readyAt.toISOString() } : null,
    },
  };
}
