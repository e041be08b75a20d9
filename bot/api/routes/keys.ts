import { type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from '../../context.ts';
import { type ApiKey, createKey, deleteKey, getKeys } from '../../operations/apiKeys.ts';
import { acted } from '../acted.ts';
import { guarded, SCOPES } from '../authority.ts';
import { answers, json, jsonBody } from '../content.ts';
import { serverParam } from '../inputs.ts';
import { problems } from '../problem.ts';
import { addressSchema } from '../schemas.ts';

const tags = ['API keys'];

const keySchema = z
  .object({
    id: z.string(),
    name: z.string(),
    scopes: z.array(z.string()),
    userId: z.string().nullable().openapi({ description: 'Its maker’s Discord id' }),
    address: addressSchema.nullable().openapi({ description: 'Its maker’s wallet, where that was signed in' }),
    createdAt: z.iso.datetime(),
    expiresAt: z.iso.datetime().nullable(),
    usedAt: z.iso.datetime().nullable().openapi({ description: 'To the minute' }),
  })
  .openapi('ApiKey');
export type ApiKeyResponse = z.infer<typeof keySchema>;

const listRoute = guarded('admin', {
  method: 'get',
  path: '/api/{s}/keys',
  summary: 'The community’s API keys, without what they are',
  tags,
  request: { params: serverParam },
  responses: answers('The newest first', z.object({ keys: z.array(keySchema) })),
});

const createKeyRoute = guarded('admin', {
  method: 'post',
  path: '/api/{s}/keys',
  summary: 'Makes an API key, which is shown this once',
  description:
    'Whoever has it may, in this community alone, what its scopes say and its maker may at that moment. Sent as `Authorization: Bearer gmk_…` or `X-Api-Key`.',
  tags,
  request: {
    params: serverParam,
    body: jsonBody(
      z.object({
        name: z.string().trim().min(1).max(64),
        scopes: z
          .array(z.enum(SCOPES, { error: `must be of ${SCOPES.join(', ')}` }))
          .min(1)
          .max(SCOPES.length)
          .transform((scopes) => [...new Set(scopes)]),
        days: z.int().min(1).max(3650).nullable().default(90).openapi({ description: 'Until it expires; null: never' }),
      }),
    ),
  },
  responses: {
    201: { description: 'The key', content: json(keySchema.extend({ key: z.string() }).openapi('NewApiKey')) },
    ...problems,
  },
});

const deleteRoute = guarded('admin', {
  method: 'delete',
  path: '/api/{s}/keys/{key_id}',
  summary: 'Ends an API key at once',
  tags,
  request: { params: serverParam.extend({ key_id: z.string().regex(/^[0-9a-f]{16}$/, 'must be a key’s id') }) },
  responses: { 204: { description: 'It opens nothing any more' }, ...problems },
});

export type Routes = typeof listRoute | typeof createKeyRoute | typeof deleteRoute;

export function keys(app: OpenAPIHono, ctx: Context) {
  app.openapi(listRoute, async (c) => {
    const found = await getKeys(ctx, c.get('community'));
    c.header('cache-control', 'no-store');
    return c.json({ keys: found.map(toKey) }, 200);
  });

  app.openapi(createKeyRoute, async (c) => {
    const { token } = c.get('community');
    const { userId, wallet } = c.get('caller');
    const { key, ...made } = await createKey(ctx, { token, userId, address: wallet, ...c.req.valid('json') });
    await acted(c, ctx, 'an API key was made', { key: made.id, scopes: made.scopes.join(', ') });
    c.header('cache-control', 'no-store');
    return c.json({ ...toKey(made), key }, 201);
  });

  app.openapi(deleteRoute, async (c) => {
    const { key_id } = c.req.valid('param');
    await deleteKey(ctx, { token: c.get('community').token, id: key_id });
    await acted(c, ctx, 'an API key was ended', { key: key_id });
    return c.body(null, 204);
  });
}

const toKey = ({ createdAt, expiresAt, usedAt, ...rest }: ApiKey) => ({
  ...rest,
  createdAt: createdAt.toISOString(),
  expiresAt: expiresAt?.toISOString() ?? null,
  usedAt: usedAt?.toISOString() ?? null,
});
