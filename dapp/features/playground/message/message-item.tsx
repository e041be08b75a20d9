import { CornerUpRight, Slash } from 'lucide-react';
import { memo } from 'react';
import { Avatar } from '../../../components/avatar.tsx';
import { cx } from '../../../lib/cx.ts';
import { formatTime, messageTime, useNow } from '../../../lib/time.ts';
import { usePlayground } from '../context.tsx';
import { firstWords, isEphemeral, type Message, userName } from '../discord.ts';
import { parseInline } from '../markdown/inline.ts';
import { InlineNodes } from '../markdown/inline-nodes.tsx';
import { authorName } from '../names.ts';
import { BotBadge, UserMenu } from '../user-menu.tsx';
import { MessageActions } from './message-actions.tsx';
import { MessageBody } from './message-body.tsx';
import { systemText } from './system-text.ts';
import { ThreadLink } from './thread-link.tsx';

function ReplyLine({ message }: { message: Message }) {
  const { names } = usePlayground();
  const to = message.referenced_message;
  if (message.type !== 19) return null;
  const words = to && firstWords(to);
  return (
    <p className="mb-0.5 flex min-w-0 items-center gap-1.5 text-sm text-muted">
      <CornerUpRight className="size-3.5 shrink-0" aria-label="In reply to" />
      {to ? (
        <>
          <span className="shrink-0 font-medium">{authorName(names, to)}</span>
          <span className="truncate">
            {words ? <InlineNodes nodes={parseInline(words)} /> : 'a message without words'}
          </span>
        </>
      ) : (
        <span className="italic">a message that was deleted</span>
      )}
    </p>
  );
}

/** "Alice used /balance", over the answer to a command. */
function CommandLine({ message }: { message: Message }) {
  const { names } = usePlayground();
  const user = message.interaction_metadata?.user ?? message.interaction?.user;
  const name = message.interaction?.name;
  if (!user || (message.type !== 20 && message.type !== 23)) return null;
  return (
    <p className="mb-0.5 flex min-w-0 items-center gap-1.5 text-sm text-muted">
      <Slash className="size-3.5 shrink-0" aria-hidden />
      <span className="truncate">
        <span className="font-medium">{names.user(user.id) ? names.nameOf(user.id) : userName(user)}</span> used{' '}
        <span className="font-medium text-accent">
          {name ? `${message.type === 20 ? '/' : ''}${name}` : 'a command'}
        </span>
      </span>
    </p>
  );
}

function Heading({ message }: { message: Message }) {
  const { names } = usePlayground();
  const now = useNow();
  const at = Date.parse(message.timestamp);
  return (
    <p className="flex flex-wrap items-baseline gap-x-2">
      <UserMenu userId={message.author.id} name={authorName(names, message)} />
      {message.author.bot && <BotBadge />}
      <time dateTime={message.timestamp} title={formatTime(at, 'F')} className="text-xs text-muted">
        {messageTime(at, now)}
      </time>
    </p>
  );
}

type MessageItemProps = {
  message: Message;
  /** Follows a message of the same author closely: its avatar and name are left out. */
  continued: boolean;
  active: boolean;
  onActivate: (id: string) => void;
  /** A menu of this message has opened or closed: while open, no other message takes over. */
  onHold: (open: boolean) => void;
};

export const MessageItem = memo(function MessageItem({
  message,
  continued,
  active,
  onActivate,
  onHold,
}: MessageItemProps) {
  const { names, me } = usePlayground();
  const name = authorName(names, message);
  const system = systemText(message, name);
  const mentionsMe = message.mention_everyone || message.mentions.some(({ id }) => id === me);
  return (
    <li
      data-message-id={message.id}
      tabIndex={-1}
      aria-label={`${name}, ${formatTime(Date.parse(message.timestamp), 't')}`}
      onPointerEnter={() => onActivate(message.id)}
      onFocus={() => onActivate(message.id)}
      className={cx(
        'group relative flex gap-3.5 border-l-2 px-4 py-0.5 -outline-offset-2',
        !continued && 'mt-4',
        mentionsMe && message.author.id !== me ? 'border-gold bg-gold-soft' : 'border-transparent',
        isEphemeral(message) && 'border-accent bg-accent/6 py-2',
        active && !isEphemeral(message) && 'bg-hover',
      )}
    >
      {continued ? (
        <span
          aria-hidden
          className={cx(
            'flex h-6 w-10 shrink-0 items-center justify-center text-[0.625rem] whitespace-nowrap text-muted',
            !active && 'invisible',
          )}
        >
          {formatTime(Date.parse(message.timestamp), 't')}
        </span>
      ) : (
        <Avatar id={message.author.id} name={name} />
      )}
      <div className="min-w-0 flex-1">
        {system ? (
          <>
            <p className="pt-2 text-muted">{system}</p>
            <ThreadLink message={message} />
          </>
        ) : (
          <>
            <ReplyLine message={message} />
            <CommandLine message={message} />
            {!continued && <Heading message={message} />}
            <MessageBody message={message} />
          </>
        )}
      </div>
      {active && <MessageActions message={message} onHold={onHold} />}
    </li>
  );
});
