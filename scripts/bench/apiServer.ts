// The API in a process of its own, and beside it, on another port, what a bare hono costs.
import { createAdaptorServer } from '@hono/node-server';
import { Hono } from 'hono';
import { pino } from 'pino';
import { createPublicClient, http } from 'viem';
import { hardhat } from 'viem/chains';
import { z } from 'zod';
import { startApi } from '../../bot/api/start.ts';
import type { Deployment } from '../../bot/chain/chain.ts';
import { openDatabase } from '../../bot/db/database.ts';
import { contextOf } from '../../test/support/economy.ts';

const asked = z.object({
  databaseUrl: z.string(),
  rpcUrl: z.string(),
  deployment: z.custom<Deployment>(),
  dataDir: z.string(),
});
const { databaseUrl, rpcUrl, deployment, dataDir } = asked.parse(JSON.parse(process.argv[2]!));
const { db } = await openDatabase({ url: databaseUrl, dataDir, log: pino({ level: 'silent' }) });
const client = createPublicClient({ chain: hardhat, transport: http(rpcUrl) });
const ctx = contextOf(db, { url: rpcUrl, client, deployment });
const api = await startApi(ctx, { requestsPerMinute: Number.MAX_SAFE_INTEGER });

const bare = new Hono();
bare.get('/hello', (c) => c.json({ hello: 'world' }));
const server = createAdaptorServer({ fetch: bare.fetch });
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  process.send!({ api: api.url, bare: `http://127.0.0.1:${port}` });
});
let most = 0;
setInterval(() => {
  most = Math.max(most, process.memoryUsage.rss());
}, 50);
process.on('message', () => {
  most = Math.max(most, process.memoryUsage.rss());
  process.send!({ rss: process.memoryUsage.rss(), most });
  most = 0;
});
