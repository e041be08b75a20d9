import { type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context as Request } from 'hono';
import type { Context } from '../../context.ts';
import { UserError } from '../../errors.ts';
import { cancelSimulation } from '../../operations/cancelSimulation.ts';
import { getSimulation } from '../../operations/getSimulation.ts';
import { type Simulator, simulate } from '../../operations/simulate.ts';
import { ownForecast, simulationReport } from '../../operations/simulationReport.ts';
import { acted } from '../acted.ts';
import { guarded } from '../authority.ts';
import { answers, json, jsonBody } from '../content.ts';
import { serverParam } from '../inputs.ts';
import { problems } from '../problem.ts';
import { told } from '../words.ts';

const tags = ['Economy'];
const path = '/api/{s}/simulation';

const simulationSchema = z
  .object({
    state: z.enum(['none', 'running', 'done', 'failed', 'cancelled']),
    part: z
      .enum(['life', 'advice'])
      .nullable()
      .openapi({ description: 'A life in days, then, where a target is missed, shorter lives under other figures' }),
    done: z.int(),
    of: z.int().openapi({ description: 'At most' }),
    secondsLeft: z.int().nullable().openapi({ description: 'Of the part; null while nobody can say' }),
    members: z.int(),
    days: z.int(),
    startedAt: z.iso.datetime().nullable(),
    fault: z.string().nullable().openapi({ description: 'Why it failed' }),
    report: simulationReport.nullable(),
    own: ownForecast.nullable().openapi({ description: 'The last one under the community’s own figures' }),
  })
  .openapi('Simulation', {
    description:
      'The forecast that is being made, or was made last. The report is that of the last one that was done; a forecast is one for the community’s own figures where it bears their mark. Amounts in whole tokens.',
  });
export type SimulationResponse = z.infer<typeof simulationSchema>;

const read = guarded('moderator', {
  ...{ method: 'get', path, tags, 'x-scope': 'config:read' },
  summary: 'The forecast of the community’s economy, or how far it is',
  request: { params: serverParam },
  responses: answers('As it stands', simulationSchema),
});

const begin = guarded('admin', {
  ...{ method: 'post', path, tags, 'x-scope': 'config:write' },
  summary: 'Begins a forecast: members of six kinds live so many days under the community’s figures, or under others',
  description: 'One is made at a time in an installation.',
  request: {
    params: serverParam,
    body: jsonBody(
      z.strictObject({
        days: z.int().min(28).max(365).default(365),
        advice: z
          .boolean()
          .default(true)
          .openapi({ description: 'Looks for figures that do better, where a target is missed' }),
        preset: z.record(z.string(), z.unknown()).optional().openapi({
          description: 'Changed figures, as GET /api/{s}/figures has them; the community’s own when absent',
        }),
      }),
    ),
  },
  responses: { 202: { description: 'Begun', content: json(simulationSchema) }, ...problems },
});

const cancel = guarded('admin', {
  ...{ method: 'delete', path, tags, 'x-scope': 'config:write' },
  summary: 'Ends a forecast that is being made',
  request: { params: serverParam },
  responses: answers('As it stands then', simulationSchema),
});

export type Routes = typeof read | typeof begin | typeof cancel;

export function simulation(app: OpenAPIHono, ctx: Context, simulator: Simulator | null) {
  const show = async (c: Request): Promise<SimulationResponse> => {
    const { members } = requireSimulator(simulator);
    const found = await getSimulation(ctx, c.var.community);
    if (!found)
      return {
        ...{ state: 'none', part: null, done: 0, of: 0, secondsLeft: null, members, days: 0 },
        ...{ startedAt: null, fault: null, report: null, own: null },
      };
    const { startedAt, fault, ...rest } = found;
    return { ...rest, startedAt: startedAt.toISOString(), fault: fault && told(c, fault) };
  };

  app.openapi(read, async (c) => c.json(await show(c), 200));

  app.openapi(begin, async (c) => {
    const { token } = c.var.community;
    const { days, advice, preset } = c.req.valid('json');
    await simulate(ctx, requireSimulator(simulator), { token, days, advice, preset });
    await acted(c, ctx, 'a forecast was begun', { days: `${days}` });
    return c.json(await show(c), 202);
  });

  app.openapi(cancel, async (c) => {
    requireSimulator(simulator);
    await cancelSimulation(ctx, c.var.community);
    return c.json(await show(c), 200);
  });
}

function requireSimulator(simulator: Simulator | null): Simulator {
  if (simulator) return simulator;
  throw new UserError('SimulatorOff', 'Forecasts are turned off here: the operator sets SIMULATOR_MEMBERS.');
}
