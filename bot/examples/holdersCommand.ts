// A new command: `/holders`, and `!holders` after the prefix. It says how many members hold tokens here.
import { type Command, leaf } from '../discord/commands/command.ts';
import { getEconomy } from '../operations/getEconomy.ts';

export const holdersCommand: Command = {
  name: 'holders',
  group: 'boards',
  // Sentences stand in bot/discord/locales, in four languages; these are borrowed from /economy.
  title: 'economy.name',
  about: 'economy.description',
  permissions: null,
  aliases: { holders: '' },
  leaves: {
    '': leaf({
      about: 'economy.description',
      options: {},
      visibility: 'public',
      async run({ ctx }, { community, say }) {
        const { members, holders } = await getEconomy(ctx, { token: community.token, days: 1 });
        const lines = [`${say('economy.members')}: ${members}`, `${say('economy.holders')}: ${holders}`];
        return { tone: 'info', title: say('economy.title'), blocks: lines };
      },
    }),
  },
};
