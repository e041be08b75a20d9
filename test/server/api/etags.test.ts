import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Hono } from 'hono';
import { etags } from '../../../bot/api/etags.ts';

const app = new Hono();
let number = 1;
app.use(etags);
app.get('/json', (c) => {
  c.header('x-request', 'kept');
  return c.json({ number });
});
app.get('/secret', (c) => c.json({ number }, 200, { 'cache-control': 'no-store' }));
app.get('/text', (c) => c.text('text'));
app.get('/missing', (c) => c.json({}, 404));
app.post('/json', (c) => c.json({ number }));

test('what has not changed is not sent again', async () => {
  const first = await app.request('/json');
  const tag = first.headers.get('etag')!;
  assert.deepEqual(await first.json(), { number: 1 });
  assert.deepEqual([first.headers.get('cache-control'), first.headers.get('x-request')], ['private, no-cache', 'kept']);
  for (const known of [tag, `"other", ${tag}`, '*']) {
    const again = await app.request('/json', { headers: { 'if-none-match': known } });
    assert.deepEqual([again.status, await again.text(), again.headers.get('etag')], [304, '', tag]);
  }
  number = 2;
  const changed = await app.request('/json', { headers: { 'if-none-match': tag } });
  assert.deepEqual([changed.status, await changed.json()], [200, { number: 2 }]);
  assert.notEqual(changed.headers.get('etag'), tag);
});

test('secrets, errors, writes and all that is no JSON carry none', async () => {
  for (const path of ['/secret', '/text', '/missing'])
    assert.equal((await app.request(path)).headers.get('etag'), null);
  assert.equal((await app.request('/json', { method: 'POST' })).headers.get('etag'), null);
});
