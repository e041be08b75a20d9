import { PermissionFlagsBits } from 'discord.js';
import { UserError } from '../../errors.ts';
import { parseAmount } from '../../operations/amount.ts';
import { award, deduct, setLower } from '../../operations/award.ts';
import { meetUser } from '../../operations/meetUser.ts';
import { begin } from '../buttons/confirm.ts';
import type { Face } from '../face.ts';
import type { Reply } from '../replies/reply.ts';
import { mention, money } from '../replies/text.ts';
import { type Command, type Leaf, leaf, type Person, type Press } from './command.ts';

type Asked = { member: Person; amount: string; reason: string | null };

/** For admins of the community: the contract asks for that role, Discord's permission only shows the command. */
const command = (verb: 'award' | 'deduct', only: Leaf): Command => ({
  name: verb,
  role: 'admin',
  title: `${verb}.name`,
  about: `${verb}.description`,
  permissions: PermissionFlagsBits.ManageGuild,
  aliases: { [verb]: '' },
  leaves: { '': only },
});

const shared = {
  member: { type: 'member', about: 'award.member', required: true },
  amount: { type: 'text', max: 40, about: 'gift.amount', required: true },
} as const;
const reason = { type: 'text', max: 200, about: 'award.reason' } as const;

export const awardCommand = command(
  'award',
  leaf({
    about: 'award.description',
    options: { ...shared, reason },
    visibility: 'private',
    run: (face, call) => pay(face, call, 'award', award, call.args),
  }),
);

export const deductCommand = command(
  'deduct',
  leaf({
    about: 'deduct.description',
    options: { ...shared, how: { type: 'choice', choices: ['by', 'to'], about: 'deduct.how' }, reason },
    visibility: 'private',
    run: (face, call) => pay(face, call, 'deduct', call.args.how === 'to' ? setLower : deduct, call.args),
  }),
);

async function pay(
  face: Face,
  call: Press,
  verb: 'award' | 'deduct',
  work: typeof award,
  { member, amount: typed, reason }: Asked,
): Promise<Reply> {
  const { say, community } = call;
  if (member.bot) throw new UserError('RecipientBot', 'Bots have no account: choose a person.');
  // Down to nothing is an amount here alone.
  const nothing = work === setLower && /^0+(\.0*)?$/.test(typed.trim());
  const amount = nothing ? 0n : parseAmount(typed, community.decimals, community.places);
  await meetUser(face.ctx, member);
  const submitted = work === setLower ? 'deduct.lowering' : (`${verb}.submitted` as const);
  return begin(face, call, {
    kind: verb,
    data: { to: member.id, amount: `${amount}`, ...(reason ? { message: reason } : {}) },
    title: say(`${verb}.title`),
    submitted: say(submitted, { amount: money(say, community, amount), to: mention(member.id) }),
    run: (by) => work(face.ctx, { ...by, member: member.id, amount, reason }),
  });
}
