import { type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from '../../context.ts';
import { getPosts, syncPosts } from '../../operations/getPosts.ts';
import { guarded } from '../authority.ts';
import { answers, json } from '../content.ts';
import { serverParam } from '../inputs.ts';
import { problems } from '../problem.ts';

const tags = ['Configuration'];
const path = '/api/{s}/sync';

const syncSchema = z
  .object({
    counts: z.array(z.object({ kind: z.string(), state: z.string(), count: z.int() })),
    troubles: z
      .array(
        z.object({
          ...{ kind: z.string(), subject: z.int().openapi({ description: 'Number of the task, item or claim' }) },
          ...{ channelId: z.string(), state: z.string() },
          error: z.string().nullable().openapi({ description: 'What Discord said' }),
          nextAt: z.iso.datetime().nullable().openapi({ description: 'When it is tried again' }),
        }),
      )
      .openapi({ description: 'Messages that are not in step' }),
  })
  .openapi('Sync');
export type SyncResponse = z.infer<typeof syncSchema>;

const read = guarded('moderator', {
  ...{ method: 'get', path, tags, 'x-scope': 'config:read' },
  summary: 'How far messages on Discord are in step with the chain',
  request: { params: serverParam },
  responses: answers('Counts, and what is behind', syncSchema),
});

const repair = guarded('admin', {
  ...{ method: 'post', path, tags, 'x-scope': 'config:write' },
  summary: 'Looks at every message anew and posts again what is missing',
  request: { params: serverParam },
  responses: {
    202: {
      description: 'Asked for',
      content: json(z.object({ messages: z.int() })),
    },
    ...problems,
  },
});

export type Routes = typeof read | typeof repair;

export function sync(app: OpenAPIHono, ctx: Context) {
  app.openapi(read, async (c) => {
    const { counts, troubles } = await getPosts(ctx, { token: c.var.community.token });
    return c.json(
      {
        counts,
        troubles: troubles.map(({ what: kind, nextAt, ...rest }) => ({
          ...{ kind, ...rest },
          nextAt: nextAt?.toISOString() ?? null,
        })),
      },
      200,
    );
  });
  app.openapi(repair, async (c) => c.json({ messages: await syncPosts(ctx, { token: c.var.community.token }) }, 202));
}
