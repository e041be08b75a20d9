import { UserError } from '../../errors.ts';
import { buy, checkBuy, type Order } from '../../operations/buy.ts';
import { findItem, getItems, type Item, KINDS } from '../../operations/getItems.ts';
import { ask, carryOut, PATIENCE_MS } from '../buttons/confirm.ts';
import type { StateOf } from '../buttons/state.ts';
import type { Face } from '../face.ts';
import type { Reply } from '../replies/reply.ts';
import { itemName, lasting, money, oneLine, sponsored } from '../replies/text.ts';
import { type Command, leaf, type Press, type Suggest } from './command.ts';
import { isReward, keyOf } from './shop.ts';

/** Of a description, where it stands alone. */
const ABOUT_LENGTH = 500;

/** Items whose key or name holds what was typed. */
const suggest =
  (wanted: (item: Item) => boolean): Suggest =>
  async ({ ctx }, { community, typed, say }) => {
    const text = typed.toLowerCase();
    const all = await getItems(ctx, { token: community.token });
    return all
      .filter((item) => item.state === 'open' && wanted(item))
      .filter(({ key, name }) => name.toLowerCase().includes(text) || key?.toLowerCase().includes(text))
      .map((item) => ({
        name: `${item.emoji ?? ''} ${item.name} · ${money(say, community, item.price)}`.trim(),
        value: keyOf(item),
      }));
  };

export const buyCommand: Command = {
  name: 'buy',
  group: 'shop',
  feature: 'shop',
  title: 'buy.name',
  about: 'buy.description',
  permissions: null,
  aliases: { buy: '' },
  leaves: {
    '': leaf({
      about: 'buy.description',
      options: {
        item: { type: 'text', max: 100, about: 'buy.item', required: true, suggest: suggest(() => true) },
        quantity: { type: 'text', max: 10, about: 'buy.quantity', word: /^\d+$/ },
      },
      visibility: 'private',
      run: (face, call) => askBuy(face, call, call.args.item, call.args.quantity ?? '1'),
    }),
  },
};

export const redeemCommand: Command = {
  name: 'redeem',
  group: 'shop',
  feature: 'shop',
  title: 'redeem.name',
  about: 'redeem.description',
  permissions: null,
  aliases: { redeem: '' },
  leaves: {
    '': leaf({
      about: 'redeem.description',
      options: {
        reward: { type: 'text', max: 100, about: 'redeem.reward', required: true, suggest: suggest(isReward) },
      },
      visibility: 'private',
      run: (face, call) => askBuy(face, call, call.args.reward, '1'),
    }),
  },
};

/** Shows what a purchase means, with Confirm and Cancel. @throws UserError for what cannot be bought or handed over */
export async function askBuy(face: Face, press: Press, named: string, typed: string): Promise<Reply> {
  const { token } = press.community;
  if (!/^\d{1,7}$/.test(typed.trim()))
    throw new UserError('QuantityInvalid', 'The quantity must be a whole number from 1 to 65535.', { most: '65535' });
  const { item } = await findItem(face.ctx, { token, named });
  const order = { token, userId: press.author.id, item, quantity: Number(typed) };
  return question(face, press, order, await quote(face, press, order));
}

type Quote = Awaited<ReturnType<typeof checkBuy>>;

/** What a purchase would cost at this moment. @throws UserError for what cannot be bought or handed over */
async function quote(face: Face, { community }: Press, order: Order): Promise<Quote> {
  const quoted = await checkBuy(face.ctx, { ...order, patienceMs: PATIENCE_MS });
  await requireFulfillable(face, community.guildId, quoted.item, order);
  return quoted;
}

function question(face: Face, press: Press, { quantity }: Order, { item, total, balance }: Quote, changed = '') {
  const { say, community } = press;
  return ask(face, press, {
    kind: 'buy',
    data: { item: `${item.item}`, quantity: `${quantity}`, total: `${total}` },
    confirm: (base) => ({
      verb: 'confirmBuy',
      ...base,
      item: BigInt(item.item),
      quantity: BigInt(quantity),
      maxPrice: total,
    }),
    reply: {
      title: say(isReward(item) ? 'redeem.title' : 'buy.title'),
      blocks: [
        ...(changed ? [changed] : []),
        `${say('buy.ask', { item: counted(item, quantity), amount: money(say, community, total) })}${about(say, item)}`,
        sponsored(say, community, balance - total),
      ],
    },
  });
}

async function requireFulfillable(
  { fulfilment }: Face,
  guildId: string,
  { item, kind }: Item,
  { token, quantity, userId }: Order,
) {
  await fulfilment.check({ guildId, token, item, kind: KINDS.indexOf(kind), quantity, userId });
}

/** `2 × 🍀 Lucky badge` */
export const counted = (item: Pick<Item, 'name' | 'emoji'>, quantity: number) =>
  `${quantity > 1 ? `${quantity} × ` : ''}${itemName(item)}`;

/** What one gets, for how long, and what giving it back pays. */
function about(say: Press['say'], { description, duration, refund }: Item): string {
  const lines = [
    ...(description ? [oneLine(description, ABOUT_LENGTH)] : []),
    ...(duration ? [lasting(say, duration)] : []),
    say(`refund.class.${refund}`),
  ];
  return `\n-# ${lines.join(' · ')}`;
}

/**
 * The confirmed purchase. Its operation is the question's id, so that it is made once however often it is confirmed. Looked
 * at again, because what stood in the question may have changed: a higher price is asked about anew.
 */
export async function confirmBuy(face: Face, press: Press, state: StateOf<'confirmBuy'>): Promise<Reply> {
  const { say, community, pin = null } = press;
  const { operation, author, maxPrice } = state;
  await face.replies.requireAsked(operation);
  const [item, quantity] = [Number(state.item), Number(state.quantity)];
  const order = { token: community.token, userId: author, item, quantity };
  const now = await quote(face, press, order);
  if (now.total > maxPrice) {
    const changed = say('buy.priceNow', { amount: money(say, community, now.total) });
    return question(face, { ...press, id: operation }, order, now, changed);
  }
  const submitted = say('buy.submitted', { item: counted(now.item, quantity) });
  return carryOut(face, press, state, submitted, (by) => buy(face.ctx, { ...by, item, quantity, maxPrice, pin }));
}
