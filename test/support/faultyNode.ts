/** A proxy in front of the node that can misbehave: it changes answers on their way, or the way itself. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';

export type Call = { method: string; params: unknown[]; id: number };
type Answer = { id: number; result?: unknown; error?: unknown };
/** Gets a call and its honest answer; hands back another answer, or throws to refuse. Undefined: the honest one. */
export type Fault = (call: Call, result: unknown) => unknown;
/**
 * What becomes of a request as a whole: refused with an HTTP status before the node sees it; done, and its answer lost
 * after `loseAfterMs`; handed to the node twice; the answers of a batch in another order. Undefined: nothing of it.
 */
export type Transport = { status: number } | { loseAfterMs: number } | 'twice' | 'reversed' | undefined;

export async function startFaultyNode(target: string) {
  let fault: Fault = () => undefined;
  let transport: (calls: Call[]) => Transport = () => undefined;
  let withheld: (call: Call) => unknown = () => undefined;

  const forward = async (body: string): Promise<Answer | Answer[]> => {
    const answer = await fetch(target, { method: 'POST', body, headers: { 'content-type': 'application/json' } });
    return (await answer.json()) as Answer | Answer[];
  };
  /** Answers by itself what is withheld from the node, and hands it the rest. */
  const answersTo = async (body: string, calls: Call[]): Promise<Answer[]> => {
    const all = await Promise.all(calls.map(async (call) => ({ id: call.id, result: await withheld(call) })));
    const own = all.filter(({ result }) => result !== undefined);
    if (own.length === calls.length) return own;
    const rest = calls.filter(({ id }) => own.every((answer) => answer.id !== id));
    const honest = await forward(own.length > 0 ? JSON.stringify(rest) : body);
    return [...own, ...[honest].flat()];
  };
  const changed = (call: Call, answer: Answer) => {
    try {
      const result = fault(call, answer.result);
      return result === undefined ? answer : { jsonrpc: '2.0', id: call.id, result };
    } catch (error) {
      return { jsonrpc: '2.0', id: call.id, error: { code: -32005, message: (error as Error).message } };
    }
  };

  const server = createServer(async (request, response) => {
    // It takes calls and nothing else: who would rather be told of blocks must ask for them.
    if (request.method !== 'POST') return void response.writeHead(405).end();
    const body = await text(request).catch(() => null);
    // Who asked was killed meanwhile.
    if (body === null) return;
    const asked = JSON.parse(body) as Call | Call[];
    const calls = Array.isArray(asked) ? asked : [asked];
    const way = transport(calls);
    response.setHeader('content-type', 'application/json');
    if (typeof way === 'object' && 'status' in way) {
      response.statusCode = way.status;
      return void response.end('busy');
    }
    try {
      if (way === 'twice') await forward(body);
      const honest = await answersTo(body, calls);
      if (typeof way === 'object') {
        await delay(way.loseAfterMs);
        return void response.destroy();
      }
      const answers = honest.map((answer) => changed(calls.find(({ id }) => id === answer.id) ?? calls[0]!, answer));
      if (way === 'reversed') answers.reverse();
      response.end(JSON.stringify(Array.isArray(asked) ? answers : answers[0]));
    } catch {
      // The node itself is gone: so is its answer.
      response.destroy();
    }
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    misbehave(next: Fault) {
      fault = next;
    },
    mistreat(next: (calls: Call[]) => Transport) {
      transport = next;
    },
    /** Gets every call first: what it answers, the node never hears of. */
    withhold(next: (call: Call) => unknown) {
      withheld = next;
    },
    behave() {
      fault = () => undefined;
      transport = () => undefined;
      withheld = () => undefined;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
