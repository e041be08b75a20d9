import type { BalanceResponse } from '@guildmint/bot/api/routes/balance.ts';
import type { ItemResponse } from '@guildmint/bot/api/shopSchemas.ts';
import { t } from '@lingui/core/macro';
import { formatAmount } from '../../lib/amount.ts';
import { closedWords, needsDiscord } from '../../lib/item-words.ts';
import { TIERS, tierName } from '../../lib/tiers.ts';

type Buyer = {
  balance: BalanceResponse | undefined;
  /** As the shop counts; undefined where nothing is limited, or not known yet. */
  limits: { bought: number; holds: boolean } | undefined;
  /** Whether the bot knows who the buyer is on Discord; undefined: not known yet. */
  linked: boolean | undefined;
};

/** Units that a buyer may take now. */
export function mostOf({ left, perMember }: ItemResponse, limits: Buyer['limits']): number {
  return Math.max(0, Math.min(left ?? 65_535, perMember === null ? 65_535 : perMember - (limits?.bought ?? 0), 65_535));
}

/** The first requirement that fails, in a sentence that says what to do; undefined if none does. @param total base units */
export function obstacleOf(item: ItemResponse, total: bigint, { balance, limits, linked }: Buyer): string | undefined {
  const closed = closedWords(item);
  if (closed) return closed;
  if (item.perMember !== null && limits && limits.bought >= item.perMember)
    return item.perMember === 1
      ? t`You have one already, and no member may have more.`
      : t`You have all ${item.perMember} that a member may have.`;
  if (balance && TIERS.indexOf(balance.tier) < TIERS.indexOf(item.minTier))
    return t`This is for ${tierName(item.minTier)} members: earn more to rise to it.`;
  if (item.heldItem && limits && !limits.holds) return t`You need “${item.heldItem.name}” first: it is in this shop.`;
  if (linked === false && needsDiscord(item))
    return t`This is handed over on Discord: first link your account with /wallet link there.`;
  if (balance && total > BigInt(balance.balance.value)) {
    const missing = formatAmount(total - BigInt(balance.balance.value), balance.decimals);
    return t`You lack ${missing} ${balance.symbol}: earn some more, or choose fewer.`;
  }
  return undefined;
}
