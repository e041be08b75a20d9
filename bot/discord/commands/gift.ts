import { UserError } from '../../errors.ts';
import { parseAmount } from '../../operations/amount.ts';
import { checkGift, gift } from '../../operations/gift.ts';
import { meetUser } from '../../operations/meetUser.ts';
import { ask, carryOut, PATIENCE_MS } from '../buttons/confirm.ts';
import type { StateOf } from '../buttons/state.ts';
import type { Face } from '../face.ts';
import type { Reply } from '../replies/reply.ts';
import { mention, money, quote, sponsored } from '../replies/text.ts';
import { type Call, type Command, leaf, type Person, type Press, requireFeature } from './command.ts';

export const giftCommand: Command = {
  name: 'gift',
  group: 'social',
  feature: 'gifts',
  title: 'gift.name',
  about: 'gift.description',
  permissions: null,
  aliases: { gift: '', give: '', sendbroski: '', send: '' },
  leaves: {
    '': leaf({
      about: 'gift.description',
      options: {
        member: { type: 'member', about: 'gift.member', required: true },
        amount: { type: 'text', max: 40, about: 'gift.amount', required: true },
        message: { type: 'text', max: 200, about: 'gift.message' },
      },
      visibility: 'private',
      run: askGift,
    }),
  },
};

/** Shows what a gift means, with Confirm and Cancel. @throws UserError for what cannot be given */
export async function askGift(
  face: Face,
  call: Call<{ member: Person; amount: string; message: string | null }>,
): Promise<Reply> {
  const { ctx } = face;
  const { community, say, author } = call;
  // A tip comes from a menu, which knows nothing of features.
  requireFeature({ feature: 'gifts' }, community);
  const { member, message } = call.args;
  if (member.bot) throw new UserError('RecipientBot', 'Bots have no account: choose a person.');
  const amount = parseAmount(call.args.amount, community.decimals, community.places);
  const planned = { token: community.token, from: author.id, to: member.id, amount };
  const balance = await checkGift(ctx, { ...planned, patienceMs: PATIENCE_MS });
  await meetUser(ctx, member);

  const to = mention(member.id);
  return ask(face, call, {
    kind: 'gift',
    data: { to: member.id, amount: amount.toString(), ...(message ? { message } : {}) },
    confirm: (base) => ({ verb: 'confirmGift', ...base, to: member.id, amount }),
    reply: {
      title: say('gift.title'),
      blocks: [
        say('gift.ask', { amount: money(say, community, amount), to }) + quote(message),
        sponsored(say, community, balance - amount),
      ],
      ...(call.prefixed ? { note: say('gift.orType') } : {}),
    },
  });
}

export async function confirmGift(face: Face, press: Press, state: StateOf<'confirmGift'>): Promise<Reply> {
  const { say, community, pin = null } = press;
  const { to, amount } = state;
  const asked = await face.replies.read(state.operation);
  const message = asked?.data.message ?? null;
  const submitted = say('gift.submitted', { amount: money(say, community, amount), to: mention(to) });
  return carryOut(face, press, state, submitted, ({ userId: from, ...by }) =>
    gift(face.ctx, { ...by, from, to, amount, message, pin }),
  );
}
