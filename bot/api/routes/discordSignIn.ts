import { createHash, randomBytes } from 'node:crypto';
import { type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context as Request } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { Context } from '../../context.ts';
import { UserError } from '../../errors.ts';
import { meetUser } from '../../operations/meetUser.ts';
import type { Proven } from '../../operations/sessions.ts';
import { guarded } from '../authority.ts';
import { authorizeUrl, confirmUser, signInErrand } from '../discordAccount.ts';
import { problems } from '../problem.ts';
import { same } from './linkedRole.ts';

/** Holds what proves that whoever comes back is who went, and where they wanted to go. */
const COOKIE = 'guildmint_sign_in';
const path = '/api/auth/discord';
const WITHIN_S = 600;
const tags = ['Signing in'];

/** Within this site: anything else could lead whoever trusts it elsewhere. */
const pathSchema = z
  .string()
  .max(200)
  .regex(/^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/, 'must be a path of this site');

const begin = guarded('anyone', {
  method: 'get',
  path,
  summary: 'Signs in with Discord: leads there, and back',
  description: 'OAuth2 with state and PKCE. Of Discord no more is asked than who somebody is.',
  tags,
  request: { query: z.object({ to: pathSchema.default('/').openapi({ description: 'Where to go afterwards' }) }) },
  responses: { 302: { description: 'To Discord' }, ...problems },
});

const callback = guarded('anyone', {
  method: 'get',
  path: `${path}/callback`,
  summary: 'Where Discord sends back who wants to sign in',
  tags,
  request: {
    query: z.object({
      code: z.string().max(200).optional(),
      state: z.string().max(200).optional(),
      error: z.string().max(200).optional(),
    }),
  },
  responses: { 302: { description: 'Signed in: to where it was begun' }, ...problems },
});

const wentSchema = z.object({ state: z.string(), verifier: z.string(), to: pathSchema });

export function discordSignIn(
  app: OpenAPIHono,
  ctx: Context,
  signIn: (c: Request, proven: Proven, inBody: boolean) => Promise<unknown>,
) {
  const { config } = ctx;
  // The way back begins at Discord, so that a strict cookie would not come along.
  const cookie = { path, httpOnly: true, secure: config.publicUrl.startsWith('https:'), sameSite: 'Lax' } as const;
  const requireOn = () => {
    if (!config.discord.clientSecret)
      throw new UserError(
        'DiscordSignInOff',
        'Signing in with Discord is switched off here: the operator sets DISCORD_CLIENT_SECRET.',
      );
  };

  app.openapi(begin, (c) => {
    requireOn();
    const went = {
      state: randomBytes(24).toString('hex'),
      verifier: randomBytes(32).toString('base64url'),
      to: c.req.valid('query').to,
    };
    setCookie(c, COOKIE, Buffer.from(JSON.stringify(went)).toString('base64url'), { ...cookie, maxAge: WITHIN_S });
    const challenge = createHash('sha256').update(went.verifier).digest('base64url');
    return c.redirect(authorizeUrl(config, signInErrand, went.state, challenge), 302);
  });

  app.openapi(callback, async (c) => {
    requireOn();
    const { code, state = '' } = c.req.valid('query');
    const went = readWent(getCookie(c, COOKIE));
    deleteCookie(c, COOKIE, cookie);
    if (!code || !went || !same(state, went.state))
      throw new UserError('SignInRefused', 'Nobody was signed in: begin again in this browser.');
    const user = await confirmUser(config, code, went.verifier);
    await meetUser(ctx, user);
    await signIn(c, { kind: 'discord', userId: user.id }, false);
    return c.redirect(went.to, 302);
  });
}

function readWent(cookie = '') {
  try {
    return wentSchema.parse(JSON.parse(Buffer.from(cookie, 'base64url').toString()));
  } catch {
    // Whatever a browser made of it, it is not what was set.
    return null;
  }
}
