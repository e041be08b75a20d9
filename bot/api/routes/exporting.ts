/** All that a community's admins set up or wrote, as one document. */
import { type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Address } from 'viem';
import type { Context } from '../../context.ts';
import { exportText } from '../../operations/exportCommunity.ts';
import { acted } from '../acted.ts';
import { guarded } from '../authority.ts';
import { answers } from '../content.ts';
import { addressSchema, communityQuery } from '../schemas.ts';

const route = guarded('admin', {
  method: 'get',
  path: '/api/export',
  summary: 'A community’s set-up and texts as one JSON document',
  description:
    'Settings, items and how they are handed over, tasks, announcements, embeds, seasons, clans and challenges; amounts in base units. No member’s data, no codes, no secrets: backups are for those. Streamed, whatever its size.',
  tags: ['System'],
  request: { query: communityQuery },
  responses: answers('The document', z.object({ community: addressSchema }).loose().openapi('Export')),
});

export function exporting(app: OpenAPIHono, ctx: Context) {
  app.openAPIRegistry.registerPath(route);
  // By hand: what is written as it is read has no type that would fit the schema.
  app.get(route.getRoutingPath(), route.middleware, async (c) => {
    const { token } = c.var.community;
    await acted(c, ctx, 'a community was exported');
    const day = new Date(ctx.clock()).toISOString().slice(0, 10);
    return c.body(streamOf(written(ctx, token)), 200, {
      'content-type': 'application/json',
      'content-disposition': `attachment; filename="guildmint-${token}-${day}.json"`,
      'cache-control': 'no-store',
    });
  });
}

type Bytes = Uint8Array<ArrayBuffer>;

/** Read only as fast as the client takes it, and no further than it wants. */
const streamOf = (chunks: AsyncGenerator<Bytes, void, undefined>) =>
  new ReadableStream<Bytes>({
    async pull(controller) {
      const { done, value } = await chunks.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await chunks.return(undefined);
    },
  });

async function* written(ctx: Context, token: Address): AsyncGenerator<Bytes, void, undefined> {
  const encoder = new TextEncoder();
  for await (const piece of exportText(ctx, { token })) yield encoder.encode(piece);
}
