/** A proxy in front of the node that can misbehave: it changes answers on their way. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

type Call = { method: string; params: unknown[]; id: number };
/** Gets a call and its honest answer; hands back another answer, or throws to refuse. Undefined: the honest one. */
export type Fault = (call: Call, result: unknown) => unknown;

export async function startFaultyNode(target: string) {
  let fault: Fault = () => undefined;
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString();
    const call = JSON.parse(body) as Call;
    const honest = await fetch(target, { method: 'POST', body, headers: { 'content-type': 'application/json' } });
    const answer = (await honest.json()) as { result?: unknown };
    response.setHeader('content-type', 'application/json');
    try {
      const changed = fault(call, answer.result);
      response.end(JSON.stringify(changed === undefined ? answer : { jsonrpc: '2.0', id: call.id, result: changed }));
    } catch (error) {
      const refusal = { code: -32005, message: (error as Error).message };
      response.end(JSON.stringify({ jsonrpc: '2.0', id: call.id, error: refusal }));
    }
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    misbehave(next: Fault) {
      fault = next;
    },
    behave() {
      fault = () => undefined;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
