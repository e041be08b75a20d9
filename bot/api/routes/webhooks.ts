import { type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from '../../context.ts';
import {
  addWebhook,
  changeWebhook,
  type Delivery,
  getDeliveries,
  getWebhook,
  getWebhooks,
  redeliver,
  removeWebhook,
  secretOf,
  testWebhook,
  WEBHOOK_EVENTS,
  type Webhook,
  type WebhookEvent,
} from '../../operations/webhooks.ts';
import { acted } from '../acted.ts';
import { once, writeHeaders } from '../answer.ts';
import { guarded } from '../authority.ts';
import { answers, json, jsonBody } from '../content.ts';
import { serverParam } from '../inputs.ts';
import { linkPages, paged, pageOf, pageQuery } from '../paged.ts';
import { problemContent, problems } from '../problem.ts';

const eventsSchema = z
  .array(z.enum(WEBHOOK_EVENTS, { error: `must be of ${WEBHOOK_EVENTS.join(', ')}` }))
  .max(WEBHOOK_EVENTS.length)
  .openapi({ description: 'Kinds of event, as the stream has them; empty: all' });
const urlSchema = z
  .string()
  .max(500)
  .openapi({ example: 'https://example.com/guildmint', description: 'https, and on the internet' });

const webhookSchema = z
  .object({
    id: z.uuid(),
    url: z.string(),
    events: eventsSchema,
    active: z.boolean(),
    note: z.string().nullable().openapi({ description: 'Why it is told no more' }),
    createdAt: z.iso.datetime(),
  })
  .openapi('Webhook');
export type WebhookResponse = z.infer<typeof webhookSchema>;

const secret = z.string().openapi({
  description:
    'Shown this once. `X-Guildmint-Signature: t=…,v1=…` is the HMAC-SHA256, by this key, of the Unix time, a full stop and the body.',
});
const withSecret = webhookSchema.extend({ secret }).openapi('WebhookWithSecret');

const deliverySchema = z
  .object({
    id: z.int(),
    event: z.string().openapi({ description: 'Sent as `id` and `Idempotency-Key`: told twice it is the same' }),
    type: z.string(),
    state: z.enum(['waiting', 'delivered', 'failed']),
    attempts: z.int(),
    status: z.int().nullable().openapi({ description: 'What the receiver answered last; null: nothing' }),
    nextAt: z.iso.datetime().nullable().openapi({ description: 'When it is tried next' }),
    createdAt: z.iso.datetime(),
    doneAt: z.iso.datetime().nullable(),
    body: z.string(),
  })
  .openapi('Delivery');
export type DeliveryResponse = z.infer<typeof deliverySchema>;

export const toWebhook = ({ id, url, events, disabledAt, note, createdAt }: Webhook) => ({
  ...{ id, url, events: events.filter(isEvent), active: disabledAt === null, note },
  createdAt: createdAt.toISOString(),
});

const isEvent = (event: string): event is WebhookEvent => WEBHOOK_EVENTS.some((known) => known === event);

const toDelivery = ({ id, event, type, state, attempts, status, nextAt, createdAt, doneAt, body }: Delivery) => ({
  ...{ id, event, type, state, attempts, status, body },
  nextAt: state === 'waiting' ? nextAt.toISOString() : null,
  createdAt: createdAt.toISOString(),
  doneAt: doneAt?.toISOString() ?? null,
});

const tags = ['Webhooks'];
const path = '/api/{s}/webhooks';
const params = serverParam.extend({ id: z.uuid() });

const list = guarded('admin', {
  ...{ method: 'get', path, tags, 'x-scope': 'webhooks:read', summary: 'Servers that are told of what happens' },
  request: { params: serverParam },
  responses: answers('Oldest first', z.object({ webhooks: z.array(webhookSchema) })),
});
const add = guarded('admin', {
  ...{ method: 'post', path, tags, 'x-scope': 'webhooks:write', summary: 'Has a server told of what happens' },
  description: `Each event is POSTed as \`{ id, type, community, data }\` once it is final, in order, at least once; \`data\` is as in the stream. What is not taken with a 2xx is tried again for a day, ever later, and then no more.`,
  request: {
    params: serverParam,
    headers: writeHeaders.pick({ 'idempotency-key': true }),
    body: jsonBody(z.object({ url: urlSchema, events: eventsSchema.default([]) })),
  },
  responses: {
    201: { description: 'It is told from now on', content: json(withSecret) },
    ...problems,
    422: { description: 'The Idempotency-Key stands for another request', content: problemContent },
  },
});
const change = guarded('admin', {
  ...{ method: 'put', path: `${path}/{id}`, tags, 'x-scope': 'webhooks:write', summary: 'Changes a webhook' },
  request: {
    params,
    body: jsonBody(
      z.object({
        url: urlSchema.optional(),
        events: eventsSchema.optional(),
        active: z.boolean().optional(),
        newSecret: z.boolean().optional().openapi({ description: 'Answers with a new key, which signs from now on' }),
      }),
    ),
  },
  responses: answers('As it is now', webhookSchema.extend({ secret: secret.optional() })),
});
const remove = guarded('admin', {
  ...{ method: 'delete', path: `${path}/{id}`, tags, 'x-scope': 'webhooks:write' },
  summary: 'Removes a webhook, and its log',
  request: { params },
  responses: { 204: { description: 'It is gone' }, ...problems },
});
const test = guarded('admin', {
  ...{ method: 'post', path: `${path}/{id}/test`, tags, 'x-scope': 'webhooks:write' },
  summary: 'Sends it an event of nothing',
  request: { params },
  responses: { 202: { description: 'It is on its way', content: json(deliverySchema) }, ...problems },
});
const log = guarded('admin', {
  ...{ method: 'get', path: `${path}/{id}/deliveries`, tags, 'x-scope': 'webhooks:read' },
  summary: 'What it was told in the last week, newest first',
  request: { params, query: pageQuery.pick({ limit: true, per_page: true, cursor: true }) },
  responses: answers('One page', paged('deliveries', deliverySchema)),
});
const again = guarded('admin', {
  ...{ method: 'post', path: `${path}/{id}/deliveries/{delivery}/redeliver`, tags, 'x-scope': 'webhooks:write' },
  summary: 'Tells it something once more',
  request: { params: params.extend({ delivery: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER) }) },
  responses: { 202: { description: 'It is on its way', content: json(deliverySchema) }, ...problems },
});

export type Routes = typeof list | typeof add | typeof change | typeof remove | typeof test | typeof log | typeof again;

export function webhooks(app: OpenAPIHono, ctx: Context) {
  app.openapi(list, async (c) => {
    const found = await getWebhooks(ctx, c.get('community').token);
    return c.json({ webhooks: found.map(toWebhook) }, 200);
  });
  app.openapi(add, async (c) => {
    const { token } = c.get('community');
    const wanted = c.req.valid('json');
    const id = await once(c, ctx, (tx) => addWebhook(ctx, tx, { token, ...wanted }));
    const made = await getWebhook(ctx, { token, id });
    await acted(c, ctx, 'a webhook was added', { webhook: id });
    c.header('cache-control', 'no-store');
    c.header('location', `/api/${token}/webhooks/${id}`);
    return c.json({ ...toWebhook(made), secret: secretOf(ctx.config, made) }, 201);
  });
  app.openapi(change, async (c) => {
    const { token } = c.get('community');
    const wanted = c.req.valid('json');
    const { id } = c.req.valid('param');
    const changed = await changeWebhook(ctx, { token, id }, wanted);
    await acted(c, ctx, 'a webhook was changed', { webhook: id, keys: Object.keys(wanted).join(', ') });
    c.header('cache-control', 'no-store');
    return c.json({ ...toWebhook(changed), ...(wanted.newSecret && { secret: secretOf(ctx.config, changed) }) }, 200);
  });
  app.openapi(remove, async (c) => {
    const { id } = c.req.valid('param');
    await removeWebhook(ctx, { token: c.get('community').token, id });
    await acted(c, ctx, 'a webhook was taken away', { webhook: id });
    return c.body(null, 204);
  });
  app.openapi(test, async (c) => {
    const queued = await testWebhook(ctx, { token: c.get('community').token, id: c.req.valid('param').id });
    return c.json(toDelivery(queued), 202);
  });
  app.openapi(log, async (c) => {
    const { limit, cursor } = pageOf(c.req.valid('query'));
    const named = { token: c.get('community').token, id: c.req.valid('param').id };
    const { rows, next } = await getDeliveries(ctx, named, { limit, before: cursor });
    linkPages(c, next);
    return c.json({ deliveries: rows.map(toDelivery), next }, 200);
  });
  app.openapi(again, async (c) => {
    const { id, delivery } = c.req.valid('param');
    const queued = await redeliver(ctx, { token: c.get('community').token, id }, delivery);
    return c.json(toDelivery(queued), 202);
  });
}
