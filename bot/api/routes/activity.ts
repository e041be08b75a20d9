import { type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from '../../context.ts';
import { reportActivities } from '../../operations/reportActivities.ts';
import { ACTIVITIES, type Activity } from '../../operations/reportActivity.ts';
import { guarded } from '../authority.ts';
import { json, jsonBody } from '../content.ts';
import { either } from '../inputs.ts';
import { problems } from '../problem.ts';
import { communityQuery, discordId } from '../schemas.ts';

const NAMES = Object.keys(ACTIVITIES).filter((name): name is Activity => name !== 'registration');
/** Reports of one request. */
const MOST = 500;

const reportSchema = z.object({
  userId: discordId.optional().openapi({ description: 'Who did it: a Discord id' }),
  user_id: discordId.optional().openapi({ description: 'The same as `userId`' }),
  activity: z.enum(NAMES, { error: `must be one of ${NAMES.join(', ')}` }),
  count: z.int().min(1).max(100).default(1).openapi({ description: 'How often' }),
  source: z.string().min(1).max(200).openapi({
    description:
      'Names what happened, for example a message of your app: reported again under the same name it counts once',
    example: 'room 7, message 1042',
  }),
});

export const reportedSchema = z
  .object({
    accepted: z.int().openapi({ description: 'How many are new' }),
    reports: z.array(z.object({ source: z.string(), new: z.boolean() })),
  })
  .openapi('Reported');

const route = guarded('moderator', {
  method: 'post',
  path: '/api/activity',
  summary: 'Reports what members did in another app',
  description:
    'Paid as on Discord, with the next settlement: what it is worth, and how much of it a day, is the contract’s. Reports are harmless when sent again.',
  tags: ['Integrators'],
  'x-scope': 'activity:write',
  request: {
    query: communityQuery,
    body: jsonBody(z.object({ reports: z.array(reportSchema).min(1).max(MOST) })),
  },
  responses: {
    202: { description: 'Noted, to be settled', content: json(reportedSchema) },
    ...problems,
  },
});

export function activity(app: OpenAPIHono, ctx: Context) {
  app.openapi(route, async (c) => {
    const { token } = c.get('community');
    const reports = c.req.valid('json').reports.map(({ userId, user_id, ...report }) => ({
      ...report,
      userId: either('userId', userId, user_id),
    }));
    const { key, userId, address } = c.get('caller');
    const integrator = key?.id ?? userId ?? `${address}`;
    const isNew = await reportActivities(ctx, { token, integrator, reports });
    return c.json(
      {
        accepted: isNew.filter(Boolean).length,
        reports: reports.map(({ source }, place) => ({ source, new: isNew[place] ?? false })),
      },
      202,
    );
  });
}
