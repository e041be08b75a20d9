import { type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from '../../context.ts';
import { getEconomy } from '../../operations/getEconomy.ts';
import { guarded } from '../authority.ts';
import { answers } from '../content.ts';
import { addressSchema, amountSchema, communityQuery, toAmount } from '../schemas.ts';

const sumSchema = z.object({ name: z.string(), count: z.int(), amount: amountSchema });

const economySchema = z
  .object({
    community: addressSchema,
    supply: amountSchema,
    issued: amountSchema.openapi({ description: 'Paid out anew since the beginning' }),
    burned: amountSchema.openapi({ description: 'Taken back since the beginning' }),
    circulating: amountSchema.openapi({ description: 'The supply without a wrapped token’s budget' }),
    members: z.int(),
    holders: z.int(),
    averageBalance: amountSchema,
    medianBalance: amountSchema,
    tiers: z.array(z.int()).openapi({ description: 'Members by tier, bronze first' }),
    inflationBps: z
      .int()
      .openapi({ description: 'Net issuance of the days asked for, basis points of what circulated' }),
    issuedPerMemberAndDay: amountSchema,
    giftVolume: amountSchema,
    activeEarners: z.object({ day: z.int(), week: z.int() }),
    byType: z.array(sumSchema),
    byActivity: z.array(sumSchema),
    byCategory: z.array(sumSchema),
    begunOn: z
      .string()
      .nullable()
      .openapi({ description: 'Day on which something moved first', example: '2026-01-31' }),
    days: z.array(
      z.object({
        day: z.string().openapi({ example: '2026-01-31' }),
        issued: amountSchema,
        burned: amountSchema,
        supply: amountSchema,
        joined: z.int(),
        activeEarners: z.int(),
        giftVolume: amountSchema,
      }),
    ),
  })
  .openapi('Economy');
export type EconomyResponse = z.infer<typeof economySchema>;

const route = guarded('anyone', {
  method: 'get',
  path: '/api/economy',
  'x-in-community': true,
  summary: 'What a community’s tokens did: issued, burned, held, earned, spent',
  tags: ['Economy'],
  request: {
    query: communityQuery.extend({
      days: z.coerce
        .number({ error: 'must be a number' })
        .int('must be a whole number')
        .min(1, 'must be at least 1')
        .max(366, 'must be at most 366')
        .default(30)
        .openapi({ description: 'How many days, today included' }),
    }),
  },
  responses: answers('The figures', economySchema),
});

export type Routes = typeof route;

export function economy(app: OpenAPIHono, ctx: Context) {
  app.openapi(route, async (c) => {
    const { days } = c.req.valid('query');
    const { token, decimals } = c.get('community');
    const found = await getEconomy(ctx, { token, days });
    const amount = (value: bigint) => toAmount(value, decimals);
    const shown = ({ name, count, amount: sum }: (typeof found.byType)[number]) => ({
      name,
      count,
      amount: amount(sum),
    });
    return c.json(
      {
        ...found,
        community: token,
        supply: amount(found.supply),
        issued: amount(found.issued),
        burned: amount(found.burned),
        circulating: amount(found.circulating),
        averageBalance: amount(found.averageBalance),
        medianBalance: amount(found.medianBalance),
        issuedPerMemberAndDay: amount(found.issuedPerMemberAndDay),
        giftVolume: amount(found.giftVolume),
        byType: found.byType.map(shown),
        byActivity: found.byActivity.map(shown),
        byCategory: found.byCategory.map(shown),
        days: found.days.map((day) => ({
          ...day,
          issued: amount(day.issued),
          burned: amount(day.burned),
          supply: amount(day.supply),
          giftVolume: amount(day.giftVolume),
        })),
      },
      200,
    );
  });
}
