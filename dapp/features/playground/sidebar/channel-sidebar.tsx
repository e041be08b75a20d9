import { AtSign, ChevronDown, Hash, LogOut, Spool, UserPlus } from 'lucide-react';
import { Avatar } from '../../../components/avatar.tsx';
import { Menu, MenuItem } from '../../../components/menu.tsx';
import { Empty } from '../../../components/states.tsx';
import { usePlayground } from '../context.tsx';
import { type Channel, type Guild, isVoice } from '../discord.ts';
import { channelGroups, threadsOf } from '../names.ts';
import { ActingAs } from './acting-as.tsx';
import { ChannelLink } from './channel-link.tsx';
import { VoiceChannel, VoiceStatus } from './voice-channel.tsx';

function TextChannel({ channel, guild }: { channel: Channel; guild: Guild }) {
  return (
    <>
      <ChannelLink id={channel.id} icon={<Hash aria-hidden />} name={channel.name ?? ''} />
      {threadsOf(guild, channel.id).map((thread) => (
        <ChannelLink
          key={thread.id}
          nested
          id={thread.id}
          icon={<Spool aria-label="Thread" />}
          name={thread.name ?? ''}
        />
      ))}
    </>
  );
}

function GuildChannels({ guild }: { guild: Guild }) {
  const groups = channelGroups(guild);
  if (groups.length === 0) return <Empty title="No channels here">This member may view none in this server.</Empty>;
  return groups.map(({ category, channels }) => (
    <section key={category?.id ?? 'none'} aria-label={category?.name ?? 'Channels'}>
      {category && <h3 className="px-2 pt-4 pb-1 text-xs font-semibold text-muted">{category.name}</h3>}
      <ul className="flex flex-col gap-0.5">
        {channels.map((channel) => (
          <li key={channel.id}>
            {isVoice(channel) ? (
              <VoiceChannel channel={channel} guild={guild} />
            ) : (
              <TextChannel channel={channel} guild={guild} />
            )}
          </li>
        ))}
      </ul>
    </section>
  ));
}

function DirectMessages() {
  const { state, names, me, perform, openChannel } = usePlayground();
  const recipientsOf = (dm: Channel) => ('recipients' in dm ? (dm.recipients ?? []).filter(({ id }) => id !== me) : []);
  const reached = new Set(state.dms.flatMap((dm) => recipientsOf(dm).map(({ id }) => id)));
  const others = [...state.bots, ...state.users].filter(({ id }) => id !== me && !reached.has(id));

  async function open(userId: string) {
    const result = await perform({ do: 'open_dm', user_id: userId });
    if (result?.channel) openChannel(result.channel.id);
  }

  return (
    <>
      {state.dms.length === 0 && <Empty title="No conversations yet">Choose somebody below to begin one.</Empty>}
      <ul className="flex flex-col gap-0.5">
        {state.dms.map((dm) => (
          <li key={dm.id}>
            <ChannelLink id={dm.id} icon={<AtSign aria-hidden />} name={names.channelName(dm)} />
          </li>
        ))}
      </ul>
      {others.length > 0 && <h3 className="px-2 pt-4 pb-1 text-xs font-semibold text-muted">Begin a conversation</h3>}
      <ul className="flex flex-col gap-0.5">
        {others.map(({ id }) => (
          <li key={id}>
            <button
              type="button"
              onClick={() => open(id)}
              className="flex min-h-10 w-full items-center gap-2.5 rounded-lg px-2 text-left text-muted hover:bg-hover hover:text-ink pointer-coarse:min-h-11"
            >
              <Avatar id={id} name={names.nameOf(id)} size="small" />
              <span className="min-w-0 flex-1 truncate">{names.nameOf(id)}</span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

function GuildHeading({ guild }: { guild: Guild }) {
  const { leaveGuild } = usePlayground();
  return (
    <Menu
      trigger={
        <button type="button" className="flex h-14 w-full items-center gap-2 px-4 text-left hover:bg-hover">
          <h2 className="min-w-0 flex-1 truncate font-semibold">{guild.name}</h2>
          <ChevronDown className="size-4 shrink-0 text-muted" aria-hidden />
          <span className="sr-only">Server menu</span>
        </button>
      }
    >
      <MenuItem danger onSelect={() => leaveGuild(guild.id)}>
        <LogOut aria-hidden />
        Leave this server
      </MenuItem>
    </Menu>
  );
}

/** Server rail aside, all one navigates by: channels or conversations, voice, and who one is. */
export function ChannelSidebar() {
  const { guild, left, joinGuild } = usePlayground();
  return (
    <div className="flex w-60 min-w-0 flex-1 flex-col bg-side">
      <div className="shrink-0 border-b border-line">
        {guild ? (
          <GuildHeading guild={guild} />
        ) : (
          <h2 className="flex h-14 items-center px-4 font-semibold">Direct messages</h2>
        )}
      </div>
      <nav
        aria-label={guild ? `Channels of ${guild.name}` : 'Conversations'}
        className="min-h-0 flex-1 overflow-y-auto p-2"
      >
        {guild ? <GuildChannels guild={guild} /> : <DirectMessages />}
        {!guild && left.length > 0 && <h3 className="px-2 pt-4 pb-1 text-xs font-semibold text-muted">Servers left</h3>}
        {!guild &&
          left.map(({ id, name }) => (
            <button
              key={id}
              type="button"
              onClick={() => joinGuild(id)}
              className="flex min-h-10 w-full items-center gap-2.5 rounded-lg px-2 text-left text-muted hover:bg-hover hover:text-ink pointer-coarse:min-h-11"
            >
              <UserPlus className="size-4.5 shrink-0" aria-hidden />
              Join {name} again
            </button>
          ))}
      </nav>
      <VoiceStatus />
      <ActingAs />
    </div>
  );
}
