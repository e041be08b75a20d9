import type { ReactNode } from 'react';
import { cx } from '../../../lib/cx.ts';
import { usePlayground } from '../context.tsx';

type ChannelLinkProps = { id: string; icon: ReactNode; name: string; nested?: boolean };

/** A channel, thread or conversation to open, with how much in it is unread. */
export function ChannelLink({ id, icon, name, nested }: ChannelLinkProps) {
  const { channel, feed, openChannel } = usePlayground();
  const current = channel?.id === id;
  const unread = feed.unread[id] ?? 0;
  return (
    <button
      type="button"
      aria-current={current ? 'page' : undefined}
      onClick={() => openChannel(id)}
      className={cx(
        'flex min-h-9 w-full items-center gap-2 rounded-lg px-2 text-left pointer-coarse:min-h-11 [&_svg]:size-4.5 [&_svg]:shrink-0',
        nested && 'pl-7 text-sm',
        current && 'bg-accent-soft font-medium text-ink',
        !current && (unread > 0 ? 'font-semibold text-ink hover:bg-hover' : 'text-muted hover:bg-hover hover:text-ink'),
      )}
    >
      {icon}
      <span className="min-w-0 flex-1 truncate">{name}</span>
      {unread > 0 && (
        <span className="rounded-full bg-accent px-1.5 text-xs font-semibold text-on-accent tabular-nums">
          {unread}
          <span className="sr-only"> unread</span>
        </span>
      )}
    </button>
  );
}
