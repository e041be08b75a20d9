import { and, count, eq, gt, sql } from 'drizzle-orm';
import type { Address } from 'viem';
import type { Context } from '../context.ts';
import { type alerts, drops, grabs, nfts, posts } from '../db/schema.ts';
import { getItems, type Item } from './getItems.ts';

/** What a community's members have been told of already. */
export type Seen = (typeof alerts.$inferSelect)['seen'];

export type StoreNews = {
  /** On sale, and never told of. */
  items: Item[];
  /** At less than their price, since the last look. */
  sales: Item[];
  /** NFTs that came into the stash. */
  nfts: number;
  /** Channels in which there is a drop that began since. */
  drops: string[];
  /** What is to be remembered once this was told. */
  seen: Seen;
};

/** What is new in a community's shop. @param since of the last look */
export async function getStoreNews(
  ctx: Context,
  { token, seen, since }: { token: Address; seen: Seen; since: Date },
): Promise<StoreNews> {
  const open = (await getItems(ctx, { token })).filter(({ state }) => state === 'open');
  const [stash] = await ctx.db.select({ count: count() }).from(nfts).where(eq(nfts.token, token));
  const dropped = await ctx.db
    .select({ channelId: posts.channelId })
    .from(drops)
    .innerJoin(posts, and(eq(posts.token, drops.token), eq(posts.kind, 'drop'), eq(posts.subject, drops.id)))
    .where(
      and(
        eq(drops.token, token),
        gt(drops.createdAt, since),
        gt(drops.endsAt, new Date(ctx.clock())),
        sql`${drops.places} > (select count(*) from ${grabs} where ${grabs.drop} = ${drops.id})`,
      ),
    );
  const known = new Set(seen.items);
  const ends = ({ saleCloses }: Item) => saleCloses?.getTime() ?? 0;
  const onSale = open.filter((item) => ends(item) > 0);
  return {
    items: open.filter(({ item }) => !known.has(item)),
    sales: onSale.filter((item) => seen.sales[item.item] !== ends(item)),
    nfts: Math.max(0, (stash?.count ?? 0) - seen.nfts),
    drops: [...new Set(dropped.map(({ channelId }) => channelId))],
    seen: {
      ...seen,
      items: [...new Set([...seen.items, ...open.map(({ item }) => item)])],
      sales: Object.fromEntries(onSale.map((item) => [`${item.item}`, ends(item)])),
      nfts: stash?.count ?? 0,
    },
  };
}

export const isNews = ({ items, sales, nfts: drawn, drops: fallen }: StoreNews): boolean =>
  items.length + sales.length + drawn + fallen.length > 0;
