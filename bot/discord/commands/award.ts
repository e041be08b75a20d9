import { PermissionFlagsBits } from 'discord.js';
import { UserError } from '../../errors.ts';
import { parseAmount } from '../../operations/amount.ts';
import { award, deduct } from '../../operations/award.ts';
import { meetUser } from '../../operations/meetUser.ts';
import { begin } from '../buttons/confirm.ts';
import { mention, money } from '../replies/text.ts';
import { type Command, leaf } from './command.ts';

/** For admins of the community: the contract asks for that role, Discord's permission only shows the command. */
const command = (verb: 'award' | 'deduct', work: typeof award): Command => ({
  name: verb,
  role: 'admin',
  title: `${verb}.name`,
  about: `${verb}.description`,
  permissions: PermissionFlagsBits.ManageGuild,
  aliases: { [verb]: '' },
  leaves: {
    '': leaf({
      about: `${verb}.description`,
      options: {
        member: { type: 'member', about: 'award.member', required: true },
        amount: { type: 'text', max: 40, about: 'gift.amount', required: true },
        reason: { type: 'text', max: 200, about: 'award.reason' },
      },
      visibility: 'private',
      async run(face, call) {
        const { say, community, args } = call;
        const { member, reason } = args;
        if (member.bot) throw new UserError('RecipientBot', 'Bots have no account: choose a person.');
        const amount = parseAmount(args.amount, community.decimals, community.places);
        await meetUser(face.ctx, member);
        return begin(face, call, {
          kind: verb,
          data: { to: member.id, amount: `${amount}`, ...(reason ? { message: reason } : {}) },
          title: say(`${verb}.title`),
          submitted: say(`${verb}.submitted`, { amount: money(say, community, amount), to: mention(member.id) }),
          run: (by) => work(face.ctx, { ...by, member: member.id, amount, reason }),
        });
      },
    }),
  },
});

export const awardCommand = command('award', award);
export const deductCommand = command('deduct', deduct);
