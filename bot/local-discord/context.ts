import { type DiscordError, unknownChannel, unknownGuild, unknownMessage, unknownUser } from './errors.ts';
import type { FaultState } from './faults.ts';
import type { Session } from './gateway.ts';
import type { Subscriber } from './playground/stream.ts';
import type { RateLimits } from './rateLimits.ts';
import { APPLICATION_ID } from './seed.ts';
import type { Channel, Guild, Seed, State, StoredMessage } from './state.ts';

/** Handed to everything; made once by `startLocalDiscord`. */
export type Context = {
  state: State;
  readonly seed: Seed;
  /** Origin of this server, for example `http://127.0.0.1:5010`. */
  url: string;
  gatewayUrl: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** How long a bot may take for its first answer to an interaction. */
  readonly answerWithinMs: number;
  readonly sessions: Map<string, Session>;
  readonly subscribers: Set<Subscriber>;
  /** Interactions still waiting for their first answer, by id. */
  readonly waiting: Map<string, NodeJS.Timeout>;
  /** Hears of every interaction: `asked`, `answered` first, `shown` when the answer was edited. */
  readonly watch: (interaction: { id: string }, what: 'asked' | 'answered' | 'shown') => void;
  /** Hears of every call of the bot's that broke a rule, or named what is not there. */
  readonly complain: (route: string, error: DiscordError) => void;
  readonly faults: FaultState;
  readonly rateLimits: RateLimits;
  /** Notes that the state changed, so that it is written out. */
  readonly changed: () => void;
};

const DISCORD_EPOCH_MS = 1_420_070_400_000n;

/** A new snowflake: later than every one before it, carrying the injected clock's time. */
export function nextId(ctx: Context): string {
  const byClock = (BigInt(ctx.now()) - DISCORD_EPOCH_MS) << 22n;
  const last = BigInt(ctx.state.last_id);
  ctx.state.last_id = String(byClock > last ? byClock : last + 1n);
  ctx.changed();
  return ctx.state.last_id;
}

/** Time in Discord's format. */
export const timestamp = (ctx: Context): string => discordTime(ctx.now());
export const discordTime = (ms: number): string => new Date(ms).toISOString().replace('Z', '000+00:00');

export function findGuild(ctx: Context, id: string | undefined): Guild {
  const guild = id === undefined ? undefined : ctx.state.guilds[id];
  if (!guild) throw unknownGuild();
  return guild;
}

export function findChannel(ctx: Context, id: string | undefined): Channel {
  const channel = id === undefined ? undefined : ctx.state.channels[id];
  if (!channel) throw unknownChannel();
  return channel;
}

export function findUser(ctx: Context, id: string | undefined) {
  const user = id === undefined ? undefined : ctx.state.users[id];
  if (!user) throw unknownUser();
  return user;
}

export function findMessage(ctx: Context, channelId: string, id: string | undefined): StoredMessage {
  const message = ctx.state.messages[channelId]?.find((stored) => stored.body.id === id);
  if (!message) throw unknownMessage();
  return message;
}

export const botUser = (ctx: Context) => findUser(ctx, APPLICATION_ID);

/** Whether a bot is connected to the gateway. */
export const botOnline = (ctx: Context): boolean =>
  [...ctx.sessions.values()].some((session) => session.socket !== null);
