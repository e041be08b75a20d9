import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, beforeEach, describe, it } from 'node:test';
import { openOperatorHook } from '../../../bot/operatorHook.ts';
import { silent } from '../../support/database.ts';

describe('the operator’s webhook', () => {
  let server: Server;
  let url: string;
  /** Statuses of the next answers; 204 from then on. */
  let statuses: number[];
  let heard: { kind: string; text: string; content: string; at: string; status: number }[];
  let arrived = Promise.withResolvers<void>();
  let expected = 0;

  before(async () => {
    server = createServer(async (request, response) => {
      const status = statuses.shift() ?? 204;
      heard.push({ ...JSON.parse((await request.toArray()).join('')), status });
      response.writeHead(status).end();
      if (heard.length === expected) arrived.resolve();
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  });
  after(() => {
    server.closeAllConnections();
    server.close();
  });
  beforeEach(() => {
    [statuses, heard, arrived] = [[], [], Promise.withResolvers<void>()];
  });
  const open = (to: string | undefined = url) =>
    openOperatorHook({ url: to, log: silent, clock: () => 0, firstRestMs: 1 });

  it('is told what, in words, and when', async () => {
    expected = 1;
    const hook = open();
    hook.tell('low-balance', 'Two days are left.');
    await arrived.promise;
    await hook.close();
    const text = 'Two days are left.';
    const at = '1970-01-01T00:00:00.000Z';
    assert.deepEqual(heard, [{ kind: 'low-balance', text, content: text, at, status: 204 }]);
  });

  it('is told again what it did not take, and everything in its order', async () => {
    [statuses, expected] = [[500, 429], 4];
    const hook = open();
    hook.tell('sentinel-alarm', 'first');
    hook.tell('signer-refusal', 'second');
    await arrived.promise;
    await hook.close();
    assert.deepEqual(
      heard.map(({ text, status }) => [text, status]),
      [
        ['first', 500],
        ['first', 429],
        ['first', 204],
        ['second', 204],
      ],
    );
  });

  it('keeps nobody from stopping while it does not answer', async () => {
    const hook = open('http://127.0.0.1:9/');
    hook.tell('low-balance', 'nobody hears');
    await hook.close();
    hook.tell('low-balance', 'after the end');
    assert.deepEqual(heard, []);
  });
});
