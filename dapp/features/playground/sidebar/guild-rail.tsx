import { MessagesSquare } from 'lucide-react';
import type { ReactNode } from 'react';
import { initials } from '../../../components/avatar.tsx';
import { cx } from '../../../lib/cx.ts';
import { usePlayground } from '../context.tsx';
import { landingChannel } from '../permissions.ts';

function RailButton({
  label,
  current,
  unread,
  onClick,
  children,
}: {
  label: string;
  current: boolean;
  unread: number;
  onClick: () => void;
  children: ReactNode;
}) {
  return (
    <button
      type="button"
      aria-label={unread > 0 ? `${label}, ${unread} unread` : label}
      aria-current={current ? 'page' : undefined}
      title={label}
      onClick={onClick}
      className={cx(
        'relative flex size-12 items-center justify-center rounded-2xl text-sm font-bold transition',
        current ? 'bg-accent text-on-accent' : 'bg-raised text-ink hover:bg-accent-soft',
      )}
    >
      {children}
      {unread > 0 && (
        <span
          aria-hidden
          className="absolute -right-1.5 -bottom-1.5 min-w-5 rounded-full border-2 border-rail bg-danger px-1 text-center text-[0.6875rem] leading-4 text-on-danger"
        >
          {Math.min(unread, 99)}
        </span>
      )}
    </button>
  );
}

/** Direct messages and the servers of the acting member. */
export function GuildRail() {
  const { state, guild, me, feed, openChannel, openHome } = usePlayground();
  const unreadIn = (channels: { id: string }[]) => channels.reduce((sum, { id }) => sum + (feed.unread[id] ?? 0), 0);
  return (
    <nav aria-label="Servers" className="flex w-18 shrink-0 flex-col items-center gap-2.5 overflow-y-auto bg-rail py-3">
      <RailButton label="Direct messages" current={!guild} unread={unreadIn(state.dms)} onClick={openHome}>
        <MessagesSquare className="size-5" aria-hidden />
      </RailButton>
      <hr className="w-8 border-line" />
      {state.guilds.map((each) => (
        <RailButton
          key={each.id}
          label={each.name}
          current={each.id === guild?.id}
          unread={unreadIn(each.channels)}
          onClick={() => {
            const channel = landingChannel(each, me);
            if (channel) openChannel(channel.id);
          }}
        >
          {/* Drawn, not written: the button's name is the server's, in full. */}
          <span data-initials={initials(each.name)} className="before:content-[attr(data-initials)]" />
        </RailButton>
      ))}
    </nav>
  );
}
