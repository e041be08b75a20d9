import { Hono, type MiddlewareHandler, type Context as Request } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import type { Config } from '../config.ts';

declare module 'hono' {
  interface ContextVariableMap {
    /** Headers of the answer, whatever it says. */
    borne?: Record<string, string>;
    /** Whether the answer has them already. */
    isDressed?: true;
  }
}

/** Adds headers to the answer, in one go where they are gathered: putting on each by itself takes much longer. */
export function bear(c: Request, some: Record<string, string>) {
  const borne = c.get('borne');
  if (borne) Object.assign(borne, some);
  else for (const [name, value] of Object.entries(some)) c.header(name, value);
}

/** @param scripts hashes of inline scripts; @param discordUrl origin of the local Discord, where there is one */
export function headers(config: Config, scripts: string[], discordUrl: string | undefined): MiddlewareHandler {
  const local = discordUrl ? [discordUrl] : [];
  // On the local network the dApp reads the chain itself; the address of a real node may hold a key and stays here.
  const node = config.local ? [new URL(config.rpcUrl).origin] : [];
  const secure = secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'self'"],
      scriptSrc: ["'self'", ...scripts],
      styleSrc: ["'self'", "'unsafe-inline'"],
      imgSrc: ["'self'", 'data:', 'blob:', ...local],
      connectSrc: ["'self'", ...local, ...node],
      objectSrc: ["'none'"],
      baseUri: ["'none'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
    },
    xFrameOptions: 'DENY',
    strictTransportSecurity: config.environment === 'production' ? 'max-age=31536000' : false,
    referrerPolicy: 'same-origin',
    // Of plug-ins and filters that no browser has any more.
    xDownloadOptions: false,
    xPermittedCrossDomainPolicies: false,
    xXssProtection: false,
  });
  // The same for every answer, and so found out once.
  const found = headersBy(secure);
  return async (c, next) => {
    c.set('borne', { ...(await found) });
    await next();
    if (c.get('isDressed')) return;
    const { headers: sent } = c.res;
    for (const [name, value] of Object.entries(c.get('borne') ?? {})) sent.set(name, value);
  };
}

async function headersBy(middleware: MiddlewareHandler): Promise<Record<string, string>> {
  const answer = await new Hono().use(middleware).request('/');
  answer.headers.delete('content-type');
  return Object.fromEntries(answer.headers);
}
