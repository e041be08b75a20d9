import { stashAbi } from '@guildmint/contracts/abi.ts';
import { Trans } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { Address } from 'viem';
import { useClient } from 'wagmi';
import { useChain, useToken } from '../../lib/api.ts';

/** To the draw of a purchase and its proof, once it was asked for. */
export function DrawLink({ purchase, state }: { purchase: number; state: string }) {
  const token = useToken();
  const client = useClient();
  const stash = useChain().data?.contracts.stash as Address | undefined;
  const draw = useQuery({
    queryKey: ['draws', token, 'for', purchase, state],
    queryFn: async () => {
      const { read } = await import('../../lib/read-contract.ts');
      const args = [token, BigInt(purchase)] as const;
      return Number(await read(client!, { address: stash!, abi: stashAbi, functionName: 'drawFor', args }));
    },
    enabled: Boolean(client && stash),
  }).data;
  if (!draw) return null;
  return (
    <Link to={`/c/${token}/draws/${draw}`} className="font-medium text-accent underline underline-offset-4">
      <Trans>See its draw and the proof</Trans>
    </Link>
  );
}
