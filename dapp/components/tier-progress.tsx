import type { BalanceResponse } from '@guildmint/bot/api/routes/balance.ts';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { TIERS, tierName } from '../lib/tiers.ts';
import { Money } from './money.tsx';

/** How far it is to the next tier, by all that was ever earned or by what is held. */
export function TierProgress({ balance: standing }: { balance: BalanceResponse }) {
  const { tier, tierBasis, nextTierAt, lifetimeEarned } = standing;
  const held = tierBasis === 'balance';
  const reached = BigInt((held ? standing.balance : lifetimeEarned).value);
  const goal = nextTierAt && BigInt(nextTierAt.value);
  const next = TIERS[TIERS.indexOf(tier) + 1];
  const share = goal ? Number((reached * 1000n) / goal) / 10 : 100;
  return (
    <div className="mt-5">
      <div className="flex flex-wrap items-baseline justify-between gap-x-3 text-sm">
        <span className="font-medium">{tierName(tier)}</span>
        <span className="text-muted">
          {goal && next && held ? (
            <Trans>
              <Money amount={goal - reached} bare className="font-medium text-ink" /> more to hold to {tierName(next)}
            </Trans>
          ) : goal && next ? (
            <Trans>
              <Money amount={goal - reached} bare className="font-medium text-ink" /> more to earn to {tierName(next)}
            </Trans>
          ) : held ? (
            <Trans>
              Highest tier, with <Money amount={reached} bare /> held
            </Trans>
          ) : (
            <Trans>
              Highest tier, with <Money amount={reached} bare /> earned in all
            </Trans>
          )}
        </span>
      </div>
      <div
        role="progressbar"
        aria-label={goal && next ? t`Progress to ${tierName(next)}` : t`Highest tier reached`}
        aria-valuenow={Math.floor(share)}
        aria-valuemin={0}
        aria-valuemax={100}
        className="mt-1.5 h-2 overflow-hidden rounded-full bg-field"
      >
        <div className="h-full rounded-full bg-accent motion-safe:transition-[width]" style={{ width: `${share}%` }} />
      </div>
    </div>
  );
}
