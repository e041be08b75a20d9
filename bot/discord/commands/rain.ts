import { parseAmount } from '../../operations/amount.ts';
import { checkRain, rain } from '../../operations/rain.ts';
import { ask, carryOut, PATIENCE_MS } from '../buttons/confirm.ts';
import type { StateOf } from '../buttons/state.ts';
import type { Face } from '../face.ts';
import type { Reply } from '../replies/reply.ts';
import { mention, money, sponsored } from '../replies/text.ts';
import { type Call, type Command, leaf, type Press } from './command.ts';

const COUNT = '5';

export const rainCommand: Command = {
  name: 'rain',
  group: 'social',
  feature: 'gifts',
  title: 'rain.name',
  about: 'rain.description',
  permissions: null,
  aliases: { rain: '' },
  leaves: {
    '': leaf({
      about: 'rain.description',
      options: {
        amount: { type: 'text', max: 40, about: 'rain.amount', required: true },
        count: { type: 'text', max: 2, about: 'rain.count' },
      },
      visibility: 'private',
      run: askRain,
    }),
  },
};

/** Shows whom it would rain on and how much on each, with Confirm and Cancel. @throws UserError */
async function askRain(face: Face, call: Call<{ amount: string; count: string | null }>): Promise<Reply> {
  const { community, say, author, args } = call;
  const { token, decimals, places } = community;
  const amount = parseAmount(args.amount, decimals, places);
  const count = /^\d{1,2}$/.test((args.count ?? COUNT).trim()) ? Number(args.count ?? COUNT) : Number.NaN;
  const unit = 10n ** BigInt(decimals - places);
  const planned = { token, userId: author.id, amount, count, unit, patienceMs: PATIENCE_MS };
  const { members, each, rest, balance } = await checkRain(face.ctx, planned);
  const total = amount - rest;
  const left = rest > 0n ? `\n${say('rain.rest', { amount: money(say, community, rest) })}` : '';
  return ask(face, call, {
    kind: 'rain',
    data: { members: members.join(' '), each: `${each}` },
    confirm: (base) => ({ verb: 'confirm', ...base, cost: total }),
    reply: {
      title: `🌧️ ${say('rain.title')}`,
      blocks: [
        `${say('rain.ask', { amount: money(say, community, each), count: members.length })}\n${members.map(mention).join(' ')}${left}`,
        sponsored(say, community, balance - total),
      ],
    },
  });
}

export async function confirmRain(
  face: Face,
  press: Press,
  state: StateOf<'confirm'>,
  { members = '', each = '0' }: Record<string, string>,
): Promise<Reply> {
  const { pin = null, say } = press;
  const shares = { members: members.split(' '), each: BigInt(each) };
  return carryOut(face, press, state, say('rain.submitted'), (by) => rain(face.ctx, { ...by, ...shares, pin }));
}
