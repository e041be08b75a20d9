/** How ended what members do with one another. */
import { and, desc, eq } from 'drizzle-orm';
import { listings, sales } from '../../db/schema.ts';
import { getBalance } from '../../operations/getBalance.ts';
import { accountOf } from '../../operations/who.ts';
import type { Done, Told } from './finish.ts';
import type { SocialKind } from './replies.ts';
import { code, money } from './text.ts';

export const SOCIAL_KINDS: Record<SocialKind, (done: Done) => Promise<Told>> = {
  async list({ ctx, community, say, pending }) {
    const seller = await accountOf(ctx, { userId: pending.author.id });
    const [newest] = await ctx.db
      .select({ listing: listings.listing })
      .from(listings)
      .where(and(eq(listings.token, community.token), eq(listings.seller, seller)))
      .orderBy(desc(listings.listing))
      .limit(1);
    const listing = newest ? code(`#${newest.listing}`) : '';
    return { title: say('market.listTitle'), blocks: [say('market.listed', { listing })] };
  },

  async cancelListing({ say, pending }) {
    const listing = pending.data.listing ?? '';
    return { title: say('market.cancelTitle'), blocks: [say('market.cancelled', { listing })] };
  },

  async buyListing(done) {
    const { ctx, community, say, pending, outcome } = done;
    const { token } = community;
    const { address } = await getBalance(ctx, { token, who: { userId: pending.author.id } });
    const listing = Number(pending.data.listing);
    const own = and(eq(sales.token, token), eq(sales.buyer, address), eq(sales.txHash, outcome.txHash ?? '0x'));
    const [sale] = await ctx.db
      .select({ price: sales.price, fee: sales.fee })
      .from(sales)
      .where(and(own, eq(sales.listing, listing)))
      .limit(1);
    const amount = money(say, community, sale?.price ?? BigInt(pending.data.total ?? '0'));
    const burned = money(say, community, sale?.fee ?? 0n);
    return {
      title: say('market.buyTitle'),
      blocks: [
        say('market.bought', { listing, quantity: pending.data.quantity ?? '1', amount, fee: burned }),
        ...(await balanceLine(done)),
      ],
    };
  },
};

/** The new balance; left out where everybody reads it. */
async function balanceLine({ ctx, community, say, pending }: Done): Promise<string[]> {
  if (!pending.ephemeral) return [];
  const { balance } = await getBalance(ctx, { token: community.token, who: { userId: pending.author.id } });
  return [say('state.newBalance', { amount: money(say, community, balance) })];
}
