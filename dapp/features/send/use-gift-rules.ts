import { giftsAbi, tokenAbi } from '@guildmint/contracts/abi.ts';
import { useQuery } from '@tanstack/react-query';
import type { Address } from 'viem';
import { useClient } from 'wagmi';
import { useChain, useToken } from '../../lib/api.ts';
import { TIERS } from '../../lib/tiers.ts';

const UNLIMITED = 2 ** 48 - 1;

/** What the contracts allow a giver today; amounts in base units. */
export type GiftRules = {
  tier: (typeof TIERS)[number];
  /** Null: as much as one has. */
  limit: bigint | null;
  left: bigint | null;
  perDay: number;
  giftsLeft: number;
  /** What the recipient is issued on top. */
  bonusBps: number;
  /** Whether the token moves only through the community's functions. */
  closed: boolean;
};

export function useGiftRules(giver: Address | undefined): GiftRules | undefined {
  const token = useToken();
  const gifts = useChain().data?.contracts.gifts as Address | undefined;
  const client = useClient();
  return useQuery({
    queryKey: ['gift-rules', token, giver],
    enabled: Boolean(giver && gifts && client),
    async queryFn(): Promise<GiftRules> {
      const { read } = await import('../../lib/read-contract.ts');
      const at = { address: gifts!, abi: giftsAbi } as const;
      const of = { address: token, abi: tokenAbi } as const;
      const [{ limits, bonusBps, perDay }, [given, gone], { tier }, unit, closed] = await Promise.all([
        read(client!, { ...at, functionName: 'policyOf', args: [token] }),
        read(client!, { ...at, functionName: 'givenToday', args: [token, giver!] }),
        read(client!, { ...of, functionName: 'standingOf', args: [giver!] }),
        read(client!, { ...of, functionName: 'unit' }),
        read(client!, { ...of, functionName: 'closed' }),
      ]);
      const units = limits[tier] ?? 0;
      const limit = units === UNLIMITED ? null : BigInt(units) * unit;
      return {
        tier: TIERS[tier] ?? 'bronze',
        limit,
        left: limit === null ? null : limit > given ? limit - given : 0n,
        perDay,
        giftsLeft: Math.max(0, perDay - Number(gone)),
        bonusBps,
        closed,
      };
    },
  }).data;
}
