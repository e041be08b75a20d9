import { and, desc, eq, sql } from 'drizzle-orm';
import { type Address, getAddress } from 'viem';
import type { Outcome } from '../../chain/chain.ts';
import type { Context } from '../../context.ts';
import { entries, purchases } from '../../db/schema.ts';
import { getBalance } from '../../operations/getBalance.ts';
import { getItem } from '../../operations/getItems.ts';
import { getPurchase } from '../../operations/getPurchases.ts';
import { getWallet } from '../../operations/getWallet.ts';
import { globally } from '../buttons/global.ts';
import { counted } from '../commands/buy.ts';
import { refundWords } from '../commands/inventory.ts';
import { refreshTrade } from '../commands/trade.ts';
import { type Community, requireCommunity } from '../community.ts';
import { isGone } from '../errors.ts';
import { nowOf } from '../fulfilment/bought.ts';
import { type Say, sayIn } from '../locales/say.ts';
import { CONDUCT_KINDS } from './conduct.ts';
import type { Delivery } from './deliver.ts';
import type { Finish, Pending } from './replies.ts';
import type { Button, Place, Reply } from './reply.ts';
import { SOCIAL_KINDS, socialNews } from './social.ts';
import { STANDING_KINDS } from './standing.ts';
import { reviewNews, TASK_KINDS } from './tasks.ts';
import { code, days, itemName, mention, money, quote, transaction, when } from './text.ts';

const DAY_MS = 86_400_000;

/** An operation that went through, and where it is told. */
export type Done = { ctx: Context; community: Community; say: Say; pending: Pending; outcome: Outcome };
export type Told = { failed?: true; title: string; blocks: string[]; buttons?: Button[] };

/** Tells outcomes: edits the reply, announces what concerns others, and survives that the reply's place is gone. */
export function finisher(
  ctx: Context,
  deliver: Delivery,
  communityOf: (guildId: string) => Promise<Community | null>,
): Finish {
  return async function finish(operation, pending, place, outcome) {
    const say = sayIn(pending.locale);
    const found = requireCommunity(await communityOf(pending.guildId));
    const community: Community = pending.global ? { ...found, global: true } : found;
    // Of several gifts the first one alone may have failed.
    const done =
      outcome && (outcome.state !== 'failed' || pending.kind === 'rain')
        ? { ctx, community, say, pending, outcome }
        : null;
    const reply = globally(community, done ? await confirmed(done) : failed(say, outcome, community));
    await tell(operation, pending, place, reply);
    // Both see how it stands, also where it failed.
    if (pending.kind === 'acceptTrade') await refreshTrade({ ctx, deliver }, community, Number(pending.data.draft));
    if (!done) return;
    if (pending.kind === 'reviewTask') {
      const news = await reviewNews(done);
      if (news) await unlessGone(deliver.post(news.channelId ?? place.channelId, news.reply, `a${operation}`));
    }
    if (pending.kind === 'award' && pending.ephemeral)
      await unlessGone(deliver.post(place.channelId, awardNews(done), `a${operation}`));
    const heard = await socialNews(done);
    if (heard) await unlessGone(deliver.post(place.channelId, heard, `a${operation}`));
    if (pending.kind !== 'gift') return;
    // What everybody has seen confirmed needs no second telling; but an edited message notifies nobody.
    const told = pending.ephemeral ? await announcementOf(done) : pingOf(done);
    const replyTo = pending.ephemeral ? undefined : (place.messageId ?? undefined);
    await unlessGone(deliver.post(place.channelId, told, `a${operation}`, replyTo));
  };

  async function tell(operation: string, pending: Pending, place: Place, reply: Reply) {
    const tokenLives = place.expiresAt !== null && place.expiresAt.getTime() > ctx.clock();
    // Nobody can edit an ephemeral message after 15 minutes: a line in the channel, without figures, takes its place.
    const late = place.ephemeral && !tokenLives;
    const shown = late ? lateReply(pending, reply) : reply;
    const at = late ? { ...place, messageId: null, interactionToken: null } : place;
    await unlessGone(deliver.show(at, shown, operation).then((messageId) => outdone(at, messageId)));

    /** A post of the same nonce, made before a crash, comes back as it was: then it is edited. */
    async function outdone({ messageId: known, interactionToken }: Place, messageId: string) {
      if (!known && !interactionToken) await deliver.show({ ...at, messageId }, shown, operation);
    }
  }

  async function unlessGone(delivered: Promise<unknown>) {
    try {
      await delivered;
    } catch (error) {
      if (!isGone(error)) throw error;
      ctx.log.info({ err: error }, 'a reply could not be shown: its message or channel is gone or closed to the bot');
    }
  }
}

function failed(say: Say, outcome: Outcome | null, community: Community): Reply {
  const reason = outcome
    ? say.error(outcome.error?.name ?? '', outcome.error?.sentence ?? '', outcome.error?.args, community)
    : say('state.lost');
  return { tone: 'failure', title: say('state.failed'), blocks: [reason], note: say('state.nothing') };
}

function lateReply(pending: Pending, reply: Reply): Reply {
  const say = sayIn(pending.locale);
  const text = say(reply.tone === 'failure' ? 'state.lateFailed' : 'state.late', { when: when(pending.at) });
  return {
    tone: reply.tone,
    ...(reply.title ? { title: reply.title } : {}),
    blocks: [`${mention(pending.author.id)} ${text}`],
    mentions: [pending.author.id],
  };
}

async function confirmed(done: Done): Promise<Reply> {
  const { say, outcome, ctx } = done;
  const { failed: nothing, title, blocks, buttons } = await KINDS[done.pending.kind](done);
  const tx = outcome.txHash ? transaction(ctx.config, outcome.txHash) : '';
  const receipt = say('state.receipt', { tx, block: outcome.block ?? '' });
  const note = nothing ? say('state.nothing') : `✓ ${say('state.confirmed')} · ${receipt}`;
  return { tone: nothing ? 'failure' : 'success', title, blocks, note, ...(buttons ? { buttons } : {}) };
}

const KINDS: Record<Pending['kind'], (done: Done) => Promise<Told>> = {
  ...SOCIAL_KINDS,
  ...STANDING_KINDS,
  ...CONDUCT_KINDS,
  ...TASK_KINDS,

  async claimDaily(done) {
    const { ctx, community, say, pending, outcome } = done;
    const { token } = community;
    const standing = await getBalance(ctx, { token, who: { userId: pending.author.id } });
    const [paid] = await ctx.db
      .select({ amount: entries.amount, at: entries.at })
      .from(entries)
      .where(and(ofReceipt(token, standing.address, outcome), eq(entries.type, 'daily')));
    const midnight = (Math.floor(Number(paid?.at ?? ctx.clock()) / DAY_MS) + 1) * DAY_MS;
    return {
      title: say('daily.title'),
      blocks: [
        paid ? say('daily.confirmed', { amount: money(say, community, paid.amount) }) : say('daily.nothing'),
        `${say('daily.streak', { days: days(say, standing.streak), when: when(midnight) })}\n${newBalance(done, standing.balance)}`,
      ],
    };
  },

  async gift(done) {
    const { ctx, community, say, pending } = done;
    // Where everybody reads it, the giver's balance is left out.
    if (!pending.ephemeral) return announcementOf(done);
    const { balance } = await getBalance(ctx, { token: community.token, who: { userId: pending.author.id } });
    const { to = '', amount = '0', message } = pending.data;
    const given = say('gift.confirmed', { amount: money(say, community, BigInt(amount)), to: mention(to) });
    return { title: say('gift.sentTitle'), blocks: [given + quote(message), newBalance(done, balance)] };
  },

  async buy(done) {
    const { ctx, community, say, pending, outcome } = done;
    const { token } = community;
    const { item: number = '0', quantity = '1', total = '0' } = pending.data;
    const { address, balance } = await getBalance(ctx, { token, who: { userId: pending.author.id } });
    const bought = and(
      eq(purchases.token, token),
      eq(purchases.buyer, address),
      eq(purchases.txHash, outcome.txHash ?? '0x'),
      eq(purchases.item, Number(number)),
    );
    const [row] = await ctx.db
      .select({ purchase: purchases.purchase })
      .from(purchases)
      .where(bought)
      .orderBy(desc(purchases.purchase))
      .limit(1);
    const item = await getItem(ctx, { token, item: Number(number) });
    const receipt = row ? await getPurchase(ctx, { token, purchase: row.purchase }) : null;
    // A sale may have begun since the question: what counts is what was paid.
    const paid = receipt ? receipt.unitPrice * BigInt(receipt.quantity) : BigInt(total);
    const names = { item: counted(item, Number(quantity)), amount: money(say, community, paid) };
    const refund = receipt?.refund ? `\n${refundWords(say, community, receipt.purchase, receipt.refund)}` : '';
    const count = ctx.config.confirmations;
    const soon = count > 0 ? say('buy.handingAfter', { count }) : say('buy.handing');
    const handed = item.kind === 'none' ? '' : `\n${soon}`;
    return {
      title: receipt ? say('buy.receipt', { purchase: receipt.purchase }) : say('buy.title'),
      blocks: [
        say('buy.confirmed', names) + handed,
        // Where everybody reads it, the member's balance is left out.
        ...(pending.ephemeral ? [`${newBalance(done, balance)}${refund}`] : []),
      ],
    };
  },

  async refund(done) {
    const { ctx, community, say, pending, outcome } = done;
    const { token } = community;
    const { purchase = '0' } = pending.data;
    const { address, balance } = await getBalance(ctx, { token, who: { userId: pending.author.id } });
    const [paid] = await ctx.db
      .select({ amount: entries.amount })
      .from(entries)
      .where(
        and(
          ofReceipt(token, address, outcome),
          eq(entries.type, 'refund'),
          sql`${entries.metadata} ->> 'purchase' = ${purchase}`,
        ),
      );
    const amount = money(say, community, paid?.amount ?? BigInt(pending.data.amount ?? '0'));
    return {
      title: say('refund.title'),
      blocks: [
        say('refund.confirmed', { purchase, amount }),
        ...(pending.ephemeral ? [newBalance(done, balance)] : []),
      ],
    };
  },

  async use({ ctx, community, say, pending }) {
    const purchase = Number(pending.data.purchase ?? '0');
    const receipt = await getPurchase(ctx, { token: community.token, purchase });
    const used = { item: itemName(receipt.item), left: receipt.usesLeft };
    return { title: say('use.title'), blocks: [say('use.confirmed', used)] };
  },

  async award({ community, say, pending }) {
    const { to = '', amount = '0', message } = pending.data;
    const values = { amount: money(say, community, BigInt(amount)), to: mention(to) };
    return { title: say('award.title'), blocks: [say('award.confirmed', values) + quote(message)] };
  },

  async bond({ community, say, pending }) {
    const values = { amount: money(say, community, BigInt(pending.data.amount ?? '0')) };
    return { title: say('item.bond.title'), blocks: [say('item.bond.done', values)] };
  },

  async grab(done) {
    const { ctx, community, say, pending } = done;
    const { balance } = await getBalance(ctx, { token: community.token, who: { userId: pending.author.id } });
    const values = { amount: money(say, community, BigInt(pending.data.amount ?? '0')) };
    return { title: say('drop.title'), blocks: [say('drop.grabbed', values), newBalance(done, balance)] };
  },

  async deduct(done) {
    const { ctx, community, say, pending, outcome } = done;
    const { to = '', message } = pending.data;
    const account = await ctx.chain.accountOf(to);
    const [taken] = await ctx.db
      .select({ amount: entries.amount })
      .from(entries)
      .where(and(ofReceipt(community.token, account, outcome), eq(entries.type, 'deduction')));
    // Who has less gives what there is.
    const values = { amount: money(say, community, -(taken?.amount ?? 0n)), to: mention(to) };
    return { title: say('deduct.title'), blocks: [say('deduct.confirmed', values) + quote(message)] };
  },

  async graduate({ ctx, community, say, pending }) {
    const wallet = await getWallet(ctx, { token: community.token, userId: pending.author.id });
    const owner = code(wallet.pending ? getAddress(wallet.pending.owner) : (pending.data.owner ?? ''));
    const readyAt = wallet.pending?.readyAt.getTime() ?? 0;
    const sentence =
      readyAt > (await nowOf(ctx)) * 1000
        ? say('graduate.confirmed', { when: when(readyAt), owner })
        : say('graduate.ready', { owner });
    return { title: say('graduate.title'), blocks: [sentence] };
  },

  async cancelGraduation({ say }) {
    return { title: say('cancel.title'), blocks: [say('cancel.confirmed')] };
  },

  async setRecovery({ ctx, community, say, pending }) {
    const { recovery } = await getWallet(ctx, { token: community.token, userId: pending.author.id });
    const address = code(recovery?.address ?? pending.data.recovery ?? '');
    const at = when(recovery?.effectiveAt ?? ctx.clock(), 'f');
    return { title: say('recovery.title'), blocks: [say('recovery.confirmed', { recovery: address, when: at })] };
  },

  async setCeiling({ ctx, community, say, pending }) {
    const wanted = BigInt(pending.data.amount ?? '0');
    const amount = money(say, community, wanted);
    const { ceiling } = await getWallet(ctx, { token: community.token, userId: pending.author.id });
    // Lowering holds at once, raising after a day.
    const later = { amount, now: money(say, community, ceiling), when: when(ctx.clock() + DAY_MS) };
    const sentence = ceiling < wanted ? say('limit.later', later) : say('limit.confirmed', { amount });
    return { title: say('limit.title'), blocks: [sentence] };
  },
};

/** A gift is told to everybody, and to its recipient with a notification. */
async function announcementOf({ ctx, community, say, pending, outcome }: Done): Promise<Reply & { title: string }> {
  const { to = '', amount = '0', message } = pending.data;
  const recipient = await ctx.chain.accountOf(to);
  const bonuses = await ctx.db
    .select({ amount: entries.amount })
    .from(entries)
    .where(and(ofReceipt(community.token, recipient, outcome), eq(entries.type, 'gift_bonus')));
  const names = { from: mention(pending.author.id), to: mention(to) };
  const lines = [say('gift.announce', { ...names, amount: money(say, community, BigInt(amount)) }) + quote(message)];
  // Two gifts to one person in one transaction cannot be told apart here: the history shows both.
  const [bonus, second] = bonuses;
  if (bonus && !second) lines.push(say('gift.bonus', { ...names, amount: money(say, community, bonus.amount) }));
  const tx = outcome.txHash ? transaction(ctx.config, outcome.txHash) : '';
  return {
    tone: 'gift',
    title: `🎁 ${say('gift.announceTitle')}`,
    blocks: lines,
    note: say('state.receipt', { tx, block: outcome.block ?? '' }),
    mentions: [to],
  };
}

/** An award is told to everybody, and to its recipient with a notification. */
function awardNews({ say, community, pending }: Done): Reply {
  const { to = '', amount = '0', message } = pending.data;
  const values = { amount: money(say, community, BigInt(amount)), to: mention(to) };
  return {
    tone: 'gift',
    title: `🏅 ${say('award.announceTitle')}`,
    blocks: [say('award.announce', values) + quote(message)],
    mentions: [to],
  };
}

/** Brings a gift that stands above to its recipient's notice. */
function pingOf({ say, pending }: Done): Reply {
  const { to = '' } = pending.data;
  const line = say('gift.ping', { from: mention(pending.author.id), to: mention(to) });
  return { tone: 'gift', blocks: [line], mentions: [to] };
}

function ofReceipt(token: Address, address: Address, outcome: Outcome) {
  const { block, txHash } = outcome;
  const member = and(eq(entries.token, token), eq(entries.address, address));
  return and(member, eq(entries.block, block ?? -1), eq(entries.txHash, txHash ?? '0x'));
}

const newBalance = ({ say, community }: Done, balance: bigint) =>
  say('state.newBalance', { amount: money(say, community, balance) });
