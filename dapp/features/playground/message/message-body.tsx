import { Dots } from '../../../components/states.tsx';
import { formatTime } from '../../../lib/time.ts';
import { usePlayground } from '../context.tsx';
import { isEphemeral, type Message } from '../discord.ts';
import { Markdown } from '../markdown/markdown.tsx';
import { authorName } from '../names.ts';
import { AttachmentCard } from './attachments.tsx';
import { ComponentList } from './components.tsx';
import { EmbedCard } from './embed.tsx';
import { Reactions } from './reactions.tsx';
import { ThreadLink } from './thread-link.tsx';

function Failure({ message }: { message: Message }) {
  const { feed } = usePlayground();
  const failure = feed.failures.find(({ messageId }) => messageId === message.id);
  if (!failure) return null;
  return (
    <p role="alert" className="mt-1 text-sm text-danger-ink">
      This interaction failed: {failure.reason}.
    </p>
  );
}

/** Everything a message consists of, below the line with its author. */
export function MessageBody({ message }: { message: Message }) {
  const { perform, names } = usePlayground();
  if (message.thinking) {
    return (
      <p role="status" className="flex items-center text-muted italic">
        {authorName(names, message)} is thinking
        <Dots />
      </p>
    );
  }
  const inV2 = ((message.flags ?? 0) & (1 << 15)) !== 0;
  return (
    <>
      {message.content && (
        <div>
          <Markdown source={message.content} />
          {message.edited_timestamp && (
            <span className="text-xs text-muted" title={formatTime(Date.parse(message.edited_timestamp), 'F')}>
              (edited)
            </span>
          )}
        </div>
      )}
      {message.embeds.map((embed, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: embeds have no identity but their place
        <EmbedCard key={index} embed={embed} />
      ))}
      {!inV2 && message.attachments.map((attachment) => <AttachmentCard key={attachment.id} attachment={attachment} />)}
      {message.components && message.components.length > 0 && (
        <div className="mt-2 flex flex-col gap-2">
          <ComponentList components={message.components} message={message} />
        </div>
      )}
      <ThreadLink message={message} />
      <Failure message={message} />
      <Reactions message={message} />
      {isEphemeral(message) && (
        <p className="mt-1 text-xs text-muted">
          Only you can see this ·{' '}
          <button
            type="button"
            onClick={({ currentTarget }) => {
              // The button goes away with the message: the focus must not get lost with it.
              currentTarget.closest<HTMLElement>('[role=log]')?.focus();
              void perform({ do: 'delete_message', channel_id: message.channel_id, message_id: message.id });
            }}
            className="font-medium text-accent hover:underline pointer-coarse:min-h-11"
          >
            Dismiss message
          </button>
        </p>
      )}
    </>
  );
}
