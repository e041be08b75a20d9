import { getItems } from '../../operations/getItems.ts';
import type { Face } from '../face.ts';
import type { Reply } from '../replies/reply.ts';
import { type Command, leaf, type Press } from './command.ts';
import { isReward, keyOf, shelf } from './shop.ts';

export const rewardsCommand: Command = {
  name: 'rewards',
  group: 'shop',
  feature: 'shop',
  title: 'rewards.name',
  about: 'rewards.description',
  permissions: null,
  aliases: { rewards: '' },
  leaves: {
    '': leaf({
      about: 'rewards.description',
      options: {},
      visibility: 'private',
      run: (face, call) => rewardsPage(face, call, 0),
    }),
  },
};

/** One page of what can be redeemed. */
export async function rewardsPage(
  { ctx }: Face,
  { author, community, say }: Pick<Press, 'author' | 'community' | 'say'>,
  offset: number,
): Promise<Reply> {
  const items = await getItems(ctx, { token: community.token });
  const rewards = items.filter((item) => isReward(item) && item.state !== 'inactive');
  const title = `🎁 ${say('rewards.title')}`;
  if (rewards.length === 0) return { tone: 'info', title, blocks: [say('rewards.empty')] };
  const first = rewards.find(({ state }) => state === 'open') ?? rewards[0]!;
  const { lines, ...turning } = shelf(say, community, rewards, offset, (at) => ({
    verb: 'rewards',
    author: author.id,
    offset: at,
  }));
  return {
    tone: 'info',
    title,
    blocks: [lines, say('rewards.how', { key: keyOf(first), prefix: community.prefix })],
    ...turning,
  };
}
