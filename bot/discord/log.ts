/** What happened, told to the staff line by line in a channel of their choice: a diary, beside what they must act on. */
import { communitiesAbi, conductAbi, earningsAbi, shopAbi } from '@guildmint/contracts/abi.ts';
import { type Client, DiscordAPIError } from 'discord.js';
import { and, asc, count, eq, isNull, lt, sql } from 'drizzle-orm';
import { type Abi, type Address, decodeEventLog, keccak256, stringToHex } from 'viem';
import type { Context } from '../context.ts';
import { guilds, items, purchases, staffLog } from '../db/schema.ts';
import { namesOf } from '../operations/named.ts';
import { readSettings } from '../operations/settings.ts';
import type { Community, communityLookup } from './community.ts';
import { isClosed } from './errors.ts';
import { type FinalEvent, topicsOf } from './finalEvents.ts';
import { sayAs } from './language.ts';
import type { Work } from './leading.ts';
import type { earning } from './locales/earning.ts';
import type { log as words } from './locales/log.ts';
import type { Say } from './locales/say.ts';
import type { Delivery } from './replies/deliver.ts';
import { code, mention, money, oneLine, short, when } from './replies/text.ts';

type What =
  Extract<keyof typeof words.en | keyof typeof earning.en, `log.${string}`> extends `log.${infer W}` ? W : never;

/**
 * Notes a line for the staff, where the server chose a channel for them; it is written soon, with what else happened.
 * @param line.values of the sentence `log.<what>`, as Discord shows them; `amount` in base units. Never a secret.
 * @param line.source names what happened, so that it is told once
 */
export async function note(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  { token, what, values, source }: { token: Address; what: What; values: Record<string, string>; source: string },
): Promise<void> {
  const [server] = await db.select({ settings: guilds.settings }).from(guilds).where(eq(guilds.token, token));
  if (!server || readSettings(server.settings).logChannelId === null) return;
  const added = await db
    .insert(staffLog)
    .values({ token, what, values, source, at: new Date(clock()) })
    .onConflictDoNothing()
    .returning({ id: staffLog.id });
  if (added.length > 0) await db.execute(sql`select pg_notify('guildmint_posts', '')`);
}

/** Lines of one message, each of at most so many characters: what a message surely holds. */
const LINES = 20;
const LINE_LENGTH = 190;
/** Between two messages in one channel, so that a busy minute is few messages. */
const BATCH_MS = 3_000;
const IDLE_MS = 15_000;
const AGAIN_MS = 10 * 60_000;
/** Lines that wait for a channel at most: the oldest are given up. */
const MOST_WAITING = 500;
/** How long what was written is remembered, lest it be written again. */
const KEPT_MS = 86_400_000;

type Desk = { client: Client; deliver: Delivery; communityOf: ReturnType<typeof communityLookup> };

/** Writes what was noted, oldest first. */
export function writeLog({ client, deliver, communityOf }: Desk): Work {
  const nextAt = new Map<Address, number>();
  return async function look(ctx) {
    const { db, clock } = ctx;
    await db.delete(staffLog).where(lt(staffLog.postedAt, new Date(clock() - KEPT_MS)));
    const waiting = await db
      .select({ token: staffLog.token, guildId: guilds.id, settings: guilds.settings, lines: count() })
      .from(staffLog)
      .innerJoin(guilds, eq(guilds.token, staffLog.token))
      .where(isNull(staffLog.postedAt))
      .groupBy(staffLog.token, guilds.id, guilds.settings);
    let rest = IDLE_MS;
    for (const { token, guildId, settings, lines } of waiting) {
      const left = (nextAt.get(token) ?? 0) - clock();
      if (left > 0) {
        rest = Math.min(rest, left);
        continue;
      }
      const { logChannelId } = readSettings(settings);
      const pause = await write(ctx, { token, guildId, channelId: logChannelId });
      nextAt.set(token, clock() + pause);
      if (lines > MOST_WAITING) await giveUpOldest(ctx, token);
      rest = Math.min(rest, pause);
    }
    return rest;
  };

  /** @returns milliseconds until the next message there */
  async function write(ctx: Context, at: { token: Address; guildId: string; channelId: string | null }) {
    const guild = client.guilds.cache.get(at.guildId);
    const community = await communityOf(at.guildId);
    if (!guild?.available || !community) return BATCH_MS;
    const rows = await ctx.db
      .select()
      .from(staffLog)
      .where(and(eq(staffLog.token, at.token), isNull(staffLog.postedAt)))
      .orderBy(asc(staffLog.id))
      .limit(LINES);
    const ids = rows.map(({ id }) => id);
    if (at.channelId !== null)
      try {
        const say = sayAs(guild, community.settings);
        const lines = rows.map((row) => lineOf(say, community, row));
        const nonce = keccak256(stringToHex(`log:${ids.join()}`)).slice(2, 26);
        await deliver.post(at.channelId, { tone: 'info', blocks: [lines.join('\n')] }, nonce);
      } catch (error) {
        if (!(error instanceof DiscordAPIError) || !isClosed(error)) throw error;
        ctx.log.warn({ guild: at.guildId, code: error.code }, 'the log channel takes no messages; it is tried again');
        return AGAIN_MS;
      }
    await ctx.db
      .update(staffLog)
      .set({ postedAt: new Date(ctx.clock()) })
      .where(sql`${staffLog.id} = any(${sql.param(ids)}::bigint[])`);
    return BATCH_MS;
  }
}

const giveUpOldest = ({ db }: Context, token: Address) =>
  db.execute(sql`delete from app.staff_log where token = ${sql.param(token, staffLog.token)} and posted_at is null and id < (
    select min(id) from (select id from app.staff_log where token = ${sql.param(token, staffLog.token)}
      and posted_at is null order by id desc limit ${MOST_WAITING}) as newest)`);

function lineOf(say: Say, community: Community, { what, values, at }: typeof staffLog.$inferSelect): string {
  const { amount, ...others } = values;
  const shown = amount === undefined ? others : { ...others, amount: money(say, community, BigInt(amount)) };
  const line = `${when(at, 't')} ${say(`log.${what as What}`, shown)}`;
  return line.length > LINE_LENGTH ? `${line.slice(0, LINE_LENGTH - 1)}…` : line;
}

/** The events that are noted, by contract; whoever caused them and wherever. */
export const LOGGED = {
  earnings: topicsOf(earningsAbi, ['Awarded', 'Deducted']),
  conduct: topicsOf(conductAbi, ['Penalised', 'Lifted']),
  shop: topicsOf(shopAbi, ['Fulfilled', 'Refused', 'ItemSet', 'StockSet']),
  communities: topicsOf(communitiesAbi, ['RolesSet', 'PausedSet']),
};

const KINDS = ['warning', 'suspension', 'reset', 'ban'] as const;

export async function logEvent(ctx: Context, event: FinalEvent): Promise<void> {
  const line = await sentenceOf(ctx, decode(event));
  if (line) await note(ctx, { ...line, token: line.token.toLowerCase() as Address, source: event.nonce });
}

const abi = [...earningsAbi, ...conductAbi, ...shopAbi, ...communitiesAbi] as const satisfies Abi;

const decode = ({ topics, data }: FinalEvent) => decodeEventLog({ abi, data, topics, strict: true });

type Said = { token: Address; what: What; values: Record<string, string> };

async function sentenceOf(ctx: Context, event: ReturnType<typeof decode>): Promise<Said | null> {
  switch (event.eventName) {
    case 'Awarded':
    case 'Deducted': {
      const { token, member, amount, by } = event.args;
      const [who, staff] = [await nameOf(ctx, member), await nameOf(ctx, by)];
      return { token, what: event.eventName, values: { who, staff, amount: `${amount}` } };
    }
    case 'Penalised': {
      const { token, member, kind, by, penalty } = event.args;
      const [who, staff] = [await nameOf(ctx, member), await nameOf(ctx, by)];
      return { token, what: `penalty.${KINDS[kind] ?? 'warning'}`, values: { who, staff, penalty: `${penalty}` } };
    }
    case 'Lifted': {
      const { token, member, by, penalty } = event.args;
      const [who, staff] = [await nameOf(ctx, member), await nameOf(ctx, by)];
      return { token, what: 'Lifted', values: { who, staff, penalty: `${penalty}` } };
    }
    case 'Fulfilled':
    case 'Refused': {
      const { token, purchase } = event.args;
      const [bought] = await ctx.db
        .select({ buyer: purchases.buyer, item: items.name })
        .from(purchases)
        .innerJoin(items, and(eq(items.token, purchases.token), eq(items.item, purchases.item)))
        .where(and(eq(purchases.token, token), eq(purchases.purchase, Number(purchase))));
      if (!bought) return null;
      const who = await nameOf(ctx, bought.buyer);
      const values = { who, purchase: `${purchase}`, item: oneLine(bought.item, 40) };
      return { token, what: event.eventName, values };
    }
    case 'ItemSet': {
      const { token, item, name } = event.args;
      return { token, what: 'ItemSet', values: { item: oneLine(name, 40), number: `${item}` } };
    }
    case 'StockSet': {
      const { token, item, left } = event.args;
      return { token, what: 'StockSet', values: { number: `${item}`, left: left === UNLIMITED ? '∞' : `${left}` } };
    }
    case 'RolesSet': {
      const who = await nameOf(ctx, event.args.account);
      const held = ROLES.filter((_, bit) => (event.args.roles >> BigInt(bit)) & 1n);
      return { token: event.args.token, what: 'RolesSet', values: { who, roles: held.join(', ') || '–' } };
    }
    case 'PausedSet': {
      const { token, paused, by } = event.args;
      const staff = await nameOf(ctx, by);
      return { token, what: paused ? 'paused' : 'resumed', values: { staff } };
    }
    default:
      return null;
  }
}

/** What IShop calls unlimited. */
const UNLIMITED = 2 ** 32 - 1;
/** By bit, as in contracts/libraries/Roles.sol. */
const ROLES = ['admin', 'moderator', 'reporter', 'fulfiller', 'pauser'];

async function nameOf(ctx: Context, address: Address): Promise<string> {
  const lower = address.toLowerCase() as Address;
  const member = (await namesOf(ctx, [lower])).get(lower);
  return member ? mention(member.id) : code(short(lower));
}
