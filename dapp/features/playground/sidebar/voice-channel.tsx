import { PhoneOff, Volume2 } from 'lucide-react';
import { Avatar } from '../../../components/avatar.tsx';
import { IconButton } from '../../../components/button.tsx';
import { cx } from '../../../lib/cx.ts';
import { usePlayground } from '../context.tsx';
import type { Channel, Guild } from '../discord.ts';

/** A voice channel with those who are in it; pressing it joins. */
export function VoiceChannel({ channel, guild }: { channel: Channel; guild: Guild }) {
  const { names, me, perform } = usePlayground();
  const connected = guild.voice[channel.id] ?? [];
  const inside = connected.includes(me);
  return (
    <>
      <button
        type="button"
        aria-label={
          inside ? `${channel.name}, voice channel, you are connected` : `Join the voice channel ${channel.name}`
        }
        disabled={inside}
        onClick={() => perform({ do: 'voice_join', channel_id: channel.id })}
        className={cx(
          'flex min-h-9 w-full items-center gap-2 rounded-lg px-2 text-left pointer-coarse:min-h-11',
          inside ? 'font-medium text-ink' : 'text-muted hover:bg-hover hover:text-ink',
        )}
      >
        <Volume2 className="size-4.5 shrink-0" aria-hidden />
        <span className="min-w-0 flex-1 truncate">{channel.name}</span>
      </button>
      {connected.length > 0 && (
        <ul aria-label={`Connected to ${channel.name}`} className="pb-1 pl-8">
          {connected.map((id) => (
            <li key={id} className="flex min-h-8 items-center gap-2 text-sm text-muted">
              <Avatar id={id} name={names.nameOf(id)} size="tiny" />
              <span className="truncate">{names.nameOf(id)}</span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

/** Says where one is connected, with the way out. */
export function VoiceStatus() {
  const { state, me, names, perform } = usePlayground();
  for (const guild of state.guilds) {
    const channelId = Object.keys(guild.voice).find((id) => guild.voice[id]?.includes(me));
    if (!channelId) continue;
    const channel = names.channel(channelId);
    return (
      <div className="flex items-center gap-2 border-t border-line px-3 py-1.5">
        <p role="status" className="min-w-0 flex-1 text-sm">
          <span className="block font-medium text-accent">Voice connected</span>
          <span className="block truncate text-xs text-muted">
            {channel?.name} · {guild.name}
          </span>
        </p>
        <IconButton label="Leave the voice channel" onClick={() => perform({ do: 'voice_leave', guild_id: guild.id })}>
          <PhoneOff />
        </IconButton>
      </div>
    );
  }
  return null;
}
