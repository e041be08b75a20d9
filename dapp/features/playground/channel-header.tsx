import { AtSign, Hash, Menu as MenuIcon, MessageSquarePlus, PanelRight, Spool, Wallet } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { Button, buttonClass, IconButton } from '../../components/button.tsx';
import { ThemeToggle } from '../../components/theme-toggle.tsx';
import { cx } from '../../lib/cx.ts';
import { usePlayground } from './context.tsx';
import { Reset } from './dialogs/reset-dialog.tsx';
import { ThreadDialog } from './dialogs/thread-dialog.tsx';
import { isThread } from './discord.ts';

function BotState() {
  const { state } = usePlayground();
  const text = state.botOnline ? 'Bot online' : 'Bot offline';
  return (
    <p role="status" title={text} className="flex shrink-0 items-center gap-1.5 px-1 text-xs text-muted">
      <span aria-hidden className={cx('size-2 rounded-full', state.botOnline ? 'bg-accent' : 'bg-danger-ink')} />
      <span className="max-sm:sr-only">{text}</span>
    </p>
  );
}

type ChannelHeaderProps = { panelOpen: boolean; onTogglePanel: () => void; onOpenNavigation: () => void };

export function ChannelHeader({ panelOpen, onTogglePanel, onOpenNavigation }: ChannelHeaderProps) {
  const { channel, names, guild, perform } = usePlayground();
  const [threading, setThreading] = useState(false);
  const thread = channel !== undefined && isThread(channel);
  const Icon = thread ? Spool : guild ? Hash : AtSign;
  const parent = thread && 'parent_id' in channel && channel.parent_id ? names.channel(channel.parent_id) : undefined;
  const topic = channel && 'topic' in channel ? channel.topic : null;
  const outside = thread && !('member' in channel && channel.member);

  return (
    <header className="flex h-14 shrink-0 items-center gap-1 border-b border-line px-2 sm:px-3">
      <IconButton label="Open servers and channels" onClick={onOpenNavigation} className="lg:hidden">
        <MenuIcon />
      </IconButton>
      <Icon className="mx-1 size-5 shrink-0 text-muted max-sm:hidden" aria-hidden />
      <div className="flex min-w-0 flex-1 items-baseline gap-3">
        <h1 className="truncate font-semibold md:max-w-3/4 md:shrink-0">
          {channel ? names.channelName(channel) : guild ? guild.name : 'Direct messages'}
        </h1>
        {(parent || topic) && (
          <p className="hidden min-w-0 truncate text-sm text-muted md:block">
            {parent ? `in #${names.channelName(parent)}` : topic}
          </p>
        )}
      </div>
      <BotState />
      {outside && (
        <Button variant="accent" onClick={() => perform({ do: 'join_thread', channel_id: channel.id })}>
          Join
          <span className="max-sm:sr-only">the thread</span>
        </Button>
      )}
      {channel && guild && !thread && (
        <IconButton label="Create a thread in this channel" onClick={() => setThreading(true)}>
          <MessageSquarePlus />
        </IconButton>
      )}
      <Reset />
      <Link to="/c" className={buttonClass('secondary', 'max-sm:size-9 max-sm:px-0 pointer-coarse:max-sm:size-11')}>
        <Wallet className="size-4 shrink-0" aria-hidden />
        <span className="max-sm:sr-only">Wallet app</span>
      </Link>
      <ThemeToggle />
      <IconButton
        label={panelOpen ? 'Hide the side panel' : 'Show the side panel'}
        aria-expanded={panelOpen}
        onClick={onTogglePanel}
      >
        <PanelRight />
      </IconButton>
      {channel && <ThreadDialog open={threading} onClose={() => setThreading(false)} channelId={channel.id} />}
    </header>
  );
}
