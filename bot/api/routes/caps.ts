import { type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from '../../context.ts';
import { earningUnit } from '../../operations/getCommunity.ts';
import { getSchedules } from '../../operations/getSchedules.ts';
import { guarded } from '../authority.ts';
import { answers } from '../content.ts';
import { serverParam } from '../inputs.ts';
import { addressSchema, amountSchema, toAmount } from '../schemas.ts';
import { hexSchema } from '../shopSchemas.ts';

const capsSchema = z
  .object({
    owner: addressSchema,
    memberDay: amountSchema.openapi({ description: 'Most that a member earns in a UTC day; 0: no bound' }),
    memberWeek: amountSchema,
    communityDay: amountSchema.openapi({ description: 'Most that is issued in a UTC day, whatever the source' }),
    tiers: z.array(amountSchema).openapi({ description: 'Where silver, gold and platinum begin' }),
    tierByBalance: z.boolean().openapi({ description: 'Whether tiers follow what is held, and fall with it' }),
    registry: addressSchema.openapi({ description: 'To which the owner’s wallet sends changes' }),
    scheduled: z
      .array(z.object({ id: hexSchema, call: hexSchema, readyAt: z.iso.datetime() }))
      .openapi({ description: 'Raises that wait: sent once more when they are ready, they take effect' }),
  })
  .openapi('Caps');
export type CapsResponse = z.infer<typeof capsSchema>;

const route = guarded('anyone', {
  method: 'get',
  path: '/api/{s}/caps',
  summary: 'What the contract lets a community issue, and what waits for its time-lock',
  description: 'The owner’s wallet changes them: lowering takes effect at once, raising after the delay.',
  tags: ['Configuration'],
  request: { params: serverParam },
  responses: answers('As they are', capsSchema),
});

export type Routes = typeof route;

export function caps(app: OpenAPIHono, ctx: Context) {
  app.openapi(route, async (c) => {
    const { token, decimals, caps: now, owner } = c.var.community;
    if (!now) throw new Error(`The community ${token} has no caps, which its token tells when it is made.`);
    const amount = (units: number) => toAmount(BigInt(units) * earningUnit(decimals), decimals);
    const waiting = await getSchedules(ctx, { token });
    return c.json(
      {
        owner,
        ...{ memberDay: amount(now.memberDay), memberWeek: amount(now.memberWeek) },
        communityDay: amount(now.communityDay),
        tiers: [now.silver, now.gold, now.platinum].map(amount),
        tierByBalance: now.tierByBalance,
        registry: ctx.chain.deployment.communities.toLowerCase(),
        scheduled: waiting.map(({ readyAt, ...call }) => ({ ...call, readyAt: readyAt.toISOString() })),
      },
      200,
    );
  });
}
