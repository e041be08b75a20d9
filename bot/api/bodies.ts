import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { problem } from './problem.ts';

/** Bytes; the largest that any route needs is far below, but for those that take files. */
const MOST_BYTES = 256 * 1024;
const MOST_WITH_FILES = 12 * 1024 * 1024;
const TAKES_FILES = /\/claims\/[^/]+\/(submission|proof)$/;

/** Refuses a body that is too large before more of it is taken in, whether or not it said so. */
export function limitBodies(): MiddlewareHandler {
  const limitTo = (maxSize: number) => {
    const tooLarge = `This request may have at most ${maxSize} bytes: ask for less at once.`;
    return bodyLimit({ maxSize, onError: (c) => problem(c, 413, 'RequestTooLarge', tooLarge) });
  };
  const [usual, withFiles] = [limitTo(MOST_BYTES), limitTo(MOST_WITH_FILES)];
  return (c, next) => {
    // Looking for the body of a read would cost more than most reads do.
    if (c.req.method === 'GET' || c.req.method === 'HEAD') return next();
    return TAKES_FILES.test(c.req.path) ? withFiles(c, next) : usual(c, next);
  };
}
