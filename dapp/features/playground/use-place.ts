import type { PlaygroundState } from '@guildmint/bot/api/playground.ts';
import { useCallback } from 'react';
import { useSearchParams } from 'react-router';
import { type Channel, type Guild, isVoice } from './discord.ts';

import { landingChannel } from './permissions.ts';

/** `?channel=` holds a channel's id, or this for direct messages with none open. */
const HOME = 'direct-messages';

export type Place = { guild: Guild | undefined; channel: Channel | undefined };

/** What the address stands for; where it names nothing visible, the first server's landing channel. */
export function findPlace(state: PlaygroundState, param: string | null, me: string): Place {
  if (param === HOME) return { guild: undefined, channel: undefined };
  const dm = state.dms.find(({ id }) => id === param);
  if (dm) return { guild: undefined, channel: dm };
  for (const guild of state.guilds) {
    const channel = guild.channels.find((each) => each.id === param && !isVoice(each));
    if (channel) return { guild, channel };
  }
  const guild = state.guilds[0];
  return { guild, channel: guild && landingChannel(guild, me) };
}

/** Who one acts as and which channel is open: both in the address, so that a tab keeps them. */
export function usePlace() {
  const [params, setParams] = useSearchParams();
  const as = params.get('as');
  const channel = params.get('channel');
  const go = useCallback(
    (change: { as?: string; channel?: string }) =>
      setParams((before) => ({ ...Object.fromEntries(before), ...change })),
    [setParams],
  );
  const openChannel = useCallback((id: string) => go({ channel: id }), [go]);
  const openHome = useCallback(() => go({ channel: HOME }), [go]);
  const actAs = useCallback((id: string) => go({ as: id }), [go]);
  return { as, channel, openChannel, openHome, actAs };
}
