import { type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from '../../context.ts';
import { exportPreset } from '../../operations/exportPreset.ts';
import { forecastMark } from '../../operations/forecastMark.ts';
import { guarded } from '../authority.ts';
import { answers } from '../content.ts';
import { serverParam } from '../inputs.ts';

const figuresSchema = z
  .object({
    mark: z.string().openapi({ description: 'A forecast that bears it was made for these figures' }),
    preset: z
      .record(z.string(), z.unknown())
      .openapi({ description: 'In whole tokens, as a file that `npm run simulate -- --preset` takes' }),
  })
  .openapi('Figures');
export type FiguresResponse = z.infer<typeof figuresSchema>;

const route = guarded('moderator', {
  method: 'get',
  path: '/api/{s}/figures',
  summary: 'What earns, limits and costs how much, as a preset for a forecast',
  tags: ['Economy'],
  'x-scope': 'config:read',
  request: { params: serverParam },
  responses: answers('As they are', figuresSchema),
});

export type Routes = typeof route;

export function figures(app: OpenAPIHono, ctx: Context) {
  app.openapi(route, async (c) => {
    const preset = await exportPreset(ctx, { token: c.var.community.token });
    return c.json({ mark: forecastMark(preset), preset }, 200);
  });
}
