import { claimDaily } from '../../operations/claimDaily.ts';
import { pendingOf } from '../buttons/confirm.ts';
import { type Command, leaf } from './command.ts';

export const dailyCommand: Command = {
  name: 'daily',
  title: 'daily.name',
  about: 'daily.description',
  permissions: null,
  aliases: { daily: '' },
  leaves: {
    '': leaf({
      about: 'daily.description',
      options: {},
      visibility: 'public',
      async run(face, call) {
        const { say, community, author, id, place } = call;
        const pending = pendingOf(face, call, { kind: 'claimDaily', asking: false, data: {} });
        await claimDaily(face.ctx, {
          id,
          token: community.token,
          userId: author.id,
          alongside: (tx) => face.replies.begin(tx, id, place, pending),
        });
        return {
          tone: 'pending',
          title: say('daily.title'),
          blocks: [say('daily.submitted')],
          note: say('state.submitted'),
          operation: { id, sent: true },
        };
      },
    }),
  },
};
