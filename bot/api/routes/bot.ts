/** The installation as its operator sees it. */
import { type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from '../../context.ts';
import type { Health } from '../../health.ts';
import { getCommunities } from '../../operations/getCommunity.ts';
import { getQueue } from '../../operations/getQueue.ts';
import {
  ACTIVITIES,
  getInstallation,
  type Installation,
  PRESENCE_LENGTH,
  PRESENCES,
  reconnectDiscord,
  setInstallation,
} from '../../operations/installation.ts';
import { clearLogLines, getLogLines, LOG_LEVELS } from '../../operations/logLines.ts';
import { acted } from '../acted.ts';
import { guarded } from '../authority.ts';
import { answers, json, jsonBody } from '../content.ts';
import type { Discord } from '../discordPort.ts';
import { given } from '../given.ts';
import { paged } from '../paged.ts';
import { problems } from '../problem.ts';
import { VERSION } from '../version.ts';
import { partsTo } from './health.ts';

const tags = ['System'];

const presenceSchema = z
  .object({
    status: z.enum(PRESENCES),
    activity: z.enum(ACTIVITIES),
    message: z.string(),
    scope: z.literal('bot').openapi({ description: 'Discord knows one presence of a bot for all servers' }),
    connected: z.boolean(),
  })
  .openapi('BotStatus');

const readPresence = guarded('member', {
  method: 'get',
  path: '/api/bot/status',
  'x-in-community': false,
  summary: 'What Discord shows of the bot',
  tags,
  responses: answers('As it is chosen', presenceSchema),
});

const writePresence = guarded('operator', {
  method: 'put',
  path: '/api/bot/status',
  summary: 'Changes what Discord shows of the bot, on all servers',
  tags,
  request: {
    body: jsonBody(
      z.strictObject({
        status: z.enum(PRESENCES).optional(),
        presence: z.enum(PRESENCES).optional().openapi({ description: 'The same as `status`' }),
        activity: z.enum(ACTIVITIES).optional(),
        type: z.enum(ACTIVITIES).optional().openapi({ description: 'The same as `activity`' }),
        message: z
          .string()
          .trim()
          .max(PRESENCE_LENGTH)
          .nullable()
          .optional()
          .openapi({ description: 'null: as BOT_STATUS has it' }),
      }),
    ),
  },
  responses: answers('As it is now', presenceSchema),
});

const statusSchema = z
  .object({
    status: z.enum(['ok', 'degraded', 'down']),
    ready: z.boolean(),
    version: z.string(),
    uptimeSeconds: z.int().openapi({ description: 'Of the server that answers' }),
    chain: z.object({ chainId: z.int(), name: z.string(), block: z.int().nullable() }),
    indexer: z.object({ block: z.int().nullable(), lag: z.int().nullable() }),
    relayer: z
      .record(z.string(), z.int())
      .openapi({ description: 'Operations on their way, by how far they are', example: { queued: 2, broadcast: 1 } }),
    discord: z.object({
      connected: z.boolean(),
      since: z.iso.datetime().nullable(),
      pingMs: z.int().nullable(),
      guilds: z.int().nullable(),
    }),
    communities: z.int(),
    parts: z.record(z.string(), z.object({ state: z.enum(['ok', 'degraded', 'down']), says: z.string() })),
  })
  .openapi('SystemStatus');
export type SystemStatus = z.infer<typeof statusSchema>;

const status = guarded('member', {
  method: 'get',
  path: '/api/status',
  'x-in-community': false,
  summary: 'How the whole system is doing',
  tags,
  responses: answers('As the server that answers sees it', statusSchema),
});

const lineSchema = z
  .object({
    line: z.int(),
    at: z.iso.datetime(),
    level: z.enum(LOG_LEVELS).openapi({ description: '`act`: what somebody did with a right to' }),
    part: z.string().nullable(),
    message: z.string(),
    details: z.record(z.string(), z.string()),
    userId: z.string().nullable().openapi({ description: 'Of who did it: a Discord id, a wallet, or `operator`' }),
  })
  .openapi('LogLine');
export type LogLine = z.infer<typeof lineSchema>;

const logs = guarded('operator', {
  method: 'get',
  path: '/api/logs',
  summary: 'What went wrong, and what people did with a right to, the latest first',
  description:
    'Warnings and worse, of all servers: the last 5,000 lines of as many days as the settings say. No secret stands in them, and no member. All else is in the log that each server writes.',
  tags,
  request: {
    query: z.object({
      level: z
        .preprocess(
          (level) => (typeof level === 'string' ? level.toLowerCase().replace(/^warning$/, 'warn') : level),
          z.enum(LOG_LEVELS, { error: `must be one of ${LOG_LEVELS.join(', ')}` }),
        )
        .optional()
        .openapi({ type: 'string', enum: [...LOG_LEVELS] }),
      limit: z.coerce.number().int().min(1).max(200).default(100),
      cursor: z
        .string()
        .regex(/^\d{1,15}$/, 'must be `next` of the page before')
        .optional(),
    }),
  },
  responses: answers('One page', paged('logs', lineSchema)),
});

const clear = guarded('operator', {
  method: 'delete',
  path: '/api/logs',
  summary: 'Forgets these lines; who did so is the first one after',
  tags,
  responses: answers('Forgotten', z.object({ cleared: z.int() })),
});

const settingsSchema = z
  .object({
    presence: z.enum(PRESENCES),
    activity: z.enum(ACTIVITIES),
    statusText: z.string().nullable().openapi({ description: 'null: as BOT_STATUS has it' }),
    logDays: z.int().openapi({ description: 'Days for which lines are kept for GET /api/logs' }),
    environment: z
      .record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))
      .openapi({ description: 'What the environment decides: read when a server starts' }),
  })
  .openapi('Settings');
export type InstallationSettings = z.infer<typeof settingsSchema>;

const readSettings = guarded('operator', {
  method: 'get',
  path: '/api/settings',
  summary: 'What holds for all communities of this installation',
  tags,
  responses: answers('All of it, without secrets', settingsSchema),
});

const writeSettings = guarded('operator', {
  method: 'put',
  path: '/api/settings',
  summary: 'Changes some of it and leaves the rest',
  description: 'What the environment decides is changed there.',
  tags,
  request: {
    body: jsonBody(
      z.strictObject({
        presence: z.enum(PRESENCES).optional(),
        activity: z.enum(ACTIVITIES).optional(),
        statusText: z.string().trim().max(PRESENCE_LENGTH).nullable().optional(),
        logDays: z.int().min(1).max(365).optional(),
      }),
    ),
  },
  responses: answers('As it is now', settingsSchema),
});

const restart = guarded('operator', {
  method: 'post',
  path: '/api/restart',
  summary: 'Connects every server to Discord anew',
  description:
    'What the bot has begun is finished first; operations on their way to the chain are not touched. GET /api/status says since when it is connected.',
  tags,
  responses: {
    202: {
      description: 'Asked for',
      content: json(z.object({ restarting: z.literal('discord') })),
    },
    ...problems,
  },
});

export type Routes =
  | typeof readPresence
  | typeof writePresence
  | typeof status
  | typeof logs
  | typeof clear
  | typeof readSettings
  | typeof writeSettings
  | typeof restart;

/** @param health the same that GET /health reads */
export function bot(app: OpenAPIHono, ctx: Context, discord: Discord, health: Health) {
  const since = ctx.clock();

  app.openapi(readPresence, async (c) => c.json(toPresence(await getInstallation(ctx)), 200));

  app.openapi(writePresence, async (c) => {
    const { status, presence, activity, type, message } = c.req.valid('json');
    const change = given({
      presence: status ?? presence,
      activity: activity ?? type,
      statusText: message === '' ? null : message,
    });
    const now = await setInstallation(ctx, change);
    await acted(c, ctx, 'the bot’s presence was changed', { presence: now.presence });
    return c.json(toPresence(now), 200);
  });

  app.openapi(status, async (c) => {
    const [report, relayer, communities] = await Promise.all([health.read(), getQueue(ctx), getCommunities(ctx)]);
    const port = discord();
    const parts = Object.values(report.parts);
    const worst = (['down', 'degraded'] as const).find((state) => parts.some((part) => part.state === state));
    const block = report.indexed?.number ?? null;
    c.header('cache-control', 'no-store');
    return c.json(
      {
        status: worst ?? ('ok' as const),
        ready: report.ready,
        version: VERSION,
        uptimeSeconds: Math.floor((ctx.clock() - since) / 1000),
        chain: { chainId: ctx.config.chainId, name: ctx.config.network.name, block: report.head },
        indexer: { block, lag: report.head === null || block === null ? null : Math.max(0, report.head - block) },
        relayer,
        discord: {
          connected: port?.connected() ?? false,
          since: port?.since.toISOString() ?? null,
          ...{ pingMs: port?.ping() ?? null, guilds: port?.guilds() ?? null },
        },
        communities: communities.length,
        parts: partsTo(c, report.parts),
      },
      200,
    );
  });

  app.openapi(logs, async (c) => {
    const { level, limit, cursor } = c.req.valid('query');
    const before = cursor === undefined ? undefined : Number(cursor);
    const rows = await getLogLines(ctx, { level, before, limit: limit + 1 });
    const page = rows.slice(0, limit);
    const next = rows.length > limit ? `${page.at(-1)!.id}` : null;
    return c.json(
      { logs: page.map(({ id, at, ...line }) => ({ line: id, at: at.toISOString(), ...line })), next },
      200,
    );
  });

  app.openapi(clear, async (c) => c.json({ cleared: await clearLogLines(ctx, { userId: 'operator' }) }, 200));

  app.openapi(readSettings, async (c) => c.json(toSettings(await getInstallation(ctx)), 200));

  app.openapi(writeSettings, async (c) => {
    const change = given(c.req.valid('json'));
    const now = await setInstallation(ctx, change);
    await acted(c, ctx, 'the settings were changed', { keys: Object.keys(change).join(', ') });
    return c.json(toSettings(now), 200);
  });

  app.openapi(restart, async (c) => {
    await acted(c, ctx, 'Discord was to be connected anew');
    await reconnectDiscord(ctx);
    return c.json({ restarting: 'discord' as const }, 202);
  });

  function toPresence({ presence, activity, statusText }: Installation) {
    const message = statusText ?? ctx.config.discord.status;
    const connected = discord()?.connected() ?? false;
    return { status: presence, activity, message, scope: 'bot' as const, connected };
  }

  function toSettings(chosen: Installation) {
    const { environment, chainId, local, network, confirmations, publicUrl, settleSeconds, commandsAMinute } =
      ctx.config;
    const { backup, logLevel, discord: app } = ctx.config;
    return {
      ...chosen,
      environment: {
        ...{ environment, chainId, local, network: network.name, confirmations, publicUrl, settleSeconds },
        ...{ commandsAMinute, logLevel, applicationId: app.applicationId, botStatus: app.status },
        ...{ backups: backup.dir !== undefined, backupHour: backup.hour, backupsKept: backup.keep },
      },
    };
  }
}
