import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from '../../context.ts';
import { communityNamed } from '../community.ts';
import { problems } from '../problem.ts';
import { communityQuery } from '../schemas.ts';
import { openClient, toText } from '../stream/client.ts';
import {
  EVENT_TYPES,
  eventsBetween,
  type Group,
  MOST_PAGES,
  type StreamEvent,
  streamEventSchema,
} from '../stream/events.ts';
import type { Feed } from '../stream/feed.ts';
import { END_OF_BLOCK, isAfter, type Position, positionOf } from '../stream/positions.ts';

export const HEARTBEAT_MS = 15_000;
/** Groups that may wait while a returning client is told what it missed. */
const MOST_WAITING = 5_000;

/** Runs `tick` again and again; returns what ends it. */
export type Every = (ms: number, tick: () => void) => () => void;

const typesQuery = z
  .string()
  .transform((text) => text.split(','))
  .pipe(z.array(z.enum(EVENT_TYPES, { error: `must be a list of ${EVENT_TYPES.join(', ')}` })))
  .optional()
  .openapi({
    param: { name: 'types', in: 'query' },
    type: 'string',
    example: 'entry,balance',
    description: 'Which events; all where left out',
  });

const route = createRoute({
  method: 'get',
  path: '/api/stream',
  summary: 'What happens, live (Server-Sent Events)',
  description:
    'Each event is named by its `change_type` and carries `affected_ids`. A client that comes back with `Last-Event-ID` is told what it missed. After `resync` ask again for what you show: blocks were taken back, or too much was missed. A comment is sent every 15 seconds.',
  tags: ['Live'],
  request: {
    query: communityQuery.extend({ types: typesQuery }),
    headers: z.object({
      'last-event-id': z
        .string()
        .max(40)
        .optional()
        .openapi({ param: { name: 'last-event-id', in: 'header' } }),
    }),
  },
  responses: {
    200: { description: 'A stream of events', content: { 'text/event-stream': { schema: streamEventSchema } } },
    ...problems,
  },
});

export function stream(app: OpenAPIHono, ctx: Context, feed: Feed, every: Every) {
  const clients = new Set<ReturnType<typeof openClient>>();
  const stopHeartbeat = every(HEARTBEAT_MS, () => {
    for (const client of clients) client.send(': heartbeat\n\n');
  });

  app.openapi(route, async (c) => {
    const { community, types } = c.req.valid('query');
    const token = community ? (await communityNamed(ctx, community)).token : null;
    const wanted = (event: StreamEvent) => {
      if (event.change_type === 'resync' || event.change_type === 'ready') return true;
      return (!token || event.community === token) && (!types || types.includes(event.change_type));
    };

    let unsubscribe = () => {};
    const client = openClient(() => {
      clients.delete(client);
      unsubscribe();
    });
    const tell = (groups: Group[]) => {
      const text = groups.map(({ position, events }) => toText(events.filter(wanted), position)).join('');
      if (text) client.send(text);
    };

    // What happens while the past is told waits, so that everything arrives once and in order.
    let waiting: Group[] | null = [];
    const now = feed.position();
    unsubscribe = feed.subscribe((groups) => {
      if (!waiting) return tell(groups);
      waiting.push(...groups);
      if (waiting.length > MOST_WAITING) client.close();
    });
    clients.add(client);
    client.send('retry: 2000\n\n');

    const past = async () => {
      const from = positionOf(c.req.valid('header')['last-event-id']);
      if (from) await tellPast(ctx, from, now, tell, client.room);
      tell([{ position: now, events: [{ change_type: 'ready', affected_ids: [], block: now.block }] }]);
      const groups = waiting ?? [];
      waiting = null;
      tell(groups);
    };
    past().catch((error) => {
      ctx.log.error({ err: error }, 'a client could not be told what it missed');
      client.close();
    });
    // The types of responses know JSON only.
    return c.body(client.body, 200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    }) as never;
  });

  return () => {
    stopHeartbeat();
    for (const client of clients) client.close();
  };
}

async function tellPast(
  ctx: Context,
  from: Position,
  now: Position,
  tell: (groups: Group[]) => void,
  room: () => Promise<void>,
) {
  const resync = () =>
    tell([{ position: now, events: [{ change_type: 'resync', affected_ids: [], block: now.block }] }]);
  // Told of blocks that no longer exist.
  if (isAfter(from, { block: now.block, logIndex: END_OF_BLOCK })) return resync();
  let position = from;
  for (let page = 0; ; page++) {
    const { groups, more } = await eventsBetween(ctx, position, now.block);
    if (page === MOST_PAGES && more) return resync();
    tell(groups);
    await room();
    position = groups.at(-1)?.position ?? position;
    if (!more) return;
  }
}
