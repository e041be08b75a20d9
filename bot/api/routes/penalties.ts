import { type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from '../../context.ts';
import { BANNED } from '../../db/schema.ts';
import { appeal, lift } from '../../operations/appeal.ts';
import { getConduct } from '../../operations/getConduct.ts';
import { getPenaltiesPage, PENALTY_STATES } from '../../operations/getPenalties.ts';
import { ban, penalise } from '../../operations/penalise.ts';
import { carryOut, operationAnswers, writeHeaders } from '../answer.ts';
import { guarded } from '../authority.ts';
import { answers, jsonBody } from '../content.ts';
import { memberParam, reasonInput, serverParam } from '../inputs.ts';
import { cutPage, linkPages, offsetOf, paged, pageOf, pageQuery } from '../paged.ts';
import { addressSchema, amountSchema, discordIdOrAddress, toAmount, toWho } from '../schemas.ts';

const tags = ['Conduct'];

const someone = z.object({ address: addressSchema, userId: z.string().nullable(), name: z.string().nullable() });

export const penaltiesSchema = paged(
  'penalties',
  z
    .object({
      penalty: z.int().openapi({ description: 'Its number' }),
      member: someone,
      kind: z.string().openapi({ example: 'warning' }),
      state: z.enum(PENALTY_STATES),
      reason: z.string().nullable().openapi({ description: 'Null where it was not given through here, or erased' }),
      by: someone,
      givenAt: z.iso.datetime(),
      until: z.iso.datetime().nullable().openapi({ description: 'Of a suspension; null: none, or for good' }),
      forGood: z.boolean(),
      taken: amountSchema.openapi({ description: 'By a reset' }),
      appeal: z.string().nullable().openapi({ description: 'What the member says to it' }),
      liftedBy: addressSchema.nullable(),
      liftReason: z.string().nullable(),
    })
    .openapi('Penalty'),
)
  .extend({ community: addressSchema })
  .openapi('Penalties');
export type PenaltiesResponse = z.infer<typeof penaltiesSchema>;

const list = guarded('moderator', {
  method: 'get',
  path: '/api/{s}/penalties',
  summary: 'Penalties, the latest first',
  tags,
  'x-scope': 'conduct:read',
  request: {
    params: serverParam,
    query: pageQuery.extend({
      user_id: discordIdOrAddress.optional().openapi({ description: 'Of one member' }),
      state: z
        .enum(PENALTY_STATES)
        .optional()
        .openapi({ description: '`appealed`: stands, and its member asked to have it lifted' }),
    }),
  },
  responses: answers('One page', penaltiesSchema),
});

export const conductSchema = z
  .object({
    community: addressSchema,
    standing: z.int().openapi({ description: 'Penalties that stand against the member' }),
    next: z.enum(['warning', 'suspension', 'reset']),
    seconds: z.int().openapi({ description: 'Of that suspension' }),
  })
  .openapi('Conduct');
export type ConductResponse = z.infer<typeof conductSchema>;

const next = guarded('moderator', {
  method: 'get',
  path: '/api/{s}/users/{user_id}/penalties/next',
  summary: 'What the next penalty against a member would be',
  tags,
  'x-scope': 'conduct:read',
  request: { params: memberParam },
  responses: answers('As the contract says; null where the community has set no policy', conductSchema.nullable()),
});

const reasons = z.object({ reason: reasonInput.min(1) });

const impose = guarded('moderator', {
  method: 'post',
  path: '/api/{s}/users/{user_id}/penalties',
  summary: 'Gives a member the next penalty, or ends their earning for good',
  description:
    'A warning first, then suspensions, or a reset where the community may. A person confirms it: this is that.',
  tags,
  'x-scope': 'conduct:write',
  request: {
    params: memberParam,
    headers: writeHeaders,
    body: {
      required: true,
      content: {
        'application/json': {
          schema: reasons.extend({
            kind: z.enum(['next', 'ban']).default('next').openapi({ description: '`ban`: until it is lifted' }),
          }),
        },
      },
    },
  },
  responses: operationAnswers,
});

const penaltyParam = serverParam.extend({
  penalty: z.coerce
    .number({ error: 'must be a number' })
    .int('must be a whole number')
    .min(0, 'must not be negative')
    .max(2_147_483_647)
    .openapi({ param: { name: 'penalty', in: 'path' }, description: 'Its number' }),
});

const objection = (verb: 'appeal' | 'lift') =>
  guarded(verb === 'appeal' ? 'member' : 'admin', {
    method: 'post',
    path: `/api/{s}/penalties/{penalty}/${verb}`,
    summary: verb === 'appeal' ? 'Asks the admins to look at the caller’s own penalty again' : 'Takes a penalty back',
    tags,
    'x-scope': 'conduct:write',
    request: {
      params: penaltyParam,
      headers: writeHeaders,
      body: jsonBody(reasons),
    },
    responses: operationAnswers,
  });
const appealing = objection('appeal');
const lifting = objection('lift');

export type Routes = typeof list | typeof next | typeof impose | typeof appealing | typeof lifting;

export function penalties(app: OpenAPIHono, ctx: Context) {
  app.openapi(list, async (c) => {
    const { token, decimals } = c.get('community');
    const query = c.req.valid('query');
    const page = pageOf(query);
    const found = await getPenaltiesPage(ctx, {
      ...{ token, who: query.user_id === undefined ? undefined : toWho(query.user_id), state: query.state },
      ...{ limit: page.limit + 1, offset: offsetOf(page) },
    });
    const { rows, next } = cutPage(found, page);
    linkPages(c, next);
    const shown = rows.map(({ givenAt, until, taken, ...row }) => ({
      ...row,
      givenAt: givenAt.toISOString(),
      until: until > 0 && until < BANNED ? new Date(until * 1000).toISOString() : null,
      forGood: until === BANNED,
      taken: toAmount(taken, decimals),
    }));
    return c.json({ community: token, penalties: shown, next }, 200);
  });
  app.openapi(next, async (c) => {
    const { token } = c.get('community');
    const conduct = await getConduct(ctx, { token, who: toWho(c.req.valid('param').user_id) });
    return c.json(conduct && { community: token, ...conduct }, 200);
  });
  app.openapi(impose, async (c) => {
    const { kind, reason } = c.req.valid('json');
    const asked = { ...c.get('caller').doer, member: c.req.valid('param').user_id, reason };
    return carryOut(c, ctx, (id) => (kind === 'ban' ? ban : penalise)(ctx, { ...asked, id }));
  });
  for (const [route, object] of [
    [appealing, appeal],
    [lifting, lift],
  ] as const)
    app.openapi(route, async (c) => {
      const asked = {
        ...c.get('caller').doer,
        penalty: c.req.valid('param').penalty,
        reason: c.req.valid('json').reason,
      };
      return carryOut(c, ctx, (id) => object(ctx, { ...asked, id }));
    });
}
