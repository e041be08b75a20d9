import { escapeMarkdown } from 'discord.js';
import { formatAmount } from '../../operations/amount.ts';
import { type CommunityInfo, earningUnit, getCommunity } from '../../operations/getCommunity.ts';
import { ACTIVITIES } from '../../operations/reportActivity.ts';
import type { Key } from '../locales/en.ts';
import type { Say } from '../locales/say.ts';
import { code } from '../replies/text.ts';
import { type Command, leaf } from './command.ts';

/** What the bot sees by itself, in the order in which a newcomer comes upon it. */
const EARNING = [ACTIVITIES.sendMessage, ACTIVITIES.shareFile, ACTIVITIES.createRoom, ACTIVITIES.joinRoom];

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
      async run({ ctx }, { say, community }) {
        const open = commands().filter(({ permissions }) => permissions === null);
        const lines = open.flatMap(({ name, leaves }) =>
          Object.entries(leaves).map(
            ([sub, { about }]: [string, { about: Key }]) =>
              `**/${[name, sub].filter(Boolean).join(' ')}** · ${say(about)}`,
          ),
        );
        lines.push(`**${say('tip.name')}** · ${say('help.tip')}`);
        const rewards = earnings(say, await getCommunity(ctx, { token: community.token }));
        const names = open.flatMap(({ aliases }) => Object.keys(aliases)).map((name) => code(community.prefix + name));
        return {
          tone: 'info',
          title: say('help.title'),
          blocks: [
            lines.join('\n'),
            ...(rewards.length
              ? [`**${say('help.earn', { symbol: escapeMarkdown(community.symbol) })}**\n${rewards.join(' · ')}`]
              : []),
          ],
          ...(community.prefixCommands ? { note: say('help.prefix', { names: names.join(' ') }) } : {}),
        };
      },
    }),
  },
});

/** What this community pays for, before multipliers. */
function earnings(say: Say, community: CommunityInfo): string[] {
  const { rates, decimals } = community;
  if (!rates) return [];
  const paid: [Key, number][] = [
    ['earn.daily', rates.daily],
    ['earn.registration', rates.registration],
    ...EARNING.map((kind): [Key, number] => [`earn.${kind}`, rates.rewards[kind] ?? 0]),
  ];
  return paid
    .filter(([, units]) => units > 0)
    .map(
      ([key, units]) => `${say(key)} **${formatAmount(BigInt(units) * earningUnit(decimals), decimals, say.locale)}**`,
    );
}
