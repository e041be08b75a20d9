/** What members may be told of by direct message, from the chain's own events at final depth: whoever caused them, wherever. */
import { clansAbi, giftsAbi, marketAbi, shopAbi, tasksAbi, tokenAbi } from '@guildmint/contracts/abi.ts';
import { and, eq, sql } from 'drizzle-orm';
import { type Address, decodeEventLog, type Hex, toEventSelector, zeroHash } from 'viem';
import type { Context } from '../context.ts';
import { claims, clans, guilds, notes, swaps, tasks, texts, trades } from '../db/schema.ts';
import { getClaim } from '../operations/getTasks.ts';
import { namesOf, userIdOf } from '../operations/named.ts';
import type { Notice } from '../operations/notifications.ts';
import type { Community, communityLookup } from './community.ts';
import type { FinalEvent, OnFinal } from './finalEvents.ts';
import type { Work } from './leading.ts';
import type { Say } from './locales/say.ts';
import { tellPrivately } from './privately.ts';
import type { Delivery } from './replies/deliver.ts';
import { code, money, nameOf, oneLine, quote, short, tierWord, when } from './replies/text.ts';

type Desk = { deliver: Delivery; communityOf: ReturnType<typeof communityLookup> };
type Told = { ctx: Context; community: Community; say: Say };
type News = { token: Address; to: Address; kind: Notice; words: (told: Told) => string | Promise<string> };

/** The handlers of each contract's events. */
export const news = (desk: Desk) => ({
  gifts: telling(desk, ofGift),
  tasks: telling(desk, ofTask),
  shop: telling(desk, ofShop),
  market: telling(desk, ofMarket),
  clans: telling(desk, ofClan),
  /** Of every community's token. */
  tiers: [toEventSelector('TierReached(address,uint8)'), telling(desk, ofTier)] satisfies [Hex, OnFinal],
});

const telling =
  (desk: Desk, read: (ctx: Context, event: FinalEvent) => Promise<News | null>): OnFinal =>
  async (ctx, event) => {
    const found = await read(ctx, event);
    if (found) await tell(ctx, desk, found, `p${event.nonce}`);
  };

async function tell(ctx: Context, { deliver, communityOf }: Desk, { token, to, kind, words }: News, nonce: string) {
  const address = lower(to);
  const member = (await namesOf(ctx, [address])).get(address);
  const [guild] = await ctx.db
    .select({ id: guilds.id, name: guilds.name })
    .from(guilds)
    .where(eq(guilds.token, lower(token)));
  const community = guild && (await communityOf(guild.id));
  // Nobody of here, or of a community that no server here is.
  if (!member || !community) return;
  await tellPrivately(
    { ctx, deliver },
    {
      ...{ userId: member.id, kind, nonce },
      words: async (say) => ({
        tone: 'info',
        title: say(`notify.kind.${kind}`),
        blocks: [await words({ ctx, community, say })],
        note: say('notify.from', { server: nameOf(guild.name) }),
      }),
    },
  );
}

async function ofGift(ctx: Context, { topics, data }: FinalEvent): Promise<News | null> {
  const event = decodeEventLog({ abi: giftsAbi, data, topics, strict: true });
  if (event.eventName !== 'Gifted') return null;
  const { token, from, to, amount, bonus, messageHash } = event.args;
  return {
    ...{ token, to, kind: 'gift' },
    async words({ community, say }) {
      const given = say('note.gift', { from: await nameIn(ctx, from), amount: money(say, community, amount) });
      const [said] =
        messageHash === zeroHash
          ? []
          : await ctx.db.select({ text: texts.text }).from(texts).where(eq(texts.hash, messageHash));
      const more = bonus > 0n ? `\n${say('note.bonus', { amount: money(say, community, bonus) })}` : '';
      return given + quote(said?.text) + more;
    },
  };
}

async function ofTask(ctx: Context, { topics, data }: FinalEvent): Promise<News | null> {
  const event = decodeEventLog({ abi: tasksAbi, data, topics, strict: true });
  if (event.eventName !== 'TaskAccepted' && event.eventName !== 'TaskRejected') return null;
  const { token, claim: number } = event.args;
  const [row] = await ctx.db
    .select({ claimant: claims.claimant })
    .from(claims)
    .where(and(eq(claims.token, lower(token)), eq(claims.claim, Number(number))));
  if (!row) return null;
  return {
    ...{ token, to: row.claimant, kind: 'review' },
    async words({ community, say }) {
      const { claim, task } = await getClaim(ctx, { token: lower(token), claim: Number(number) });
      const title = task.about ? oneLine(task.about.title, 100) : say('tasks.untitled', { task: task.task });
      if (event.eventName === 'TaskAccepted')
        return say('note.accepted', { title, amount: money(say, community, claim.reward) });
      return say('note.rejected', { title }) + quote(claim.reason);
    },
  };
}

async function ofShop(_ctx: Context, { topics, data }: FinalEvent): Promise<News | null> {
  const event = decodeEventLog({ abi: shopAbi, data, topics, strict: true });
  if (event.eventName !== 'Refunded') return null;
  const { token, buyer, purchase, amount } = event.args;
  return {
    ...{ token, to: buyer, kind: 'refund' },
    words: ({ community, say }) =>
      say('note.refund', { purchase: `${purchase}`, amount: money(say, community, amount) }),
  };
}

async function ofMarket(ctx: Context, { topics, data }: FinalEvent): Promise<News | null> {
  const event = decodeEventLog({ abi: marketAbi, data, topics, strict: true });
  const kind = 'trade';
  switch (event.eventName) {
    case 'Sold': {
      const { token, listing, seller, buyer, quantity, price, fee } = event.args;
      return {
        ...{ token, to: seller, kind },
        async words({ community, say }) {
          const values = { listing: `${listing}`, quantity: `${quantity}`, who: await nameIn(ctx, buyer) };
          const amounts = { price: money(say, community, price), amount: money(say, community, price - fee) };
          return say('note.sold', { ...values, ...amounts });
        },
      };
    }
    case 'TradeDone': {
      const { token, trade, by } = event.args;
      const at = and(eq(trades.token, lower(token)), eq(trades.trade, Number(trade)));
      const [row] = await ctx.db.select({ proposer: trades.proposer }).from(trades).where(at);
      if (!row) return null;
      return {
        ...{ token, to: row.proposer, kind },
        words: async ({ say }) => say('note.traded', { trade: `${trade}`, who: await nameIn(ctx, by) }),
      };
    }
    case 'SwapTaken': {
      const { token, swap, taker } = event.args;
      const [row] = await ctx.db
        .select()
        .from(swaps)
        .where(eq(swaps.swap, Number(swap)));
      if (!row) return null;
      return {
        ...{ token, to: row.maker, kind },
        words: async ({ say }) => say('note.swapped', { swap: `${swap}`, who: await nameIn(ctx, taker) }),
      };
    }
    default:
      return null;
  }
}

async function ofClan(ctx: Context, { topics, data }: FinalEvent): Promise<News | null> {
  const event = decodeEventLog({ abi: clansAbi, data, topics, strict: true });
  const kind = 'clan';
  switch (event.eventName) {
    case 'ClanInvited': {
      const { token, clan, member } = event.args;
      return {
        ...{ token, to: member, kind },
        words: async ({ say }) => say('note.invited', { clan: await clanName(ctx, say, token, clan) }),
      };
    }
    case 'ClanLeft': {
      const { token, clan, member, by } = event.args;
      if (member === by) return null;
      return {
        ...{ token, to: member, kind },
        words: async ({ say }) => say('note.expelled', { clan: await clanName(ctx, say, token, clan) }),
      };
    }
    case 'BonusPaid': {
      const { token, challenge, member, amount } = event.args;
      return {
        ...{ token, to: member, kind },
        words: ({ community, say }) =>
          say('note.bonusPaid', { challenge: `${challenge}`, amount: money(say, community, amount) }),
      };
    }
    default:
      return null;
  }
}

async function ofTier(_ctx: Context, { address, topics, data }: FinalEvent): Promise<News | null> {
  const { args } = decodeEventLog({ abi: tokenAbi, eventName: 'TierReached', data, topics, strict: true });
  return {
    ...{ token: address, to: args.member, kind: 'tier' },
    words: ({ say }) => say('note.tier', { tier: tierWord(say, Number(args.tier)) }),
  };
}

const lower = (address: Address) => address.toLowerCase() as Address;

async function nameIn(ctx: Context, address: Address): Promise<string> {
  const known = (await namesOf(ctx, [lower(address)])).get(lower(address));
  return known ? `**${nameOf(known.name)}**` : code(short(address));
}

async function clanName(ctx: Context, say: Say, token: Address, clan: bigint): Promise<string> {
  const [row] = await ctx.db
    .select({ text: texts.text })
    .from(clans)
    .innerJoin(texts, eq(texts.hash, clans.textHash))
    .where(and(eq(clans.token, lower(token)), eq(clans.clan, Number(clan))));
  return row ? oneLine(row.text, 60) : say('clan.nameless', { clan: `${clan}` });
}

const LOOK_EVERY_MS = 60_000;
const AT_ONCE = 50;

/**
 * Reminds of a claim's deadline, who asked for it: a day before, or when a quarter of the time is left where that is later.
 */
export const remind =
  (desk: Desk): Work =>
  async (ctx) => {
    const now = new Date(ctx.clock()).toISOString();
    const nonce = sql<string>`'r' || substr(md5(encode(${claims.token}, 'hex') || ':' || ${claims.claim} || ':' || ${claims.round}), 1, 24)`;
    const due = await ctx.db
      .select({ claim: claims, nonce })
      .from(claims)
      .innerJoin(tasks, and(eq(tasks.token, claims.token), eq(tasks.task, claims.task)))
      .where(
        sql`${claims.state} in ('claimed', 'rejected') and ${claims.deadline} > ${now}::timestamptz
          and ${claims.deadline} - least(interval '1 day', ${tasks.hours} * interval '15 minutes') < ${now}::timestamptz
          and exists (select from app.notifications n where n.user_id = ${userIdOf(claims.claimant)} and n.kinds ? 'reminder')
          and not exists (select from ${notes} where ${notes.nonce} = ${nonce})`,
      )
      .limit(AT_ONCE);
    for (const { claim, nonce: told } of due) {
      const { token, claimant: to, deadline } = claim;
      const words = async ({ say }: Told) => {
        const { task } = await getClaim(ctx, { token, claim: claim.claim });
        const title = task.about ? oneLine(task.about.title, 100) : say('tasks.untitled', { task: task.task });
        return say('note.due', { title, claim: claim.claim, when: when(deadline ?? ctx.clock()) });
      };
      await tell(ctx, desk, { token, to, kind: 'reminder', words }, told);
    }
    return LOOK_EVERY_MS;
  };
