import { checkUse, use } from '../../operations/use.ts';
import { ask, carryOut } from '../buttons/confirm.ts';
import type { StateOf } from '../buttons/state.ts';
import type { Face } from '../face.ts';
import type { Reply } from '../replies/reply.ts';
import { itemName } from '../replies/text.ts';
import { type Command, leaf, type Press } from './command.ts';
import { isUsable } from './inventory.ts';
import { readPurchase, suggestReceipts } from './refund.ts';

export const useCommand: Command = {
  name: 'use',
  group: 'shop',
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
          suggest: suggestReceipts(isUsable),
        },
      },
      visibility: 'private',
      run: (face, call) => askUse(face, call, readPurchase(call.args.purchase)),
    }),
  },
};

/** Asks, because nothing brings a use back. @throws UserError for what cannot be used */
export async function askUse(face: Face, press: Press, number: number): Promise<Reply> {
  const { ctx } = face;
  const { say, community, author } = press;
  const { item, usesLeft } = await checkUse(ctx, { token: community.token, userId: author.id, purchase: number });
  return ask(face, press, {
    kind: 'use',
    data: { purchase: `${number}` },
    confirm: (base) => ({ verb: 'confirmUse', ...base, purchase: BigInt(number) }),
    reply: {
      title: say('use.title'),
      blocks: [
        `${say('use.ask', { item: itemName(item) })}\n-# ${say('inventory.uses', { left: usesLeft })}`,
        `${say('gift.fee')}: ${say('gift.sponsored')}`,
      ],
    },
  });
}

export async function confirmUse(face: Face, press: Press, state: StateOf<'confirmUse'>): Promise<Reply> {
  const purchase = Number(state.purchase);
  const submitted = press.say('use.submitted', { purchase });
  return carryOut(face, press, state, submitted, (by) => use(face.ctx, { ...by, purchase }));
}
