/** The gateway: one socket per session, numbered events, and a memory of them for RESUME. */
import { randomBytes } from 'node:crypto';
import { GatewayIntentBits, GatewayOpcodes } from 'discord-api-types/v10';
import type { WebSocket } from 'ws';
import { z } from 'zod';
import { botOnline, botUser, type Context } from './context.ts';
import { guildCreate, membersChunk } from './guildCreate.ts';
import { applicationFlags, disallowed, readable, wants } from './intents.ts';
import { canView } from './permissions.ts';
import { announce } from './playground/stream.ts';
import { APPLICATION_ID, LOCAL_DISCORD_TOKEN } from './seed.ts';
import type { Guild } from './state.ts';

export type Dispatch = { t: string; d: object; guildId?: string; channelId?: string; userId?: string };

export type Session = {
  id: string;
  intents: number;
  seq: number;
  /** Events since the last identify, for RESUME; the oldest fall out. */
  log: { s: number; t: string; d: object }[];
  socket: WebSocket | null;
  /** When it was identified, milliseconds of the process. */
  readonly begun: number;
};

const HEARTBEAT_INTERVAL_MS = 41_250;
const LOG_LENGTH = 1_000;
/** Sessions without a socket that are kept for RESUME. */
const DETACHED_SESSIONS = 3;
/** How long a session has stood, at the least, that is asked to reconnect. */
const SETTLED_MS = 1_000;

const KNOWN_INTENTS = Object.values(GatewayIntentBits)
  .filter((bit) => typeof bit === 'number')
  .reduce((sum, bit) => sum | bit, 0);

const identifySchema = z.object({ token: z.string(), intents: z.number().int() });
const resumeSchema = z.object({ token: z.string(), session_id: z.string(), seq: z.number().int() });
const requestMembersSchema = z.object({
  guild_id: z.string(),
  query: z.string().optional(),
  limit: z.number().int().default(0),
  user_ids: z.union([z.string(), z.array(z.string())]).optional(),
  nonce: z.string().optional(),
});
const payloadSchema = z.object({ op: z.number().int(), d: z.unknown().optional() });

/** Sends an event to every session that asked for it and may see where it happened. */
export function dispatch(ctx: Context, event: Dispatch): void {
  if (event.guildId !== undefined && !ctx.state.guilds[event.guildId]?.members[APPLICATION_ID]) return;
  const channel = event.channelId === undefined ? undefined : ctx.state.channels[event.channelId];
  if (channel && !canView(ctx, channel, APPLICATION_ID)) return;
  const times = event.t === 'INTERACTION_CREATE' && ctx.faults.duplicateInteractions > 0 ? 2 : 1;
  if (times === 2) ctx.faults.duplicateInteractions -= 1;
  for (const session of ctx.sessions.values()) {
    if (!wants(session.intents, event)) continue;
    for (let i = 0; i < times; i++) push(session, event.t, readable(session.intents, event));
  }
}

function push(session: Session, t: string, d: object): void {
  session.seq += 1;
  // A copy, so that a replay tells what was true then.
  session.log.push({ s: session.seq, t, d: structuredClone(d) });
  if (session.log.length > LOG_LENGTH) session.log.shift();
  if (session.socket) send(session.socket, { op: GatewayOpcodes.Dispatch, s: session.seq, t, d });
}

function send(socket: WebSocket, payload: { op: number; d?: unknown; s?: number | null; t?: string | null }): void {
  if (socket.readyState === socket.OPEN) socket.send(JSON.stringify({ s: null, t: null, d: null, ...payload }));
}

/** Speaks the gateway's protocol with one connected client. */
export function acceptClient(ctx: Context, socket: WebSocket): void {
  let session: Session | undefined;
  socket.on('message', (raw) => {
    const payload = parsePayload(raw.toString());
    if (!payload) socket.close(4002, 'Error while decoding payload.');
    else if (payload.op === GatewayOpcodes.Heartbeat) send(socket, { op: GatewayOpcodes.HeartbeatAck });
    else if (!session) session = begin(ctx, socket, payload);
    else obey(ctx, socket, session, payload);
  });
  socket.on('close', (code) => {
    if (session?.socket !== socket) return;
    session.socket = null;
    // Discord ends a session whose client said goodbye; any other close may be resumed.
    if (code === 1000 || code === 1001) ctx.sessions.delete(session.id);
    forgetOldSessions(ctx);
    announce(ctx, { t: 'bot', online: botOnline(ctx) });
  });
  socket.on('error', () => socket.terminate());
  send(socket, { op: GatewayOpcodes.Hello, d: { heartbeat_interval: HEARTBEAT_INTERVAL_MS } });
}

type ClientPayload = { op: number; d?: unknown };

function begin(ctx: Context, socket: WebSocket, { op, d }: ClientPayload): Session | undefined {
  if (op === GatewayOpcodes.Identify) return identify(ctx, socket, d);
  if (op === GatewayOpcodes.Resume) return resume(ctx, socket, d);
  socket.close(4003, 'Not authenticated.');
  return undefined;
}

function obey(ctx: Context, socket: WebSocket, session: Session, { op, d }: ClientPayload): void {
  if (op === GatewayOpcodes.RequestGuildMembers) requestMembers(ctx, socket, session, d);
  else if (op === GatewayOpcodes.Identify || op === GatewayOpcodes.Resume) socket.close(4005, 'Already authenticated.');
  // A status is accepted and shown nowhere.
  else if (op !== GatewayOpcodes.PresenceUpdate) socket.close(4001, `Opcode ${op} is not implemented here.`);
}

function parsePayload(text: string): ClientPayload | undefined {
  try {
    return payloadSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

function identify(ctx: Context, socket: WebSocket, d: unknown): Session | undefined {
  const request = identifySchema.safeParse(d);
  if (!request.success) return void socket.close(4002, 'Error while decoding payload.');
  const { token, intents } = request.data;
  if (token !== LOCAL_DISCORD_TOKEN) return void socket.close(4004, 'Authentication failed.');
  if (intents & ~KNOWN_INTENTS) return void socket.close(4013, 'Invalid intent(s).');
  if (disallowed(ctx.seed, intents)) return void socket.close(4014, 'Disallowed intent(s).');
  const session: Session = {
    id: randomBytes(16).toString('hex'),
    intents,
    seq: 0,
    log: [],
    socket,
    begun: performance.now(),
  };
  ctx.sessions.set(session.id, session);
  const guilds = Object.values(ctx.state.guilds).filter((guild) => guild.members[APPLICATION_ID]);
  push(session, 'READY', {
    v: 10,
    user: { ...botUser(ctx), verified: true, mfa_enabled: false, email: null },
    guilds: guilds.map(({ id }) => ({ id, unavailable: true })),
    session_id: session.id,
    resume_gateway_url: ctx.gatewayUrl,
    shard: [0, 1],
    application: { id: APPLICATION_ID, flags: applicationFlags(ctx.seed) },
  });
  for (const guild of guilds) {
    if (intents & GatewayIntentBits.Guilds) push(session, 'GUILD_CREATE', guildCreate(ctx, guild, intents));
  }
  announce(ctx, { t: 'bot', online: true });
  return session;
}

function resume(ctx: Context, socket: WebSocket, d: unknown): Session | undefined {
  const request = resumeSchema.safeParse(d);
  if (!request.success) return void socket.close(4002, 'Error while decoding payload.');
  const { token, session_id, seq } = request.data;
  if (token !== LOCAL_DISCORD_TOKEN) return void socket.close(4004, 'Authentication failed.');
  const session = ctx.sessions.get(session_id);
  const oldest = session?.log[0]?.s ?? 1;
  if (!session || seq > session.seq || seq + 1 < oldest) {
    return void send(socket, { op: GatewayOpcodes.InvalidSession, d: false });
  }
  session.socket?.close(4000, 'Resumed elsewhere.');
  session.socket = socket;
  for (const { s, t, d: missed } of session.log.filter((event) => event.s > seq)) {
    send(socket, { op: GatewayOpcodes.Dispatch, s, t, d: missed });
  }
  push(session, 'RESUMED', {});
  announce(ctx, { t: 'bot', online: true });
  return session;
}

function requestMembers(ctx: Context, socket: WebSocket, session: Session, d: unknown): void {
  const { data } = requestMembersSchema.safeParse(d);
  const everybody = data?.user_ids === undefined && !data?.query && data?.limit === 0;
  const guild = data && ctx.state.guilds[data.guild_id];
  if (!data) socket.close(4002, 'Error while decoding payload.');
  else if (everybody && !(session.intents & GatewayIntentBits.GuildMembers))
    socket.close(4014, 'Disallowed intent(s).');
  else if (guild?.members[APPLICATION_ID]) push(session, 'GUILD_MEMBERS_CHUNK', membersChunk(ctx, guild, data));
}

function forgetOldSessions(ctx: Context): void {
  const detached = [...ctx.sessions.values()].filter((session) => !session.socket);
  for (const session of detached.slice(0, -DETACHED_SESSIONS)) ctx.sessions.delete(session.id);
}

/**
 * Cuts every gateway connection: `resume` like a broken network, `reconnect` by asking the client to (opcode 7),
 * `invalidate` so that the session is lost and must be identified afresh.
 */
export function dropConnections(ctx: Context, how: 'resume' | 'reconnect' | 'invalidate'): void {
  for (const session of [...ctx.sessions.values()]) {
    const { socket } = session;
    if (how === 'invalidate') ctx.sessions.delete(session.id);
    if (!socket) continue;
    if (how === 'reconnect') askToReconnect(session);
    else if (how === 'invalidate') send(socket, { op: GatewayOpcodes.InvalidSession, d: false });
    else socket.terminate();
  }
}

/** Discord asks nobody who has only just come: a client that is not ready yet would lose its session over it. */
function askToReconnect(session: Session): void {
  const early = session.begun + SETTLED_MS - performance.now();
  const ask = () => session.socket && send(session.socket, { op: GatewayOpcodes.Reconnect });
  if (early > 0) setTimeout(ask, early).unref();
  else ask();
}

/** The bot has come to a guild. */
export function tellBotOfGuild(ctx: Context, guild: Guild): void {
  for (const session of ctx.sessions.values())
    if (session.intents & GatewayIntentBits.Guilds)
      push(session, 'GUILD_CREATE', guildCreate(ctx, guild, session.intents));
}

/** After a reset: every guild goes and comes back, which makes a client rebuild what it remembers of it. */
export function resendGuilds(ctx: Context): void {
  for (const guild of Object.values(ctx.state.guilds)) {
    for (const session of ctx.sessions.values()) {
      if (!(session.intents & GatewayIntentBits.Guilds) || !guild.members[APPLICATION_ID]) continue;
      push(session, 'GUILD_DELETE', { id: guild.id, unavailable: true });
      push(session, 'GUILD_CREATE', guildCreate(ctx, guild, session.intents));
    }
  }
}
