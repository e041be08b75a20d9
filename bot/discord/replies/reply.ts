/** What a command answers: transport-neutral, so that slash, prefix and buttons show the same by construction. */
import type { Embed } from '../../db/schema.ts';
import type { State } from '../buttons/state.ts';

export type Tone = 'info' | 'success' | 'pending' | 'failure' | 'gift';

export type Button = {
  label: string;
  emoji?: string;
  look?: 'primary' | 'secondary' | 'success' | 'danger';
  disabled?: boolean;
  press: State;
};

/** A menu to choose from; what is chosen comes with the press. */
export type Select = {
  placeholder: string;
  kind: 'text' | 'channel' | 'role';
  /** At most 25, of `text`. */
  options?: { label: string; value: string; about?: string }[];
  /** Values or ids that are chosen already. */
  chosen?: string[];
  /** How many may be chosen; one when left out. */
  least?: number;
  most?: number;
  press: State;
};

export type Reply = {
  tone: Tone;
  /** Left out where one line says it all. */
  title?: string;
  /** Paragraphs, set apart by thin lines; markdown. */
  blocks: string[];
  /** Lines of a list below the paragraphs, each with what can be done about it. */
  rows?: { text: string; button?: Button }[];
  /** Address of a picture beside the title, for example an avatar, and what it shows. */
  picture?: { url: string; alt: string };
  /** A picture of its own below the text, sent with the message, and all that it shows in words. */
  image?: { name: string; bytes: Uint8Array; alt: string };
  /** Small print below. */
  note?: string;
  /** Menus below the text, each on a line of its own; above the buttons. */
  selects?: Select[];
  buttons?: Button[];
  /** Users whom this may notify; nobody else is, whatever the text says. */
  mentions?: string[];
  /** Shown instead of the paragraphs: what the staff composed. The note stands above it then. */
  embed?: Embed;
  /** Sent along when it is posted; kept when it is edited. */
  files?: { name: string; read(): Promise<Buffer> }[];
  /** A role that this may notify. */
  mentionRole?: string;
  /** Told the id of the message that shows this. */
  shown?: (messageId: string) => Promise<void>;
  /** The operation of which this reply tells: once it is sent, the reply will be edited with its outcome. */
  operation?: { id: string; sent: boolean };
};

/** Where a reply is, or shall be. */
export type Place = {
  channelId: string;
  /** Null until posted. */
  messageId: string | null;
  /** Of the latest interaction with it; null for prefix commands, whose message the bot edits as itself. */
  interactionToken: string | null;
  /** Until when Discord takes the token. */
  expiresAt: Date | null;
  /** Seen by one person only: the bot cannot edit it once the token has expired. */
  ephemeral: boolean;
};
