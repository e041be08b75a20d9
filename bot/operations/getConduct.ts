import { conductAbi } from '@guildmint/contracts/abi.ts';
import type { Address } from 'viem';
import type { Context } from '../context.ts';
import { accountOf, type Who } from './who.ts';

export type Conduct = {
  /** Penalties that stand against the member. */
  standing: number;
  /** What the next one would be. */
  next: 'warning' | 'suspension' | 'reset';
  /** Seconds of that suspension; 0 for what is none. */
  seconds: number;
};

/** What the next penalty against a member would be, as the contract holds it now; null where no policy was set. */
export async function getConduct(ctx: Context, { token, who }: { token: Address; who: Who }): Promise<Conduct | null> {
  const { client, deployment } = ctx.chain;
  const conduct = { address: deployment.conduct, abi: conductAbi } as const;
  const [policy, penalties] = await Promise.all([
    client.readContract({ ...conduct, functionName: 'policyOf', args: [token] }),
    client.readContract({ ...conduct, functionName: 'standingAgainst', args: [token, await accountOf(ctx, who)] }),
  ]);
  if (policy.perDay === 0) return null;
  const standing = penalties.length;
  if (standing === 0) return { standing, next: 'warning', seconds: 0 };
  if (standing === 1) return { standing, next: 'suspension', seconds: policy.suspension };
  return policy.resets
    ? { standing, next: 'reset', seconds: 0 }
    : { standing, next: 'suspension', seconds: policy.longSuspension };
}
