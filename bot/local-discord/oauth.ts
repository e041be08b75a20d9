/** Discord's OAuth2 as signing in and linked roles need it: somebody agrees, the application learns who it is and may tell their figures. */
import { createHash, randomBytes } from 'node:crypto';
import { Hono, type Context as Request } from 'hono';
import { z } from 'zod';
import type { Context } from './context.ts';
import { APPLICATION_ID, LOCAL_CLIENT_SECRET, LOCAL_DISCORD_TOKEN } from './seed.ts';

/** Discord's limits on what an application may declare and tell. */
const text = (most: number) => z.string().min(1).max(most);
const localized = z.record(z.string(), z.string()).optional();
const metadataSchema = z
  .array(
    z.object({
      type: z.number().int().min(1).max(8),
      key: z.string().regex(/^[a-z0-9_]{1,50}$/),
      name: text(100),
      description: text(200),
      name_localizations: localized,
      description_localizations: localized,
    }),
  )
  .max(5);
const connectionSchema = z.object({
  platform_name: z.string().max(50).nullish(),
  platform_username: z.string().max(100).nullish(),
  metadata: z.record(z.string(), z.union([z.string().max(100), z.number().int()])).default({}),
});

const challengeOf = (verifier: string) => createHash('sha256').update(verifier).digest('base64url');

export function mountOauth(ctx: Context): Hono {
  const app = new Hono();
  const codes = new Map<
    string,
    { userId: string; redirectUri: string; scope: string; challenge: string | undefined }
  >();
  const tokens = new Map<string, string>();
  const connections = new Map<string, unknown>();
  let metadata: unknown = [];
  const refuse = (c: Request, status: 400 | 401, error: string) => c.json({ error }, status);
  const bearer = (c: Request) => tokens.get(/^Bearer (.+)$/.exec(c.req.header('authorization') ?? '')?.[1] ?? '');

  // Discord's page asks whether one agrees; here whoever is named with `as` does.
  app.get('/oauth2/authorize', (c) => {
    const { client_id, response_type, redirect_uri = '', state = '', scope = 'identify', as } = c.req.query();
    const { code_challenge: challenge, code_challenge_method } = c.req.query();
    if (client_id !== APPLICATION_ID || response_type !== 'code' || !URL.canParse(redirect_uri))
      return refuse(c, 400, 'invalid_request');
    if (challenge !== undefined && code_challenge_method !== 'S256') return refuse(c, 400, 'invalid_request');
    if (!as) {
      const people = Object.values(ctx.state.users).filter(({ bot }) => !bot);
      const links = people.map(
        ({ id, username }) => `<li><a href="${c.req.url.replaceAll('"', '%22')}&as=${id}">${username}</a></li>`,
      );
      return c.html(`<!doctype html><title>Local Discord</title><p>Agree as</p><ul>${links.join('')}</ul>`);
    }
    if (!ctx.state.users[as]) return refuse(c, 400, 'invalid_request');
    const code = randomBytes(15).toString('hex');
    codes.set(code, { userId: as, redirectUri: redirect_uri, scope, challenge });
    const back = new URL(redirect_uri);
    back.searchParams.set('code', code);
    back.searchParams.set('state', state);
    return c.redirect(back.href, 302);
  });

  app.post('/api/v10/oauth2/token', async (c) => {
    const form = await c.req.parseBody();
    if (form.client_id !== APPLICATION_ID || form.client_secret !== LOCAL_CLIENT_SECRET)
      return refuse(c, 401, 'invalid_client');
    const known = codes.get(String(form.code));
    codes.delete(String(form.code));
    if (form.grant_type !== 'authorization_code' || !known || known.redirectUri !== form.redirect_uri)
      return refuse(c, 400, 'invalid_grant');
    if (known.challenge && known.challenge !== challengeOf(String(form.code_verifier)))
      return refuse(c, 400, 'invalid_grant');
    const access_token = randomBytes(15).toString('hex');
    tokens.set(access_token, known.userId);
    return c.json({
      access_token,
      token_type: 'Bearer',
      expires_in: 604_800,
      scope: known.scope,
    });
  });

  app.post('/api/v10/oauth2/token/revoke', async (c) => {
    tokens.delete(String((await c.req.parseBody()).token));
    return c.json({});
  });

  app.get('/api/v10/users/@me', async (c, next) => {
    const userId = bearer(c);
    return userId ? c.json(ctx.state.users[userId]) : next();
  });

  app.put('/api/v10/users/@me/applications/:application/role-connection', async (c) => {
    const userId = bearer(c);
    if (!userId) return refuse(c, 401, 'unauthorized');
    const form = connectionSchema.safeParse(await c.req.json());
    if (!form.success) return refuse(c, 400, 'invalid_form');
    connections.set(userId, form.data);
    return c.json(form.data);
  });

  app.on(['GET', 'PUT'], '/api/v10/applications/:application/role-connections/metadata', async (c) => {
    if (c.req.header('authorization') !== `Bot ${LOCAL_DISCORD_TOKEN}`) return refuse(c, 401, 'unauthorized');
    if (c.req.method === 'PUT') {
      const form = metadataSchema.safeParse(await c.req.json());
      if (!form.success) return refuse(c, 400, 'invalid_form');
      metadata = form.data;
    }
    return c.json(metadata as object);
  });

  /** For tests and for eyes: what a member's linked role rests on. */
  app.get('/playground/linked-role/:user', (c) =>
    c.json((connections.get(c.req.param('user')) ?? null) as object | null),
  );
  return app;
}
