import { type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from '../../context.ts';
import { type Balance, getBalance } from '../../operations/getBalance.ts';
import { TIERS } from '../../operations/getProgress.ts';
import { changesAt } from '../../operations/ranks.ts';
import { guarded } from '../authority.ts';
import { answers } from '../content.ts';
import type { Kept } from '../kept.ts';
import { addressSchema, amountSchema, communityQuery, idParam, toAmount, toWho } from '../schemas.ts';

export const balanceSchema = z
  .object({
    community: addressSchema,
    address: addressSchema,
    symbol: z.string(),
    decimals: z.int(),
    balance: amountSchema,
    pending: amountSchema.openapi({ description: 'About what unsettled activity will earn' }),
    tier: z.enum(['bronze', 'silver', 'gold', 'platinum']),
    tierBasis: z.enum(['lifetime', 'balance']).openapi({ description: 'Earned in all, or held now' }),
    nextTierAt: amountSchema.nullable(),
    streak: z.int(),
    rank: z.int().nullable(),
    earnedToday: amountSchema,
    lifetimeEarned: amountSchema,
    lifetimeSpent: amountSchema,
    lifetimeGifted: amountSchema,
    graduatedTo: addressSchema.nullable(),
    asOfBlock: z.int(),
  })
  .openapi('Balance');

export type BalanceResponse = z.infer<typeof balanceSchema>;

export function toBalance(found: Balance): BalanceResponse {
  const amount = (value: bigint) => toAmount(value, found.decimals);
  return {
    community: found.token,
    address: found.address,
    symbol: found.symbol,
    decimals: found.decimals,
    balance: amount(found.balance),
    pending: amount(found.pending),
    tier: TIERS[found.tier] ?? 'bronze',
    tierBasis: found.tierBasis,
    nextTierAt: found.nextTierAt === null ? null : amount(found.nextTierAt),
    streak: found.streak,
    rank: found.rank,
    earnedToday: amount(found.earnedToday),
    lifetimeEarned: amount(found.lifetimeEarned),
    lifetimeSpent: amount(found.lifetimeSpent),
    lifetimeGifted: amount(found.lifetimeGifted),
    graduatedTo: found.graduatedTo,
    asOfBlock: found.asOfBlock,
  };
}

const route = guarded('anyone', {
  method: 'get',
  path: '/api/tokens/balance/{id}',
  'x-in-community': true,
  summary: 'A member’s balance and standing',
  tags: ['Tokens'],
  request: { params: idParam, query: communityQuery },
  responses: answers('As the cache knows it', balanceSchema),
});

export type Routes = typeof route;

export function balance(app: OpenAPIHono, ctx: Context, kept: Kept) {
  app.openapi(route, (c) => {
    const community = c.get('community');
    const { token } = community;
    const who = toWho(c.req.valid('param').id);
    return kept.answer(c, async () => {
      // Streaks and today's earnings are another day's after midnight.
      const until = changesAt({ period: 'day', seasons: [] }, ctx.clock());
      const found = await getBalance(ctx, { token, community, who, version: c.get('version') });
      const { address, waiting } = found;
      return { value: toBalance(found), until, on: { token, address, waiting } };
    });
  });
}
