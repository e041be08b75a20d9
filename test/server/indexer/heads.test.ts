// Polling is set to a minute here: whatever is seen sooner was told by the node.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { after, afterEach, before, describe, it } from 'node:test';
import { listen } from '../../../bot/db/notify.ts';
import { startIndexer } from '../../../bot/indexer/start.ts';
import { testDatabase } from '../../support/database.ts';
import { contextOf, type Economy, startEconomy } from '../../support/economy.ts';

describe('new blocks', { timeout: 240_000 }, () => {
  let economy: Economy;
  const closers: (() => Promise<unknown>)[] = [];

  before(async () => {
    economy = await startEconomy();
  });
  afterEach(async () => {
    while (closers.length > 0) await closers.pop()!();
  });
  after(() => economy?.close());

  /** An indexer of a database of its own, and what it told of its blocks. */
  async function start(env: NodeJS.ProcessEnv) {
    const database = await testDatabase();
    closers.push(database.close);
    const seen: string[] = [];
    let tell: () => void = () => undefined;
    const subscription = await listen(database.db, 'guildmint_indexed', (block) => {
      seen.push(block);
      tell();
    });
    closers.push(subscription.close);
    const indexer = await startIndexer(contextOf(database.db, economy, { env }));
    closers.push(indexer.close);
    await indexer.caughtUp();
    return {
      /** Resolves when the block's rows were told of on the way that every server and stream listens on. */
      async indexed(block: bigint) {
        while (!seen.includes(`${block}`)) await new Promise<void>((resolve) => (tell = resolve));
      },
    };
  }

  async function mineAndSee(indexed: (block: bigint) => Promise<void>) {
    await economy.control.mine({ blocks: 1 });
    await indexed(await economy.client.getBlockNumber());
  }

  it('are in the tables as soon as the node tells of them, long before it would be asked', async () => {
    const { indexed } = await start({ POLL_MS: '60000' });
    for (let i = 0; i < 3; i++) await mineAndSee(indexed);
  });

  it('are told again after the connection was lost', async () => {
    const proxy = await passThrough(economy.url);
    closers.push(proxy.close);
    const { indexed } = await start({ POLL_MS: '60000', RPC_WS_URL: proxy.url });
    await mineAndSee(indexed);
    const again = proxy.connected();
    proxy.cut();
    await again;
    await mineAndSee(indexed);
  });

  it('are asked for where no WebSocket is to be had, or one that says nothing', async () => {
    for (const answer of [(socket: Socket) => socket.destroy(), () => undefined]) {
      const node = await listening(createServer(answer));
      closers.push(node.close);
      const { indexed } = await start({ POLL_MS: '30', RPC_WS_URL: node.url });
      await mineAndSee(indexed);
    }
  });
});

async function listening(server: Server) {
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  assert.ok(address && typeof address === 'object');
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: `ws://127.0.0.1:${address.port}`,
    cut,
    async close() {
      server.close();
      cut();
    },
  };
}

/** The node's WebSocket behind a wire that can be cut. */
async function passThrough(node: string) {
  const { hostname, port } = new URL(node);
  const server = createServer((socket) => {
    const through = connect(Number(port), hostname);
    through.on('error', () => socket.destroy());
    socket.on('close', () => through.destroy());
    through.on('close', () => socket.destroy());
    socket.pipe(through).pipe(socket);
  });
  const wire = await listening(server);
  return { ...wire, connected: () => once(server, 'connection') };
}
