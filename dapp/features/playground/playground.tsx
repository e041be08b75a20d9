import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { FullPage, LoadFailure } from '../../components/states.tsx';
import { fetchState } from './client.ts';
import { commandsIn } from './commands.ts';
import type { Message } from './discord.ts';
import { createNames } from './names.ts';
import { PlaygroundPage } from './page.tsx';
import { useSession } from './session.tsx';
import { PlaygroundSkeleton } from './skeleton.tsx';
import { findPlace, usePlace } from './use-place.ts';

/** The Playground as one member; another member is another mount. */
export function PlaygroundAs({ origin, me }: { origin: string; me: string }) {
  const place = usePlace();
  const session = useSession(origin, me, (state) => findPlace(state, place.channel, me).channel?.id);
  const { feed, dispatch, perform, status, refused } = session;
  const [replyTo, setReplyTo] = useState<Message | null>(null);
  const [left, setLeft] = useState<{ id: string; name: string }[]>([]);
  const queries = useQueryClient();

  const found = feed ? findPlace(feed.state, place.channel, me) : undefined;
  const names = useMemo(() => feed && createNames(feed.state, found?.guild, me), [feed, found?.guild, me]);
  const channelId = found?.channel?.id;
  const commands = useMemo(
    () => (feed ? commandsIn(feed.state, found?.guild, found?.channel) : []),
    [feed, found?.guild, found?.channel],
  );

  useEffect(() => {
    if (channelId) dispatch({ do: 'read', channelId });
    setReplyTo(null);
  }, [channelId, dispatch]);
  useEffect(() => {
    // A restarted server may listen elsewhere.
    if (status === 'lost') void queries.invalidateQueries({ queryKey: ['playground-info'] });
  }, [status, queries]);

  const moveGuild = useCallback(
    async (act: 'join_guild' | 'leave_guild', guildId: string) => {
      const name = feed?.state.guilds.find(({ id }) => id === guildId)?.name;
      if (!(await perform({ do: act, guild_id: guildId }))) return;
      setLeft((before) => [
        ...before.filter(({ id }) => id !== guildId),
        ...(act === 'leave_guild' && name ? [{ id: guildId, name }] : []),
      ]);
      dispatch({ do: 'load', state: await fetchState(origin, me) });
    },
    [feed, perform, dispatch, origin, me],
  );

  if (refused) {
    return (
      <FullPage>
        <LoadFailure what="this member" error={refused} onRetry={() => window.location.assign('/playground')} />
      </FullPage>
    );
  }
  if (!feed || !found || !names) {
    return (
      <PlaygroundSkeleton
        label={status === 'lost' ? 'The local Discord does not answer yet. Trying again' : 'Entering the Playground'}
        waiting={status === 'lost'}
      />
    );
  }
  return (
    <PlaygroundPage
      playground={{
        ...session,
        ...found,
        feed,
        names,
        state: feed.state,
        commands,
        openChannel: place.openChannel,
        openHome: place.openHome,
        actAs: place.actAs,
        leaveGuild: (guildId) => void moveGuild('leave_guild', guildId),
        joinGuild: (guildId) => void moveGuild('join_guild', guildId),
        left,
        replyTo,
        setReplyTo,
      }}
    />
  );
}
