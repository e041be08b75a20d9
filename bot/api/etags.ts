import { hash } from 'node:crypto';
import type { MiddlewareHandler, Context as Request } from 'hono';

/** Names a text by its content. */
export const tagOf = (text: string) => `W/"${hash('sha256', text, 'base64url').slice(0, 22)}"`;

/** Whether whoever asks has what is named so. */
export function hasAlready(c: Request, tag: string): boolean {
  const known = c.req.header('if-none-match');
  if (known === undefined) return false;
  const tags = known.split(',').map((one) => one.trim());
  return tags.includes(tag) || tags.includes(tag.slice(2)) || tags.includes('*');
}

/** Kept by whoever asked, and asked about each time. */
export const ASK_EACH_TIME = 'private, no-cache';

/** Names every JSON that is read by its content: whoever has it already is told so, and not sent it again. */
export const etags: MiddlewareHandler = async (c, next) => {
  await next();
  if (c.get('isDressed')) return;
  const { status, headers } = c.res;
  const isJson = headers.get('content-type')?.startsWith('application/json');
  if (c.req.method !== 'GET' || status !== 200 || !isJson) return;
  if (headers.get('cache-control')?.includes('no-store')) return;
  const body = await c.res.text();
  const tag = tagOf(body);
  const sent = new Headers(headers);
  sent.set('etag', tag);
  if (!sent.has('cache-control')) sent.set('cache-control', ASK_EACH_TIME);
  const isKnown = hasAlready(c, tag);
  if (isKnown) sent.delete('content-type');
  sent.delete('content-length');
  c.res = undefined;
  c.res = isKnown ? new Response(null, { status: 304, headers: sent }) : new Response(body, { headers: sent });
};
