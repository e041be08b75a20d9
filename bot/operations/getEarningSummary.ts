import { earningsAbi } from '@guildmint/contracts/abi.ts';
import type { Address } from 'viem';
import type { Context } from '../context.ts';
import { accountOf, type Who } from './who.ts';

/** How much a member may still earn and what limits it, as the contract says at the latest block; base units. */
export async function getEarningSummary(ctx: Context, { token, who }: { token: Address; who: Who }) {
  const { client, deployment } = ctx.chain;
  const account = await accountOf(ctx, who);
  const contract = { address: deployment.earnings, abi: earningsAbi } as const;
  const summary = await client.readContract({ ...contract, functionName: 'summaryOf', args: [token, account] });
  return { address: account, ...summary };
}
