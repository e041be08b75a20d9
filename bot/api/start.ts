import type { Server } from 'node:http';
import { createAdaptorServer } from '@hono/node-server';
import type { Context } from '../context.ts';
import { FatalError } from '../errors.ts';
import { type ApiOptions, createApp } from './app.ts';
import { openFeed } from './stream/feed.ts';

const PATIENCE_MS = 15_000;
/** While the server closes. Less than the process itself has for it. */
const FAREWELL_MS = 4_000;

/** Serves the HTTP API and, where it is built, the dApp. @throws FatalError if the port cannot be had, or the operator's login not be checked */
export async function startApi(
  ctx: Context,
  options: ApiOptions = {},
): Promise<{ url: string; close(): Promise<void> }> {
  const { host, port } = ctx.config.api;
  const log = ctx.log.child({ part: 'api' });
  const feed = await openFeed({ ...ctx, log });
  const { app, endStreams } = await orClose(feed, () => createApp({ ...ctx, log }, feed, options));
  // Who sends slowly holds a connection no longer than anybody needs; an answer may take as long as it likes.
  const patience = options.patienceMs ?? PATIENCE_MS;
  const serverOptions = {
    headersTimeout: patience,
    requestTimeout: 2 * patience,
    connectionsCheckingInterval: Math.ceil(patience / 4),
  };
  const server = createAdaptorServer({ fetch: app.fetch, serverOptions }) as Server;

  const close = async () => {
    endStreams();
    await new Promise<void>((resolve) => {
      // Who is still being answered may take the rest, but not hold the server up by not reading it.
      const farewell = setTimeout(() => server.closeAllConnections(), options.farewellMs ?? FAREWELL_MS);
      server.close(() => {
        clearTimeout(farewell);
        resolve();
      });
      server.closeIdleConnections();
    });
    await feed.close();
  };
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, host, resolve);
    });
  } catch (cause) {
    endStreams();
    await feed.close();
    throw new FatalError(
      `The API cannot listen on ${host}:${port} (${(cause as Error).message}): set API_PORT or API_HOST.`,
      {
        cause,
      },
    );
  }
  const address = server.address();
  const bound = typeof address === 'object' && address ? address.port : port;
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${bound}`;
  log.info({ url }, 'API is open');
  return { url, close };
}

async function orClose<T>(opened: { close(): Promise<unknown> }, make: () => T): Promise<T> {
  try {
    return make();
  } catch (error) {
    await opened.close();
    throw error;
  }
}
