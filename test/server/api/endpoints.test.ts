import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { z } from 'zod';
import { apiRoutes, shapeOf } from '../../support/apiDocument.ts';

/** Of the plans that this API takes the place of: clients that were written for them find everything where it was. */
const promised = z
  .array(z.object({ method: z.string(), path: z.string() }))
  .parse(JSON.parse(readFileSync(join(import.meta.dirname, 'endpoints.json'), 'utf8')));
const routes = apiRoutes();

test('every endpoint that was promised is there, at its path', () => {
  assert.equal(promised.length, 73);
  const there = new Set(routes.map(shapeOf));
  const missing = promised.filter((one) => !there.has(shapeOf(one)));
  assert.deepEqual(
    missing.map(({ method, path }) => `${method} ${path}`),
    [],
  );
});

test('every route says who may use it, and whoever writes must be somebody', () => {
  /** They carry a signature, a password, a code, or words whose hash stands on-chain; or ask, and no more. */
  const proves =
    /^\/api\/(auth\/|forward|challenges|link|graduate|shop\/(purchase|refund)|rpc|tokens\/check-cap|\{s\}\/(claims\/\{claim\}\/proof|clans\/\{clan\}\/name)$)/;
  for (const { method, path, authority } of routes) {
    assert.match(authority, /^(anyone|member|moderator|admin|owner|operator)$/);
    if (method !== 'GET' && authority === 'anyone') assert.match(path, proves);
  }
});

test('the page on the API names every route', () => {
  const page = readFileSync(join(import.meta.dirname, '../../../docs/API.md'), 'utf8');
  for (const { method, path } of routes)
    assert.ok(page.includes(`| \`${method} ${path}\` |`), `${method} ${path}: npm run api-docs`);
});
