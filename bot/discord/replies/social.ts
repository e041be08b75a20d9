/** How ended what members do with one another. */
import { and, desc, eq } from 'drizzle-orm';
import { listings, sales } from '../../db/schema.ts';
import { getBalance } from '../../operations/getBalance.ts';
import { getClanOf } from '../../operations/getClans.ts';
import { shareIds } from '../../operations/rain.ts';
import { getDraft } from '../../operations/trade.ts';
import { accountOf } from '../../operations/who.ts';
import type { Done, Told } from './finish.ts';
import type { Reply } from './reply.ts';
import { code, mention, money, oneLine } from './text.ts';

export type SocialKind =
  | ('rain' | 'acceptTrade' | 'offerSwap' | 'takeSwap' | 'cancelSwap')
  | ('list' | 'cancelListing' | 'buyListing')
  | ('createClan' | 'invite' | 'joinClan' | 'leaveClan' | 'expel' | 'setLeader' | 'dissolveClan' | 'close');

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

  async createClan({ say, pending }) {
    const name = oneLine(pending.data.name ?? '', 60);
    return { title: say('clan.title'), blocks: [say('clan.created', { clan: name })] };
  },

  async invite({ say, pending }) {
    const { member = '' } = pending.data;
    return { title: say('clan.title'), blocks: [say('clan.invitedDone', { who: mention(member) })] };
  },

  async joinClan(done) {
    const { say, pending, ctx, community } = done;
    const own = await getClanOf(ctx, { token: community.token, who: { userId: pending.author.id } });
    const clan = own ? oneLine(own.clan.name ?? `#${own.clan.clan}`, 60) : '';
    return { title: say('clan.title'), blocks: [say('clan.joined', { clan })] };
  },

  async rain(done) {
    const { community, say, pending } = done;
    const shares = await sharesOf(done);
    const given = shares.filter(({ error }) => error === null);
    const amount = money(say, community, BigInt(pending.data.each ?? '0'));
    const title = `🌧️ ${say('rain.title')}`;
    const refused = shares.flatMap(({ member, error }) =>
      error === null
        ? []
        : [
            say('rain.refused', {
              who: mention(member),
              why: say.error(error.name, error.sentence, error.args, community),
            }),
          ],
    );
    if (given.length === 0) return { failed: true, title, blocks: refused };
    const names = given.map(({ member }) => mention(member)).join(' ');
    return {
      title,
      blocks: [[`${say('rain.given', { amount })}\n${names}`, ...refused].join('\n'), ...(await balanceLine(done))],
    };
  },

  async acceptTrade(done) {
    const { ctx, say, pending } = done;
    const { state } = await getDraft(ctx, { id: Number(pending.data.draft) });
    const sentence = state === 'done' ? say('trade.doneNow') : say('trade.acceptedNow');
    return {
      title: `🤝 ${say('trade.title')}`,
      blocks: [sentence, ...(state === 'done' ? await balanceLine(done) : [])],
    };
  },

  offerSwap: async ({ say }) => ({ title: `🔁 ${say('swap.title')}`, blocks: [say('swap.offered')] }),
  takeSwap: async (done) => ({
    title: `🔁 ${done.say('swap.title')}`,
    blocks: [done.say('swap.taken'), ...(await balanceLine(done))],
  }),
  cancelSwap: async ({ say, pending }) => ({
    title: `🔁 ${say('swap.title')}`,
    blocks: [say('swap.cancelled', { swap: pending.data.swap ?? '' })],
  }),

  leaveClan: async ({ say }) => ({ title: say('clan.title'), blocks: [say('clan.left')] }),
  expel: async ({ say, pending }) => ({
    title: say('clan.title'),
    blocks: [say('clan.expelled', { who: mention(pending.data.member ?? '') })],
  }),
  setLeader: async ({ say, pending }) => ({
    title: say('clan.title'),
    blocks: [say('clan.handed', { who: mention(pending.data.member ?? '') })],
  }),
  dissolveClan: async ({ say }) => ({ title: say('clan.title'), blocks: [say('clan.dissolved')] }),

  async close({ say, pending }) {
    const challenge = pending.data.challenge ?? '';
    return { title: say('challenge.closeTitle', { challenge }), blocks: [say('challenge.closed')] };
  },
};

const SETTLED_MS = 60_000;

/** How each share of a rain ended. */
function sharesOf({ ctx, pending, outcome }: Done) {
  const members = (pending.data.members ?? '').split(' ');
  return Promise.all(
    shareIds(outcome.id, members).map(async (id, place) => {
      const { state, error } = await ctx.chain.settled(id, SETTLED_MS);
      return { member: members[place] ?? '', error: state === 'failed' ? error : null };
    }),
  );
}

/** What others should hear of at once; null for what concerns nobody else. */
export async function socialNews(done: Done): Promise<Reply | null> {
  const { say, pending, community } = done;
  if (pending.kind === 'rain' && pending.ephemeral) {
    const given = (await sharesOf(done)).flatMap(({ member, error }) => (error === null ? [member] : []));
    if (given.length === 0) return null;
    const amount = money(say, community, BigInt(pending.data.each ?? '0'));
    const line = say('rain.announce', { from: mention(pending.author.id), amount });
    const blocks = [`${line}\n${given.map(mention).join(' ')}`];
    return { tone: 'gift', title: `🌧️ ${say('rain.announceTitle')}`, blocks, mentions: given };
  }
  if (pending.kind !== 'invite') return null;
  const { member = '', clan = '0', name = '' } = pending.data;
  const values = { who: mention(member), from: mention(pending.author.id) };
  const called = name ? oneLine(name, 60) : say('clan.nameless', { clan });
  return {
    tone: 'info',
    title: `🛡️ ${say('clan.title')}`,
    blocks: [say('clan.invitation', { ...values, clan: called })],
    buttons: [
      {
        label: say('clan.joinButton'),
        look: 'success',
        press: { verb: 'joinClan', author: member, clan: BigInt(clan) },
      },
    ],
    mentions: [member],
  };
}

/** The new balance; left out where everybody reads it. */
async function balanceLine({ ctx, community, say, pending }: Done): Promise<string[]> {
  if (!pending.ephemeral) return [];
  const { balance } = await getBalance(ctx, { token: community.token, who: { userId: pending.author.id } });
  return [say('state.newBalance', { amount: money(say, community, balance) })];
}
