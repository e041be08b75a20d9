import { earningsAbi } from '@guildmint/contracts/abi.ts';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Gift } from 'lucide-react';
import { useMemo } from 'react';
import { type Address, encodeFunctionData } from 'viem';
import { useChain, useCommunity } from '../lib/api.ts';
import { locale } from '../lib/language.ts';
import { useClaim } from '../lib/use-claim.ts';
import { useRefreshAt } from '../lib/use-refresh-at.ts';
import { useActor } from '../lib/wallet/actor.tsx';
import { cardClass } from './page-title.tsx';
import { ActionButton } from './wallet/action-button.tsx';

/** The daily reward: to be claimed, or when the next one opens. */
export function DailyCard() {
  const { token, symbol } = useCommunity();
  const contracts = useChain().data?.contracts;
  const actor = useActor();
  const claim = useClaim(actor?.address);
  const transaction = useMemo(
    () =>
      contracts
        ? {
            verb: 'claimDaily',
            label: t`Daily reward`,
            token: token as Address,
            to: contracts.earnings as Address,
            data: encodeFunctionData({ abi: earningsAbi, functionName: 'claimDaily', args: [token as Address] }),
            sponsorable: true,
          }
        : null,
    [contracts, token],
  );
  useRefreshAt([new Date(claim.nextAt).toISOString()], claim.refetch);
  const midnight = new Date(claim.nextAt).toLocaleTimeString(locale, { timeStyle: 'short' });
  return (
    <section aria-label={t`Daily reward`} className={cardClass}>
      <p className="flex items-center gap-2 font-semibold">
        <Gift className="size-4.5 text-accent" aria-hidden />
        <Trans>Daily reward</Trans>
      </p>
      <p className="mt-1 mb-3 text-sm text-muted">
        {claim.claimed
          ? t`Claimed for today. The next one opens at ${midnight}.`
          : t`Some ${symbol} for coming by. Days in a row make a streak, and streaks earn more.`}
      </p>
      <ActionButton
        transaction={transaction}
        idle={claim.claimed ? t`Claimed today` : t`Claim`}
        blocked={claim.claimed ? t`Come back tomorrow.` : undefined}
        onConfirmed={claim.refetch}
      />
    </section>
  );
}
