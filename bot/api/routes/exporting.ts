/** All that a community's admins set up or wrote, as one document: what the chain holds it holds itself. */
import { type OpenAPIHono, z } from '@hono/zod-openapi';
import { and, asc, count, eq, isNull, ne } from 'drizzle-orm';
import { stream } from 'hono/streaming';
import type { Context } from '../../context.ts';
import { announcements, codes, itemSettings, templates } from '../../db/schema.ts';
import { getChallenges, getClans } from '../../operations/getClans.ts';
import type { CommunityInfo } from '../../operations/getCommunity.ts';
import { getItems } from '../../operations/getItems.ts';
import { getSeasons } from '../../operations/getSeasons.ts';
import { getTasks } from '../../operations/getTasks.ts';
import { getSettings } from '../../operations/settings.ts';
import { guarded } from '../authority.ts';
import { showAnnouncement, showEmbed } from '../embedSchemas.ts';
import { problems } from '../problem.ts';
import { communityHeader, communityQuery, toAmount } from '../schemas.ts';
import { toTask } from '../taskSchemas.ts';
import { acted } from './config.ts';
import { toItem } from './shop.ts';

/** Rows of a part that are in memory at a time. */
const ROWS = 500;

const route = guarded('admin', {
  method: 'get',
  path: '/api/export',
  summary: 'A community’s set-up and texts as one JSON document',
  description:
    'Settings, items and how they are handed over, tasks, announcements, embeds, seasons, clans and challenges. No member’s data, no codes, no secrets: backups are for those. Streamed, whatever its size.',
  tags: ['System'],
  request: { query: communityQuery, headers: communityHeader },
  responses: {
    200: {
      description: 'The document',
      content: { 'application/json': { schema: z.object({ community: z.string() }).loose().openapi('Export') } },
    },
    ...problems,
  },
});

export function exporting(app: OpenAPIHono, ctx: Context) {
  app.openapi(route, async (c) => {
    const { community } = c.var;
    await acted(c, ctx, 'a community was exported');
    const day = new Date(ctx.clock()).toISOString().slice(0, 10);
    c.header('content-type', 'application/json');
    c.header('content-disposition', `attachment; filename="guildmint-${community.token}-${day}.json"`);
    c.header('cache-control', 'no-store');
    // Written as it is read; the schema's shape is what stands at its head.
    return stream(c, async (out) => {
      await out.write(`{"community":${JSON.stringify(community.token)}`);
      for (const [name, rows] of partsOf(ctx, community)) {
        await out.write(`,\n${JSON.stringify(name)}:[`);
        let first = true;
        for await (const row of rows) {
          if (out.aborted) return;
          await out.write(`${first ? '\n' : ',\n'}${JSON.stringify(row)}`);
          first = false;
        }
        await out.write(']');
      }
      await out.write('}\n');
    }) as never;
  });
}

type Part = readonly [name: string, rows: AsyncGenerator<object>];

function partsOf(ctx: Context, { token, decimals, name, symbol, guild }: CommunityInfo): Part[] {
  const { db } = ctx;
  const page = { token, decimals };
  return [
    ['about', of(async () => [{ name, symbol, decimals, guild, exportedAt: new Date(ctx.clock()).toISOString() }])],
    ['settings', of(async () => [await getSettings(ctx, { token })])],
    ['items', of(async () => (await getItems(ctx, { token })).map((item) => toItem(item, decimals)))],
    ['handovers', of(() => handoversOf(ctx, { token }))],
    [
      'tasks',
      paging(async (offset) =>
        (await getTasks(ctx, { token, open: false, offset, limit: ROWS })).map((task) => toTask(task, page.decimals)),
      ),
    ],
    [
      'announcements',
      paging(async (offset) =>
        (
          await db
            .select()
            .from(announcements)
            .where(and(eq(announcements.token, token), ne(announcements.state, 'draft')))
            .orderBy(asc(announcements.id))
            .offset(offset)
            .limit(ROWS)
        ).map(showAnnouncement),
      ),
    ],
    [
      'embeds',
      of(async () =>
        (await db.select().from(templates).where(eq(templates.token, token)).orderBy(asc(templates.name))).map(
          (each) => ({ name: each.name, ...showEmbed(each.content) }),
        ),
      ),
    ],
    ['seasons', of(() => getSeasons(ctx, { token }))],
    ['clans', of(async () => (await getClans(ctx, { token })).map((clan) => ({ clan: clan.clan, name: clan.name })))],
    [
      'challenges',
      of(async () =>
        (await getChallenges(ctx, { token })).map(({ challenge, title, state, pool, firstDay, lastDay }) => ({
          ...{ challenge, title, state, pool: toAmount(pool, decimals), firstDay, lastDay },
        })),
      ),
    ],
  ];
}

/** How items are handed over; of a webhook its host alone, and of codes how many are free. */
async function handoversOf({ db }: Context, { token }: { token: CommunityInfo['token'] }) {
  const [set, free] = await Promise.all([
    db.select().from(itemSettings).where(eq(itemSettings.token, token)).orderBy(asc(itemSettings.item)),
    db
      .select({ item: codes.item, free: count() })
      .from(codes)
      .where(and(eq(codes.token, token), isNull(codes.purchase)))
      .groupBy(codes.item),
  ]);
  const numbers = [...new Set([...set, ...free].map(({ item }) => item))].sort((a, b) => a - b);
  return numbers.map((item) => {
    const { roleId = null, channelId = null, webhookUrl = null } = set.find((each) => each.item === item) ?? {};
    const webhookHost = webhookUrl && new URL(webhookUrl).host;
    return { item, roleId, channelId, webhookHost, freeCodes: free.find((each) => each.item === item)?.free ?? 0 };
  });
}

async function* of<T extends object>(read: () => Promise<readonly T[]>): AsyncGenerator<T> {
  yield* await read();
}

async function* paging<T extends object>(read: (offset: number) => Promise<T[]>): AsyncGenerator<T> {
  for (let offset = 0; ; offset += ROWS) {
    const rows = await read(offset);
    yield* rows;
    if (rows.length < ROWS) return;
  }
}
