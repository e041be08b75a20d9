/** Who may what: every route is declared with it, and answers nobody else. */
import { createRoute, type RouteConfig } from '@hono/zod-openapi';
import type { MiddlewareHandler } from 'hono';
import type { Rank } from '../operations/getRole.ts';
import { communityHeader } from './schemas.ts';

/** A place in the community by its chain, from least to most; or the login of who runs the installation. */
export type Authority = Rank | 'operator';

/** What an API key may be made for. Reads that are open to anyone need none. */
export const SCOPES = [
  'members:read',
  'members:write',
  'transactions:read',
  'transactions:write',
  'tokens:read',
  'tokens:write',
  'achievements:write',
  'activity:write',
  'shop:write',
  'tasks:read',
  'tasks:write',
  'market:write',
  'clans:write',
  'conduct:read',
  'conduct:write',
  'announcements:read',
  'announcements:write',
  'config:read',
  'config:write',
  'webhooks:read',
  'webhooks:write',
] as const;
export type Scope = (typeof SCOPES)[number];

type Declared = {
  /** What a key needs beside its maker's authority; no key may where none is named. */
  'x-scope'?: Scope;
  /**
   * Whether the route is about one community: by default where its path has `{s}`, and where standing in one is needed. With
   * `false`, `member` is whoever is signed in.
   */
  'x-in-community'?: boolean;
  /** Documented beside what its schemas say. */
  parameters?: (typeof communityHeader)[];
};

/**
 * Declares a route, in place of createRoute. Its handler finds `c.get('caller')` and `c.get('community')`; whoever has no right
 * to it is answered before the request is read any further.
 * @param authority `anyone` for facts that the chain shows everybody, `moderator` and up for staff's and private matters
 */
export function guarded<
  const P extends string,
  R extends Omit<RouteConfig, 'path' | 'middleware' | 'parameters'> & { path: P } & Declared,
>(authority: Authority, config: R) {
  const open = authority === 'anyone';
  const scope = config['x-scope'];
  const standing = !open && authority !== 'operator';
  const inCommunity = config['x-in-community'] ?? (standing || config.path.includes('/{s}'));
  const middleware: MiddlewareHandler = async (c, next) => {
    const { caller, community } = await c.get('gate').admit(c, { authority, scope, inCommunity });
    c.set('caller', caller);
    if (community) c.set('community', community);
    return next();
  };
  const ways: Record<string, string[]>[] = [{ bearer: [] }, { cookie: [] }];
  if (open) ways.unshift({});
  if (open || scope) ways.push({ key: [] });
  const named = inCommunity && !config.path.includes('/{s}');
  return createRoute({
    ...config,
    parameters: [...(config.parameters ?? []), ...(named ? [communityHeader] : [])],
    middleware,
    security: ways,
    'x-authority': authority,
    'x-in-community': inCommunity,
  });
}
