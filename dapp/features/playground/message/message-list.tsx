import { ArrowDown, Hash } from 'lucide-react';
import { type KeyboardEvent, type UIEvent, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { Button } from '../../../components/button.tsx';
import { usePlayground } from '../context.tsx';
import type { Channel, Message } from '../discord.ts';
import { MessageItem } from './message-item.tsx';

const CLOSE_MS = 7 * 60_000;
/** Being this near to the end counts as being at it, in pixels. */
const NEAR_END = 48;

/** Whether a message continues the one before: same author, soon after, with no line of its own on top. */
function continues(before: Message | undefined, message: Message): boolean {
  if (!before || before.author.id !== message.author.id || message.type !== 0 || before.flags !== message.flags)
    return false;
  if (before.type !== 0 && before.type !== 19) return false;
  return Date.parse(message.timestamp) - Date.parse(before.timestamp) < CLOSE_MS;
}

function DayLine({ message, before }: { message: Message; before: Message | undefined }) {
  const day = new Date(message.timestamp).toDateString();
  if (before && new Date(before.timestamp).toDateString() === day) return null;
  return (
    <li className="mx-4 mt-5 flex items-center gap-3 text-xs font-medium text-muted before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
      {new Intl.DateTimeFormat(undefined, { dateStyle: 'long' }).format(new Date(message.timestamp))}
    </li>
  );
}

function Welcome({ channel }: { channel: Channel }) {
  const { names, guild } = usePlayground();
  const name = names.channelName(channel);
  return (
    <div className="px-4 pt-10 pb-1">
      <span className="inline-flex size-14 items-center justify-center rounded-2xl bg-accent-soft text-accent">
        <Hash className="size-7" aria-hidden />
      </span>
      <p className="mt-3 text-2xl font-bold tracking-tight break-words">{guild ? `Welcome to ${name}` : name}</p>
      <p className="text-muted">
        {guild
          ? 'This is where it begins. Write something below, or type / to see what the bot can do.'
          : 'Only the two of you can read what is written here.'}
      </p>
    </div>
  );
}

/** The messages of the open channel. Follows the end only while one is there, so that nothing moves under a reader. */
export function MessageList({ channel, messages }: { channel: Channel; messages: Message[] }) {
  const { names } = usePlayground();
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const lastTop = useRef(0);
  const held = useRef(false);
  const [away, setAway] = useState(false);
  const [active, setActive] = useState<string | null>(null);

  const toEnd = useCallback(() => {
    if (scroller.current) scroller.current.scrollTop = scroller.current.scrollHeight;
  }, []);
  useLayoutEffect(toEnd, [toEnd]);
  useEffect(() => {
    if (!content.current || !scroller.current) return;
    // Watches sizes, not messages: pictures and edits also push the end away.
    const observer = new ResizeObserver(() => atEnd.current && toEnd());
    observer.observe(content.current);
    observer.observe(scroller.current);
    return () => observer.disconnect();
  }, [toEnd]);

  function onScroll({ currentTarget: { scrollHeight, scrollTop, clientHeight } }: UIEvent<HTMLDivElement>) {
    const near = scrollHeight - scrollTop - clientHeight < NEAR_END;
    // Only going up leaves the end: what has grown below since the last frame must not count as leaving it.
    if (near || scrollTop < lastTop.current) atEnd.current = near;
    lastTop.current = scrollTop;
    setAway(!atEnd.current);
  }

  function onKeyDown(event: KeyboardEvent<HTMLDivElement>) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const onList = event.target === scroller.current || (event.target as Element).matches('[data-message-id]');
    if (!step || !onList) return;
    const items = [...(scroller.current?.querySelectorAll<HTMLElement>('[data-message-id]') ?? [])];
    const now = items.findIndex(({ dataset }) => dataset.messageId === active);
    const next = now < 0 ? items.at(-1) : items[now + step];
    if (!next) return;
    event.preventDefault();
    next.focus();
  }

  const activate = (id: string | null) => {
    if (!held.current) setActive(id);
  };

  return (
    <div className="relative min-h-0 flex-1">
      <div
        ref={scroller}
        role="log"
        aria-live="polite"
        aria-relevant="additions"
        aria-label={`Messages in ${names.channelName(channel)}`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it
        tabIndex={0}
        onScroll={onScroll}
        onKeyDown={onKeyDown}
        onPointerLeave={() => !scroller.current?.contains(document.activeElement) && activate(null)}
        className="h-full overflow-x-hidden overflow-y-auto overscroll-contain -outline-offset-2"
      >
        <div ref={content} className="flex min-h-full flex-col justify-end pb-5">
          <Welcome channel={channel} />
          <ol>
            {messages.map((message, index) => (
              <MessageWithDay
                key={message.id}
                message={message}
                before={messages[index - 1]}
                active={active === message.id}
                onActivate={activate}
                onHold={(open) => {
                  held.current = open;
                }}
              />
            ))}
          </ol>
        </div>
      </div>
      {away && (
        <Button variant="accent" onClick={toEnd} className="absolute bottom-3 left-1/2 -translate-x-1/2 shadow-lg">
          <ArrowDown className="size-4" aria-hidden />
          Newest messages
        </Button>
      )}
    </div>
  );
}

type MessageWithDayProps = {
  message: Message;
  before: Message | undefined;
  active: boolean;
  onActivate: (id: string) => void;
  onHold: (open: boolean) => void;
};

function MessageWithDay({ message, before, ...rest }: MessageWithDayProps) {
  return (
    <>
      <DayLine message={message} before={before} />
      <MessageItem message={message} continued={continues(before, message)} {...rest} />
    </>
  );
}
