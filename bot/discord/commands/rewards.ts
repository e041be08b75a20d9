import { getItems } from '../../operations/getItems.ts';
import { type Command, leaf } from './command.ts';
import { keyOf, lineOf } from './shop.ts';

export const rewardsCommand: Command = {
  name: 'rewards',
  title: 'rewards.name',
  about: 'rewards.description',
  permissions: null,
  aliases: { rewards: '' },
  leaves: {
    '': leaf({
      about: 'rewards.description',
      options: {},
      visibility: 'private',
      async run({ ctx }, { say, community }) {
        const items = await getItems(ctx, { token: community.token });
        // A reward is what somebody has to hand over.
        const rewards = items.filter(({ kind, state }) => kind !== 'none' && state !== 'inactive');
        const title = `🎁 ${say('rewards.title')}`;
        if (rewards.length === 0) return { tone: 'info', title, blocks: [say('rewards.empty')] };
        const first = rewards.find(({ state }) => state === 'open') ?? rewards[0]!;
        return {
          tone: 'info',
          title,
          blocks: [
            rewards.map((item) => lineOf(say, community, item)).join('\n'),
            say('rewards.how', { key: keyOf(first), prefix: community.prefix }),
          ],
        };
      },
    }),
  },
};
