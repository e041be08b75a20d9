/**
 * A member at the local Discord, for tests that read like that person's story:
 *
 *     const alice = await actor(discord.url, USERS.alice);
 *     const use = await alice.command(CHANNELS.general, 'gift', { member: USERS.bob, amount: '10' });
 *     await alice.click(await use.reply(), 'Confirm');
 *     await alice.waitForMessage((message) => message.content.includes('Confirmed'));
 *     await alice.close();
 */
import type { APIApplicationCommand, APIApplicationCommandOption, APIChannel } from 'discord-api-types/v10';
import type {
  PlaygroundAct,
  PlaygroundActResult,
  PlaygroundError,
  PlaygroundEvent,
  PlaygroundMessage,
  PlaygroundOption,
  PlaygroundState,
} from '../../bot/api/playground.ts';
import { type EventLog, openEvents } from './eventLog.ts';

type WithoutAs<Act> = Act extends unknown ? Omit<Act, 'as'> : never;
type Deed = WithoutAs<PlaygroundAct>;
export type File = { filename: string; size: number; content_type?: string };
export type Options = Record<string, string | number | boolean>;
export type Modal = Extract<PlaygroundEvent, { t: 'modal' }>;
type Choice = Extract<PlaygroundEvent, { t: 'autocomplete' }>['choices'][number];

/** A command, button, select or form that was used, and what came of it. */
export type Use = {
  id: string;
  nonce: string;
  /** The bot's reply to it, once it no longer is "thinking". Rejects when the bot fails to answer in time. */
  reply(): Promise<PlaygroundMessage>;
  modal(): Promise<Modal>;
  /** The reason shown when the bot did not answer. */
  failure(): Promise<string>;
};

export type Actor = Awaited<ReturnType<typeof actor>>;

/**
 * Sits down as one member and listens to the live stream.
 * @param url origin of the local Discord
 * @param timeoutMs how long every wait may last before it rejects with what was seen meanwhile
 */
export async function actor(url: string, userId: string, timeoutMs = 60_000) {
  const log = await openEvents(`${url}/playground/events?as=${userId}`, timeoutMs);
  let uses = 0;

  async function act(deed: Deed): Promise<PlaygroundActResult> {
    const response = await fetch(`${url}/playground/act`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ as: userId, ...deed }),
    });
    if (response.ok) return (await response.json()) as PlaygroundActResult;
    throw new Error(((await response.json()) as PlaygroundError).error);
  }

  async function state(): Promise<PlaygroundState> {
    const response = await fetch(`${url}/playground/state?as=${userId}`);
    if (response.ok) return (await response.json()) as PlaygroundState;
    throw new Error(((await response.json()) as PlaygroundError).error);
  }

  /** Unique among everybody's, so that events find the use they belong to. */
  function newNonce(): string {
    uses += 1;
    return `${userId}-${uses}-${process.hrtime.bigint()}`;
  }

  async function use(deed: (nonce: string) => Deed): Promise<Use> {
    const nonce = newNonce();
    const { interaction_id: id } = await act(deed(nonce));
    if (id === undefined) throw new Error('The local Discord named no interaction.');
    return outcome(log, id, nonce);
  }

  return {
    userId,
    /** Every event so far, oldest first. */
    events: log.events,
    act,
    state,
    say: async (
      channelId: string,
      content: string,
      files: File[] = [],
      replyTo?: string,
    ): Promise<PlaygroundMessage> => {
      const reply = replyTo === undefined ? {} : { reply_to: replyTo };
      return present((await act({ do: 'message', channel_id: channelId, content, files, ...reply })).message);
    },
    /** `name` may name a sub-command: `wallet link`. Options are given by name; a file's is its place in `files`. */
    command: async (
      channelId: string,
      name: string,
      options: Options = {},
      targetId?: string,
      files: File[] = [],
    ): Promise<Use> => {
      const { id, nested } = prepare(await state(), channelId, name, options);
      const target = targetId === undefined ? {} : { target_id: targetId };
      const where = { channel_id: channelId, command_id: id, options: nested, ...target, files };
      return use((nonce) => ({ do: 'command', ...where, nonce }));
    },
    /** The suggestions for one option while the others hold the given values. */
    autocomplete: async (channelId: string, name: string, options: Options, focused: string): Promise<Choice[]> => {
      const { id, nested } = prepare(await state(), channelId, name, options, focused);
      const where = { channel_id: channelId, command_id: id, options: nested };
      const { nonce } = await use((fresh) => ({ do: 'autocomplete', ...where, nonce: fresh }));
      return log.waitFor((event) => (event.t === 'autocomplete' && event.nonce === nonce ? event.choices : undefined));
    },
    /** Presses a button, named by its label or custom id. */
    click: (message: PlaygroundMessage, button: string): Promise<Use> => {
      const custom_id = findComponent(message, button);
      const where = { channel_id: message.channel_id, message_id: message.id };
      return use((nonce) => ({ do: 'component', ...where, custom_id, nonce }));
    },
    /** Chooses in a select, named by its placeholder or custom id. */
    choose: (message: PlaygroundMessage, select: string, values: string[]): Promise<Use> => {
      const custom_id = findComponent(message, select);
      const where = { channel_id: message.channel_id, message_id: message.id };
      return use((nonce) => ({ do: 'component', ...where, custom_id, values, nonce }));
    },
    /** Fills in a form; fields are named by custom id. */
    submitModal: (modal: Modal, fields: Record<string, string>): Promise<Use> => {
      const filled = Object.entries(fields).map(([custom_id, value]) => ({ custom_id, value }));
      return use((nonce) => ({ do: 'modal_submit', interaction_id: modal.interaction_id, fields: filled, nonce }));
    },
    openDm: async (otherId: string): Promise<APIChannel> =>
      present((await act({ do: 'open_dm', user_id: otherId })).channel),
    openThread: async (channelId: string, name: string, messageId?: string): Promise<APIChannel> => {
      const from = messageId === undefined ? {} : { message_id: messageId };
      return present((await act({ do: 'thread', channel_id: channelId, name, ...from })).channel);
    },
    react: (message: PlaygroundMessage, emoji: string) =>
      act({ do: 'react', channel_id: message.channel_id, message_id: message.id, emoji }),
    unreact: (message: PlaygroundMessage, emoji: string) =>
      act({ do: 'unreact', channel_id: message.channel_id, message_id: message.id, emoji }),
    deleteMessage: (message: PlaygroundMessage) =>
      act({ do: 'delete_message', channel_id: message.channel_id, message_id: message.id }),
    openChannel: async (guildId: string, name: string): Promise<APIChannel> =>
      present((await act({ do: 'channel', guild_id: guildId, name })).channel),
    /** @returns the invite's code */
    invite: async (channelId: string): Promise<string> =>
      present((await act({ do: 'invite', channel_id: channelId })).invite),
    joinGuild: (guildId: string, invite?: string) =>
      act({ do: 'join_guild', guild_id: guildId, ...(invite === undefined ? {} : { invite }) }),
    leaveGuild: (guildId: string) => act({ do: 'leave_guild', guild_id: guildId }),
    joinThread: (channelId: string) => act({ do: 'join_thread', channel_id: channelId }),
    joinVoice: (channelId: string) => act({ do: 'voice_join', channel_id: channelId }),
    leaveVoice: (guildId: string) => act({ do: 'voice_leave', guild_id: guildId }),
    /** The first message to satisfy the predicate since sitting down, in its newest version. */
    waitForMessage: (predicate: (message: PlaygroundMessage) => boolean): Promise<PlaygroundMessage> =>
      log.waitFor((event) => (event.t === 'message' && predicate(event.message) ? event.message : undefined)),
    /** The first event, past or to come, for which `pick` returns something. */
    waitForEvent: <T>(pick: (event: PlaygroundEvent) => T | undefined): Promise<T> => log.waitFor(pick),
    /** From here on only what happens next counts: for a second use of the same words. */
    forget: log.forget,
    close: log.close,
  };
}

function outcome(log: EventLog, id: string, nonce: string): Use {
  const failed = (event: PlaygroundEvent) =>
    event.t === 'interaction_failed' && event.nonce === nonce ? event.reason : undefined;
  async function unlessFailed<T extends object>(pick: (event: PlaygroundEvent) => T | undefined): Promise<T> {
    const result = await log.waitFor<T | string>((event) => failed(event) ?? pick(event));
    if (typeof result === 'string') throw new Error(result);
    return result;
  }
  return {
    id,
    nonce,
    reply: () =>
      unlessFailed((event) => {
        if (event.t !== 'message' || event.message.thinking) return undefined;
        return event.message.interaction_metadata?.id === id ? event.message : undefined;
      }),
    modal: () => unlessFailed((event) => (event.t === 'modal' && event.interaction_id === id ? event : undefined)),
    failure: () => log.waitFor(failed),
  };
}

function present<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('The local Discord answered without the expected object.');
  return value;
}

type Component = {
  custom_id?: string;
  label?: string;
  placeholder?: string;
  components?: unknown[];
  accessory?: unknown;
};

/** @returns the custom id of the component that bears this label or placeholder */
export function findComponent(message: PlaygroundMessage, name: string): string {
  const flat = (some: unknown[]): Component[] =>
    (some as Component[]).flatMap((it) => [
      it,
      ...flat([...(it.components ?? []), ...(it.accessory ? [it.accessory] : [])]),
    ]);
  const all = flat(message.components ?? []).filter((it) => it.custom_id !== undefined);
  const found = all.find((it) => [it.custom_id, it.label, it.placeholder].includes(name));
  if (found?.custom_id !== undefined) return found.custom_id;
  const offered = all.map((it) => it.label ?? it.placeholder ?? it.custom_id).join(', ') || 'none';
  throw new Error(`The message "${message.content}" has no component "${name}". It has: ${offered}.`);
}

function prepare(state: PlaygroundState, channelId: string, name: string, options: Options, focused?: string) {
  const guild = state.guilds.find((each) => each.channels.some((channel) => channel.id === channelId));
  const offered = (guild ? [guild] : state.guilds).flatMap((each) => each.commands);
  const [first, ...path] = name.split(' ');
  const command = offered.find((each) => each.name === name) ?? offered.find((each) => each.name === first);
  if (!command)
    throw new Error(`There is no command "${name}". There are: ${offered.map((it) => it.name).join(', ')}.`);
  return { id: command.id, nested: nest(command, command.name === name ? [] : path, options, focused) };
}

type Holder = Pick<APIApplicationCommand, 'name'> & { options?: APIApplicationCommandOption[] };

function nest(holder: Holder, path: string[], options: Options, focused?: string): PlaygroundOption[] {
  const declared = (name: string) => {
    const option = holder.options?.find((each) => each.name === name);
    if (!option) throw new Error(`"${holder.name}" has no option "${name}".`);
    return option;
  };
  const [inner, ...rest] = path;
  if (inner !== undefined) {
    const option = declared(inner);
    return [{ name: inner, type: option.type, options: nest(option as Holder, rest, options, focused) }];
  }
  return Object.entries(options).map(([name, value]) => ({
    name,
    type: declared(name).type,
    value,
    ...(name === focused ? { focused: true } : {}),
  }));
}
