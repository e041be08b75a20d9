import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { pino } from 'pino';
import type { Deployment } from '../../../bot/chain/chain.ts';
import { checkNodes } from '../../../bot/chain/checkNodes.ts';

const hash = (digit: string) => `0x${digit.repeat(64)}` as const;
const somewhere = `0x${'0'.repeat(39)}1` as const;

/** Answers what is asked of a node when a server starts, and nothing else. */
async function nodeOf(chainId: number, genesis: string) {
  const server = createServer(async (request, response) => {
    const asked = JSON.parse((await request.toArray()).join(''));
    const block = { number: '0x0', hash: genesis, timestamp: '0x0', transactions: [] };
    const result = asked.method === 'eth_chainId' ? `0x${chainId.toString(16)}` : block;
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ jsonrpc: '2.0', id: asked.id, result }));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/secret-key`, host: `127.0.0.1:${port}`, close: () => server.close() };
}

describe('at the start every node is looked at', () => {
  const deployment: Deployment = {
    ...{ chainId: 7, block: 0, genesis: hash('a') },
    ...{ custodian: somewhere, communities: somewhere, earnings: somewhere, gifts: somewhere, shop: somewhere },
    ...{ forwarder: somewhere, achievements: somewhere, tasks: somewhere, stash: somewhere, clans: somewhere },
    ...{ conduct: somewhere, market: somewhere },
  };
  let right: Awaited<ReturnType<typeof nodeOf>>;
  let nodes: Awaited<ReturnType<typeof nodeOf>>[];
  before(async () => {
    nodes = await Promise.all([nodeOf(7, hash('a')), nodeOf(8, hash('a')), nodeOf(7, hash('b'))]);
    right = nodes[0]!;
  });
  after(() => {
    for (const node of nodes) node.close();
  });
  const lines: { node?: string; msg: string }[] = [];
  const log = pino({ base: null }, { write: (line: string) => lines.push(JSON.parse(line)) });

  it('takes those of the chain', async () => {
    await checkNodes([right.url, `${right.url}/2`], deployment, log);
    assert.deepEqual(lines, []);
  });

  it('refuses one of another chain, and names its host alone', async () => {
    const other = nodes[1]!;
    await assert.rejects(checkNodes([right.url, other.url], deployment, log), {
      name: 'FatalError',
      message: `The node at ${other.host} serves chain 8, not 7: take it out of RPC_URL and RPC_URLS.`,
    });
  });

  it('refuses one of another chain with the same number', async () => {
    await assert.rejects(checkNodes([right.url, nodes[2]!.url], deployment, log), {
      name: 'FatalError',
      message: /another chain of the same number/,
    });
  });

  it('starts without one that does not answer, and says so', async () => {
    await checkNodes([right.url, 'http://127.0.0.1:9/'], deployment, log);
    assert.deepEqual(
      lines.map(({ node, msg }) => [node, msg]),
      [['127.0.0.1:9', 'a node does not answer: it is asked again later']],
    );
  });
});
