import { ChevronRight, Spool } from 'lucide-react';
import { usePlayground } from '../context.tsx';
import type { Message } from '../discord.ts';

/** The way into a thread that began with this message, or that this message announces. */
export function ThreadLink({ message }: { message: Message }) {
  const { names, openChannel } = usePlayground();
  const id = message.thread?.id ?? (message.type === 18 ? message.message_reference?.channel_id : undefined);
  const thread = id ? names.channel(id) : undefined;
  if (!thread) return null;
  return (
    <button
      type="button"
      onClick={() => openChannel(thread.id)}
      className="mt-1.5 flex min-h-9 max-w-full items-center gap-2 rounded-lg border border-line bg-raised px-3 text-sm hover:border-muted pointer-coarse:min-h-11"
    >
      <Spool className="size-4 shrink-0 text-muted" aria-label="Thread" />
      <span className="truncate font-medium">{names.channelName(thread)}</span>
      <ChevronRight className="size-4 shrink-0 text-muted" aria-hidden />
    </button>
  );
}
