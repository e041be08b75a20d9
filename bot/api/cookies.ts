import type { Context as Request } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { Config } from '../config.ts';
import type { Opened } from '../operations/sessions.ts';
import { ACCESS_SECONDS } from './accessToken.ts';

/** Where refresh tokens are sent to, and nowhere else. */
const REFRESH_PATH = '/api/auth';

/** The prefixes have the browser refuse a cookie that another host or an open line has set. */
function named({ publicUrl }: Config) {
  const secure = publicUrl.startsWith('https:');
  const base = { httpOnly: true, secure, sameSite: 'Strict' } as const;
  return {
    access: { name: secure ? '__Host-guildmint' : 'guildmint', options: { ...base, path: '/' } },
    refresh: {
      name: secure ? '__Secure-guildmint-refresh' : 'guildmint-refresh',
      options: { ...base, path: REFRESH_PATH },
    },
  };
}

export const accessCookie = (c: Request, config: Config) => getCookie(c, named(config).access.name);
export const refreshCookie = (c: Request, config: Config) => getCookie(c, named(config).refresh.name);

/** @param now milliseconds */
export function setSessionCookies(c: Request, config: Config, access: string, opened: Opened, now: number) {
  const cookies = named(config);
  setCookie(c, cookies.access.name, access, { ...cookies.access.options, maxAge: ACCESS_SECONDS });
  const maxAge = Math.max(0, Math.floor((opened.expiresAt.getTime() - now) / 1000));
  setCookie(c, cookies.refresh.name, opened.refresh, { ...cookies.refresh.options, maxAge });
}

export function clearSessionCookies(c: Request, config: Config) {
  for (const { name, options } of Object.values(named(config))) deleteCookie(c, name, options);
}
