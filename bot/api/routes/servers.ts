import { type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from '../../context.ts';
import { RANKS } from '../../operations/getRole.ts';
import { getServers } from '../../operations/getServers.ts';
import { guarded } from '../authority.ts';
import { answers } from '../content.ts';
import { addressSchema, amountSchema, toAmount } from '../schemas.ts';

const serversSchema = z
  .object({
    servers: z.array(
      z.object({
        id: z.string().nullable().openapi({ description: 'Of the Discord server; null where it has none' }),
        name: z.string(),
        community: addressSchema.openapi({ description: 'Its token' }),
        symbol: z.string(),
        role: z.enum(RANKS).openapi({ description: 'What the caller is there' }),
        members: z.int().openapi({ description: 'Accounts that ever held a token' }),
        supply: amountSchema,
      }),
    ),
  })
  .openapi('Servers');
export type ServersResponse = z.infer<typeof serversSchema>;

const route = guarded('member', {
  method: 'get',
  path: '/api/servers',
  'x-in-community': false,
  'x-scope': 'members:read',
  summary: 'Communities where the caller has standing, and which',
  description: 'The operator sees all of them. A key sees its own.',
  tags: ['Communities'],
  responses: answers('The oldest first', serversSchema),
});

export type Routes = typeof route;

export function servers(app: OpenAPIHono, ctx: Context) {
  app.openapi(route, async (c) => {
    const { accounts, operator, key } = c.get('caller');
    const found = await getServers(ctx, { accounts, all: operator });
    c.header('cache-control', 'no-store');
    return c.json(
      {
        servers: found
          .filter(({ token }) => !key || key.token === token)
          .map(({ guild, name, token, symbol, role, members, supply, decimals }) => ({
            ...{ id: guild?.id ?? null, name: guild?.name ?? name, community: token, symbol, role, members },
            supply: toAmount(supply, decimals),
          })),
      },
      200,
    );
  });
}
