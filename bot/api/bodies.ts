import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { problem } from './problem.ts';

/** Bytes; the largest that any route needs is far below. */
const MOST_BYTES = 256 * 1024;

/** Refuses a body that is too large before more of it is taken in, whether or not it said so. */
export function limitBodies(maxSize = MOST_BYTES): MiddlewareHandler {
  const tooLarge = `A request has at most ${maxSize} bytes: ask for less at once.`;
  const limit = bodyLimit({ maxSize, onError: (c) => problem(c, 413, 'RequestTooLarge', tooLarge) });
  // Looking for the body of a read would cost more than most reads do.
  return (c, next) => (c.req.method === 'GET' || c.req.method === 'HEAD' ? next() : limit(c, next));
}
