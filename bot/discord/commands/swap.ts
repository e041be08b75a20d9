import { eq, ne } from 'drizzle-orm';
import { communities, guilds } from '../../db/schema.ts';
import { UserError } from '../../errors.ts';
import { parseAmount } from '../../operations/amount.ts';
import { getSwaps, type Offer } from '../../operations/getMarket.ts';
import { meetUser } from '../../operations/meetUser.ts';
import { cancelSwap, checkOfferSwap, checkTakeSwap, offerSwap, takeSwap } from '../../operations/swap.ts';
import { ask, begin, carryOut, PATIENCE_MS } from '../buttons/confirm.ts';
import type { StateOf } from '../buttons/state.ts';
import type { Community } from '../community.ts';
import type { Face } from '../face.ts';
import type { Say } from '../locales/say.ts';
import type { Reply } from '../replies/reply.ts';
import { code, mention, money, oneLine, short, sponsored, when } from '../replies/text.ts';
import { turning } from '../replies/turning.ts';
import { type Call, type Command, leaf, type Person, type Press, readNumber, type Suggest } from './command.ts';

const ROWS = 6;

const NUMBER = { type: 'text', max: 20, about: 'swap.swap', required: true } as const;

export const swapCommand: Command = {
  name: 'swap',
  group: 'social',
  feature: 'trades',
  title: 'swap.name',
  about: 'swap.description',
  permissions: null,
  aliases: { swap: 'list', swaps: 'list' },
  leaves: {
    list: {
      ...leaf({
        about: 'swap.list.description',
        options: {},
        visibility: 'private',
        run: (face, call) => swapsPage(face, call, 0),
      }),
      title: 'swap.list.name',
    },
    offer: {
      ...leaf({
        about: 'swap.offer.description',
        options: {
          amount: { type: 'text', max: 40, about: 'swap.amount', required: true },
          wanted: { type: 'text', max: 40, about: 'swap.wanted', required: true },
          community: { type: 'text', max: 100, about: 'swap.community', required: true, suggest: suggestOthers },
          member: { type: 'member', about: 'swap.member' },
        },
        visibility: 'private',
        run: askOfferSwap,
      }),
      title: 'swap.offer.name',
    },
    take: {
      ...leaf({
        about: 'swap.take.description',
        options: { swap: NUMBER },
        visibility: 'private',
        run: (face, call) => askTakeSwap(face, call, readSwap(call.args.swap)),
      }),
      title: 'swap.take.name',
    },
    cancel: {
      ...leaf({
        about: 'swap.cancel.description',
        options: { swap: NUMBER },
        visibility: 'private',
        run: (face, call) => cancelSwapNow(face, call, readSwap(call.args.swap)),
      }),
      title: 'swap.cancel.name',
    },
  },
};

/** @throws UserError */
function readSwap(typed: string): number {
  const number = readNumber(typed);
  if (number === null) throw new UserError('SwapNotNumber', 'Give the swap’s number, such as 12: see /swap list.');
  return number;
}

/** The other communities here: a token of which no server is known cannot be named. */
async function othersOf({ ctx }: Face, { token }: Community) {
  return ctx.db
    .select({ guildId: guilds.id, name: guilds.name, symbol: communities.symbol })
    .from(guilds)
    .innerJoin(communities, eq(communities.token, guilds.token))
    .where(ne(guilds.token, token));
}

async function suggestOthers(...[face, { community, typed }]: Parameters<Suggest>) {
  return (await othersOf(face, community))
    .map(({ guildId, name, symbol }) => ({ name: `${name} · ${symbol}`, value: guildId }))
    .filter(({ name }) => name.toLowerCase().includes(typed.toLowerCase()));
}

/** By what was chosen, or by name or symbol. @throws UserError */
async function findOther(face: Face, here: Community, named: string): Promise<Community> {
  const typed = named.trim().toLowerCase();
  const found = (await othersOf(face, here)).filter(
    ({ guildId, name, symbol }) => guildId === typed || name.toLowerCase() === typed || symbol.toLowerCase() === typed,
  );
  const [one, second] = found;
  const other = one && !second ? await face.communityOf(one.guildId) : null;
  if (!other) throw new UserError('SwapCommunity', 'That community is not known here: choose one of those suggested.');
  return other;
}

/** One page of offers that the author may take or has made. */
export async function swapsPage(
  { ctx }: Face,
  { author, community, say }: Pick<Press, 'author' | 'community' | 'say'>,
  offset: number,
): Promise<Reply> {
  const all = await getSwaps(ctx, { token: community.token, viewer: { userId: author.id } });
  const title = `🔁 ${say('swap.title')}`;
  if (all.length === 0) return { tone: 'info', title, blocks: [say('swap.empty')] };
  return {
    tone: 'info',
    title,
    blocks: [],
    rows: all.slice(offset, offset + ROWS).map((offer) => {
      const carried = { author: author.id, swap: BigInt(offer.swap) };
      const text = offerLine(say, offer);
      if (offer.makerId === author.id)
        return { text, button: { label: say('market.cancelButton'), press: { verb: 'cancelSwap', ...carried } } };
      // It is taken where one pays.
      if (offer.wanted !== community.token) return { text };
      return {
        text,
        button: { label: say('swap.takeButton'), look: 'primary', press: { verb: 'takeSwap', ...carried } },
      };
    }),
    ...turning(say, { offset, rows: ROWS, total: all.length }, (at) => ({
      verb: 'swaps',
      author: author.id,
      offset: at,
    })),
  };
}

function offerLine(say: Say, offer: Offer): string {
  const { swap, amount, wantedAmount, gives, wants, maker, makerId, expiresAt } = offer;
  const values = { amount: money(say, gives, amount), wanted: money(say, wants, wantedAmount) };
  const notes = [
    say('swap.between', { gives: oneLine(gives.name, 40), wants: oneLine(wants.name, 40) }),
    say('market.by', { who: makerId ? mention(makerId) : code(short(maker)) }),
    say('market.until', { when: when(expiresAt, 'f') }),
  ];
  return `${code(`#${swap}`)} ${say('swap.line', values)}\n-# ${notes.join(' · ')}`;
}

async function askOfferSwap(
  face: Face,
  call: Call<{ amount: string; wanted: string; community: string; member: Person | null }>,
): Promise<Reply> {
  const { community, say, author, args } = call;
  const { member } = args;
  if (member?.bot) throw new UserError('RecipientBot', 'Bots have no account: choose a person.');
  const other = await findOther(face, community, args.community);
  const amount = parseAmount(args.amount, community.decimals, community.places);
  const wantedAmount = parseAmount(args.wanted, other.decimals, other.places);
  if (member) await meetUser(face.ctx, member);
  const offer = { token: community.token, userId: author.id, amount, wanted: other.token, wantedAmount };
  const planned = { ...offer, taker: member?.id ?? null, patienceMs: PATIENCE_MS };
  const { balance, expiresAt } = await checkOfferSwap(face.ctx, planned);
  const values = { amount: money(say, community, amount), wanted: money(say, other, wantedAmount) };
  const who = member ? say('swap.onlyFor', { who: mention(member.id) }) : say('swap.forAll');
  return ask(face, call, {
    kind: 'offerSwap',
    data: {
      ...{ amount: `${amount}`, wanted: other.token, wantedAmount: `${wantedAmount}` },
      ...{ taker: member?.id ?? '', expiresAt: `${expiresAt}` },
    },
    confirm: (base) => ({ verb: 'confirm', ...base, cost: amount }),
    reply: {
      title: `🔁 ${say('swap.title')}`,
      blocks: [
        `${say('swap.offerAsk', values)}\n${who} ${say('market.until', { when: when(expiresAt * 1000, 'f') })}`,
        `${say('gift.fee')}: ${say('gift.sponsored')}\n${say('swap.after', { amount: money(say, community, balance - amount) })}`,
      ],
    },
  });
}

export async function confirmOfferSwap(
  face: Face,
  press: Press,
  state: StateOf<'confirm'>,
  data: Record<string, string>,
): Promise<Reply> {
  const { pin = null, say } = press;
  const { amount = '0', wanted, wantedAmount = '0', taker, expiresAt } = data;
  const other = wanted as `0x${string}`;
  const terms = { amount: BigInt(amount), wanted: other, wantedAmount: BigInt(wantedAmount), taker: taker || null };
  return carryOut(face, press, state, say('swap.submitted'), (by) =>
    offerSwap(face.ctx, { ...by, ...terms, expiresAt: Number(expiresAt), pin }),
  );
}

/** Shows what taking an offer means. @throws UserError for what cannot be taken here */
export async function askTakeSwap(face: Face, press: Press, swap: number): Promise<Reply> {
  const { community, author, say } = press;
  const taking = { token: community.token, userId: author.id, swap, patienceMs: PATIENCE_MS };
  const { offer, balance } = await checkTakeSwap(face.ctx, taking);
  const values = { amount: money(say, offer.gives, offer.amount), wanted: money(say, community, offer.wantedAmount) };
  return ask(face, press, {
    kind: 'takeSwap',
    data: { swap: `${swap}` },
    confirm: (base) => ({ verb: 'confirm', ...base, cost: offer.wantedAmount }),
    reply: {
      title: `🔁 ${say('swap.title')}`,
      blocks: [say('swap.takeAsk', values), sponsored(say, community, balance - offer.wantedAmount)],
    },
  });
}

export async function confirmTakeSwap(
  face: Face,
  press: Press,
  state: StateOf<'confirm'>,
  { swap }: Record<string, string>,
): Promise<Reply> {
  const { pin = null, say } = press;
  return carryOut(face, press, state, say('swap.submitted'), (by) =>
    takeSwap(face.ctx, { ...by, swap: Number(swap), pin }),
  );
}

/** Withdraws an offer of the author's. @throws UserError */
export async function cancelSwapNow(face: Face, press: Press, swap: number): Promise<Reply> {
  const { say } = press;
  return begin(face, press, {
    kind: 'cancelSwap',
    data: { swap: `${swap}` },
    title: `🔁 ${say('swap.title')}`,
    submitted: say('swap.submitted'),
    run: (by) => cancelSwap(face.ctx, { ...by, swap }),
  });
}
