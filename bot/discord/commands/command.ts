import { PermissionsBitField } from 'discord.js';
import { UserError } from '../../errors.ts';
import type { Feature } from '../../operations/settings.ts';
import type { State } from '../buttons/state.ts';
import type { Community } from '../community.ts';
import type { Face } from '../face.ts';
import type { Key } from '../locales/en.ts';
import type { Say } from '../locales/say.ts';
import type { Place, Reply } from '../replies/reply.ts';
import type { Bare } from '../setup/bare.ts';

export type Person = {
  id: string;
  /** As shown on this server. */
  name: string;
  avatar: string | null;
  bot: boolean;
};

/** A file as it lies at Discord, for a while. */
export type HandedFile = { name: string; type: string; size: number; url: string };

/** What Discord offers while a member types; checked again when it is sent. */
export type Suggest = (
  face: Face,
  asked: { community: Community; userId: string; typed: string; say: Say },
) => Promise<{ name: string; value: string }[]>;

/** An argument. `text` in last place takes all the rest of a prefix command's line. */
type Option = { about: Key; required?: boolean } & (
  | { type: 'member' }
  /** Given as its id. */
  | { type: 'role' }
  /** One to write in; given as its id. */
  | { type: 'channel' }
  | {
      type: 'text';
      max: number;
      suggest?: Suggest;
      /** By prefix: only a last word of this shape is meant for it, and all others belong to the option before. */
      word?: RegExp;
    }
  | { type: 'choice'; choices: readonly string[] }
  /** By prefix: what hangs on the message, one after the other. */
  | { type: 'file' }
);
export type Options = Record<string, Option>;
export type Value = Person | HandedFile | string | null;

type ValueOf<O> = O extends { type: 'member' }
  ? Person
  : O extends { type: 'file' }
    ? HandedFile
    : O extends { type: 'choice'; choices: readonly (infer C)[] }
      ? C
      : string;
type Args<O extends Options> = {
  [K in keyof O]: ValueOf<O[K]> | (O[K] extends { required: true } ? never : null);
};

/** One use of a command, however it was given. */
export type Call<A> = {
  /** Names the intent once and for all: the interaction's or the message's id. */
  id: string;
  /** By prefix: everybody sees the reply. */
  prefixed: boolean;
  author: Person;
  /** Discord permissions of the author, here. */
  permissions: bigint;
  community: Community;
  say: Say;
  args: A;
  place: Place;
};

/** One press of a button, or a form that was sent, by whoever did it. `id` names it as it names a call. */
export type Press = Pick<Call<unknown>, 'id' | 'author' | 'permissions' | 'community' | 'say' | 'place'> & {
  /** The PIN that was entered with it. */
  pin?: string | null;
  /** What was chosen in a menu. */
  values?: string[];
};

/** A window with fields, for what is too long, or too secret, to be an option. */
export type Form = {
  title: string;
  /** By name. */
  fields: Record<
    string,
    { label: string; hint?: string; value?: string; optional?: boolean; long?: boolean; least?: number; most: number }
  >;
  /** Comes back with what was written. */
  submit: State;
};

/** A command, or a sub-command. A method, so that a list may hold handlers of different arguments. */
export type Leaf<O extends Options = Options> = {
  about: Key;
  options: O;
  visibility: 'private' | 'public';
  /** Slash: shown at once, and sent instead of running the command. */
  form?(face: Face, call: Call<Args<O>>): Promise<Form>;
  run(face: Face, call: Call<Args<O>>): Promise<Reply>;
};

/** Where help lists a command. */
export const GROUPS = ['account', 'earn', 'shop', 'tasks', 'social', 'boards', 'staff', 'more'] as const;
export type Group = (typeof GROUPS)[number];

/** Runs instead on a server that is no community yet. */
type OnBare = (face: Face, bare: Bare) => Promise<Reply>;

export type Command = {
  name: string;
  /** `staff` where it needs permissions, `more` otherwise, if left out. */
  group?: Group;
  /** Closed while its server has this switched off. */
  feature?: Feature;
  /** On-chain role without which the contracts refuse all of it. */
  role?: 'admin' | 'moderator';
  /** Keys of its localised name and description. */
  title: Key;
  about: Key;
  /** Discord permissions that a member must hold to see and use it; null for everybody. */
  permissions: bigint | null;
  /** By sub-command; a command without any has one leaf, named ''. */
  leaves: Record<string, Leaf & { title?: Key; bare?: OnBare }>;
  /** Classic names after the prefix, and the sub-command that each means. */
  aliases: Record<string, string>;
};

/** Keeps the options' exact types for the handler. */
export const leaf = <const O extends Options>(declared: Leaf<O>): Leaf<O> => declared;

/** Whether Discord's permissions open a command to somebody. */
export const isPermitted = ({ permissions }: Pick<Command, 'permissions'>, held: bigint): boolean =>
  permissions === null || new PermissionsBitField(held).has(permissions);

/** @throws UserError for a command that its server has switched off */
export function requireFeature(
  { feature }: { feature?: Feature | undefined },
  { off }: Call<unknown>['community'],
): void {
  if (feature && off.includes(feature))
    throw new UserError('FeatureOff', 'This server has switched that off: ask its staff if you miss it.');
}

/** `12` or `#12`; null for what is none. */
export function readNumber(typed: string): number | null {
  const match = /^#?(\d{1,15})$/.exec(typed.trim());
  return match && Number(match[1]);
}
