import { SmilePlus } from 'lucide-react';
import { IconButton } from '../../../components/button.tsx';
import { Menu, MenuItem } from '../../../components/menu.tsx';
import { cx } from '../../../lib/cx.ts';
import { usePlayground } from '../context.tsx';
import type { Message, Reaction } from '../discord.ts';

const EMOJI = [
  ['👍', 'thumbs up'],
  ['❤️', 'heart'],
  ['😂', 'tears of joy'],
  ['🎉', 'party'],
  ['🔥', 'fire'],
  ['🪙', 'coin'],
  ['🚀', 'rocket'],
  ['👀', 'eyes'],
  ['🙏', 'thanks'],
  ['💯', 'hundred'],
  ['✅', 'check mark'],
  ['🤔', 'thinking'],
] as const;

/** How Discord's API names an emoji: `name:id`, or the character itself. */
function emojiKey({ emoji }: Reaction): string {
  return emoji.id ? `${emoji.name}:${emoji.id}` : (emoji.name ?? '');
}

export function Reactions({ message }: { message: Message }) {
  const { perform } = usePlayground();
  if (!message.reactions?.length) return null;
  return (
    <ul aria-label="Reactions" className="mt-1.5 flex flex-wrap gap-1.5">
      {message.reactions.map((reaction) => {
        const emoji = emojiKey(reaction);
        const where = { channel_id: message.channel_id, message_id: message.id, emoji };
        return (
          <li key={emoji}>
            <button
              type="button"
              aria-pressed={reaction.me}
              aria-label={`${reaction.emoji.name}, ${reaction.count} ${reaction.count === 1 ? 'reaction' : 'reactions'}`}
              onClick={() => perform({ do: reaction.me ? 'unreact' : 'react', ...where })}
              className={cx(
                'flex min-h-7 items-center gap-1.5 rounded-full border px-2.5 text-sm tabular-nums pointer-coarse:min-h-11',
                reaction.me ? 'border-accent bg-accent-soft font-semibold' : 'border-line bg-raised hover:border-muted',
              )}
            >
              <span>{reaction.emoji.id ? `:${reaction.emoji.name}:` : reaction.emoji.name}</span>
              <span>{reaction.count}</span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}

export function AddReaction({ message, onOpenChange }: { message: Message; onOpenChange: (open: boolean) => void }) {
  const { perform } = usePlayground();
  return (
    <Menu
      onOpenChange={onOpenChange}
      align="end"
      className="w-56"
      trigger={
        <IconButton label="Add a reaction" size="small">
          <SmilePlus />
        </IconButton>
      }
    >
      <div className="grid grid-cols-4">
        {EMOJI.map(([emoji, name]) => (
          <MenuItem
            key={emoji}
            aria-label={name}
            textValue={name}
            onSelect={() => perform({ do: 'react', channel_id: message.channel_id, message_id: message.id, emoji })}
          >
            <span className="mx-auto text-xl">{emoji}</span>
          </MenuItem>
        ))}
      </div>
    </Menu>
  );
}
