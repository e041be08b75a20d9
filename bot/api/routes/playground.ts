import { type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from '../../context.ts';
import { guarded } from '../authority.ts';
import { json } from '../content.ts';
import type { PlaygroundInfo } from '../playground.ts';
import { problem, problems } from '../problem.ts';

const infoSchema = z.object({ discordUrl: z.url(), chainId: z.int() }).openapi('Playground');

const route = guarded('anyone', {
  method: 'get',
  path: '/api/playground',
  summary: 'Where the local Discord is; on the local network only',
  tags: ['System'],
  responses: {
    200: { description: 'The local Discord', content: json(infoSchema) },
    404: problems[404],
    429: problems[429],
  },
});

export type Routes = typeof route;

export function playground(app: OpenAPIHono, ctx: Context, discordUrl: string | undefined) {
  app.openapi(route, (c) => {
    if (!ctx.config.local || !discordUrl)
      return problem(c, 404, 'PlaygroundAbsent', 'The Playground exists on the local network only.');
    const info: PlaygroundInfo = { discordUrl, chainId: ctx.config.chainId };
    return c.json(info, 200);
  });
}
