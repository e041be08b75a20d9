import { PermissionFlagsBits } from 'discord.js';
import { getPosts, syncPosts } from '../../operations/getPosts.ts';
import { code, when } from '../replies/text.ts';
import { type Command, leaf } from './command.ts';

/** For the staff: whether the messages that show tasks, items and submissions show them as they are. */
export const syncCommand: Command = {
  name: 'sync',
  group: 'staff',
  title: 'sync.name',
  about: 'sync.description',
  permissions: PermissionFlagsBits.ManageGuild,
  aliases: { sync: 'show' },
  leaves: {
    show: {
      title: 'sync.show.name',
      ...leaf({
        about: 'sync.description',
        options: {},
        visibility: 'private',
        async run({ ctx }, { say, community }) {
          const { counts, troubles } = await getPosts(ctx, { token: community.token });
          const title = `🔁 ${say('sync.title')}`;
          if (counts.length + troubles.length === 0) return { tone: 'info', title, blocks: [say('sync.nothing')] };
          const lines = counts.map(
            ({ kind, state, count }) => `${say(`sync.kind.${kind}`)}: ${count} ${say(`sync.state.${state}`)}`,
          );
          const wrong = troubles.map(({ what, subject, channelId, error, nextAt }) => {
            const reason = error ? ` · ${say('sync.error', { code: code(error) })}` : '';
            const again = nextAt ? ` · ${say('sync.again', { when: when(nextAt) })}` : '';
            return `⚠️ ${say(`sync.kind.${what}`)} ${code(`#${subject}`)} · <#${channelId}>${reason}${again}`;
          });
          return {
            tone: wrong.length > 0 ? 'failure' : 'info',
            title,
            blocks: [lines.join('\n'), ...(wrong.length > 0 ? [wrong.join('\n')] : [])],
            note: say('sync.how'),
          };
        },
      }),
    },
    now: {
      title: 'sync.now.name',
      ...leaf({
        about: 'sync.now.description',
        options: {},
        visibility: 'private',
        async run({ ctx }, { say, community }) {
          const count = await syncPosts(ctx, { token: community.token });
          return { tone: 'success', title: `🔁 ${say('sync.title')}`, blocks: [say('sync.begun', { count })] };
        },
      }),
    },
  },
};
