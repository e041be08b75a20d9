import { type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from '../../context.ts';
import { guarded } from '../authority.ts';
import { communityNamed } from '../community.ts';
import { problems } from '../problem.ts';
import { communityQuery, discordIdOrAddress } from '../schemas.ts';
import { openClient, toText } from '../stream/client.ts';
import {
  EVENT_TYPES,
  type EventType,
  eventsBetween,
  type Group,
  MOST_PAGES,
  type StreamEvent,
  streamEventSchema,
} from '../stream/events.ts';
import { type Feed, tellEverywhere } from '../stream/feed.ts';
import { END_OF_BLOCK, hashesOf, isAfter, type Position, positionOf } from '../stream/positions.ts';

export const HEARTBEAT_MS = 15_000;
/** Groups that may wait while a returning client is told what it missed. */
const MOST_WAITING = 5_000;

/** Runs `tick` again and again; returns what ends it. */
export type Every = (ms: number, tick: () => void) => () => void;

const list = (text: string) => text.split(',').filter((part) => part !== '');

const typesQuery = (name: string, description: string) =>
  z
    .string()
    .max(200)
    .transform(list)
    .pipe(z.array(z.enum(EVENT_TYPES, { error: `must be a list of ${EVENT_TYPES.join(', ')}` })))
    .optional()
    .openapi({ param: { name, in: 'query' }, type: 'string', example: 'entry,balance', description });

const route = guarded('anyone', {
  method: 'get',
  path: '/api/stream',
  summary: 'What happens, live (Server-Sent Events)',
  description:
    'Each event is named by its `change_type` and carries `affected_ids`. A client that comes back with `Last-Event-ID`, to whichever server, is told what it missed. After `resync` ask again for what you show: blocks were taken back, or too much was missed. A comment is sent every 15 seconds. Who does not read is let go, and comes back.',
  tags: ['Live'],
  request: {
    query: communityQuery.extend({
      guilds: z
        .string()
        .max(2_000)
        .transform(list)
        .pipe(z.array(discordIdOrAddress).max(50))
        .optional()
        .openapi({
          param: { name: 'guilds', in: 'query' },
          type: 'string',
          example: '77001,77002',
          description: 'Of which communities, where more than one; all where neither is said',
        }),
      types: typesQuery('types', 'Which events; all where left out'),
      events: typesQuery('events', 'The same as `types`'),
    }),
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

/** PostgreSQL carries an event among the servers, and takes 8,000 bytes. */
const MOST_TEST_BYTES = 4_000;

const testRoute = guarded('admin', {
  method: 'post',
  path: '/api/stream/test',
  'x-scope': 'config:write',
  summary: 'Sends an event of nothing to who listens to the community, to see that it arrives',
  tags: ['Live'],
  request: {
    query: communityQuery,
    body: {
      required: true,
      content: {
        'application/json': {
          schema: z.object({
            event_type: z.string().min(1).max(60).default('test'),
            data: z
              .record(z.string().max(100), z.unknown())
              .default({})
              .refine((data) => Buffer.byteLength(JSON.stringify(data)) <= MOST_TEST_BYTES, {
                error: 'must be at most 4000 bytes',
              }),
          }),
        },
      },
    },
  },
  responses: {
    202: {
      description: 'On its way, from every server',
      content: {
        'application/json': { schema: z.object({ clients: z.int().openapi({ description: 'Of this server' }) }) },
      },
    },
    ...problems,
  },
});

export function stream(app: OpenAPIHono, ctx: Context, feed: Feed, every: Every) {
  const clients = new Set<ReturnType<typeof openClient>>();
  const stopHeartbeat = every(HEARTBEAT_MS, () => {
    for (const client of clients) client.send(HEARTBEAT);
  });

  app.openapi(route, async (c) => {
    const { community, guilds = [], types, events: kinds } = c.req.valid('query');
    const named = community ? [community, ...guilds] : guilds;
    const found = await Promise.all(named.map((one) => communityNamed(ctx, one)));
    const wording = wordingFor(
      found.map(({ token }) => token),
      types ?? kinds,
    );

    let unsubscribe = () => {};
    const client = openClient(() => {
      clients.delete(client);
      unsubscribe();
    });
    const seen = positionOf(c.req.valid('header')['last-event-id']);
    const now = feed.position();
    // Told by a server that is ahead of this one: what this one has yet to hear of is no news there.
    let ahead = seen && isAfter(seen, { block: now.block, logIndex: END_OF_BLOCK }) ? seen : null;
    const tell = (groups: Group[]) => {
      const upTo = ahead;
      if (upTo && groups.some(({ events }) => events.some(isResync))) ahead = null;
      else if (upTo) groups = groups.filter(({ position }) => !position || isAfter(position, upTo));
      const bytes = wording(groups);
      if (bytes) client.send(bytes);
    };

    // What happens while the past is told waits, so that everything arrives once and in order.
    let waiting: Group[] | null = [];
    unsubscribe = feed.subscribe((groups) => {
      if (!waiting) return tell(groups);
      waiting.push(...groups);
      if (waiting.length > MOST_WAITING) client.close();
    });
    clients.add(client);
    client.send(RETRY);

    const past = async () => {
      const resync = () => tell([sign('resync', now)]);
      if (seen && (await wasTakenBack(ctx, feed, seen))) resync();
      else if (seen && !ahead) await tellPast(ctx, seen, now, tell, { room: client.room, resync });
      client.send(wording([sign('ready', ahead ?? now)])!);
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

  app.openapi(testRoute, async (c) => {
    const { token } = c.get('community');
    const { event_type, data } = c.req.valid('json');
    await tellEverywhere(ctx, { change_type: 'test', affected_ids: [], community: token, event_type, data });
    return c.json({ clients: clients.size }, 202);
  });

  return () => {
    stopHeartbeat();
    for (const client of clients) client.close();
  };
}

const encoder = new TextEncoder();
const HEARTBEAT = encoder.encode(': heartbeat\n\n');
const RETRY = encoder.encode('retry: 2000\n\n');

/** What groups say to those who asked for the same; thousands of clients share one copy. */
const worded = new WeakMap<Group[], Map<string, Uint8Array | null>>();

function wordingFor(tokens: string[], types: EventType[] | undefined) {
  const key = JSON.stringify([tokens.toSorted(), types?.toSorted()]);
  const wanted = (event: StreamEvent) => {
    if (event.change_type === 'resync' || event.change_type === 'ready') return true;
    return (tokens.length === 0 || tokens.includes(event.community)) && (!types || types.includes(event.change_type));
  };
  return (groups: Group[]): Uint8Array | null => {
    const known = worded.get(groups) ?? new Map<string, Uint8Array | null>();
    worded.set(groups, known);
    const before = known.get(key);
    if (before !== undefined) return before;
    const text = groups.map(({ position, events }) => toText(events.filter(wanted), position)).join('');
    const bytes = text === '' ? null : encoder.encode(text);
    known.set(key, bytes);
    return bytes;
  };
}

const sign = (change_type: 'ready' | 'resync', position: Position): Group => ({
  position,
  events: [{ change_type, affected_ids: [], block: position.block }],
});

const isResync = ({ change_type }: StreamEvent) => change_type === 'resync';

/** Whether somebody was told of a block that is no longer, or was never. */
async function wasTakenBack(ctx: Context, feed: Feed, { block, hash }: Position) {
  if (block > (await feed.indexed())) return true;
  const is = hash && (await hashesOf(ctx.db, [block])).get(block);
  return is ? is !== hash : false;
}

async function tellPast(
  ctx: Context,
  from: Position,
  now: Position,
  tell: (groups: Group[]) => void,
  client: { room: () => Promise<void>; resync: () => void },
) {
  let position = from;
  for (let page = 0; ; page++) {
    const { groups, more } = await eventsBetween(ctx, position, now.block);
    if (page === MOST_PAGES && more) return client.resync();
    tell(groups);
    await client.room();
    position = groups.at(-1)?.position ?? position;
    if (!more) return;
  }
}
