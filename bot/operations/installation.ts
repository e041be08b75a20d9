/** What the operator chose for all communities together. */
import { eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Context } from '../context.ts';
import { notify } from '../db/notify.ts';
import { installation } from '../db/schema.ts';

export const PRESENCES = ['online', 'idle', 'dnd', 'invisible'] as const;
export const ACTIVITIES = ['custom', 'playing', 'listening', 'watching', 'competing'] as const;
/** Discord's own bound. */
export const PRESENCE_LENGTH = 128;

/** What is missing, or was written by hand and makes no sense, counts as not chosen. */
const schema = z.object({
  presence: z.enum(PRESENCES).default('online').catch('online'),
  activity: z.enum(ACTIVITIES).default('custom').catch('custom'),
  /** What the bot is said to do; BOT_STATUS where it is null. */
  statusText: z.string().max(PRESENCE_LENGTH).nullable().default(null).catch(null),
  /** Days for which lines of the log are kept for reading here. */
  logDays: z.number().int().min(1).max(365).default(30).catch(30),
});
export type Installation = z.infer<typeof schema>;

const ONE = 1;

/** Where servers hear that they shall look again. */
export const INSTALLATION_CHANGED = 'guildmint_installation';
/** Where servers hear that they shall connect to Discord anew. */
export const RECONNECT = 'guildmint_reconnect';

export async function getInstallation({ db }: Pick<Context, 'db'>): Promise<Installation> {
  const [row] = await db.select().from(installation).where(eq(installation.id, ONE));
  return schema.parse(row?.settings ?? {});
}

/** Changes some and leaves the others; every server follows at once. @returns all of them as they are now */
export async function setInstallation(
  { db }: Pick<Context, 'db'>,
  change: Partial<Installation>,
): Promise<Installation> {
  await db.transaction(async (tx) => {
    const merged = sql`${installation.settings} || excluded.settings`;
    await tx
      .insert(installation)
      .values({ id: ONE, settings: change })
      .onConflictDoUpdate({ target: installation.id, set: { settings: merged } });
    await notify(tx, INSTALLATION_CHANGED, '');
  });
  return getInstallation({ db });
}

/** Lets every server leave Discord in good order and come back; what is on its way to the chain goes on meanwhile. */
export const reconnectDiscord = ({ db }: Pick<Context, 'db'>) => notify(db, RECONNECT, 'now');
