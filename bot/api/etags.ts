import { hash } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';

/** Names every JSON that is read by its content: whoever has it already is told so, and not sent it again. */
export const etags: MiddlewareHandler = async (c, next) => {
  await next();
  const { status, headers } = c.res;
  const isJson = headers.get('content-type')?.startsWith('application/json');
  if (c.req.method !== 'GET' || status !== 200 || !isJson) return;
  if (headers.get('cache-control')?.includes('no-store')) return;
  const body = await c.res.text();
  const tag = `W/"${hash('sha256', body, 'base64url').slice(0, 22)}"`;
  const sent = new Headers(headers);
  sent.set('etag', tag);
  // Kept by whoever asked, and asked about each time.
  if (!sent.has('cache-control')) sent.set('cache-control', 'private, no-cache');
  const known = (c.req.header('if-none-match') ?? '').split(',').map((one) => one.trim());
  const isKnown = known.includes(tag) || known.includes(tag.slice(2)) || known.includes('*');
  if (isKnown) sent.delete('content-type');
  sent.delete('content-length');
  c.res = undefined;
  c.res = isKnown ? new Response(null, { status: 304, headers: sent }) : new Response(body, { headers: sent });
};
