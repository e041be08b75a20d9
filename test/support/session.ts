/** Somebody signed in, as the API's own sign-ins would have it. */
import { openAccessTokens } from '../../bot/api/accessToken.ts';
import { credentialOf } from '../../bot/api/operatorLogin.ts';
import type { Context } from '../../bot/context.ts';
import { openSession, type Proven } from '../../bot/operations/sessions.ts';

/** @returns headers of a request by a Discord user, a wallet or the operator (`ADMIN_PASSWORD` must be set) */
export async function signedIn(
  ctx: Context,
  who: { userId: string } | { address: `0x${string}` } | 'operator',
): Promise<{ authorization: string }> {
  const { session } = await openSession(ctx, provenOf(ctx, who));
  return { authorization: `Bearer ${await openAccessTokens(ctx).sign(session)}` };
}

function provenOf({ config }: Context, who: Parameters<typeof signedIn>[1]): Proven {
  if (who === 'operator') return { kind: 'operator', credential: credentialOf(config)! };
  return 'userId' in who ? { kind: 'discord', ...who } : { kind: 'wallet', ...who };
}
