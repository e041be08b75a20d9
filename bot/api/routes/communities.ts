import { type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from '../../context.ts';
import { getCommunities } from '../../operations/getCommunity.ts';
import { guarded } from '../authority.ts';
import { json } from '../content.ts';
import { problems } from '../problem.ts';
import { addressSchema, amountSchema, toAmount } from '../schemas.ts';

export const communitySchema = z
  .object({
    token: addressSchema,
    name: z.string(),
    symbol: z.string(),
    decimals: z.int(),
    supply: amountSchema,
    paused: z.boolean(),
    guildId: z.string().nullable().openapi({ description: 'Its Discord server' }),
    guildName: z.string().nullable(),
  })
  .openapi('Community');

export const communitiesSchema = z.object({ communities: z.array(communitySchema) }).openapi('Communities');

export type CommunitiesResponse = z.infer<typeof communitiesSchema>;

const route = guarded('anyone', {
  method: 'get',
  path: '/api/communities',
  summary: 'All communities, the oldest first',
  tags: ['Communities'],
  responses: {
    200: { description: 'All of them', content: json(communitiesSchema) },
    429: problems[429],
  },
});

export type Routes = typeof route;

export function communities(app: OpenAPIHono, ctx: Context) {
  app.openapi(route, async (c) => {
    const all = await getCommunities(ctx);
    return c.json(
      {
        communities: all.map(({ token, name, symbol, decimals, supply, paused, guild }) => ({
          token,
          name,
          symbol,
          decimals,
          supply: toAmount(supply, decimals),
          paused,
          guildId: guild?.id ?? null,
          guildName: guild?.name ?? null,
        })),
      },
      200,
    );
  });
}
