import type { Context as Request } from 'hono';
import type { Config } from '../config.ts';
import { UserError } from '../errors.ts';

const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'];
const SAFE = ['GET', 'HEAD', 'OPTIONS'];

/** Origins whose pages are trusted with cookies: this installation's, and those that the operator named. */
export const ownOrigins = ({ publicUrl, api }: Config) => [new URL(publicUrl).origin, ...api.origins];

/**
 * Refuses what another site's page has a browser send along with cookies. hono's own check lets JSON through, trusting that
 * browsers ask beforehand; here a request that would change something must say where it comes from.
 * @throws UserError `OriginForeign`
 */
export function requireOwnOrigin(c: Request, config: Config): void {
  if (SAFE.includes(c.req.method)) return;
  const origin = c.req.header('origin');
  const own = origin === undefined ? c.req.header('sec-fetch-site') === 'same-origin' : isOwn(c, config, origin);
  if (!own)
    throw new UserError(
      'OriginForeign',
      'With cookies, changes are taken from this site’s own pages only: send the header Origin, or a token in Authorization.',
    );
}

/** On the local network the port may be any: a name that somebody else points here is none of these. */
function isOwn(c: Request, config: Config, origin: string) {
  if (ownOrigins(config).includes(origin)) return true;
  const { hostname } = new URL(c.req.url);
  return config.local && LOOPBACK.includes(hostname) && origin === new URL(c.req.url).origin;
}
