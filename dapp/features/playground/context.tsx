import type { PlaygroundState } from '@guildmint/bot/api/playground.ts';
import { createContext, use } from 'react';
import type { Channel, Command, Guild, Message } from './discord.ts';
import type { Feed } from './feed.ts';
import type { Names } from './names.ts';
import type { Session } from './session.tsx';

/** What every part of the Playground may read and do. */
export type Playground = Omit<Session, 'feed'> & {
  feed: Feed;
  state: PlaygroundState;
  names: Names;
  /** The open server; undefined in direct messages. */
  guild: Guild | undefined;
  /** Commands of all kinds that can be used here. */
  commands: Command[];
  channel: Channel | undefined;
  openChannel: (channelId: string) => void;
  openHome: () => void;
  actAs: (userId: string) => void;
  leaveGuild: (guildId: string) => void;
  joinGuild: (guildId: string) => void;
  /** Servers that the member left during this visit. */
  left: { id: string; name: string }[];
  replyTo: Message | null;
  setReplyTo: (message: Message | null) => void;
  /** Puts text into the composer and moves the focus there. */
  fill: (text: string, mode?: 'replace' | 'append') => void;
};

export const PlaygroundContext = createContext<Playground | null>(null);

export function usePlayground(): Playground {
  const playground = use(PlaygroundContext);
  if (!playground) throw new Error('usePlayground works inside the Playground only.');
  return playground;
}
