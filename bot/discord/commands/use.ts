import { use } from '../../operations/use.ts';
import { pendingOf } from '../buttons/confirm.ts';
import { type Command, leaf } from './command.ts';
import { readNumber, suggestReceipts } from './refund.ts';

export const useCommand: Command = {
  name: 'use',
  title: 'use.name',
  about: 'use.description',
  permissions: null,
  aliases: { use: '' },
  leaves: {
    '': leaf({
      about: 'use.description',
      options: {
        purchase: {
          type: 'text',
          max: 20,
          about: 'refund.purchase',
          required: true,
          suggest: suggestReceipts(
            ({ usesLeft, state }) => usesLeft > 0 && (state === 'owned' || state === 'fulfilled'),
          ),
        },
      },
      visibility: 'private',
      async run(face, call) {
        const { say, community, author, args, id, place } = call;
        const purchase = readNumber(args.purchase);
        const pending = pendingOf(face, call, { kind: 'use', asking: false, data: { purchase: `${purchase}` } });
        await use(face.ctx, {
          id,
          token: community.token,
          userId: author.id,
          purchase,
          alongside: (tx) => face.replies.begin(tx, id, place, pending),
        });
        return {
          tone: 'pending',
          title: say('use.title'),
          blocks: [say('use.submitted', { purchase })],
          note: say('state.submitted'),
          operation: { id, sent: true },
        };
      },
    }),
  },
};
