import { UserError } from '../../errors.ts';
import { parseAmount } from '../../operations/amount.ts';
import { buyListing, checkBuyListing } from '../../operations/buyListing.ts';
import { cancelListing } from '../../operations/cancelListing.ts';
import { findItem } from '../../operations/getItems.ts';
import { getListings, type Listed } from '../../operations/getMarket.ts';
import { checkList, getTransferable, list } from '../../operations/list.ts';
import { ask, begin, carryOut, PATIENCE_MS } from '../buttons/confirm.ts';
import type { StateOf } from '../buttons/state.ts';
import type { Community } from '../community.ts';
import type { Face } from '../face.ts';
import type { Say } from '../locales/say.ts';
import type { Button, Reply } from '../replies/reply.ts';
import { code, itemName, mention, money, percent, short, when } from '../replies/text.ts';
import { turning } from '../replies/turning.ts';
import { counted } from './buy.ts';
import { type Command, leaf, type Press, readNumber, type Suggest } from './command.ts';

const ROWS = 6;
const DAYS = '7';

type Asked = Pick<Press, 'author' | 'community' | 'say'>;

export const marketCommand: Command = {
  name: 'market',
  group: 'social',
  feature: 'market',
  title: 'market.name',
  about: 'market.description',
  permissions: null,
  aliases: { market: 'browse' },
  leaves: {
    browse: {
      ...leaf({
        about: 'market.browse.description',
        options: {},
        visibility: 'private',
        run: (face, call) => marketPage(face, call, { offset: 0, own: false }),
      }),
      title: 'market.browse.name',
    },
    mine: {
      ...leaf({
        about: 'market.mine.description',
        options: {},
        visibility: 'private',
        run: (face, call) => marketPage(face, call, { offset: 0, own: true }),
      }),
      title: 'market.mine.name',
    },
    list: {
      ...leaf({
        about: 'market.list.description',
        options: {
          item: { type: 'text', max: 100, about: 'market.item', required: true, suggest: suggestOwn },
          price: { type: 'text', max: 40, about: 'market.price', required: true },
          quantity: { type: 'text', max: 5, about: 'market.quantity' },
          days: { type: 'text', max: 2, about: 'market.days' },
        },
        visibility: 'private',
        run: (face, call) => askList(face, call, call.args),
      }),
      title: 'market.list.name',
    },
    buy: {
      ...leaf({
        about: 'market.buy.description',
        options: {
          listing: { type: 'text', max: 20, about: 'market.listing', required: true, suggest: suggestOthers },
          quantity: { type: 'text', max: 5, about: 'market.quantity' },
        },
        visibility: 'private',
        run: (face, call) => askBuyListing(face, call, readListing(call.args.listing), call.args.quantity ?? '1'),
      }),
      title: 'market.buy.name',
    },
    cancel: {
      ...leaf({
        about: 'market.cancel.description',
        options: {
          listing: { type: 'text', max: 20, about: 'market.listing', required: true, suggest: suggestMine },
        },
        visibility: 'private',
        run: (face, call) => cancelNow(face, call, readListing(call.args.listing)),
      }),
      title: 'market.cancel.name',
    },
  },
};

/** @throws UserError */
function readListing(typed: string): number {
  const number = readNumber(typed);
  if (number === null)
    throw new UserError('ListingNotNumber', 'Give the listing’s number, such as 12: see /market browse.');
  return number;
}

/** NaN for what is none: what bounds it, also says so. */
const whole = (typed: string) => (/^\d{1,7}$/.test(typed.trim()) ? Number(typed) : Number.NaN);

async function suggestOwn(...[{ ctx }, { community, userId, typed }]: Parameters<Suggest>) {
  const held = await getTransferable(ctx, { token: community.token, who: { userId } });
  return held
    .map(({ item, name, quantity }) => ({ name: `${name} · ${quantity}×`, value: `${item}` }))
    .filter(({ name }) => name.toLowerCase().includes(typed.toLowerCase()));
}

async function suggestListed({ ctx }: Face, asked: Parameters<Suggest>[1], own: boolean) {
  const { community, userId, typed, say } = asked;
  const { token } = community;
  const all = await getListings(ctx, { token, ...(own ? { seller: { userId } } : {}) });
  return all
    .filter(({ sellerId }) => own || sellerId !== userId)
    .map((listed) => ({
      name: `#${listed.listing} ${listed.name ?? 'NFT'} · ${money(say, community, listed.price)}`,
      value: `${listed.listing}`,
    }))
    .filter(({ name }) => name.toLowerCase().includes(typed.toLowerCase()));
}

function suggestOthers(...[face, asked]: Parameters<Suggest>) {
  return suggestListed(face, asked, false);
}

function suggestMine(...[face, asked]: Parameters<Suggest>) {
  return suggestListed(face, asked, true);
}

/** One page of what members sell, or of what the author does. */
export async function marketPage(
  { ctx }: Face,
  { author, community, say }: Asked,
  { offset, own }: { offset: number; own: boolean },
): Promise<Reply> {
  const { token } = community;
  const all = await getListings(ctx, { token, ...(own ? { seller: { userId: author.id } } : {}) });
  const title = `🏪 ${say(own ? 'market.mineTitle' : 'market.title')}`;
  if (all.length === 0) return { tone: 'info', title, blocks: [say(own ? 'market.mineEmpty' : 'market.empty')] };
  return {
    tone: 'info',
    title,
    blocks: [],
    rows: all.slice(offset, offset + ROWS).map((listed) => ({
      text: listingLine(say, community, listed),
      button: buttonOf(say, author.id, listed),
    })),
    ...turning(say, { offset, rows: ROWS, total: all.length }, (at) => ({
      verb: 'market',
      author: author.id,
      offset: at,
      own: own ? 1n : 0n,
    })),
  };
}

function buttonOf(say: Say, author: string, { listing, sellerId }: Listed): Button {
  const carried = { author, listing: BigInt(listing) };
  return sellerId === author
    ? { label: say('market.cancelButton'), press: { verb: 'cancelListing', ...carried } }
    : { label: say('market.buyButton'), look: 'primary', press: { verb: 'buyListing', ...carried } };
}

/** What is sold, as it is called: an NFT by its collection. */
const thing = ({ name, emoji, collection, asset }: Pick<Listed, 'name' | 'emoji' | 'collection' | 'asset'>) =>
  name === null ? `NFT ${collection ? code(short(collection)) : ''} #${asset}` : itemName({ name, emoji });

function listingLine(say: Say, community: Community, listed: Listed): string {
  const { listing, price, left, feeBps, expiresAt, sellerId, seller, valid } = listed;
  const notes = [
    say('market.left', { left }),
    say('market.by', { who: sellerId ? mention(sellerId) : code(short(seller)) }),
    ...(feeBps > 0 ? [say('market.feeBurned', { percent: percent(say, feeBps) })] : []),
    say('market.until', { when: when(expiresAt, 'f') }),
  ];
  const state = valid ? '' : `\n⚠️ ${say('market.void')}`;
  return `${code(`#${listing}`)} ${thing(listed)} · **${money(say, community, price)}**${state}\n-# ${notes.join(' · ')}`;
}

/** Shows what a listing means, with Confirm and Cancel. @throws UserError for what cannot be listed */
async function askList(
  face: Face,
  press: Press,
  typed: { item: string; price: string; quantity: string | null; days: string | null },
): Promise<Reply> {
  const { community, author, say } = press;
  const { token } = community;
  const { item } = await findItem(face.ctx, { token, named: typed.item });
  const price = parseAmount(typed.price, community.decimals, community.places);
  const [quantity, days] = [whole(typed.quantity ?? '1'), whole(typed.days ?? DAYS)];
  const planned = { token, userId: author.id, item, quantity, price, days };
  const { item: sold, feeBps, expiresAt } = await checkList(face.ctx, planned);
  const fee = (price * BigInt(feeBps)) / 10_000n;
  return ask(face, press, {
    kind: 'list',
    data: {
      ...{ item: `${item}`, price: `${price}`, quantity: `${quantity}`, days: `${days}` },
      ...{ expiresAt: `${expiresAt}`, feeBps: `${feeBps}` },
    },
    confirm: (base) => ({ verb: 'confirm', ...base, cost: 0n }),
    reply: {
      title: say('market.listTitle'),
      blocks: [
        say('market.listAsk', { item: counted(sold, quantity), price: money(say, community, price) }),
        `${say('market.fee', { percent: percent(say, feeBps) })}\n${say('market.youGet', { amount: money(say, community, price - fee) })}\n${say('market.until', { when: when(expiresAt * 1000, 'f') })}`,
      ],
    },
  });
}

export async function confirmList(
  face: Face,
  press: Press,
  state: StateOf<'confirm'>,
  data: Record<string, string>,
): Promise<Reply> {
  const { item, price = '0', quantity, days, expiresAt, feeBps } = data;
  const planned = { item: Number(item), price: BigInt(price), quantity: Number(quantity), days: Number(days) };
  const terms = { expiresAt: Number(expiresAt), maxFeeBps: Number(feeBps) };
  const submitted = press.say('market.listSubmitted');
  return carryOut(face, press, state, submitted, (by) => list(face.ctx, { ...by, ...planned, ...terms }));
}

/** Shows what buying from another member means. @throws UserError for what cannot be bought */
export async function askBuyListing(face: Face, press: Press, listing: number, typed: string): Promise<Reply> {
  const { community, author, say } = press;
  const { token } = community;
  const quantity = whole(typed);
  const order = { token, userId: author.id, listing, quantity, patienceMs: PATIENCE_MS };
  const { listed, total, fee, balance } = await checkBuyListing(face.ctx, order);
  const who = listed.sellerId ? mention(listed.sellerId) : code(short(listed.seller));
  const what = `${quantity > 1 ? `${quantity} × ` : ''}${thing(listed)}`;
  return ask(face, press, {
    kind: 'buyListing',
    data: { listing: `${listing}`, quantity: `${quantity}`, total: `${total}` },
    confirm: (base) => ({ verb: 'confirm', ...base, cost: total }),
    reply: {
      title: say('market.buyTitle'),
      blocks: [
        say('market.buyAsk', { item: what, who, amount: money(say, community, total) }),
        `${say('market.feeOf', { amount: money(say, community, fee), percent: percent(say, listed.feeBps) })}\n${say('gift.after')}: **${money(say, community, balance - total)}**`,
      ],
    },
  });
}

export async function confirmBuyListing(
  face: Face,
  press: Press,
  state: StateOf<'confirm'>,
  data: Record<string, string>,
): Promise<Reply> {
  const { pin = null, say } = press;
  const { listing, quantity, total = '0' } = data;
  const order = { listing: Number(listing), quantity: Number(quantity), maxPrice: BigInt(total) };
  const submitted = say('market.buySubmitted', { listing: listing ?? '' });
  return carryOut(face, press, state, submitted, (by) => buyListing(face.ctx, { ...by, ...order, pin }));
}

/** Withdraws a listing of the author's. @throws UserError */
export async function cancelNow(face: Face, press: Press, listing: number): Promise<Reply> {
  const { say } = press;
  return begin(face, press, {
    kind: 'cancelListing',
    data: { listing: `${listing}` },
    title: say('market.cancelTitle'),
    submitted: say('market.cancelSubmitted', { listing }),
    run: (by) => cancelListing(face.ctx, { ...by, listing }),
  });
}
