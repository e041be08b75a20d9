/** The Playground's own endpoints: what a member sees, hears and does, for loopback pages only. */
import { Hono, type Context as Request } from 'hono';
import { cors } from 'hono/cors';
import { z } from 'zod';
import type { PlaygroundActResult, PlaygroundError, PlaygroundEvent } from '../../api/playground.ts';
import type { Context } from '../context.ts';
import { DiscordError, Refusal } from '../errors.ts';
import { type Faults, faultsSchema } from '../faults.ts';
import { carryOut } from './act.ts';
import { actSchema } from './actSchema.ts';
import { stateFor } from './views.ts';

const KEEP_ALIVE_MS = 15_000;

const isLoopback = (host: string): boolean => /^(localhost|[\w-]+\.localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(host);

const originHost = (origin: string): string => (URL.canParse(origin) ? new URL(origin).hostname : '');

export function mountPlayground(ctx: Context, faults: Faults, reset: () => void): Hono {
  const app = new Hono();
  // A page from elsewhere may reach a loopback port, by a foreign origin or by rebinding a name: both are turned away.
  app.use(async (request, next) => {
    const origin = request.req.header('origin');
    const foreign = origin !== undefined && !isLoopback(originHost(origin));
    if (foreign || !isLoopback(new URL(request.req.url).hostname)) {
      return fail(request, 403, 'The Playground answers pages of this machine only.');
    }
    return next();
  });
  app.use(cors({ origin: (origin) => (isLoopback(originHost(origin)) ? origin : null), maxAge: 600 }));
  app.get('/state', (request) => request.json(stateFor(ctx, actor(ctx, request))));
  app.get('/events', (request) => stream(ctx, actor(ctx, request)));
  app.post('/act', async (request) => {
    const act = await parseBody(request, actSchema);
    return request.json(carryOut(ctx, act) satisfies PlaygroundActResult);
  });
  app.post('/reset', (request) => {
    reset();
    return request.body(null, 204);
  });
  app.post('/faults', async (request) => {
    const wanted = await parseBody(request, faultsSchema);
    try {
      faults.inject(wanted);
    } catch (error) {
      throw new Refusal(error instanceof Error ? error.message : String(error));
    }
    return request.body(null, 204);
  });
  app.all('*', (request) => fail(request, 404, 'The Playground has no such endpoint.'));
  app.onError((error, request) => {
    if (error instanceof Refusal) return fail(request, error.status, error.message);
    if (error instanceof DiscordError) return fail(request, error.status, `${error.message}.`.replace(/\.\.$/, '.'));
    console.error('Local Discord failed at the Playground:', error);
    return fail(request, 500, 'The local Discord stumbled; its log says over what.');
  });
  return app;
}

function fail(request: Request, status: number, error: string): Response {
  const allowed = request.res.headers.get('access-control-allow-origin');
  const headers: Record<string, string> = allowed ? { 'access-control-allow-origin': allowed } : {};
  return Response.json({ error } satisfies PlaygroundError, { status, headers });
}

function actor(ctx: Context, request: Request): string {
  const asked = request.req.query('as') ?? '';
  const user = Object.hasOwn(ctx.state.users, asked) ? ctx.state.users[asked] : undefined;
  if (!user || user.bot) throw new Refusal('Say who is looking: ?as=<id of a member>.');
  return user.id;
}

async function parseBody<T>(request: Request, schema: z.ZodType<T>): Promise<T> {
  // Browsers send JSON across origins only after asking; forms they send unasked.
  if (!request.req.header('content-type')?.startsWith('application/json')) throw new Refusal('Send JSON.', 415);
  const parsed = schema.safeParse(await request.req.json().catch(() => undefined));
  if (parsed.success) return parsed.data;
  throw new Refusal(`This is not something a member can do: ${z.prettifyError(parsed.error)}`);
}

function stream(ctx: Context, userId: string): Response {
  const encoder = new TextEncoder();
  let stop = () => {};
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const write = (text: string) => controller.enqueue(encoder.encode(text));
      const subscriber = {
        userId,
        send: (event: PlaygroundEvent) => write(`data: ${JSON.stringify(event)}\n\n`),
        close: () => {
          stop();
          controller.close();
        },
      };
      const alive = setInterval(() => write(': alive\n\n'), KEEP_ALIVE_MS).unref();
      stop = () => {
        clearInterval(alive);
        ctx.subscribers.delete(subscriber);
      };
      ctx.subscribers.add(subscriber);
      write(': connected\n\n');
    },
    cancel: () => stop(),
  });
  const headers = { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' };
  return new Response(body, { headers });
}
