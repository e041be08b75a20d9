import { getBalance } from '../../operations/getBalance.ts';
import { getLinkedWallet } from '../../operations/getLinkedWallet.ts';
import { meetUser } from '../../operations/meetUser.ts';
import { requirePerson } from '../person.ts';
import { code, days, money, nameOf, picture, short, tierName } from '../replies/text.ts';
import { type Command, leaf } from './command.ts';
import { nextTier } from './standing.ts';

export const balanceCommand: Command = {
  name: 'balance',
  group: 'account',
  title: 'balance.name',
  about: 'balance.description',
  permissions: null,
  aliases: { balance: '', bal: '' },
  leaves: {
    '': leaf({
      about: 'balance.description',
      options: { member: { type: 'member', about: 'balance.member' } },
      visibility: 'private',
      async run({ ctx }, { args, author, community, say }) {
        const person = requirePerson(args.member ?? author);
        await meetUser(ctx, person);
        const { token } = community;
        const standing = await getBalance(ctx, { token, who: { userId: person.id } });
        const own = standing.graduatedTo ?? (await getLinkedWallet(ctx, { userId: person.id }))?.address;
        const wallet = own ? await getBalance(ctx, { token, who: { address: own } }) : null;
        const walletName = say(standing.graduatedTo ? 'balance.wallet' : 'balance.linked');
        const pending =
          standing.pending > 0n ? say('balance.pending', { amount: money(say, community, standing.pending) }) : '';
        const figures = [
          [say('balance.tier'), tierName(say, standing.tier)],
          ...(standing.streak > 0 ? [[say('balance.streak'), `🔥 ${days(say, standing.streak)}`]] : []),
          ...(standing.rank ? [[say('balance.rank'), `#${standing.rank}`]] : []),
          [say('balance.earned'), money(say, community, standing.lifetimeEarned)],
        ];
        const accounts = wallet
          ? [
              `${say('balance.custodial')} ${code(short(standing.address))}: **${money(say, community, standing.balance)}**\n` +
                `${walletName} ${code(short(wallet.address))}: **${money(say, community, wallet.balance)}**`,
            ]
          : [];
        return {
          tone: 'info',
          title: say('balance.title', { name: nameOf(person.name) }),
          blocks: [
            `## ${money(say, community, standing.balance)}${pending && `\n-# ${pending}`}`,
            ...accounts,
            `${figures.map(([label, value]) => `${label} **${value}**`).join(' · ')}\n${nextTier(say, community, standing)}`,
          ],
          picture: picture(person),
          note: say('balance.asOf', { block: standing.asOfBlock }),
        };
      },
    }),
  },
};
