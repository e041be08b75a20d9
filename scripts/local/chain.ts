import { join } from 'node:path';
import { bin, root } from '../run.ts';
import { detached } from './detached.ts';

/** One JSON-RPC call without a client: enough to ask whether a chain is there. */
export async function rpc(url: string, method: string, params: unknown[] = []): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    // One that is kept may be closed by the node in the very moment in which it is used again.
    headers: { 'content-type': 'application/json', connection: 'close' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
  });
  const body = (await response.json()) as { result?: unknown; error?: { message: string } };
  if (body.error) throw new Error(`${method}: ${body.error.message}`);
  return body.result;
}

/** Hardhat's node as the local chain. It lives in memory: stopped, its economy is gone. */
export async function startChain(dataDir: string, wantedPort = 8545, chainId = 31_337) {
  const chain = await detached({
    name: 'chain',
    dataDir,
    wantedPort,
    args: (port) => [
      bin.hardhat,
      '--config',
      join(root, 'hardhat.config.ts'),
      'node',
      '--network',
      'node',
      '--hostname',
      '127.0.0.1',
      '--port',
      String(port),
      '--chain-id',
      String(chainId),
    ],
    answers: async (port) => {
      try {
        return (await rpc(`http://127.0.0.1:${port}`, 'eth_chainId')) === `0x${chainId.toString(16)}`;
      } catch {
        return false;
      }
    },
  });
  return { ...chain, url: `http://127.0.0.1:${chain.port}` };
}
