/**
 * Discord for a machine without Discord: REST v10, gateway v10 and a small CDN on loopback, to which the real
 * discord.js connects, and the endpoints of the Playground page.
 */

import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer, type HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { WebSocketServer } from 'ws';
import { mountCdn } from './cdn.ts';
import type { Context } from './context.ts';
import { type Faults, injectFaults, noFaults } from './faults.ts';
import { acceptClient, resendGuilds } from './gateway.ts';
import { mountOauth } from './oauth.ts';
import { mountPlayground } from './playground/routes.ts';
import { announce } from './playground/stream.ts';
import { mountRest } from './rest/mount.ts';
import { ROUTES } from './rest/routes.ts';
import { DEFAULT_SEED } from './seed.ts';
import { type Seed, stateFromSeed } from './state.ts';
import { createStateWriter, readState } from './stateFile.ts';

export type LocalDiscordOptions = {
  /** 0 or none for any free port. */
  port?: number;
  /** Loopback unless set. */
  host?: string;
  /** A JSON file in which people, messages and commands survive a restart. */
  stateFile?: string;
  /** Milliseconds since 1970; the fifteen-minute rule and rate limits go by it. */
  clock?: () => number;
  /** How long the bot may take for its first answer; Discord's own three seconds unless set. */
  answerWithinMs?: number;
  seed?: Seed;
  /** For measurements: told when an interaction was asked, first answered, and its answer edited. */
  watch?: Context['watch'];
  /** Told of every call that is refused. */
  complain?: Context['complain'];
};

export type LocalDiscord = {
  /** Origin; discord.js takes `${url}/api` as `rest.api` and `${url}/cdn` as `rest.cdn`. */
  url: string;
  port: number;
  gatewayUrl: string;
  faults: Faults;
  close(): Promise<void>;
};

/** @throws Error when the port is taken or the state file cannot be read */
export async function startLocalDiscord(options: LocalDiscordOptions = {}): Promise<LocalDiscord> {
  const {
    port: wantedPort = 0,
    host = '127.0.0.1',
    stateFile,
    clock = Date.now,
    seed = DEFAULT_SEED,
    answerWithinMs = 3_000,
    watch = () => undefined,
    complain = () => undefined,
  } = options;
  const writer = createStateWriter(
    stateFile,
    () => ctx.state,
    () => ctx.url,
  );
  const ctx: Context = {
    state: stateFromSeed(seed),
    seed,
    url: '',
    gatewayUrl: '',
    now: clock,
    answerWithinMs,
    sessions: new Map(),
    subscribers: new Set(),
    waiting: new Map(),
    watch,
    complain,
    faults: noFaults(),
    rateLimits: new Map(),
    changed: writer.changed,
  };
  const names = new Set(ROUTES.map(({ route }) => route));
  const faults: Faults = { inject: (request) => injectFaults(ctx, names, request) };
  const server = createServer(ctx, faults);
  // Browsers name the page's origin, bots name none: no web page may speak to the gateway.
  const verifyClient = ({ origin }: { origin?: string }) => !origin;
  const sockets = new WebSocketServer({ server, path: '/gateway', perMessageDeflate: false, verifyClient });
  sockets.on('connection', (socket) => acceptClient(ctx, socket));
  const port = await listen(server, wantedPort, host);
  ctx.url = `http://${host}:${port}`;
  ctx.gatewayUrl = `ws://${host}:${port}/gateway`;
  if (stateFile !== undefined) ctx.state = readState(stateFile, ctx.url) ?? ctx.state;
  return {
    url: ctx.url,
    port,
    gatewayUrl: ctx.gatewayUrl,
    faults,
    async close() {
      for (const timer of ctx.waiting.values()) clearTimeout(timer);
      for (const subscriber of ctx.subscribers) subscriber.close();
      for (const socket of sockets.clients) socket.terminate();
      writer.flush();
      sockets.close();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

function createServer(ctx: Context, faults: Faults): Server {
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.route('/', mountOauth(ctx));
  app.route('/api/v10', mountRest(ctx, ROUTES));
  app.route('/cdn', mountCdn(ctx));
  app.route(
    '/playground',
    mountPlayground(ctx, faults, () => reset(ctx)),
  );
  app.notFound((request) => {
    const message = `The local Discord does not implement ${request.req.method} ${request.req.path}.`;
    return request.json({ code: 0, message }, request.req.path.startsWith('/api/') ? 501 : 404);
  });
  return createAdaptorServer({ fetch: app.fetch, overrideGlobalObjects: false }) as Server;
}

/** Back to the seed. Commands stay, as they are the bot's; a connected bot hears every guild anew. */
function reset(ctx: Context): void {
  for (const timer of ctx.waiting.values()) clearTimeout(timer);
  ctx.waiting.clear();
  const { last_id, commands } = ctx.state;
  ctx.state = { ...stateFromSeed(ctx.seed, commands), last_id };
  Object.assign(ctx.faults, noFaults());
  ctx.changed();
  resendGuilds(ctx);
  announce(ctx, { t: 'reset' });
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause) =>
      reject(new Error(`The local Discord cannot listen on ${host}:${port}. Choose another port.`, { cause })),
    );
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port));
  });
}
