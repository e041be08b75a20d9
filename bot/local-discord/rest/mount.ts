/** Puts the declared routes on the server: authorisation, faults, rate limits, bodies, and errors as Discord words them. */

import { setTimeout as delay } from 'node:timers/promises';
import type { HttpBindings } from '@hono/node-server';
import { Hono, type Context as Request } from 'hono';
import type { Context } from '../context.ts';
import { DiscordError, unauthorized } from '../errors.ts';
import { takeRouteFault } from '../faults.ts';
import { bucketName, GLOBAL_BUCKET, useBucket } from '../rateLimits.ts';
import { LOCAL_DISCORD_TOKEN } from '../seed.ts';
import { readBody } from './body.ts';
import type { Route } from './route.ts';

type Env = { Bindings: HttpBindings };

export function mountRest(ctx: Context, routes: Route[]): Hono<Env> {
  const app = new Hono<Env>();
  for (const route of routes) {
    const [method = '', path = ''] = route.route.split(' ');
    app.on(method, path, (request) => serve(ctx, route, request));
  }
  // Not `notFound`: a mounted app's own is never asked.
  app.all('*', (request) => {
    const name = `${request.req.method} ${request.req.path}`;
    const message = `The local Discord does not implement ${name}. Add the route to bot/local-discord/rest.`;
    return request.json({ code: 0, message }, 501);
  });
  return app;
}

async function serve(ctx: Context, route: Route, request: Request<Env>): Promise<Response> {
  try {
    if (!route.open && request.req.header('authorization') !== `Bot ${LOCAL_DISCORD_TOKEN}`) throw unauthorized();
    if (ctx.faults.restDelayMs > 0) await delay(ctx.faults.restDelayMs);
    const fault = takeRouteFault(ctx.faults, route.route);
    if (fault && fault !== 'lost') return failed(fault.status, fault.retryAfterSeconds);
    const limited = takeTurn(ctx, route, request.req.param());
    if (limited instanceof Response) return limited;
    const params = request.req.param();
    const query = new URL(request.req.url).searchParams;
    const call = { ctx, params, query, ...(await readBody(request.req.raw)) };
    const answer = route.handle(call);
    // The work is done and its answer lost, as when a connection breaks: a careful client sends a nonce.
    if (fault === 'lost') request.env.incoming.socket.resetAndDestroy();
    const body = answer.body === undefined ? null : JSON.stringify(answer.body);
    const type: Record<string, string> = body === null ? {} : { 'content-type': 'application/json' };
    return new Response(body, { status: answer.status, headers: { ...limited, ...type } });
  } catch (error) {
    if (error instanceof DiscordError) ctx.complain(route.route, error);
    return refused(error, route.route);
  }
}

function takeTurn(ctx: Context, route: Route, params: Record<string, string>): Response | Record<string, string> {
  if (route.open && !route.bucket) return {};
  if (!route.open) {
    const all = useBucket(ctx.rateLimits, 'global', GLOBAL_BUCKET, ctx.now());
    if (!all.allowed) return failed(429, all.retryAfterSeconds, { 'X-RateLimit-Global': 'true' });
  }
  if (!route.bucket) return {};
  const major = params.channel ?? params.guild ?? params.token ?? '';
  const use = useBucket(ctx.rateLimits, `${route.route} ${major}`, route.bucket, ctx.now());
  const headers = { ...use.headers, 'X-RateLimit-Bucket': bucketName(route.route) };
  return use.allowed ? headers : failed(429, use.retryAfterSeconds, headers);
}

function failed(status: number, retryAfterSeconds: number, headers: Record<string, string> = {}): Response {
  if (status !== 429) return Response.json({ code: 0, message: 'Internal Server Error' }, { status });
  const global = 'X-RateLimit-Global' in headers;
  const scope = global ? 'global' : 'user';
  return Response.json(
    { message: 'You are being rate limited.', retry_after: retryAfterSeconds, global },
    { status, headers: { ...headers, 'Retry-After': String(retryAfterSeconds), 'X-RateLimit-Scope': scope } },
  );
}

function refused(error: unknown, route: string): Response {
  if (error instanceof DiscordError) {
    const { status, code, message, errors } = error;
    return Response.json({ code, message, ...(errors === undefined ? {} : { errors }) }, { status });
  }
  console.error(`Local Discord failed at ${route}:`, error);
  return Response.json({ code: 0, message: `Local Discord failed at ${route}: ${String(error)}` }, { status: 500 });
}
