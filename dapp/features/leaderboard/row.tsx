import type { LeaderboardResponse } from '@guildmint/bot/api/routes/leaderboard.ts';
import { Trans } from '@lingui/react/macro';
import { Identity } from '../../components/identity.tsx';
import { Money } from '../../components/money.tsx';
import { cx } from '../../lib/cx.ts';

/** Gold, silver and bronze; legible on both themes. */
const MEDALS: Record<number, string> = {
  1: 'bg-gold-soft text-gold ring-1 ring-gold/40',
  2: 'bg-field text-ink ring-1 ring-line',
  3: 'bg-field text-muted ring-1 ring-line',
};

export function Row({ row, isMe }: { row: LeaderboardResponse['rows'][number]; isMe: boolean }) {
  return (
    <li
      aria-current={isMe || undefined}
      className={cx(
        'flex min-h-13 items-center gap-3 rounded-xl px-2 py-1.5 sm:px-3',
        isMe ? 'bg-accent-soft' : 'hover:bg-hover',
      )}
    >
      <span className="flex w-8 shrink-0 justify-center sm:w-10">
        <span
          className={cx(
            'flex h-7 min-w-7 items-center justify-center rounded-full px-1.5 text-sm font-semibold tabular-nums',
            MEDALS[row.rank] ?? 'text-muted',
          )}
        >
          {row.rank}
        </span>
      </span>
      <span className="min-w-0 flex-1">
        <Identity {...row} />
      </span>
      {isMe && (
        <span className="shrink-0 rounded-full border-accent text-xs font-medium text-accent max-sm:sr-only sm:border sm:px-2 sm:py-0.5">
          <Trans>You</Trans>
        </span>
      )}
      <Money amount={row.amount} className="shrink-0 font-semibold max-sm:[&>span]:hidden" />
    </li>
  );
}
