/** What Discord's OAuth2 is asked for: who somebody is, and to carry the figures of their linked role. Nothing of it is kept. */
import { z } from 'zod';
import type { Config } from '../config.ts';
import { UserError } from '../errors.ts';
import type { LinkedRole } from '../operations/getLinkedRole.ts';
import type { DiscordUser } from '../operations/meetUser.ts';

const PATIENCE_MS = 10_000;

const tokenSchema = z.object({ access_token: z.string().min(1) });
const userSchema = z.object({
  id: z.string().regex(/^\d{5,20}$/),
  username: z.string(),
  global_name: z.string().nullish(),
  avatar: z.string().nullish(),
});

/** One reason to send somebody to Discord. */
type Errand = {
  /** Where Discord sends them back to. */
  path: string;
  scope: string;
  /** What they are told when Discord does not confirm them. */
  refused: { code: string; message: string };
};

export const linkedRoleErrand: Errand = {
  path: '/api/linked-role/callback',
  scope: 'identify role_connections.write',
  refused: {
    code: 'LinkedRoleRefused',
    message: 'Discord did not confirm who you are: begin again from your server’s roles.',
  },
};
export const signInErrand: Errand = {
  path: '/api/auth/discord/callback',
  scope: 'identify',
  refused: { code: 'SignInRefused', message: 'Discord did not confirm who you are: begin again.' },
};

/**
 * Where Discord asks somebody whether this server may do that.
 * @param state comes back with the answer
 * @param challenge of the verifier that is shown with the code (PKCE, S256)
 */
export function authorizeUrl(config: Config, { path, scope }: Errand, state: string, challenge?: string): string {
  const { apiUrl, applicationId } = config.discord;
  const url = new URL(apiUrl ? new URL('/oauth2/authorize', apiUrl) : 'https://discord.com/oauth2/authorize');
  url.search = new URLSearchParams({
    ...{ client_id: applicationId, response_type: 'code', redirect_uri: config.publicUrl + path },
    ...{ scope, state, prompt: 'consent' },
    ...(challenge && { code_challenge: challenge, code_challenge_method: 'S256' }),
  }).toString();
  return url.href;
}

/**
 * Finds out who has come back, and has Discord show their figures.
 * @param code as Discord sent them back with
 * @param figuresOf of the member, once it is known who it is
 * @throws UserError where Discord does not confirm it
 */
export async function connectRole(
  config: Config,
  code: string,
  figuresOf: (userId: string) => Promise<LinkedRole>,
): Promise<{ name: string }> {
  return withGrant(config, linkedRoleErrand, { code }, async (user, ask) => {
    const metadata = await figuresOf(user.id);
    const body = { platform_name: 'Guildmint', platform_username: user.name.slice(0, 100), metadata };
    await ask(`/users/@me/applications/${config.discord.applicationId}/role-connection`, body);
    return { name: user.name };
  });
}

/**
 * Finds out who has come back to sign in.
 * @throws UserError where Discord does not confirm it
 */
export const confirmUser = (config: Config, code: string, verifier: string): Promise<DiscordUser> =>
  withGrant(config, signInErrand, { code, code_verifier: verifier }, async (user) => user);

/** Does something with what somebody has agreed to, and gives it back. */
async function withGrant<T>(
  config: Config,
  { path, refused }: Errand,
  proof: { code: string; code_verifier?: string },
  use: (user: DiscordUser, put: (path: string, body: object) => Promise<unknown>) => Promise<T>,
): Promise<T> {
  const { applicationId, clientSecret = '' } = config.discord;
  const client = { client_id: applicationId, client_secret: clientSecret };
  const redirect_uri = config.publicUrl + path;
  const granted = await ask('/oauth2/token', {
    form: { grant_type: 'authorization_code', ...proof, redirect_uri, ...client },
  });
  const token = tokenSchema.parse(granted).access_token;
  try {
    const { id, username, global_name, avatar } = userSchema.parse(await ask('/users/@me', { token }));
    const user = { id, name: global_name ?? username, avatar: avatar ?? null };
    return await use(user, (path, put) => ask(path, { token, put }));
  } finally {
    // What was agreed to is done, so the right to do more is given back.
    await ask('/oauth2/token/revoke', { form: { token, token_type_hint: 'access_token', ...client } }).catch(
      () => undefined,
    );
  }

  async function ask(
    path: string,
    { token: bearer, form, put }: { token?: string; form?: Record<string, string>; put?: object },
  ): Promise<unknown> {
    const response = await fetch(`${config.discord.apiUrl ?? 'https://discord.com/api'}/v10${path}`, {
      method: form ? 'POST' : put ? 'PUT' : 'GET',
      headers: {
        ...(bearer ? { authorization: `Bearer ${bearer}` } : {}),
        ...(put ? { 'content-type': 'application/json' } : {}),
      },
      ...(form ? { body: new URLSearchParams(form) } : put ? { body: JSON.stringify(put) } : {}),
      signal: AbortSignal.timeout(PATIENCE_MS),
    }).catch(() => null);
    if (!response?.ok) throw new UserError(refused.code, refused.message);
    const text = await response.text();
    return text === '' ? null : JSON.parse(text);
  }
}
