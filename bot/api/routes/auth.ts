import { type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context as Request } from 'hono';
import type { Context } from '../../context.ts';
import { UserError } from '../../errors.ts';
import { getUser } from '../../operations/getUser.ts';
import {
  endSession,
  type Opened,
  openSession,
  type Proven,
  refreshSession,
  sessionEnded,
  sessionOfRefresh,
} from '../../operations/sessions.ts';
import { NONCE_SECONDS, newSignInNonce, signInWithWallet } from '../../operations/signInWithWallet.ts';
import { ACCESS_SECONDS, type openAccessTokens } from '../accessToken.ts';
import { addressOf } from '../address.ts';
import { guarded } from '../authority.ts';
import { answers, json, jsonBody } from '../content.ts';
import { clearSessionCookies, refreshCookie, setSessionCookies } from '../cookies.ts';
import { credentialOf, openOperatorLogin } from '../operatorLogin.ts';
import { ownOrigins, requireOwnOrigin } from '../origin.ts';
import { problems } from '../problem.ts';
import { addressSchema } from '../schemas.ts';
import { keyFor, lazily } from '../secret.ts';
import { hexSchema } from '../shopSchemas.ts';

const tags = ['Signing in'];

const tokensField = z.boolean().default(false).openapi({
  description:
    'Hands the tokens over in the answer, for programs; otherwise they are set as cookies that no page can read.',
});
const openedSchema = z
  .object({
    kind: z.enum(['operator', 'discord', 'wallet']).optional(),
    expiresAt: z.iso.datetime().openapi({ description: 'Until when it can be refreshed' }),
    tokens: z
      .object({
        accessToken: z.string(),
        refreshToken: z.string().openapi({ description: 'Good once: refreshing gives the next' }),
        tokenType: z.literal('Bearer'),
        expiresIn: z.int().openapi({ description: 'Seconds that the access token is good for' }),
      })
      .nullable(),
  })
  .openapi('SignedIn');
const opened = { description: 'Signed in', content: json(openedSchema) };

const loginRoute = guarded('anyone', {
  method: 'post',
  path: '/api/auth/login',
  summary: 'Signs the operator in, with name and password',
  description:
    'Gives `operator`, and the standing of ADMIN_DISCORD_ID in communities. Ten attempts in a quarter of an hour from one address.',
  tags,
  request: {
    body: jsonBody(
      z.object({ username: z.string().min(1).max(64), password: z.string().min(1).max(256), tokens: tokensField }),
    ),
  },
  responses: { 200: opened, ...problems },
});

const refreshRoute = guarded('anyone', {
  method: 'post',
  path: '/api/auth/refresh',
  summary: 'The next access token',
  description:
    'With the refresh token in the cookie, or in the body: then the answer has the new ones. A token that was used before ends the session.',
  tags,
  request: {
    body: {
      required: false,
      content: json(
        z
          .object({ refreshToken: z.string().max(100).optional(), refresh_token: z.string().max(100).optional() })
          .transform(({ refreshToken, refresh_token }) => ({ refreshToken: refreshToken ?? refresh_token })),
      ),
    },
  },
  responses: { 200: opened, ...problems },
});

const logoutRoute = guarded('anyone', {
  method: 'post',
  path: '/api/auth/logout',
  summary: 'Ends the session for all of its tokens',
  description: 'Of the access token, the cookies, or the refresh token in the body.',
  tags,
  request: refreshRoute.request,
  responses: { 204: { description: 'Signed out, or was not signed in' }, ...problems },
});

const meSchema = z
  .object({
    userId: z.string().nullable().openapi({ description: 'Discord id' }),
    name: z.string().nullable(),
    avatar: z.string().nullable(),
    address: addressSchema.nullable().openapi({ description: 'The wallet signed in with, or the custodial account' }),
    operator: z.boolean(),
    represented: z
      .boolean()
      .openapi({ description: 'Whether the bot may act in their name: who signed in with Discord, not with a wallet' }),
    key: z
      .object({ id: z.string(), community: addressSchema, scopes: z.array(z.string()) })
      .nullable()
      .openapi({ description: 'Where an API key was used' }),
  })
  .openapi('Me');
export type MeResponse = z.infer<typeof meSchema>;

const meRoute = guarded('member', {
  method: 'get',
  path: '/api/auth/me',
  'x-in-community': false,
  'x-scope': 'members:read',
  summary: 'Who is signed in, or whose key this is',
  tags,
  responses: answers('The caller', meSchema),
});

const nonceSchema = z
  .object({
    nonce: z.string(),
    domain: z.string(),
    uri: z.url(),
    chainId: z.int(),
    expiresAt: z.iso.datetime(),
  })
  .openapi('SignInNonce');
export type SignInNonce = z.infer<typeof nonceSchema>;

const nonceRoute = guarded('anyone', {
  method: 'get',
  path: '/api/auth/wallet/nonce',
  summary: 'What a message of Sign-In with Ethereum must hold',
  description: `Good once and for ${NONCE_SECONDS / 60} minutes.`,
  tags,
  responses: {
    200: {
      description: 'Parts of the message',
      content: json(nonceSchema),
    },
    429: problems[429],
  },
});

const walletRoute = guarded('anyone', {
  method: 'post',
  path: '/api/auth/wallet',
  summary: 'Signs a wallet in (Sign-In with Ethereum, EIP-4361)',
  tags,
  request: {
    body: jsonBody(z.object({ message: z.string().min(1).max(4000), signature: hexSchema, tokens: tokensField })),
  },
  responses: { 200: opened, ...problems },
});

const waysSchema = z
  .object({
    password: z.boolean().openapi({ description: 'Whether the operator can sign in with one' }),
    discord: z.boolean(),
    wallet: z.literal(true),
  })
  .openapi('WaysToSignIn');
export type WaysResponse = z.infer<typeof waysSchema>;

const waysRoute = guarded('anyone', {
  method: 'get',
  path: '/api/auth/ways',
  summary: 'How one can sign in at this installation',
  tags,
  responses: { 200: { description: 'What is switched on', content: json(waysSchema) }, 429: problems[429] },
});

export type Routes =
  | typeof loginRoute
  | typeof refreshRoute
  | typeof logoutRoute
  | typeof meRoute
  | typeof waysRoute
  | typeof nonceRoute
  | typeof walletRoute;

/** @param accessTokens by which sessions are known */
export function auth(app: OpenAPIHono, ctx: Context, accessTokens: ReturnType<typeof openAccessTokens>) {
  const { config, clock } = ctx;
  const login = openOperatorLogin(config, clock);
  const nonceKey = lazily(() => keyFor(config, 'sign-in nonces'));
  const domains = ownOrigins(config).map((origin) => new URL(origin).host);

  /** Cookies, or what programs keep themselves; never both, so that no page can ask for what its cookies hide. */
  async function hand(c: Request, session: Opened, inBody: boolean, kind?: Proven['kind']) {
    const access = await accessTokens.sign(session.session);
    c.header('cache-control', 'no-store');
    if (!inBody) setSessionCookies(c, config, access, session, clock());
    const tokens = {
      ...{ accessToken: access, refreshToken: session.refresh },
      ...{ tokenType: 'Bearer' as const, expiresIn: ACCESS_SECONDS },
    };
    return { kind, expiresAt: session.expiresAt.toISOString(), tokens: inBody ? tokens : null };
  }

  async function signIn(c: Request, proven: Proven, inBody: boolean) {
    // Another site's page must not sign a browser in as somebody else either.
    if (!inBody && comesFromPage(c)) requireOwnOrigin(c, config);
    return hand(c, await openSession(ctx, proven), inBody, proven.kind);
  }

  app.openapi(loginRoute, async (c) => {
    const { tokens, ...shown } = c.req.valid('json');
    const credential = await login(shown, addressOf(c, config));
    return c.json(await signIn(c, { kind: 'operator', credential }, tokens), 200);
  });

  app.openapi(refreshRoute, async (c) => {
    const { refreshToken } = c.req.valid('json');
    const cookie = refreshToken === undefined ? refreshCookie(c, config) : undefined;
    if (cookie !== undefined) requireOwnOrigin(c, config);
    const shown = refreshToken ?? cookie;
    if (!shown) throw new UserError('NothingToRefresh', 'There is no refresh token in cookie or body: sign in first.');
    try {
      return c.json(await hand(c, await refreshSession(ctx, shown), refreshToken !== undefined), 200);
    } catch (error) {
      if (error instanceof UserError && error.code === sessionEnded().code && cookie !== undefined)
        clearSessionCookies(c, config);
      throw error;
    }
  });

  app.openapi(logoutRoute, async (c) => {
    const { refreshToken } = c.req.valid('json');
    const cookie = refreshToken === undefined ? refreshCookie(c, config) : undefined;
    if (cookie !== undefined) requireOwnOrigin(c, config);
    const shown = refreshToken ?? cookie;
    const session = c.get('caller').session ?? (shown ? await sessionOfRefresh(ctx, shown) : null);
    if (session) await endSession(ctx, session);
    clearSessionCookies(c, config);
    return c.body(null, 204);
  });

  app.openapi(meRoute, async (c) => {
    const { userId, address, wallet, operator, key } = c.get('caller');
    const user = userId === null ? null : await getUser(ctx, { userId });
    c.header('cache-control', 'no-store');
    return c.json(
      {
        ...{ userId, name: user?.name ?? null, avatar: user?.avatar ?? null, address, operator },
        represented: userId !== null && wallet === null,
        key: key && { id: key.id, community: key.token, scopes: [...key.scopes] },
      },
      200,
    );
  });

  app.openapi(waysRoute, (c) => {
    const { discord } = config;
    const ways = { password: credentialOf(config) !== null, discord: Boolean(discord.clientSecret) };
    return c.json({ ...ways, wallet: true as const }, 200);
  });

  app.openapi(nonceRoute, (c) => {
    const { nonce, expiresAt } = newSignInNonce(ctx, nonceKey());
    c.header('cache-control', 'no-store');
    const { publicUrl: uri, chainId } = config;
    return c.json({ nonce, domain: domains[0]!, uri, chainId, expiresAt: expiresAt.toISOString() }, 200);
  });

  app.openapi(walletRoute, async (c) => {
    const { message, signature, tokens } = c.req.valid('json');
    const address = await signInWithWallet(ctx, { message, signature, domains, key: nonceKey() });
    return c.json(await signIn(c, { kind: 'wallet', address }, tokens), 200);
  });

  return { signIn };
}

/** Browsers say so of themselves, whatever the page wants. */
const comesFromPage = (c: Request) => Boolean(c.req.header('origin') ?? c.req.header('sec-fetch-site'));
