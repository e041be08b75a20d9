/** What Discord's OAuth2 is asked for: who somebody is, and to carry the figures of their linked role. Nothing of it is kept. */
import { z } from 'zod';
import type { Config } from '../config.ts';
import { UserError } from '../errors.ts';
import type { LinkedRole } from '../operations/getLinkedRole.ts';

const PATIENCE_MS = 10_000;
const SCOPES = 'identify role_connections.write';

const tokenSchema = z.object({ access_token: z.string().min(1) });
const userSchema = z.object({ id: z.string(), username: z.string(), global_name: z.string().nullish() });

/** Where Discord asks somebody whether this server may do that. @param state comes back with the answer */
export function authorizeUrl(config: Config, state: string): string {
  const { apiUrl, applicationId } = config.discord;
  const url = new URL(apiUrl ? new URL('/oauth2/authorize', apiUrl) : 'https://discord.com/oauth2/authorize');
  url.search = new URLSearchParams({
    ...{ client_id: applicationId, response_type: 'code', redirect_uri: redirectUri(config) },
    ...{ scope: SCOPES, state, prompt: 'consent' },
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
  const { applicationId, clientSecret = '' } = config.discord;
  const client = { client_id: applicationId, client_secret: clientSecret };
  const redirect = { redirect_uri: redirectUri(config) };
  const granted = await ask('/oauth2/token', {
    form: { grant_type: 'authorization_code', code, ...redirect, ...client },
  });
  const token = tokenSchema.parse(granted).access_token;
  try {
    const user = userSchema.parse(await ask('/users/@me', { token }));
    const name = user.global_name ?? user.username;
    const metadata = await figuresOf(user.id);
    const body = { platform_name: 'Guildmint', platform_username: name.slice(0, 100), metadata };
    await ask(`/users/@me/applications/${applicationId}/role-connection`, { token, put: body });
    return { name };
  } finally {
    // Figures are sent when a member asks for it, so the right to send more is given back.
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
    if (!response?.ok)
      throw new UserError(
        'LinkedRoleRefused',
        'Discord did not confirm who you are: begin again from your server’s roles.',
      );
    const text = await response.text();
    return text === '' ? null : JSON.parse(text);
  }
}

const redirectUri = ({ publicUrl }: Config) => `${publicUrl}/api/linked-role/callback`;
