import { AppWindow, Copy, MessageSquarePlus, MoreHorizontal, Reply, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { IconButton } from '../../../components/button.tsx';
import { Menu, MenuItem, MenuLabel, MenuSeparator } from '../../../components/menu.tsx';
import { ofKind } from '../commands.ts';
import { usePlayground } from '../context.tsx';
import { ThreadDialog } from '../dialogs/thread-dialog.tsx';
import { CommandType, isEphemeral, isThread, type Message } from '../discord.ts';
import { AddReaction } from './reactions.tsx';

/** What one can do with a message; appears beside the one that is pointed at or focused. */
export function MessageActions({ message, onHold }: { message: Message; onHold: (open: boolean) => void }) {
  const { me, guild, commands: usable, channel, perform, interact, setReplyTo } = usePlayground();
  const [threading, setThreading] = useState(false);
  if (isEphemeral(message) || message.thinking || !channel) return null;
  const commands = ofKind(usable, CommandType.message);
  const canThread = guild !== undefined && !isThread(channel);
  const where = { channel_id: message.channel_id, message_id: message.id };

  return (
    <div
      role="toolbar"
      aria-label="Message actions"
      className="absolute -top-4 right-3 pointer-coarse:-top-11 z-10 flex rounded-lg border border-line bg-raised p-0.5 shadow-md"
    >
      <AddReaction message={message} onOpenChange={onHold} />
      <IconButton label="Reply" size="small" onClick={() => setReplyTo(message)}>
        <Reply />
      </IconButton>
      {canThread && (
        <IconButton label="Create a thread" size="small" onClick={() => setThreading(true)}>
          <MessageSquarePlus />
        </IconButton>
      )}
      <Menu
        onOpenChange={onHold}
        align="end"
        trigger={
          <IconButton label="More actions" size="small">
            <MoreHorizontal />
          </IconButton>
        }
      >
        {commands.length > 0 && <MenuLabel>Apps</MenuLabel>}
        {commands.map((command) => (
          <MenuItem
            key={command.id}
            onSelect={() =>
              interact(
                {
                  do: 'command',
                  channel_id: message.channel_id,
                  command_id: command.id,
                  options: [],
                  target_id: message.id,
                },
                { channelId: message.channel_id, messageId: message.id },
              )
            }
          >
            <AppWindow aria-hidden />
            {command.name}
          </MenuItem>
        ))}
        {commands.length > 0 && <MenuSeparator />}
        <MenuItem onSelect={() => navigator.clipboard?.writeText(message.id)}>
          <Copy aria-hidden />
          Copy message id
        </MenuItem>
        {message.author.id === me && (
          <MenuItem danger onSelect={() => perform({ do: 'delete_message', ...where })}>
            <Trash2 aria-hidden />
            Delete message
          </MenuItem>
        )}
      </Menu>
      <ThreadDialog
        open={threading}
        onClose={() => setThreading(false)}
        channelId={message.channel_id}
        message={message}
      />
    </div>
  );
}
