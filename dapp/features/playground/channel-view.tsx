import { CircleAlert, X } from 'lucide-react';
import type { RefObject } from 'react';
import { IconButton } from '../../components/button.tsx';
import { Dots } from '../../components/states.tsx';
import { Composer, type ComposerHandle } from './composer/composer.tsx';
import { usePlayground } from './context.tsx';
import type { Channel } from './discord.ts';
import { MessageList } from './message/message-list.tsx';
import { canWrite } from './permissions.ts';
import { TypingLine } from './typing-line.tsx';

/** Commands under way, and those that the bot did not answer: seen by who ran them alone. */
function Interactions({ channel }: { channel: Channel }) {
  const { feed, dispatch } = usePlayground();
  const waiting = feed.pending.some(({ channelId, messageId }) => channelId === channel.id && !messageId);
  const failures = feed.failures.filter(({ channelId, messageId }) => channelId === channel.id && !messageId);
  return (
    <>
      {waiting && (
        <p role="status" className="flex items-center px-2 pb-1 text-sm text-muted">
          Sending the command
          <Dots />
        </p>
      )}
      {failures.map(({ nonce, reason }) => (
        <div
          key={nonce}
          role="alert"
          className="mb-2 flex items-center gap-2 rounded-xl border border-line bg-raised py-1 pr-1 pl-3.5 text-sm"
        >
          <CircleAlert className="size-4 shrink-0 text-danger-ink" aria-hidden />
          <p className="min-w-0 flex-1">
            <span className="font-medium">{reason}.</span> <span className="text-muted">Try again in a moment.</span>
          </p>
          <IconButton label="Dismiss" onClick={() => dispatch({ do: 'dismiss_failure', nonce })}>
            <X />
          </IconButton>
        </div>
      ))}
    </>
  );
}

/** The open channel: its messages and the place to write. */
export function ChannelView({ channel, composer }: { channel: Channel; composer: RefObject<ComposerHandle | null> }) {
  const { feed, guild, me } = usePlayground();
  return (
    <>
      <MessageList key={channel.id} channel={channel} messages={feed.state.messages[channel.id] ?? []} />
      <div className="shrink-0 px-3 sm:px-4">
        <Interactions channel={channel} />
        {guild && !canWrite(guild, channel, me) ? (
          <p className="rounded-xl border border-line bg-field px-4 py-3 text-sm text-muted">
            This member may read here, but not write. Choose another channel, or act as somebody else.
          </p>
        ) : (
          <Composer key={channel.id} channel={channel} handle={composer} />
        )}
        <TypingLine channel={channel} />
      </div>
    </>
  );
}
