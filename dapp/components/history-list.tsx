import type { HistoryResponse } from '@guildmint/bot/api/routes/history.ts';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import {
  ArrowDownLeft,
  ArrowLeftRight,
  ArrowUpRight,
  Award,
  Coins,
  Dices,
  Gift,
  ListChecks,
  ShoppingBag,
  Undo2,
  Users,
} from 'lucide-react';
import type { ComponentProps } from 'react';
import { cx } from '../lib/cx.ts';
import { entryKey } from '../lib/entry-key.ts';
import { formatTime, relativeTime, useNow } from '../lib/time.ts';
import { shortAddress } from './identity.tsx';
import { Money } from './money.tsx';
import { TransactionLink } from './transaction-link.tsx';

type Entry = HistoryResponse['entries'][number];

const KINDS: Record<string, { icon: typeof Coins; words: (who: string, what: string) => string }> = {
  earn: { icon: Coins, words: () => t`Activity` },
  daily: { icon: Gift, words: () => t`Daily reward` },
  gift: { icon: ArrowUpRight, words: (who) => t`Gift to ${who}` },
  gift_received: { icon: ArrowDownLeft, words: (who) => t`Gift from ${who}` },
  gift_bonus: { icon: Gift, words: () => t`Gift bonus` },
  shop_purchase: { icon: ShoppingBag, words: (_, what) => t`Bought ${what}` },
  refund: { icon: Undo2, words: (_, what) => t`Refund of ${what}` },
  weekly_streak: { icon: Gift, words: () => t`Reward for a week’s streak` },
  monthly_active: { icon: Gift, words: () => t`Reward for an active month` },
  invite_friend: { icon: Gift, words: () => t`Reward for an invitation` },
  achievement: { icon: Award, words: () => t`Achievement` },
  award: { icon: Award, words: () => t`Award by the staff` },
  task_escrow: { icon: ListChecks, words: () => t`Put up for a task` },
  task_return: { icon: Undo2, words: () => t`Back from a task` },
  task_reward: { icon: ListChecks, words: () => t`Reward for a task` },
  challenge_pool: { icon: Users, words: () => t`Put up for a challenge` },
  challenge_return: { icon: Undo2, words: () => t`Back from a challenge` },
  bonus: { icon: Users, words: () => t`Bonus of a challenge` },
  market_purchase: { icon: ArrowUpRight, words: (who) => t`Bought on the market from ${who}` },
  market_sale: { icon: ArrowDownLeft, words: (who) => t`Sold on the market to ${who}` },
  market_fee: { icon: ArrowUpRight, words: () => t`The market’s fee` },
  trade_send: { icon: ArrowLeftRight, words: (who) => t`Trade with ${who}` },
  trade_receive: { icon: ArrowLeftRight, words: (who) => t`Trade with ${who}` },
  swap_send: { icon: ArrowLeftRight, words: (who) => t`Swap with ${who}` },
  swap_receive: { icon: ArrowLeftRight, words: (who) => t`Swap with ${who}` },
  bond: { icon: Dices, words: () => t`Bond for a draw` },
  bond_return: { icon: Dices, words: () => t`Bond of a draw` },
  deduction: { icon: ArrowUpRight, words: () => t`Deducted by the staff` },
  reset: { icon: ArrowUpRight, words: () => t`Reset by a penalty` },
  decay: { icon: ArrowUpRight, words: () => t`Lapsed while inactive` },
  wrap: { icon: ArrowDownLeft, words: () => t`Wrapped` },
  unwrap: { icon: ArrowUpRight, words: () => t`Unwrapped` },
  transfer_send: { icon: ArrowUpRight, words: (who) => t`Sent to ${who}` },
  transfer_receive: { icon: ArrowDownLeft, words: (who) => t`Received from ${who}` },
  issue: { icon: Coins, words: () => t`Issued` },
  burn: { icon: ArrowUpRight, words: () => t`Burned` },
};

function wordsOf({ type, counterparty, metadata }: Entry) {
  const who = counterparty ? (counterparty.name ?? shortAddress(counterparty.address)) : 'somebody';
  const what = typeof metadata.name === 'string' ? metadata.name : t`an item`;
  return KINDS[type]?.words(who, what) ?? type;
}

/** What came in and went out, newest first. */
export function HistoryList({ entries, ...props }: { entries: Entry[] } & ComponentProps<'ul'>) {
  const now = useNow();
  return (
    <ul className="divide-y divide-line" {...props}>
      {entries.map((entry) => {
        const Icon = KINDS[entry.type]?.icon ?? Coins;
        const incoming = !entry.amount.value.startsWith('-');
        const at = Date.parse(entry.at);
        return (
          <li key={entryKey(entry)} className="flex items-center gap-3 py-3">
            <span className={cx('rounded-full p-2', incoming ? 'bg-accent-soft text-accent' : 'bg-field text-muted')}>
              <Icon className="size-4" aria-hidden />
            </span>
            <span className="min-w-0 flex-1">
              <span className="line-clamp-2 font-medium">{wordsOf(entry)}</span>
              <span className="block text-xs text-muted">
                <time dateTime={entry.at} title={formatTime(at, 'f')}>
                  {/* A local chain's time may run ahead of the clock. */}
                  {relativeTime(Math.min(at, now), now)}
                </time>{' '}
                · <TransactionLink hash={entry.txHash} />
              </span>
            </span>
            <span className="shrink-0 text-right">
              <Money amount={entry.amount} signed className={cx('block font-semibold', incoming && 'text-accent')} />
              <span className="block text-xs text-muted">
                <Trans>
                  Balance <Money amount={entry.balanceAfter} bare />
                </Trans>
              </span>
            </span>
          </li>
        );
      })}
    </ul>
  );
}
