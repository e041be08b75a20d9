import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { problem } from './problem.ts';

/** Bytes; the largest that any route needs is far below. */
const MOST_BYTES = 256 * 1024;

/** Refuses a body that is too large before more of it is taken in, whether or not it said so. */
export function limitBodies(maxSize = MOST_BYTES): MiddlewareHandler {
  const tooLarge = `A request has at most ${maxSize} bytes: ask for less at once.`;
  return bodyLimit({ maxSize, onError: (c) => problem(c, 413, 'RequestTooLarge', tooLarge) });
}
