import type { MiddlewareHandler } from 'hono';
import { cors } from 'hono/cors';
import type { Config } from '../config.ts';
import { bear } from './headers.ts';

const READ = ['Content-Type', 'X-Community', 'Last-Event-ID', 'If-None-Match', 'Prefer', 'Idempotency-Key'];
const exposeHeaders = [
  ...['ETag', 'Link', 'Location', 'Retry-After', 'Preference-Applied', 'WWW-Authenticate'],
  ...['RateLimit-Limit', 'RateLimit-Remaining', 'RateLimit-Reset'],
];

/**
 * What pages of other origins may do: the operator's own (API_ORIGINS) all that the dApp may, everybody else's what needs no
 * session: reading, and sending what a wallet has signed.
 */
export function crossOrigin({ api }: Config): MiddlewareHandler {
  const everybody = cors({ origin: '*', allowMethods: ['GET', 'HEAD', 'POST'], allowHeaders: READ });
  const trusted = cors({
    origin: api.origins,
    credentials: true,
    allowMethods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    allowHeaders: [...READ, 'Authorization', 'X-Api-Key'],
    exposeHeaders,
    maxAge: 600,
  });
  const simple = { 'access-control-allow-origin': '*', 'access-control-expose-headers': exposeHeaders.join(',') };
  return (c, next) => {
    if (api.origins.includes(c.req.header('origin') ?? '')) return trusted(c, next);
    if (c.req.method === 'OPTIONS') return everybody(c, next);
    bear(c, simple);
    return next();
  };
}
