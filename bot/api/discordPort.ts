/** What the API asks of Discord, which it does not know itself: handed in by main.ts. */
import { UserError } from '../errors.ts';
import type { Announcement } from '../operations/announce.ts';

export type Channel = {
  id: string;
  name: string;
  kind: 'text' | 'announcement' | 'voice' | 'forum' | 'stage';
  category: string | null;
  position: number;
  /** Whether the bot may write there. */
  writable: boolean;
};

export type DiscordPort = {
  connected(): boolean;
  since: Date;
  ping(): number | null;
  guilds(): number;
  commandNames: readonly string[];
  channels(guildId: string): Channel[];
  /** Whether somebody is on a server that the bot is on. */
  isMember(asked: { guildId: string; userId: string }): Promise<boolean>;
  checkChannel(planned: { guildId: string; channelId: string }): void;
  checkRole(planned: { guildId: string; roleId: string; userId: string }): Promise<UserError | null>;
  show(announcement: Pick<Announcement, 'id' | 'channelId' | 'messageId' | 'content'>): Promise<void>;
  remove(channelId: string, messageId: string): Promise<void>;
  pin(channelId: string, messageId: string, on: boolean): Promise<void>;
};

/** Null while there is no connection: before it is made, and while it is made anew. */
export type Discord = () => DiscordPort | null;

/** @throws UserError while there is no connection */
export function reach(discord: Discord): DiscordPort {
  const port = discord();
  if (port?.connected()) return port;
  throw new UserError('DiscordAway', 'Discord is not connected at the moment: try again in some seconds.');
}
