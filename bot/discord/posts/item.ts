import type { Context } from '../../context.ts';
import { getItem } from '../../operations/getItems.ts';
import { shelf } from '../commands/shop.ts';
import type { Community } from '../community.ts';
import type { Say } from '../locales/say.ts';
import type { Shown } from './keepPosts.ts';

/** An item as its message shows it: what it costs and how many are left, at this moment. @throws UserError where it is gone */
export async function itemPost(ctx: Context, community: Community, say: Say, number: number): Promise<Shown> {
  const { token } = community;
  const item = await getItem(ctx, { token, item: number });
  const { lines } = shelf(say, community, [item], 0, () => ({ verb: 'buyHere', item: BigInt(number) }));
  const open = item.state === 'open';
  return {
    // What was taken off the shelf may come back.
    over: false,
    nextAt: item.changesAt,
    reply: {
      tone: open ? 'info' : 'pending',
      blocks: [lines],
      ...(item.image ? { picture: { url: item.image, alt: item.name } } : {}),
      buttons: [
        {
          label: say('posts.buy'),
          emoji: '🛒',
          look: 'success',
          disabled: !open,
          press: { verb: 'buyHere', item: BigInt(number) },
        },
      ],
    },
  };
}
