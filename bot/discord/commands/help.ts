import { escapeMarkdown } from 'discord.js';
import { UserError } from '../../errors.ts';
import { formatAmount } from '../../operations/amount.ts';
import { type CommunityInfo, earningUnit, getCommunity } from '../../operations/getCommunity.ts';
import { getRoles } from '../../operations/getRoles.ts';
import { ACTIVITIES } from '../../operations/reportActivity.ts';
import { expired } from '../buttons/confirm.ts';
import type { Face } from '../face.ts';
import type { Key } from '../locales/en.ts';
import type { Say } from '../locales/say.ts';
import type { Reply } from '../replies/reply.ts';
import { code } from '../replies/text.ts';
import { type Command, GROUPS, type Group, isPermitted, type Leaf, leaf, type Press } from './command.ts';

/** What the bot sees by itself, in the order in which a newcomer comes upon it. */
const EARNING = [
  ...[ACTIVITIES.sendMessage, ACTIVITIES.shareFile, ACTIVITIES.createRoom, ACTIVITIES.joinRoom],
  ...[ACTIVITIES.popularMessage, ACTIVITIES.helpfulContent, ACTIVITIES.mediaShared, ACTIVITIES.moderateRoom],
];

/** Discord's limit for a message's text is 4,000; the rest is room for headings. */
const MOST_TEXT = 3_500;

/** Lists what a member may do here, by group; one command in detail. @param commands asked when it is used, because it is one of them */
export const helpCommand = (commands: () => readonly Command[]): Command => ({
  name: 'help',
  group: 'more',
  title: 'help.name',
  about: 'help.description',
  permissions: null,
  aliases: { help: '' },
  leaves: {
    '': leaf({
      about: 'help.description',
      options: {
        command: {
          type: 'text',
          max: 40,
          about: 'help.command',
          suggest: async (_, { typed, say }) =>
            commands()
              .filter(({ name }) => name.startsWith(typed.toLowerCase().replace(/^\//, '')))
              .map(({ name, about }) => ({ name: `/${name} · ${say(about)}`, value: name })),
        },
      },
      visibility: 'private',
      async run(face, call) {
        const open = await openTo(face, call, commands());
        return call.args.command ? detail(call, open, call.args.command) : overview(face, call, open);
      },
    }),
  },
});

/** What was chosen from the menu of groups. */
export async function helpGroup(face: Face, press: Press, commands: readonly Command[]): Promise<Reply> {
  const open = await openTo(face, press, commands);
  const group = GROUPS.find((each) => each === press.values?.[0]);
  if (!group) throw expired();
  const { say } = press;
  const lines = open
    .filter((command) => groupOf(command) === group)
    .flatMap((command) => leavesOf(command).map(({ name, about }) => `**/${name}** · ${say(about)}`));
  if (group === 'social') lines.push(`**${say('tip.name')}** · ${say('help.tip')}`);
  return {
    tone: 'info',
    title: say(`help.group.${group}`),
    blocks: [fitting(lines)],
    selects: [menu(press, open, group)],
    note: say('help.more'),
  };
}

/** Those that this person may use on this server: Discord permissions, on-chain roles, what is switched on. */
async function openTo(
  { ctx }: Face,
  { community, author, permissions }: Press,
  commands: readonly Command[],
): Promise<readonly Command[]> {
  const { token, off } = community;
  const held = await getRoles(ctx, { token, who: { userId: author.id } });
  return commands.filter(
    (command) =>
      isPermitted(command, permissions) &&
      !(command.feature && off.includes(command.feature)) &&
      (command.role === undefined || held[command.role]),
  );
}

const groupOf = ({ group, permissions }: Command): Group => group ?? (permissions === null ? 'more' : 'staff');

const leavesOf = ({ name, leaves }: Command): { name: string; about: Key; leaf: Leaf }[] =>
  Object.entries(leaves).map(([sub, each]) => ({
    name: [name, sub].filter(Boolean).join(' '),
    about: each.about,
    leaf: each,
  }));

/** As many lines as a message takes. */
function fitting(lines: string[]): string {
  const shown: string[] = [];
  let length = 0;
  for (const line of lines) {
    length += line.length + 1;
    if (length > MOST_TEXT) return [...shown, '…'].join('\n');
    shown.push(line);
  }
  return shown.join('\n');
}

function menu({ say, author }: Press, open: readonly Command[], chosen?: Group) {
  const there = GROUPS.filter((group) => open.some((command) => groupOf(command) === group));
  return {
    kind: 'text',
    placeholder: say('help.choose'),
    options: there.map((group) => ({ label: say(`help.group.${group}`), value: group })),
    chosen: chosen ? [chosen] : [],
    press: { verb: 'help', author: author.id },
  } as const;
}

async function overview({ ctx }: Face, call: Press, open: readonly Command[]): Promise<Reply> {
  const { say, community } = call;
  const rewards = earnings(say, await getCommunity(ctx, { token: community.token }));
  const lines = GROUPS.flatMap((group) => {
    const names = open.filter((command) => groupOf(command) === group).map(({ name }) => `/${name}`);
    return names.length > 0 ? [`**${say(`help.group.${group}`)}** · ${names.join(' ')}`] : [];
  });
  const names = open.flatMap(({ aliases }) => Object.keys(aliases)).map((name) => code(community.prefix + name));
  return {
    tone: 'info',
    title: say('help.title'),
    blocks: [
      lines.join('\n'),
      ...(rewards.length
        ? [`**${say('help.earn', { symbol: escapeMarkdown(community.symbol) })}**\n${rewards.join(' · ')}`]
        : []),
      ...(community.prefixCommands ? [say('help.prefix', { names: names.join(' ') })] : []),
    ],
    selects: [menu(call, open)],
    note: say('help.more'),
  };
}

/** One command, its options and other names. @throws UserError for one that is not open to this person */
function detail({ say, community }: Press, open: readonly Command[], typed: string): Reply {
  const words = typed.trim().toLowerCase().replace(community.prefix, '').replace(/^\//, '');
  const asked = words.split(/\s+/)[0] ?? '';
  const found = open.find(({ name, aliases }) => name === asked || Object.hasOwn(aliases, asked));
  if (!found) throw new UserError('HelpUnknown', 'There is no such command for you here: see the list with /help.', {});
  const all = leavesOf(found);
  const one = all.filter(({ name }) => name === words);
  const shown = one.length > 0 ? one : all;
  const aliases = Object.keys(found.aliases).map((name) => code(community.prefix + name));
  return {
    tone: 'info',
    title: `/${found.name}`,
    blocks: [
      say(found.about),
      fitting(
        shown.map(({ name, about, leaf: { options } }) =>
          [
            `**/${name}** · ${say(about)}`,
            ...Object.entries(options).map(
              ([option, { about, required }]) =>
                `- ${code(option)}${required ? '' : ` (${say('help.optional')})`}: ${say(about)}`,
            ),
          ].join('\n'),
        ),
      ),
    ],
    ...(community.prefixCommands && aliases.length > 0
      ? { note: say('help.prefix', { names: aliases.join(' ') }) }
      : {}),
  };
}

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
