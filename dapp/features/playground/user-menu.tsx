import { AppWindow, AtSign, MessageCircle, UserRoundCheck } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Menu, MenuItem, MenuLabel, MenuSeparator } from '../../components/menu.tsx';
import { roleInk } from '../../lib/contrast.ts';
import { ofKind } from './commands.ts';
import { usePlayground } from './context.tsx';
import { CommandType } from './discord.ts';

export function BotBadge() {
  return (
    <span className="rounded bg-accent px-1.5 text-[0.625rem] leading-4 font-bold tracking-wide text-on-accent">
      APP
    </span>
  );
}

/** A person's name in the colour of their role; opens what one can do with them. Also by right click. */
export function UserMenu({
  userId,
  name,
  children,
  className,
}: {
  userId: string;
  name: string;
  children?: ReactNode;
  className?: string;
}) {
  const { me, names, commands: usable, channel, state, perform, interact, openChannel, actAs, fill } = usePlayground();
  const [open, setOpen] = useState(false);
  const commands = channel ? ofKind(usable, CommandType.user) : [];
  const canBecome = userId !== me && state.users.some(({ id }) => id === userId);

  async function openDm() {
    const result = await perform({ do: 'open_dm', user_id: userId });
    if (result?.channel) openChannel(result.channel.id);
  }

  return (
    <Menu
      open={open}
      onOpenChange={setOpen}
      trigger={
        <button
          type="button"
          onContextMenu={(event) => {
            event.preventDefault();
            setOpen(true);
          }}
          style={roleInk(names.colourOf(userId))}
          className={className ?? 'role-ink rounded font-semibold hover:underline'}
        >
          {children ?? name}
        </button>
      }
    >
      <MenuLabel>{name}</MenuLabel>
      {channel && (
        <MenuItem onSelect={() => fill(`@${name} `, 'append')}>
          <AtSign aria-hidden />
          Mention
        </MenuItem>
      )}
      {userId !== me && (
        <MenuItem onSelect={openDm}>
          <MessageCircle aria-hidden />
          Direct message
        </MenuItem>
      )}
      {canBecome && (
        <MenuItem onSelect={() => actAs(userId)}>
          <UserRoundCheck aria-hidden />
          Act as {name}
        </MenuItem>
      )}
      {commands.length > 0 && <MenuSeparator />}
      {commands.length > 0 && <MenuLabel>Apps</MenuLabel>}
      {channel &&
        commands.map((command) => (
          <MenuItem
            key={command.id}
            onSelect={() =>
              interact(
                { do: 'command', channel_id: channel.id, command_id: command.id, options: [], target_id: userId },
                { channelId: channel.id },
              )
            }
          >
            <AppWindow aria-hidden />
            {command.name}
          </MenuItem>
        ))}
    </Menu>
  );
}
