/**
 * Everything the local Discord remembers, as plain JSON so that it can be written to a file and read back unchanged.
 */
import type {
  APIApplicationCommand,
  APIMessage,
  APIModalInteractionResponseCallbackData,
  APIOverwrite,
  APIReaction,
  APIRole,
  APIUser,
  ApplicationCommandType,
  ChannelType,
  InteractionResponseType,
  InteractionType,
  ThreadAutoArchiveDuration,
} from 'discord-api-types/v10';

export type Member = {
  user_id: string;
  nick: string | null;
  roles: string[];
  joined_at: string;
  communication_disabled_until: string | null;
};

export type Guild = {
  id: string;
  name: string;
  owner_id: string;
  description: string | null;
  /** The role whose id is the guild's own is @everyone. */
  roles: APIRole[];
  members: Record<string, Member>;
  /** Who was here and left: Discord knows them again when they come back. */
  left?: string[];
  /** user id → the voice channel that member is connected to */
  voice: Record<string, { channel_id: string; session_id: string }>;
};

type Thread = {
  archived: boolean;
  locked: boolean;
  invitable: boolean;
  auto_archive_duration: ThreadAutoArchiveDuration;
  archive_timestamp: string;
  create_timestamp: string;
  owner_id: string;
  message_count: number;
  /** user id → time of joining */
  members: Record<string, string>;
};

export type Channel = {
  id: string;
  type: ChannelType;
  guild_id?: string;
  name: string | null;
  topic: string | null;
  position: number;
  parent_id: string | null;
  nsfw: boolean;
  rate_limit_per_user: number;
  permission_overwrites: APIOverwrite[];
  last_message_id: string | null;
  last_pin_timestamp: string | null;
  /** The two people of a direct-message channel. */
  recipient_ids?: string[];
  thread?: Thread;
};

export type StoredReaction = { emoji: APIReaction['emoji']; users: string[] };

export type StoredMessage = {
  /** As Discord returns it, without `reactions`: those depend on who looks. */
  body: APIMessage;
  guild_id?: string;
  /** Set on ephemeral messages: the only person who sees it. */
  addressee?: string;
  thinking?: boolean;
  reactions: StoredReaction[];
  pinned_at?: string;
};

export type Invite = {
  code: string;
  guild_id: string;
  channel_id: string;
  inviter_id: string;
  uses: number;
  /** 0 for any number. */
  max_uses: number;
  created_at: string;
};

export type Interaction = {
  id: string;
  token: string;
  type: InteractionType;
  user_id: string;
  channel_id: string;
  guild_id?: string;
  /** Milliseconds of the injected clock. */
  created_at: number;
  nonce: string;
  command?: { id: string; name: string; type: ApplicationCommandType };
  /** The message whose component (or whose component's modal) was used. */
  message_id?: string;
  /** The interaction that opened the modal being submitted. */
  opened_by?: string;
  response?: InteractionResponseType;
  failed?: boolean;
  /** What `@original` names, once there is a reply. */
  original_id?: string;
  followup_ids: string[];
};

/** Bytes of an uploaded file; a file a member "sends" has none and is made up when fetched. */
export type StoredFile = { channel_id: string; filename: string; content_type: string; size: number; base64?: string };

export type State = {
  users: Record<string, APIUser>;
  guilds: Record<string, Guild>;
  channels: Record<string, Channel>;
  messages: Record<string, StoredMessage[]>;
  commands: Record<string, APIApplicationCommand>;
  /** by token */
  interactions: Record<string, Interaction>;
  /** Modals shown and not yet submitted, by the interaction that opened them. */
  modals: Record<string, { token: string; modal: APIModalInteractionResponseCallbackData }>;
  files: Record<string, StoredFile>;
  /** by code */
  invites: Record<string, Invite>;
  /** People who accept no direct messages from bots. */
  closed_dms: string[];
  last_id: string;
};

/** What a fresh local Discord starts from and what a reset returns to. */
export type Seed = {
  users: APIUser[];
  guilds: Guild[];
  channels: Channel[];
  /** People who accept no direct messages from bots. */
  closedDms?: string[];
  /** Bits of the privileged intents that the application was granted; all unless set. */
  privilegedIntents?: number;
};

/** A state with the seed's people and places and no history. Commands survive a reset, as they belong to the bot. */
export function stateFromSeed(seed: Seed, commands: State['commands'] = {}): State {
  const byId = <T extends { id: string }>(items: T[]) => Object.fromEntries(items.map((item) => [item.id, item]));
  const { users, guilds, channels, closedDms } = structuredClone(seed);
  return {
    users: byId(users),
    guilds: byId(guilds),
    channels: byId(channels),
    messages: {},
    commands,
    interactions: {},
    modals: {},
    files: {},
    invites: {},
    closed_dms: closedDms ?? [],
    last_id: '0',
  };
}
