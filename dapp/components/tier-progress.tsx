import type { BalanceResponse } from '@guildmint/bot/api/routes/balance.ts';
import { TIER_NAMES, TIERS } from '../lib/tiers.ts';
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
        <span className="font-medium">{TIER_NAMES[tier]}</span>
        <span className="text-muted">
          {goal && next ? (
            <>
              <Money amount={goal - reached} bare className="font-medium text-ink" /> more to {held ? 'hold' : 'earn'}{' '}
              to {TIER_NAMES[next]}
            </>
          ) : (
            <>
              Highest tier, with <Money amount={reached} bare /> {held ? 'held' : 'earned in all'}
            </>
          )}
        </span>
      </div>
      <div
        role="progressbar"
        aria-label={goal && next ? `Progress to ${TIER_NAMES[next]}` : 'Highest tier reached'}
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
