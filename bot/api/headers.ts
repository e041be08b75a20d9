import type { MiddlewareHandler } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import type { Config } from '../config.ts';

/** @param scripts hashes of inline scripts; @param discordUrl origin of the local Discord, where there is one */
export function headers(config: Config, scripts: string[], discordUrl: string | undefined): MiddlewareHandler {
  const local = discordUrl ? [discordUrl] : [];
  // On the local network the dApp reads the chain itself; the address of a real node may hold a key and stays here.
  const node = config.local ? [new URL(config.rpcUrl).origin] : [];
  return secureHeaders({
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
  });
}
