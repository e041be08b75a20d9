import { UserError } from '../../errors.ts';
import { getItems, type Item } from '../../operations/getItems.ts';
import type { Community } from '../community.ts';
import type { Face } from '../face.ts';
import type { Say } from '../locales/say.ts';
import type { Button, Reply } from '../replies/reply.ts';
import { code, itemName, lasting, money, when } from '../replies/text.ts';
import { type Command, leaf, type Press, type Suggest } from './command.ts';

/** Items on a page: as many as a phone shows at a glance. */
const ROWS = 8;

const suggestCategories: Suggest = async ({ ctx }, { community, typed }) => {
  const all = new Set((await getItems(ctx, { token: community.token })).map(({ category }) => category));
  return [...all]
    .filter((category) => category.toLowerCase().includes(typed.toLowerCase()))
    .map((category) => ({ name: category, value: category }));
};

export const shopCommand: Command = {
  name: 'shop',
  title: 'shop.name',
  about: 'shop.description',
  permissions: null,
  aliases: { shop: '', store: '' },
  leaves: {
    '': leaf({
      about: 'shop.description',
      options: { category: { type: 'text', max: 60, about: 'shop.category', suggest: suggestCategories } },
      visibility: 'private',
      run: (face, call) => shopPage(face, call, { category: call.args.category, offset: 0 }),
    }),
  },
};

/** One page of what the community's tokens buy. @throws UserError for a category that is none */
export async function shopPage(
  { ctx }: Face,
  { author, community, say }: Pick<Press, 'author' | 'community' | 'say'>,
  { category, offset }: { category: string | null; offset: number },
): Promise<Reply> {
  const items = await getItems(ctx, { token: community.token, category: category ?? undefined });
  const shown = items.filter(({ state }) => state !== 'inactive');
  const title = `🛍️ ${say('shop.title')}${category ? ` · ${category}` : ''}`;
  if (shown.length === 0 && category)
    throw new UserError('CategoryUnknown', `There is nothing in “${category}”: see /shop for all there is.`, {
      text: category,
    });
  if (shown.length === 0) return { tone: 'info', title, blocks: [say('shop.empty')] };
  const from = Math.min(Math.max(0, offset), Math.floor((shown.length - 1) / ROWS) * ROWS);
  const page = shown.slice(from, from + ROWS);
  const to = (at: number): Button['press'] => ({
    verb: 'shop',
    author: author.id,
    category: category ?? '',
    offset: BigInt(Math.max(0, at)),
  });
  return {
    tone: 'info',
    title,
    blocks: [page.map((item) => lineOf(say, community, item)).join('\n'), say('shop.how', { key: keyOf(page[0]!) })],
    ...(shown.length > ROWS
      ? {
          note: say('leaderboard.page', { from: from + 1, to: from + page.length, total: shown.length }),
          buttons: [
            { label: '◀', press: to(from - ROWS), disabled: from === 0 },
            { label: '▶', press: to(from + ROWS), disabled: from + ROWS >= shown.length },
          ],
        }
      : {}),
  };
}

/** What a member writes after `/buy`. */
export const keyOf = (item: Pick<Item, 'key' | 'item'>) => item.key ?? `${item.item}`;

/** An item in two lines: what it is and costs, and all that a buyer should know. */
export function lineOf(say: Say, community: Community, item: Item): string {
  const { state, price, regularPrice, saleCloses, left, duration, minTier, heldItem, opens, closes, description } =
    item;
  const cost = `**${money(say, community, price)}**${saleCloses ? ` ~~${money(say, community, regularPrice)}~~` : ''}`;
  const terms = [
    code(keyOf(item)),
    ...(saleCloses ? [say('shop.sale', { when: when(saleCloses, 'f') })] : []),
    ...(duration ? [lasting(say, duration)] : []),
    ...(state === 'soldOut' ? [say('shop.soldOut')] : left === null ? [] : [say('shop.left', { left })]),
    ...(state === 'soon' ? [say('shop.soon')] : []),
    ...(state === 'notOpen' && opens ? [say('shop.opens', { when: when(opens) })] : []),
    ...(state === 'closed' ? [say('shop.closed')] : closes ? [say('shop.closes', { when: when(closes, 'f') })] : []),
    ...(minTier > 0 ? [say('shop.tier', { tier: say(`tier.${minTier}` as 'tier.1') })] : []),
    ...(heldItem ? [say('shop.needs', { item: itemName(heldItem) })] : []),
  ];
  return `${itemName(item)} · ${cost}\n-# ${[...(description ? [description] : []), ...terms].join(' · ')}`;
}
