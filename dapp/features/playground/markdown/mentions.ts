import { createContext, use } from 'react';
import { PlaygroundContext } from '../context.tsx';

/** What mentions in a text stand for, and where they lead. */
export type Mentions = {
  me: string;
  nameOf: (userId: string) => string;
  roleName: (id: string) => string | undefined;
  channelName: (id: string) => string | undefined;
  openChannel: (id: string) => void;
  fill: (text: string) => void;
};

/** For texts that stand outside the Playground. */
export const MentionsContext = createContext<Mentions | null>(null);

/** @throws outside both */
export function useMentions(): Mentions {
  const given = use(MentionsContext);
  const playground = use(PlaygroundContext);
  if (given) return given;
  if (!playground) throw new Error('Discord’s texts stand in the Playground, or where MentionsContext is given.');
  const { names, me, openChannel, fill } = playground;
  return {
    ...{ me, openChannel, fill, nameOf: names.nameOf },
    roleName: (id) => names.role(id)?.name,
    channelName(id) {
      const channel = names.channel(id);
      return channel && names.channelName(channel);
    },
  };
}
