import type { Key } from '../locales/en.ts';
import { type Command, leaf } from './command.ts';

/** Lists what a member may do here. @param commands asked when it is used, because it is one of them */
export const helpCommand = (commands: () => readonly Command[]): Command => ({
  name: 'help',
  title: 'help.name',
  about: 'help.description',
  permissions: null,
  aliases: { help: '' },
  leaves: {
    '': leaf({
      about: 'help.description',
      options: {},
      visibility: 'private',
      async run(_face, { say, community }) {
        const open = commands().filter(({ permissions }) => permissions === null);
        const lines = open.flatMap(({ name, leaves }) =>
          Object.entries(leaves).map(
            ([sub, { about }]: [string, { about: Key }]) =>
              `**/${[name, sub].filter(Boolean).join(' ')}** ${say(about)}`,
          ),
        );
        const names = open.flatMap(({ aliases }) => Object.keys(aliases)).join(', ');
        return {
          tone: 'info',
          title: say('help.title'),
          blocks: [lines.join('\n'), say('help.earn')],
          ...(community.prefixCommands ? { note: say('help.prefix', { prefix: community.prefix, names }) } : {}),
        };
      },
    }),
  },
});
