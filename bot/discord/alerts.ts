/** Tells servers by itself what is new in their shop, and when seasons begin and end: one server among several does. */
import { type Client, DiscordAPIError } from 'discord.js';
import { eq } from 'drizzle-orm';
import { type Address, keccak256, stringToHex } from 'viem';
import type { Context } from '../context.ts';
import { alerts, guilds } from '../db/schema.ts';
import { getSeasons } from '../operations/getSeasons.ts';
import { readSettings, type Settings } from '../operations/settings.ts';
import { getStoreNews, isNews, type Seen, type StoreNews } from '../operations/storeNews.ts';
import type { Community, communityLookup } from './community.ts';
import { isClosed } from './errors.ts';
import { sayAs } from './language.ts';
import type { Work } from './leading.ts';
import type { Say } from './locales/say.ts';
import { note } from './log.ts';
import type { Delivery } from './replies/deliver.ts';
import type { Reply } from './replies/reply.ts';
import { itemName, money, when } from './replies/text.ts';

const IDLE_MS = 15_000;
const HOUR_MS = 3_600_000;
const AGAIN_MS = 10 * 60_000;
/** Items named at most of each kind: the rest is a number. */
const NAMED = 10;

type Desk = { client: Client; deliver: Delivery; communityOf: ReturnType<typeof communityLookup> };
type Row = typeof alerts.$inferSelect;

export function alerting({ client, deliver, communityOf }: Desk): Work {
  /** Channels that refused, until when they are left alone. */
  const refused = new Map<string, number>();

  return async function look(ctx) {
    const servers = await ctx.db
      .select({ guild: guilds, row: alerts })
      .from(guilds)
      .leftJoin(alerts, eq(alerts.token, guilds.token));
    for (const { guild, row } of servers) {
      const settings = readSettings(guild.settings);
      const seasonsIn = settings.announcementsChannelId ?? settings.alertsChannelId;
      if (seasonsIn === null) continue;
      const discordGuild = client.guilds.cache.get(guild.id);
      const community = discordGuild?.available ? await communityOf(guild.id) : null;
      if (!discordGuild || !community) continue;
      const say = sayAs(discordGuild, settings);
      const at = { ctx, community, say, settings };
      if (!row) {
        await begin(ctx, guild.token);
        continue;
      }
      await tellSeasons(at, row, seasonsIn);
      await tellStore(at, row);
    }
    return IDLE_MS;
  };

  type At = { ctx: Context; community: Community; say: Say; settings: Settings };

  /** What is there already is no news. */
  async function begin(ctx: Context, token: Address) {
    const nothing: Seen = { items: [], sales: {}, nfts: 0, seasons: {} };
    const now = new Date(ctx.clock());
    const { seen } = await getStoreNews(ctx, { token, seen: nothing, since: now });
    const seasons = Object.fromEntries(
      (await getSeasons(ctx, { token })).filter(({ open }) => open).map((season) => [season.number, markOf(season)]),
    );
    await ctx.db
      .insert(alerts)
      .values({ token, at: now, seen: { ...seen, seasons } })
      .onConflictDoNothing();
  }

  async function tellStore({ ctx, community, say, settings }: At, row: Row) {
    const { alertsChannelId: channelId, alertHours, alertRoleId } = settings;
    const { token } = row;
    if (channelId === null || alertHours === null || ctx.clock() < row.at.getTime() + alertHours * HOUR_MS) return;
    const news = await getStoreNews(ctx, { token, seen: row.seen, since: row.at });
    if (isNews(news)) {
      const reply = storeReply(say, community, news, alertRoleId);
      if (!(await post(ctx, token, channelId, reply, `store:${row.at.getTime()}`))) return;
    }
    await ctx.db
      .update(alerts)
      .set({ at: new Date(ctx.clock()), seen: news.seen })
      .where(eq(alerts.token, token));
  }

  async function tellSeasons({ ctx, say }: At, row: Row, channelId: string) {
    const { token } = row;
    for (const season of await getSeasons(ctx, { token })) {
      const { number, open, closes } = season;
      const told = row.seen.seasons[number];
      const mark = markOf(season);
      const begins = open && told !== mark;
      const ends = !open && told !== undefined && closes * 1000 <= ctx.clock();
      if (!begins && !ends) continue;
      const values = { factor: season.bps / 10_000, when: when(closes * 1000, begins ? 'F' : 'R') };
      const reply: Reply = {
        tone: begins ? 'gift' : 'info',
        title: say(begins ? 'season.beginsTitle' : 'season.endsTitle'),
        blocks: [say(begins ? 'season.begins' : 'season.ends', values)],
      };
      if (!(await post(ctx, token, channelId, reply, `season:${number}:${mark}:${begins}`))) return;
      const { [number]: _, ...others } = row.seen.seasons;
      row.seen.seasons = begins ? { ...others, [number]: mark } : others;
      await ctx.db.update(alerts).set({ seen: row.seen }).where(eq(alerts.token, token));
    }
  }

  /** @returns false where Discord refused, and shall be left alone for a while */
  async function post(ctx: Context, token: Address, channelId: string, reply: Reply, what: string): Promise<boolean> {
    if ((refused.get(channelId) ?? 0) > ctx.clock()) return false;
    try {
      await deliver.post(channelId, reply, keccak256(stringToHex(`${token}:${what}`)).slice(2, 26));
      refused.delete(channelId);
      return true;
    } catch (error) {
      if (!(error instanceof DiscordAPIError) || !isClosed(error)) throw error;
      refused.set(channelId, ctx.clock() + AGAIN_MS);
      const values = { channel: `<#${channelId}>`, reason: error.message };
      await note(ctx, { token, what: 'postFailed', values, source: `alert:${channelId}:${what}` });
      return false;
    }
  }
}

/** One window; another time or multiplier is another season. */
const markOf = ({ opens, closes, bps }: { opens: number; closes: number; bps: number }) => `${opens}:${closes}:${bps}`;

function storeReply(say: Say, community: Community, news: StoreNews, roleId: string | null): Reply {
  const lines = (items: StoreNews['items'], line: (item: StoreNews['items'][number]) => string) => [
    ...items.slice(0, NAMED).map(line),
    ...(items.length > NAMED ? [say('alerts.more', { count: items.length - NAMED })] : []),
  ];
  const sold = lines(news.items, (item) => `${itemName(item)} · ${money(say, community, item.price)}`);
  const cheaper = lines(news.sales, (item) => {
    const price = `**${money(say, community, item.price)}** ~~${money(say, community, item.regularPrice)}~~`;
    return `${itemName(item)} · ${price}${item.saleCloses ? ` · ${say('alerts.until', { when: when(item.saleCloses) })}` : ''}`;
  });
  const block = (title: string, of: string[]) => (of.length > 0 ? [`**${title}**\n${of.join('\n')}`] : []);
  const others = [
    ...(news.nfts > 0 ? [say('alerts.nfts', { count: news.nfts })] : []),
    ...news.drops.map((channelId) => say('alerts.drop', { channel: `<#${channelId}>` })),
  ];
  return {
    tone: 'info',
    title: `🛍️ ${say('alerts.title')}`,
    blocks: [
      ...(roleId ? [`<@&${roleId}>`] : []),
      ...block(`⚡ ${say('alerts.sales')}`, cheaper),
      ...block(`🆕 ${say('alerts.items')}`, sold),
      ...(others.length > 0 ? [others.join('\n')] : []),
    ],
    note: say('alerts.how'),
    ...(roleId ? { mentionRole: roleId } : {}),
  };
}
