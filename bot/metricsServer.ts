/** Serves /metrics on a port of its own, and looks up at each asking what nobody counts as it happens. */
import { createServer } from 'node:http';
import { sql } from 'drizzle-orm';
import { type Address, formatEther } from 'viem';
import type { Context } from './context.ts';
import { FatalError } from './errors.ts';
import type { Health } from './health.ts';

const STATES = ['queued', 'signed', 'broadcast', 'mined'] as const;

/** @param options.wallets that pay gas @throws FatalError if the port cannot be had */
export async function serveMetrics(
  ctx: Context,
  options: { host: string; port: number; health: Health; wallets: Address[] },
): Promise<{ url: string; close(): Promise<void> }> {
  const { host, port } = options;
  const { registry } = ctx.metrics;
  ctx.metrics.watchProcess();

  const server = createServer(async (request, response) => {
    if (request.method !== 'GET' || request.url !== '/metrics') return response.writeHead(404).end();
    try {
      await lookUp(ctx, options);
      response.writeHead(200, { 'content-type': registry.contentType }).end(await registry.metrics());
    } catch (error) {
      ctx.log.error({ err: error }, 'the metrics could not be told');
      response.writeHead(500).end();
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  }).catch((cause) => {
    throw new FatalError(
      `The metrics cannot be served on ${host}:${port} (${cause.message}): set METRICS_PORT or METRICS_HOST.`,
      { cause },
    );
  });
  const address = server.address();
  const url = `http://${host}:${typeof address === 'object' && address ? address.port : port}/metrics`;
  ctx.log.info({ url }, 'metrics are served');
  return {
    url,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function lookUp(ctx: Context, { health, wallets }: { health: Health; wallets: Address[] }) {
  const { metrics, db, clock } = ctx;
  const { ready, head, indexed, parts } = await health.read();
  metrics.ready.set(ready ? 1 : 0);
  metrics.discordConnected.set(parts.discord?.state === 'ok' ? 1 : 0);
  if (head !== null) metrics.chainBlock.set(head);
  if (indexed) metrics.indexerBlock.set(indexed.number);
  if (head !== null && indexed) {
    const behind = Math.max(0, head - indexed.number);
    metrics.indexerLagBlocks.set(behind);
    metrics.indexerLagSeconds.set(behind === 0 ? 0 : Math.max(0, clock() / 1000 - indexed.at));
  }
  const { totalCount, idleCount, waitingCount } = db.$client;
  for (const [state, count] of Object.entries({ open: totalCount, idle: idleCount, waiting: waitingCount }))
    metrics.databaseConnections.set({ state }, count);
  // What does not answer keeps its last figure; that it does not answer is a figure of its own.
  if (parts.database?.state === 'ok') await countOutbox(ctx);
  if (parts.chain?.state === 'ok')
    for (const wallet of wallets) {
      const balance = await ctx.chain.client.getBalance({ address: wallet });
      metrics.walletBalance.set({ wallet }, Number(formatEther(balance)));
    }
}

async function countOutbox({ db, metrics, clock }: Context) {
  const { rows } = await db.execute<{ state: string; count: string; oldest: Date }>(sql`
    select state, count(*) as count, min(created_at) as oldest from app.outbox
    where state in ('queued', 'signed', 'broadcast', 'mined') group by state`);
  for (const state of STATES)
    metrics.outboxOperations.set({ state }, Number(rows.find((row) => row.state === state)?.count ?? 0));
  const waiting = rows.filter(({ state }) => state !== 'mined').map(({ oldest }) => new Date(oldest).getTime());
  metrics.outboxOldestSeconds.set(waiting.length === 0 ? 0 : Math.max(0, clock() - Math.min(...waiting)) / 1000);
}
