import { UserError } from '../../errors.ts';
import { getItem, getItems, type Item } from '../../operations/getItems.ts';
import { outThere, wayOut } from '../buttons/global.ts';
import type { StateOf } from '../buttons/state.ts';
import type { Community } from '../community.ts';
import type { Face } from '../face.ts';
import type { Say } from '../locales/say.ts';
import type { Button, Reply } from '../replies/reply.ts';
import { code, itemName, lasting, money, oneLine, when } from '../replies/text.ts';
import { turning } from '../replies/turning.ts';
import { type Command, leaf, type Press, type Suggest } from './command.ts';

/** Items on a page: as many as a phone shows at a glance, and as Discord's 4,000 characters surely hold. */
const ROWS = 6;
/** Of a description, in a list. */
const ABOUT_LENGTH = 120;

/** What somebody has to hand over. */
export const isReward = ({ kind }: Pick<Item, 'kind'>) => kind !== 'none';

const suggestCategories: Suggest = async ({ ctx }, { community, typed }) => {
  const all = new Set((await getItems(ctx, { token: community.token })).map(({ category }) => category));
  return [...all]
    .filter((category) => category.toLowerCase().includes(typed.toLowerCase()))
    .map((category) => ({ name: category, value: category }));
};

export const shopCommand: Command = {
  name: 'shop',
  group: 'shop',
  feature: 'shop',
  title: 'shop.name',
  about: 'shop.description',
  permissions: null,
  aliases: { shop: '', store: '' },
  leaves: {
    '': leaf({
      about: 'shop.description',
      options: { category: { type: 'text', max: 100, about: 'shop.category', suggest: suggestCategories } },
      visibility: 'private',
      run: (face, call) => shopPage(face, call, { category: call.args.category, offset: 0 }),
    }),
  },
};

/** One page of what the community's tokens buy. @throws UserError for a category that is none */
async function shopPage(
  face: Face,
  { author, community, say }: Pick<Press, 'author' | 'community' | 'say'>,
  { category, offset }: { category: string | null; offset: number },
): Promise<Reply> {
  const items = await getItems(face.ctx, { token: community.token, category: category ?? undefined });
  const shown = items.filter(({ state }) => state !== 'inactive');
  const title = `🛍️ ${say('shop.title')}${category ? ` · ${oneLine(category, 60)}` : ''}`;
  if (shown.length === 0 && category)
    throw new UserError('CategoryUnknown', `There is nothing in “${category}”: see /shop for all there is.`, {
      text: category,
    });
  if (community.global) return globalShop(face, { author, community, say }, shown, offset);
  const out = await wayOut(face, { home: community, say, author: author.id, to: 'shop' });
  if (shown.length === 0) return { tone: 'info', title, blocks: [say('shop.empty')], buttons: out };
  const like = category ? shown[0]!.item : 0;
  const {
    lines,
    buttons = [],
    ...turned
  } = shelf(say, community, shown, offset, (at) => ({
    verb: 'shop',
    author: author.id,
    like: BigInt(like),
    offset: at,
  }));
  const onPage = shown.slice(offset, offset + ROWS);
  const first = onPage.find(({ state }) => state === 'open') ?? onPage[0] ?? shown[0]!;
  return {
    tone: 'info',
    title,
    blocks: [lines, say('shop.how', { key: keyOf(first) })],
    ...turned,
    buttons: [...buttons, ...out],
  };
}

/** A page of the operator's shop: bought by button, since `/buy` buys here. */
async function globalShop(
  face: Face,
  { author, community, say }: Pick<Press, 'author' | 'community' | 'say'>,
  items: Item[],
  offset: number,
): Promise<Reply> {
  const press: Button['press'] = { verb: 'inventory', author: author.id, before: '' };
  const { buttons = [], ...turned } = turning(say, { offset, rows: ROWS, total: items.length }, (at) => ({
    ...{ verb: 'shop', author: author.id, like: 0n, offset: at },
  }));
  return {
    tone: 'info',
    title: `🌐 ${say('global.shop', { symbol: community.symbol })}`,
    blocks: [await outThere(face, { community, say, author })],
    rows: items.slice(offset, offset + ROWS).map((item) => ({
      text: lineOf(say, community, item),
      ...(item.state === 'open' && {
        button: { label: say('posts.buy'), look: 'primary', press: { verb: 'buyHere', item: BigInt(item.item) } },
      }),
    })),
    ...turned,
    buttons: [...buttons, { label: say('inventory.title'), emoji: '🎒', press }],
  };
}

/** Another page of the same. */
export async function turnShop(face: Face, press: Press, { like, offset }: StateOf<'shop'>): Promise<Reply> {
  const item = like ? await getItem(face.ctx, { token: press.community.token, item: Number(like) }) : null;
  return shopPage(face, press, { category: item?.category ?? null, offset: Number(offset) });
}

/** The items of one page, and the buttons to the others where there are any. */
export function shelf(
  say: Say,
  community: Community,
  items: Item[],
  offset: number,
  to: (offset: bigint) => Button['press'],
): { lines: string } & Pick<Reply, 'note' | 'buttons'> {
  const from = Math.min(Math.max(0, offset), Math.floor((items.length - 1) / ROWS) * ROWS);
  const page = items.slice(from, from + ROWS);
  const lines = page.map((item) => lineOf(say, community, item)).join('\n');
  return { lines, ...turning(say, { offset: from, rows: ROWS, total: items.length }, to) };
}

/** What a member writes after `/buy`. */
export const keyOf = (item: Pick<Item, 'key' | 'item'>) => item.key ?? `${item.item}`;

/** An item in two lines: what it is and costs, and all that a buyer should know. */
function lineOf(say: Say, community: Community, item: Item): string {
  const {
    state,
    price,
    regularPrice,
    saleCloses,
    left,
    duration,
    minTier,
    heldItem,
    perMember,
    opens,
    closes,
    description,
  } = item;
  const cost = `**${money(say, community, price)}**${saleCloses ? ` ~~${money(say, community, regularPrice)}~~` : ''}`;
  const terms = [
    code(keyOf(item)),
    ...(saleCloses ? [say('shop.sale', { when: when(saleCloses) })] : []),
    ...(duration ? [lasting(say, duration)] : []),
    ...(state === 'soldOut' ? [say('shop.soldOut')] : left === null ? [] : [say('shop.left', { left })]),
    ...(state === 'inactive' ? [say('shop.inactive')] : []),
    ...(state === 'soon' ? [say('shop.soon')] : []),
    ...(state === 'notOpen' && opens ? [say('shop.opens', { when: when(opens) })] : []),
    ...(state === 'closed' ? [say('shop.closed')] : closes ? [say('shop.closes', { when: when(closes, 'f') })] : []),
    ...(minTier > 0 ? [say('shop.tier', { tier: say(`tier.${minTier}` as 'tier.1') })] : []),
    ...(heldItem ? [say('shop.needs', { item: itemName(heldItem) })] : []),
    ...(perMember === null ? [] : [say('shop.perMember', { count: perMember })]),
  ];
  return `${itemName(item)} · ${cost}\n-# ${[...(description ? [oneLine(description, ABOUT_LENGTH)] : []), ...terms].join(' · ')}`;
}
