// The API in a process of its own, as docs/SCALING.md says for a million members, and beside it, on another port, what a bare
// hono costs.
import { createAdaptorServer } from '@hono/node-server';
import { Hono } from 'hono';
import { pino } from 'pino';
import { createPublicClient, http, zeroAddress, zeroHash } from 'viem';
import { hardhat } from 'viem/chains';
import { startApi } from '../../bot/api/start.ts';
import { openDatabase } from '../../bot/db/database.ts';
import { contextOf } from '../../test/support/economy.ts';

const [url, dataDir] = process.argv.slice(2) as [string, string];
const { db } = await openDatabase({ url, dataDir, log: pino({ level: 'silent' }) });
// Reads ask the database and nobody else.
const nowhere = 'http://127.0.0.1:1';
const client = createPublicClient({ chain: hardhat, transport: http(nowhere) });
const deployment = {
  ...{ chainId: hardhat.id, block: 0, genesis: zeroHash, communities: zeroAddress, custodian: zeroAddress },
  ...{ forwarder: zeroAddress, earnings: zeroAddress, gifts: zeroAddress, shop: zeroAddress },
  ...{ achievements: zeroAddress, tasks: zeroAddress, stash: zeroAddress, clans: zeroAddress },
  ...{ conduct: zeroAddress, market: zeroAddress },
};
const { API_KEPT_MB } = process.env;
const ctx = contextOf(db, { url: nowhere, client, deployment }, { env: { API_KEPT_MB } });
const api = await startApi(ctx, { requestsPerMinute: Number.MAX_SAFE_INTEGER });

const bare = new Hono();
bare.get('/hello', (c) => c.json({ hello: 'world' }));
const server = createAdaptorServer({ fetch: bare.fetch });
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  process.send!({ api: api.url, bare: `http://127.0.0.1:${port}` });
});

/** Since it was asked last. */
let most = 0;
const look = () => {
  most = Math.max(most, process.memoryUsage.rss());
};
setInterval(look, 100);
process.on('message', () => {
  look();
  const { user, system } = process.cpuUsage();
  globalThis.gc?.();
  const { rss, heapUsed, external } = process.memoryUsage();
  process.send!({ rss, held: heapUsed + external, most, cpu: user + system });
  most = 0;
});
process.on('disconnect', () => process.exit());
