/** Serves the built dApp as the HTTP API does: files, the page itself for every other path, and where the local Discord is. */
import { once } from 'node:events';
import { createReadStream, existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { build } from 'vite';
import type { PlaygroundInfo } from '../../../bot/api/playground.ts';

const DAPP = join(import.meta.dirname, '../../../dapp');
const DIST = join(DAPP, 'dist');
const TYPES: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

export type Site = { url: string; close: () => Promise<void> };

/** Without a local Discord's address the site is one that runs elsewhere than on the local network. */
export async function serveSite(discordUrl: string | undefined): Promise<Site> {
  if (!existsSync(join(DIST, 'index.html'))) await build({ root: DAPP, logLevel: 'error' });
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://site');
    if (pathname === '/api/playground') {
      if (!discordUrl) return response.writeHead(404).end();
      const info: PlaygroundInfo = { discordUrl, chainId: 31337 };
      return response.setHeader('content-type', 'application/json').end(JSON.stringify(info));
    }
    const file = join(DIST, pathname);
    const served = extname(file) && existsSync(file) ? file : join(DIST, 'index.html');
    response.setHeader('content-type', TYPES[extname(served)] ?? 'application/octet-stream');
    createReadStream(served).pipe(response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
