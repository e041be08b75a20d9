import assert from 'node:assert/strict';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, it } from 'node:test';
import type { Hex } from 'viem';
import { openClient } from '../../../bot/chain/clients.ts';

type Call = { method: string; params?: unknown[]; id: number };
type Answer = (call: Call) => unknown;

const genesis: Hex = `0x${'11'.repeat(32)}`;
const blockOf = (number: Hex, hash: Hex) => ({ number, hash, transactions: [], timestamp: '0x1', gasLimit: '0x1' });

describe('several nodes of one chain', () => {
  const nodes: { close(): void }[] = [];
  afterEach(() => {
    for (const node of nodes.splice(0)) node.close();
  });

  /** @param behave what it answers; a number is an HTTP status, undefined what a good node at block 100 says */
  async function node(behave: Answer = () => undefined) {
    const asked: string[] = [];
    const server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      const body = JSON.parse(Buffer.concat(chunks).toString()) as Call | Call[];
      const calls = Array.isArray(body) ? body : [body];
      asked.push(...calls.map(({ method }) => method));
      const answers = calls.map((call) => ({ call, result: behave(call) ?? good(call) }));
      const refused = answers.find(({ result }) => typeof result === 'number');
      if (refused) return refuse(response, refused.result as number);
      const replies = answers.map(({ call, result }) =>
        result instanceof Error
          ? { jsonrpc: '2.0', id: call.id, error: { code: -32000, message: result.message } }
          : { jsonrpc: '2.0', id: call.id, result },
      );
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(Array.isArray(body) ? replies : replies[0]));
    });
    const { promise, resolve } = Promise.withResolvers<void>();
    server.listen(0, '127.0.0.1', resolve);
    await promise;
    const close = () => {
      server.closeAllConnections();
      server.close();
    };
    nodes.push({ close });
    return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
  }
  const refuse = (response: ServerResponse, status: number) => {
    response.statusCode = status;
    response.end('no');
  };
  const good: Answer = ({ method, params }) => {
    if (method === 'eth_chainId') return '0x1';
    if (method === 'eth_blockNumber') return '0x64';
    if (method === 'eth_getBlockByNumber') return blockOf(params?.[0] === '0x0' ? '0x0' : '0x64', genesis);
    if (method === 'eth_sendRawTransaction') return `0x${'22'.repeat(32)}`;
    return '0x7';
  };
  const clientOf = (...urls: { url: string }[]) =>
    openClient({ rpcUrls: urls.map(({ url }) => url), chainId: 1, pollMs: 50 }, { genesis });
  const balance = (client: ReturnType<typeof clientOf>) =>
    client.getBalance({ address: '0x0000000000000000000000000000000000000001' });

  for (const status of [429, 500])
    it(`the second answers while the first says ${status}, and the first is left in peace`, async () => {
      const [first, second] = [await node(() => status), await node()];
      const client = clientOf(first, second);
      assert.equal(await balance(client), 7n);
      const before = first.asked.length;
      assert.equal(await balance(client), 7n);
      assert.equal(first.asked.length, before);
    });

  it('the second answers while nobody listens at the first', async () => {
    const [gone, second] = [await node(), await node()];
    nodes[0]!.close();
    assert.equal(await balance(clientOf(gone, second)), 7n);
  });

  it('one of another chain is not believed', async () => {
    const other = await node(({ method, params }) => {
      if (method === 'eth_getBlockByNumber' && params?.[0] === '0x0') return blockOf('0x0', `0x${'99'.repeat(32)}`);
      return method === 'eth_getBalance' ? '0x63' : undefined;
    });
    assert.equal(await balance(clientOf(other, await node())), 7n);
  });

  it('one that is far behind what another has said is not asked before it', async () => {
    let broken = false;
    const first = await node(() => (broken ? 500 : undefined));
    const behind = await node(({ method }) => {
      if (method === 'eth_blockNumber') return '0x10';
      return method === 'eth_getBalance' ? '0x1' : undefined;
    });
    const third = await node();
    const client = clientOf(first, behind, third);
    assert.equal(await client.getBlockNumber(), 100n);
    broken = true;
    assert.equal(await balance(client), 7n);
  });

  it('a revert is an answer, and no reason to ask another', async () => {
    const first = await node(({ method }) => (method === 'eth_call' ? new Error('execution reverted') : undefined));
    const second = await node();
    await assert.rejects(clientOf(first, second).call({ to: '0x0000000000000000000000000000000000000001' }));
    assert.ok(!second.asked.includes('eth_call'));
  });

  it('a transaction goes to all, and is on its way when one takes it', async () => {
    const refuses = await node(({ method }) =>
      method === 'eth_sendRawTransaction' ? new Error('nonce too low') : undefined,
    );
    const [dead, takes] = [await node(() => 500), await node()];
    const send = (...to: { url: string }[]) => clientOf(...to).sendRawTransaction({ serializedTransaction: '0x02' });
    assert.equal(await send(dead, refuses, takes), `0x${'22'.repeat(32)}`);
    await assert.rejects(send(dead, refuses), /nonce too low/);
  });
});
