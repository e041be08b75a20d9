/**
 * What the Playground page and the local Discord say to each other. Types only: the page may import nothing else of
 * the server. Objects that Discord's own API defines keep Discord's shape (`discord-api-types/v10`), so that the page
 * renders what a real client would receive.
 *
 * All paths are relative to the local Discord's origin (its port differs from the API's; it answers CORS for loopback):
 * - `GET  /playground/state?as=<userId>`   → {@link PlaygroundState}, as that member may see it
 * - `GET  /playground/events?as=<userId>`  → Server-Sent Events, each `data:` one {@link PlaygroundEvent}
 * - `POST /playground/act`                 ← {@link PlaygroundAct}; answers 200 {@link PlaygroundActResult} or 4xx {@link PlaygroundError}
 * - `POST /playground/reset`               → 204; servers, members and messages as seeded (the chain is not touched)
 */
import type {
  APIApplicationCommand,
  APIAttachment,
  APIChannel,
  APIGuildMember,
  APIMessage,
  APIModalInteractionResponseCallbackData,
  APIRole,
  APIUser,
} from 'discord-api-types/v10';

export type PlaygroundGuild = {
  id: string;
  name: string;
  icon: string | null;
  owner_id: string;
  roles: APIRole[];
  /** Text, voice and thread channels that the acting member may view. */
  channels: APIChannel[];
  members: (APIGuildMember & { user: APIUser })[];
  /** channel id → ids of the members connected to that voice channel */
  voice: Record<string, string[]>;
  /** Slash, user and message commands registered for this guild and globally. */
  commands: APIApplicationCommand[];
};

/** A message as this member sees it; ephemeral ones are present for their addressee alone (flag 64). */
export type PlaygroundMessage = APIMessage & {
  /** Set while an interaction is deferred ("is thinking …"). */
  thinking?: boolean;
};

export type PlaygroundState = {
  /** Members one may act as, bots excluded. */
  users: APIUser[];
  bots: APIUser[];
  guilds: PlaygroundGuild[];
  /** The acting member's direct-message channels. */
  dms: APIChannel[];
  /** channel id → newest 100 messages, oldest first; includes threads and DMs */
  messages: Record<string, PlaygroundMessage[]>;
  /** Whether a bot is connected to the gateway at the moment. */
  botOnline: boolean;
};

export type PlaygroundEvent =
  | { t: 'message'; message: PlaygroundMessage } // created or updated, by id
  | { t: 'message_delete'; channel_id: string; id: string }
  | { t: 'guild'; guild: PlaygroundGuild } // anything about the guild changed
  | { t: 'dm'; channel: APIChannel }
  | { t: 'modal'; interaction_id: string; modal: APIModalInteractionResponseCallbackData }
  | { t: 'autocomplete'; nonce: string; choices: { name: string; value: string | number }[] }
  /** The bot did not answer within three seconds, as Discord would show it. */
  | { t: 'interaction_failed'; nonce: string; channel_id: string; reason: string }
  | { t: 'typing'; channel_id: string; user_id: string }
  | { t: 'bot'; online: boolean }
  | { t: 'reset' };

/** A chosen option; nested for sub-commands. `type` is Discord's ApplicationCommandOptionType. */
export type PlaygroundOption = {
  name: string;
  type: number;
  value?: string | number | boolean;
  focused?: boolean;
  options?: PlaygroundOption[];
};

export type PlaygroundAct = { as: string } & (
  | {
      do: 'message';
      channel_id: string;
      content: string;
      reply_to?: string;
      /** Names and sizes only: the local Discord makes up the bytes. */
      files?: { filename: string; size: number; content_type?: string }[];
    }
  | { do: 'delete_message'; channel_id: string; message_id: string }
  | { do: 'react' | 'unreact'; channel_id: string; message_id: string; emoji: string }
  | { do: 'thread'; channel_id: string; name: string; message_id?: string }
  | { do: 'join_thread'; channel_id: string }
  | { do: 'voice_join'; channel_id: string }
  | { do: 'voice_leave'; guild_id: string }
  | {
      do: 'command';
      channel_id: string;
      command_id: string;
      options: PlaygroundOption[];
      target_id?: string;
      /** For options that take a file, whose value is its place here. */
      files?: { filename: string; size: number; content_type?: string }[];
      nonce: string;
    }
  | { do: 'autocomplete'; channel_id: string; command_id: string; options: PlaygroundOption[]; nonce: string }
  | { do: 'component'; channel_id: string; message_id: string; custom_id: string; values?: string[]; nonce: string }
  | { do: 'modal_submit'; interaction_id: string; fields: { custom_id: string; value: string }[]; nonce: string }
  | { do: 'open_dm'; user_id: string }
  | { do: 'join_guild'; guild_id: string; invite?: string }
  | { do: 'leave_guild'; guild_id: string }
  | { do: 'invite'; channel_id: string; max_uses?: number }
  | { do: 'channel'; guild_id: string; name: string }
  /** With the permissions that the invitation asks for, as a bit field. */
  | { do: 'invite_bot'; guild_id: string; permissions: string }
  | { do: 'remove_bot'; guild_id: string }
);

export type PlaygroundActResult = {
  ok: true;
  message?: PlaygroundMessage;
  attachments?: APIAttachment[];
  channel?: APIChannel;
  /** Code of the invite that was made. */
  invite?: string;
  /** Of `command`, `autocomplete`, `component` and `modal_submit`: replies name it in `interaction_metadata.id`. */
  interaction_id?: string;
};
export type PlaygroundError = { error: string };

/** `GET /api/playground` of the HTTP API; 404 except on the local network. */
export type PlaygroundInfo = {
  /** Origin of the local Discord, for example `http://127.0.0.1:5010`. */
  discordUrl: string;
  chainId: number;
};
