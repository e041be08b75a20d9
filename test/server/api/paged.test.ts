import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Hono } from 'hono';
import { cutPage, linkPages, offsetOf, pageOf, pageQuery } from '../../../bot/api/paged.ts';

const ROWS = Array.from({ length: 60 }, (_, i) => i);
const app = new Hono();
app.get('/rows', (c) => {
  const page = pageOf(pageQuery.parse(c.req.query()));
  const from = offsetOf(page);
  const cut = cutPage(ROWS.slice(from, from + page.limit + 1), page);
  linkPages(c, cut.next);
  return c.json(cut);
});
const read = async (path: string) => {
  const response = await app.request(path);
  return { link: response.headers.get('link'), ...(await response.json()) };
};

test('following next, or the header Link, shows every row once', async () => {
  for (const how of ['next', 'link'] as const) {
    const seen: number[] = [];
    let path: string | undefined = '/rows?sort=up';
    while (path) {
      const { rows, next, link } = await read(path);
      seen.push(...rows);
      const linked = /<([^>]+)>; rel="next"/.exec(link ?? '')?.[1];
      path = how === 'link' ? linked : next && `/rows?cursor=${next}`;
      if (linked) assert.match(linked, /sort=up|cursor/);
    }
    assert.deepEqual(seen, ROWS, how);
  }
});

test('pages go by number too, each linked to both its neighbours', async () => {
  const { rows, link } = await read('/rows?page=2&per_page=20');
  assert.deepEqual([rows[0], rows.length], [20, 20]);
  assert.equal(link, '</rows?per_page=20&page=3>; rel="next", </rows?per_page=20&page=1>; rel="prev"');
  assert.equal((await read('/rows?page=3&per_page=20')).link, '</rows?per_page=20&page=2>; rel="prev"');
});

test('a page that cannot be is refused', () => {
  for (const query of [
    { page: '0' },
    { page: '1.5' },
    { per_page: '101' },
    { limit: 'x' },
    { cursor: 'x'.repeat(201) },
  ])
    assert.equal(pageQuery.safeParse(query).success, false, JSON.stringify(query));
  const thrown = (query: Record<string, string>) => () => offsetOf(pageOf(pageQuery.parse(query)));
  assert.throws(thrown({ page: '2', cursor: 'o25' }), { code: 'PageTwice' });
  assert.throws(thrown({ page: '1000000', per_page: '100' }), { code: 'PageTooFar' });
  assert.throws(thrown({ cursor: "o1'; drop" }), { code: 'CursorInvalid' });
});
