import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from '../../context.ts';
import { getLeaderboard, PERIODS, STANDINGS } from '../../operations/getLeaderboard.ts';
import { communityNamed } from '../community.ts';
import { problems } from '../problem.ts';
import {
  addressSchema,
  amountSchema,
  communityHeader,
  communityQuery,
  idParam,
  limitQuery,
  toAmount,
  toWho,
} from '../schemas.ts';

export const leaderboardSchema = z
  .object({
    community: addressSchema,
    by: z.enum(STANDINGS),
    period: z.enum(PERIODS),
    rows: z.array(
      z.object({
        rank: z.int(),
        address: addressSchema,
        userId: z.string().nullable(),
        name: z.string().nullable(),
        amount: amountSchema,
      }),
    ),
    total: z.int().openapi({ description: 'Members who stand on it' }),
    me: z.object({ rank: z.int(), amount: amountSchema }).nullable(),
  })
  .openapi('Leaderboard');

export type LeaderboardResponse = z.infer<typeof leaderboardSchema>;

const route = createRoute({
  method: 'get',
  path: '/api/leaderboard/tokens',
  summary: 'Members by what they earned, hold, spent or gave',
  tags: ['Leaderboard'],
  request: {
    query: communityQuery.extend({
      by: z.enum(STANDINGS, { error: `must be one of ${STANDINGS.join(', ')}` }).default('earned'),
      period: z.enum(PERIODS, { error: `must be one of ${PERIODS.join(', ')}` }).default('all'),
      limit: limitQuery(25),
      offset: z.coerce
        .number({ error: 'must be a number' })
        .int('must be a whole number')
        .min(0, 'must not be negative')
        .max(10_000_000, 'must be at most 10,000,000')
        .default(0),
      me: idParam.shape.id
        .optional()
        .openapi({ param: { name: 'me', in: 'query' }, description: 'Whose place to add' }),
    }),
    headers: communityHeader,
  },
  responses: {
    200: { description: 'One page', content: { 'application/json': { schema: leaderboardSchema } } },
    ...problems,
  },
});

export function leaderboard(app: OpenAPIHono, ctx: Context) {
  app.openapi(route, async (c) => {
    const { by, period, limit, offset, me, community } = c.req.valid('query');
    const { token, decimals } = await communityNamed(ctx, community ?? c.req.valid('header')['x-community']);
    const board = await getLeaderboard(ctx, { token, by, period, limit, offset, me: me ? toWho(me) : undefined });
    const amount = (value: bigint) => toAmount(value, decimals);
    return c.json(
      {
        community: token,
        by,
        period,
        rows: board.rows.map((row) => ({ ...row, amount: amount(row.amount) })),
        total: board.total,
        me: board.me && { rank: board.me.rank, amount: amount(board.me.amount) },
      },
      200,
    );
  });
}
