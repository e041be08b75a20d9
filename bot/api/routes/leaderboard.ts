import { type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from '../../context.ts';
import { getLeaderboard, type LeaderboardRow } from '../../operations/getLeaderboard.ts';
import { changesAt, PERIODS, STANDINGS } from '../../operations/ranks.ts';
import { guarded } from '../authority.ts';
import { answers } from '../content.ts';
import type { Kept } from '../kept.ts';
import { linkOf, offsetOf, pageOf, pageQuery } from '../paged.ts';
import { addressSchema, amountSchema, communityQuery, idParam, toAmount, toWho } from '../schemas.ts';

const rowSchema = z.object({
  rank: z.int().openapi({ description: 'From 1; equal amounts share it' }),
  address: addressSchema,
  userId: z.string().nullable(),
  name: z.string().nullable(),
  amount: amountSchema,
});

export const leaderboardSchema = z
  .object({
    community: addressSchema,
    by: z.enum(STANDINGS),
    period: z.enum(PERIODS),
    rows: z.array(rowSchema),
    total: z.int().openapi({ description: 'Members who stand on it' }),
    next: z.string().nullable().openapi({ description: 'To be sent as `cursor` for the page that follows' }),
    me: z
      .object({
        rank: z.int(),
        amount: amountSchema,
        around: z.array(rowSchema).openapi({ description: 'That member, and the neighbours asked for' }),
      })
      .nullable(),
  })
  .openapi('Leaderboard');

export type LeaderboardResponse = z.infer<typeof leaderboardSchema>;

const route = guarded('anyone', {
  method: 'get',
  path: '/api/leaderboard/tokens',
  'x-in-community': true,
  summary: 'Members by what they earned, hold, spent or gave',
  tags: ['Leaderboard'],
  request: {
    query: communityQuery.extend({
      by: z.enum(STANDINGS, { error: `must be one of ${STANDINGS.join(', ')}` }).default('earned'),
      period: z.enum(PERIODS, { error: `must be one of ${PERIODS.join(', ')}` }).default('all'),
      ...pageQuery.shape,
      offset: z.coerce
        .number({ error: 'must be a number' })
        .int('must be a whole number')
        .min(0, 'must not be negative')
        .max(10_000_000, 'must be at most 10,000,000')
        .optional()
        .openapi({ description: 'Places to leave out first; instead of a page' }),
      me: idParam.shape.id
        .optional()
        .openapi({ param: { name: 'me', in: 'query' }, description: 'Whose place to add' }),
      neighbours: z.coerce
        .number({ error: 'must be a number' })
        .int('must be a whole number')
        .min(0, 'must not be negative')
        .max(10, 'must be at most 10')
        .default(0)
        .openapi({ description: 'How many to show on either side of `me`' }),
      season: z.coerce
        .number({ error: 'must be a number' })
        .int('must be a whole number')
        .min(0, 'must not be negative')
        .max(1_000_000, 'must be at most 1,000,000')
        .optional()
        .openapi({ description: 'Number of the season, for `period=season`; without it the one that opened last' }),
    }),
  },
  responses: answers('One page', leaderboardSchema),
});

export type Routes = typeof route;

export function leaderboard(app: OpenAPIHono, ctx: Context, kept: Kept) {
  app.openapi(route, (c) => {
    const query = c.req.valid('query');
    const { by, period, season, me, neighbours } = query;
    const page = pageOf(query);
    const offset = query.offset ?? offsetOf(page);
    const { limit } = page;
    const { token, decimals, seasons } = c.get('community');
    const who = me ? toWho(me) : undefined;
    return kept.answer(c, async () => {
      const until = changesAt({ period, seasons }, ctx.clock());
      const version = c.get('version');
      const asked = { token, by, period, season, limit, offset, me: who, neighbours, version };
      const board = await getLeaderboard(ctx, asked);
      const next = offset + limit < board.total ? `o${offset + limit}` : null;
      const amount = (value: bigint) => toAmount(value, decimals);
      const shown = (row: LeaderboardRow) => ({ ...row, amount: amount(row.amount) });
      const value = {
        community: token,
        by,
        period,
        rows: board.rows.map(shown),
        total: board.total,
        next,
        me: board.me && {
          rank: board.me.rank,
          amount: amount(board.me.amount),
          around: board.me.around.map(shown),
        },
      };
      return { value, until, borne: linkOf(c, next) };
    });
  });
}
