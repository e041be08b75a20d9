import { and, eq, ne, sql } from 'drizzle-orm';
import type { Address } from 'viem';
import { z } from 'zod';
import type { Context } from '../context.ts';
import type { Transaction } from '../db/database.ts';
import { notify } from '../db/notify.ts';
import { guilds, posts } from '../db/schema.ts';
import { UserError } from '../errors.ts';
import { PRESENCES } from './installation.ts';

/** Channels that a server gives a purpose. */
export const PLACES = [
  'tasks',
  'reviews',
  'items',
  'staff',
  'log',
  'alerts',
  'welcome',
  'announcements',
  'tiers',
] as const;
export type Place = (typeof PLACES)[number];

/** What a server may switch off; whatever stands on-chain stays its members' own, and can still be given back or handed in. */
export const FEATURES = ['gifts', 'shop', 'tasks', 'market', 'trades', 'clans', 'boards'] as const;
export type Feature = (typeof FEATURES)[number];

/** What the bot speaks. */
export const LANGUAGES = ['en', 'de', 'es', 'fr'] as const;

/** People that are noted of a message's audience, at most. */
export const AUDIENCE = 50;

const snowflake = z.string().regex(/^\d{5,20}$/);

export function isTimeZone(name: string): boolean {
  try {
    return Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

const within = (least: number, most: number, otherwise: number) =>
  z.number().int().min(least).max(most).default(otherwise).catch(otherwise);

/** Basis points that a rule may set: from nothing to six times. */
export const MOST_RULE_BPS = 60_000;
const rules = z.record(snowflake, z.number().int().min(0).max(MOST_RULE_BPS));

/** On-chain roles that a Discord role may stand for. */
export const STAFF_ROLES = ['admin', 'moderator'] as const;
export type StaffRole = (typeof STAFF_ROLES)[number];

/** What a server chose. What is missing, or was written by hand and makes no sense, counts as not chosen. */
const schema = z.object({
  /** Names that this server gave to commands, for example `{ top: 'leaderboard' }`. */
  aliases: z.record(z.string(), z.string()).default({}).catch({}),
  prefixCommands: z.boolean().default(true).catch(true),
  /** Whether messages and files are paid for. */
  messageEarning: z.boolean().default(true).catch(true),
  wholeCoins: z.boolean().default(false).catch(false),
  pinDigits: z.number().int().min(4).max(6).nullable().default(null).catch(null),
  tasksChannelId: snowflake.nullable().default(null).catch(null),
  reviewsChannelId: snowflake.nullable().default(null).catch(null),
  itemsChannelId: snowflake.nullable().default(null).catch(null),
  staffChannelId: snowflake.nullable().default(null).catch(null),
  /** What happened, line by line, for the staff. */
  logChannelId: snowflake.nullable().default(null).catch(null),
  /** What is new in the shop, and when seasons begin and end. */
  alertsChannelId: snowflake.nullable().default(null).catch(null),
  /** How often the shop's news are looked for; null: never. */
  alertHours: z.number().int().min(1).max(168).nullable().default(6).catch(6),
  /** Called by each alert; null: nobody is. */
  alertRoleId: snowflake.nullable().default(null).catch(null),
  /** In which everybody on this server is addressed; null: as Discord knows the server. */
  language: z.enum(LANGUAGES).nullable().default(null).catch(null),
  /** In which the staff write dates: an IANA name. */
  timeZone: z.string().default('UTC').refine(isTimeZone).catch('UTC'),
  /** Whether claims past their deadline are ended, so that others may claim. */
  autoExpiry: z.boolean().default(true).catch(true),
  /** Whether members find the shop, and the tasks, of the operator's own community here, too. */
  globalShop: z.boolean().default(false).catch(false),
  globalTasks: z.boolean().default(false).catch(false),
  off: z.array(z.enum(FEATURES)).default([]).catch([]),
  welcomeChannelId: snowflake.nullable().default(null).catch(null),
  announcementsChannelId: snowflake.nullable().default(null).catch(null),
  /** What a newcomer reads there; the bot's own words where it is null. */
  welcomeText: z.string().nullable().default(null).catch(null),
  /** Discord roles of bronze, silver, gold and platinum. */
  tierRoleIds: z
    .array(snowflake.nullable())
    .length(4)
    .default([null, null, null, null])
    .catch([null, null, null, null]),
  /** Which Discord roles stand for on-chain ones. */
  staffRoles: z.record(snowflake, z.enum(STAFF_ROLES)).default({}).catch({}),
  /** What earns more or less, in basis points of what it earns elsewhere; 0: nothing. The highest role counts, times the channel. */
  earningRules: z
    .object({ channels: rules, roles: rules })
    .default({ channels: {}, roles: {} })
    .catch({ channels: {}, roles: {} }),
  /** Answers that staff wrote, by what is typed after the prefix. */
  customCommands: z.record(z.string(), z.string()).default({}).catch({}),
  /** Whole tokens, above which a PIN is asked for; the product's own figure where it is null. */
  pinThreshold: z.string().nullable().default(null).catch(null),
  tiersChannelId: snowflake.nullable().default(null).catch(null),
  /** Whether popular messages and shared media are paid for. */
  reactionEarning: z.boolean().default(true).catch(true),
  /** Different members whose reactions make a message popular. */
  popularReactors: within(2, AUDIENCE, 10),
  /** Different members who must react to a file, or answer it, for it to count as seen. */
  mediaAudience: within(2, AUDIENCE, 10),
  /** Votes that make a message helpful. */
  helpfulVotes: within(1, AUDIENCE, 3),
  /** Characters below which a message earns nothing. */
  messageLength: within(0, 200, 0),
  /** How long somebody must stay in a voice channel to have joined it. */
  voiceSeconds: within(0, 3_600, 60),
  /** Whether channels that members create, and moderating, are paid for: the audit log tells of them. */
  auditEarning: z.boolean().default(true).catch(true),
  /** Whether who brings friends is paid; it needs the list of members, a privileged intent. */
  inviteEarning: z.boolean().default(false).catch(false),
  /** Days on which a friend must have been active, of the last 32; the contract asks for 3 at least. */
  inviteActiveDays: within(3, 20, 3),
  /** The presence that this server's staff would like the bot to have: Discord knows one for all servers. */
  status: z.enum(PRESENCES).nullable().default(null).catch(null),
  /** Days that a friend's Discord account must have had when they joined. */
  inviteAccountDays: within(0, 365, 7),
});
export type Settings = z.infer<typeof schema>;

export const readSettings = (written: Record<string, unknown>): Settings => schema.parse(written);

/** Where a purpose's channel is kept. */
export const channelKey = (place: Place) => `${place}ChannelId` as const;

/** @returns those that hold where nothing was chosen, for a token of no server and a server of no token */
export async function getSettings(
  ctx: Pick<Context, 'db'>,
  of: { token: Address } | { guildId: string },
): Promise<Settings> {
  const which = 'token' in of ? eq(guilds.token, of.token) : eq(guilds.id, of.guildId);
  const [row] = await ctx.db.select({ settings: guilds.settings }).from(guilds).where(which);
  return readSettings(row?.settings ?? {});
}

/**
 * Changes some and leaves the others; what shows on Discord follows at once.
 * @param input.change what is set, or what makes it of what is chosen now, so that two at once lose nothing
 * @param input.prefix what stands before a command that is typed, from now on
 * @throws UserError for a prefix that cannot stand there; nothing is changed then
 */
export async function setSettings(
  ctx: Context,
  input: {
    token: Address;
    change: Partial<Settings> | ((now: Settings) => Partial<Settings>);
    prefix?: string | undefined;
  },
): Promise<void> {
  const { token, change, prefix } = input;
  if (prefix !== undefined) requirePrefix(prefix);
  await ctx.db.transaction(async (tx) => {
    const where = eq(guilds.token, token);
    const [row] = await tx.select({ settings: guilds.settings }).from(guilds).where(where).for('update');
    const made = typeof change === 'function' ? change(readSettings(row?.settings ?? {})) : change;
    await tx
      .update(guilds)
      .set({ settings: sql`${guilds.settings} || ${JSON.stringify(made)}::jsonb`, prefix })
      .where(where);
    // What stands posted is said anew.
    if (made.language !== undefined)
      await tx
        .update(posts)
        .set({ nextAt: new Date(ctx.clock()) })
        .where(and(eq(posts.token, token), ne(posts.state, 'closed')));
    await tellChange(tx);
  });
}

/** @throws UserError for what cannot stand before a command that is typed */
function requirePrefix(prefix: string): void {
  if (!/^[^\s@#<>`/\p{L}\p{N}]{1,5}$/u.test(prefix))
    throw new UserError(
      'PrefixInvalid',
      'A prefix is 1 to 5 signs such as ! or ?, without letters, digits, / @ # < > and spaces.',
    );
}

/** Where servers that keep a copy hear that it is old. */
export const SETTINGS_CHANGED = 'guildmint_settings';

async function tellChange(tx: Transaction): Promise<void> {
  await notify(tx, 'guildmint_posts', '');
  await notify(tx, SETTINGS_CHANGED, '');
}
