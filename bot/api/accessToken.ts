import { jwtVerify, SignJWT } from 'jose';
import type { Context } from '../context.ts';
import { keyFor, lazily } from './secret.ts';

/** Seconds that an access token is good for; whoever has its refresh token gets another. */
export const ACCESS_SECONDS = 600;

const ALGORITHM = 'HS256';
const TYPE = 'at+jwt';
const AUDIENCE = 'guildmint';

/**
 * Access tokens say which session they belong to, and nothing else: who that is, and whether it still is, stands in the
 * database.
 */
export function openAccessTokens({ config, clock }: Context) {
  const key = lazily(() => keyFor(config, 'access tokens'));
  const issuer = config.publicUrl;
  return {
    sign(session: string): Promise<string> {
      const now = Math.floor(clock() / 1000);
      return new SignJWT()
        .setProtectedHeader({ alg: ALGORITHM, typ: TYPE })
        .setSubject(session)
        .setIssuer(issuer)
        .setAudience(AUDIENCE)
        .setIssuedAt(now)
        .setExpirationTime(now + ACCESS_SECONDS)
        .sign(key());
    },
    /** @returns the session; null for whatever was not signed here, for this, or is too old */
    async verify(token: string): Promise<string | null> {
      // The algorithm is ours to say, never the token's.
      const options = {
        algorithms: [ALGORITHM],
        typ: TYPE,
        issuer,
        audience: AUDIENCE,
        currentDate: new Date(clock()),
      };
      const verified = await jwtVerify(token, key(), { ...options, requiredClaims: ['sub', 'exp'] }).catch(() => null);
      return verified?.payload.sub ?? null;
    },
  };
}
