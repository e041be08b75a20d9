/** How a REST route is declared: what it answers to, how often it may be called, and what it does. */
import type { Upload } from '../attachments.ts';
import { type Context, findChannel, findGuild } from '../context.ts';
import { formError, missingAccess } from '../errors.ts';
import { canView } from '../permissions.ts';
import type { Bucket } from '../rateLimits.ts';
import { APPLICATION_ID } from '../seed.ts';
import type { Channel, Guild } from '../state.ts';

export type Call = {
  ctx: Context;
  params: Record<string, string>;
  query: URLSearchParams;
  /** Parsed JSON, or the `payload_json` of a form with files. */
  body: unknown;
  files: Upload[];
};

export type Answer = { status: number; body?: unknown };
export type Route = {
  /** Method and path below `/api/v10`, for example `GET /channels/:channel`. */
  route: `${'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'} /${string}`;
  bucket?: Bucket;
  /** Answers to interactions carry their right in the path and are not counted. */
  open?: boolean;
  handle(call: Call): Answer;
};

export const ok = (body: unknown): Answer => ({ status: 200, body });
export const created = (body: unknown): Answer => ({ status: 201, body });
export const noContent = (): Answer => ({ status: 204 });

/** The channel a route names, if the bot may see it. */
export function channelOf({ ctx, params }: Call, name = 'channel'): Channel {
  const channel = findChannel(ctx, params[name]);
  if (!canView(ctx, channel, APPLICATION_ID)) throw missingAccess();
  return channel;
}

/** The guild a route names, if the bot is in it. */
export function guildOf({ ctx, params }: Call): Guild {
  const guild = findGuild(ctx, params.guild);
  if (!guild.members[APPLICATION_ID]) throw missingAccess();
  return guild;
}

/** An id from the query. */
export function idOf({ query }: Call, name: string): bigint | undefined {
  const id = query.get(name);
  if (id === null) return undefined;
  if (!/^\d+$/.test(id)) throw formError([name], 'NUMBER_TYPE_COERCE', `Value "${id}" is not snowflake.`);
  return BigInt(id);
}

/** A number from the query, kept within its bounds. */
export function limitOf({ query }: Call, standard: number, maximum: number): number {
  const asked = Number(query.get('limit') ?? standard);
  return Number.isInteger(asked) && asked >= 1 ? Math.min(asked, maximum) : standard;
}
