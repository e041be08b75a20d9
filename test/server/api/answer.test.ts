import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Hono } from 'hono';
import { z } from 'zod';
import { carryOut, once } from '../../../bot/api/answer.ts';
import { onError } from '../../../bot/api/problem.ts';
import { operationSchema } from '../../../bot/api/shopSchemas.ts';
import { openWaits } from '../../../bot/api/waits.ts';
import { outbox, requests } from '../../../bot/db/schema.ts';
import { claimDaily } from '../../../bot/operations/claimDaily.ts';
import { type Stack, startStack } from '../../support/stack.ts';

const problemType = z.object({ type: z.string() });

describe('answering a write', () => {
  let stack: Stack;
  let caller = { userId: '900001', address: null, by: null };
  const waits = openWaits();
  let made = 0;
  const app = new Hono<{ Variables: { caller: typeof caller } }>();
  before(async () => {
    stack = await startStack();
    const { ctx } = stack.server;
    app.onError(onError(ctx.log));
    app.use(async (c, next) => {
      c.set('waits', waits);
      c.set('caller', caller);
      await next();
    });
    app.post('/claims/:user', (c) =>
      carryOut(c, ctx, (id) => claimDaily(ctx, { id, token: stack.taskforce.token, userId: c.req.param('user') })),
    );
    app.post('/notes', async (c) => c.json({ id: await once(c, ctx, async () => `${++made}`) }, 201));
  });
  after(() => stack?.close());

  const send = (path: string, headers: Record<string, string> = {}, body: unknown = {}) =>
    app.request(path, { method: 'POST', headers, body: JSON.stringify(body) });
  const operation = async (response: Response) => operationSchema.parse(await response.json());
  const problemOf = async (response: Response) => problemType.parse(await response.json()).type;
  const submitted = async () => (await stack.server.ctx.db.select().from(outbox)).length;

  it('takes it and says where it can be followed', async () => {
    const response = await send('/claims/900001');
    assert.equal(response.status, 202);
    const { id, verb } = await operation(response);
    assert.equal(verb, 'claimDaily');
    const followed = await fetch(`${stack.server.url}${response.headers.get('location')}?wait=25`);
    assert.deepEqual([(await operation(followed.clone())).id, followed.status], [id, 200]);
  });

  it('waits where the client prefers that, and answers that it is done', async () => {
    const response = await send('/claims/900002', { prefer: 'respond-async, wait=25' });
    assert.equal(response.status, 200);
    assert.equal(response.headers.get('preference-applied'), 'wait=25');
    assert.match((await operation(response)).state, /^(mined|final)$/);
  });

  it('does it once, however often the same request comes, also after it has been done', async () => {
    const headers = { 'idempotency-key': 'morning', prefer: 'wait=25' };
    const before = await submitted();
    const responses = await Promise.all([1, 2, 3].map(() => send('/claims/900003', headers)));
    const again = await send('/claims/900003', headers);
    const ids = await Promise.all([...responses, again].map(async (one) => (await operation(one)).id));
    assert.equal(new Set(ids).size, 1);
    assert.equal((await submitted()) - before, 1);
  });

  it('refuses a key that stands for another body, and takes it from another caller or for another route', async () => {
    const headers = { 'idempotency-key': 'lunch', prefer: 'wait=25' };
    assert.equal((await send('/claims/900004', headers)).status, 200);
    const other = await send('/claims/900004', headers, { note: 'other' });
    assert.equal(other.status, 422);
    assert.equal(await problemOf(other), 'urn:guildmint:problem:IdempotencyKeyTaken');
    assert.equal((await send('/claims/900005', headers, { note: 'other' })).status, 200);
    caller = { ...caller, userId: '900009' };
    // Of the day's claim there is only one: that it is asked for anew shows that the key is not the first caller's.
    assert.equal(await problemOf(await send('/claims/900004', headers)), 'urn:guildmint:problem:TokenAlreadyClaimed');
  });

  it('says what the chain refused meanwhile', async () => {
    const both = [1, 2].map(() => send('/claims/900006', { prefer: 'wait=25' }));
    const statuses = (await Promise.all(both)).map(({ status }) => status).sort();
    assert.deepEqual(statuses, [200, 400]);
  });

  it('makes what concerns the database alone once as well, and hands the same result out again', async () => {
    const headers = { 'idempotency-key': 'note' };
    const first = await Promise.all([1, 2, 3].map(() => send('/notes', headers, { text: 'hi' })));
    assert.deepEqual(await Promise.all(first.map((one) => one.json())), Array(3).fill({ id: '1' }));
    assert.equal((await send('/notes', headers, { text: 'ho' })).status, 422);
    assert.deepEqual(await (await send('/notes', {}, { text: 'hi' })).json(), { id: '2' });
  });

  it('forgets keys after a day', async () => {
    const { db } = stack.server.ctx;
    await db.update(requests).set({ at: new Date(0) });
    await send('/notes', { 'idempotency-key': 'next day' });
    assert.equal((await db.select().from(requests)).length, 1);
  });

  it('lets those who wait go when the server closes', async () => {
    await stack.control.setAutomine(false);
    const waiting = send('/claims/900007', { prefer: 'wait=25' });
    await stack.server.ctx.chain.nudge();
    while ((await submittedBy('900007')) === 0) await new Promise(setImmediate);
    waits.end();
    await stack.control.setAutomine(true);
    assert.ok([200, 202].includes((await waiting).status));
  });
  const submittedBy = async (userId: string) =>
    (await stack.server.ctx.db.select().from(outbox)).filter((row) => row.userId === userId).length;
});
