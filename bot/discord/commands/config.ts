import { PermissionFlagsBits } from 'discord.js';
import { UserError } from '../../errors.ts';
import { parseAmount } from '../../operations/amount.ts';
import {
  FIGURES,
  isOn,
  MOST_ALIASES,
  requireCommand,
  requireFreeName,
  SWITCHES,
  switched,
} from '../../operations/configure.ts';
import { channelKey, getSettings, PLACES, type Settings, setSettings } from '../../operations/settings.ts';
import type { Community } from '../community.ts';
import type { Face } from '../face.ts';
import type { Key } from '../locales/en.ts';
import { note } from '../log.ts';
import type { Reply } from '../replies/reply.ts';
import { code, mention, oneLine, tierWord } from '../replies/text.ts';
import { type Command, leaf, type Press } from './command.ts';
import { language, nickname, status } from './configAppearance.ts';
import { earningRule, staffRole, tierRole } from './configRoles.ts';
import { customCommand, welcome } from './configTexts.ts';
import { choose, namesOf, readFigure } from './configuring.ts';

/** Discord's limit for a message's text is 4,000; each list has its share of it. */
const MOST_LISTED = 700;

/** For the staff: what this server chose. @param commands asked when it is used, because it is one of them */
export const configCommand = (commands: () => readonly Command[]): Command => ({
  name: 'config',
  title: 'config.name',
  about: 'config.description',
  permissions: PermissionFlagsBits.ManageGuild,
  aliases: { config: 'show' },
  leaves: {
    show: {
      title: 'config.show.name',
      ...leaf({
        about: 'config.show.description',
        options: {},
        visibility: 'private',
        run: ({ ctx }, call) => showConfig(ctx, call),
      }),
    },
    channel: {
      title: 'config.channel.name',
      ...leaf({
        about: 'config.channel.description',
        options: {
          place: { type: 'choice', choices: PLACES, about: 'config.channel.place', required: true },
          channel: { type: 'channel', about: 'config.channel.channel' },
        },
        visibility: 'private',
        async run(face, call) {
          const { say, community, args } = call;
          const { place, channel } = args;
          if (channel) face.checkChannel({ guildId: community.guildId, channelId: channel });
          const where = say(`config.place.${place}`);
          const done = channel
            ? say('config.channel.done', { place: where, channel: `<#${channel}>` })
            : say('config.channel.off', { place: where });
          const chosen = await choose(face, call, { [channelKey(place)]: channel }, done);
          await note(face.ctx, {
            ...{ token: community.token, what: 'channel', source: `config:${call.id}` },
            values: { staff: mention(call.author.id), place: where, channel: channel ? `<#${channel}>` : '–' },
          });
          const unheard = place === 'welcome' && channel && !face.hearsOfMembers;
          return unheard ? { ...chosen, note: say('config.welcome.unheard') } : chosen;
        },
      }),
    },
    feature: {
      title: 'config.feature.name',
      ...leaf({
        about: 'config.feature.description',
        options: {
          feature: { type: 'choice', choices: SWITCHES, about: 'config.feature.feature', required: true },
          on: { type: 'choice', choices: ['yes', 'no'], about: 'config.feature.on', required: true },
        },
        visibility: 'private',
        async run(face, call) {
          const { say, args } = call;
          const { feature } = args;
          const on = args.on === 'yes';
          const done = say(on ? 'config.feature.isOn' : 'config.feature.isOff', { feature: say(`choice.${feature}`) });
          return choose(face, call, switched(feature, on), done);
        },
      }),
    },
    figure: {
      title: 'config.figure.name',
      ...leaf({
        about: 'config.figure.description',
        options: {
          figure: { type: 'choice', choices: FIGURES, about: 'config.figure.figure', required: true },
          value: { type: 'text', max: 10, about: 'config.figure.value', required: true },
        },
        visibility: 'private',
        run: (face, call) => {
          const { figure, value } = call.args;
          const change = readFigure(figure, value);
          const values = { figure: call.say(`choice.${figure}`), value: change[figure] ?? '' };
          return choose(face, call, change, call.say('config.figure.done', values));
        },
      }),
    },
    prefix: {
      title: 'config.prefix.name',
      ...leaf({
        about: 'config.prefix.description',
        options: { prefix: { type: 'text', max: 20, about: 'config.prefix.prefix', required: true } },
        visibility: 'private',
        async run({ ctx, communityOf }, { say, community, args }) {
          const prefix = args.prefix.trim();
          await setSettings(ctx, { token: community.token, change: {}, prefix });
          communityOf.forget();
          const blocks = [say('config.prefix.done', { example: code(`${prefix}balance`) })];
          return { tone: 'success', title: say('config.title'), blocks };
        },
      }),
    },
    alias: {
      title: 'config.alias.name',
      ...leaf({
        about: 'config.alias.description',
        options: {
          alias: { type: 'text', max: 32, about: 'config.alias.alias', required: true },
          command: { type: 'text', max: 40, about: 'config.alias.command' },
        },
        visibility: 'private',
        run: (face, call) => setAlias(face, call, call.args, commands()),
      }),
    },
    pin: {
      title: 'config.pin.name',
      ...leaf({
        about: 'config.pin.description',
        options: {
          above: { type: 'text', max: 40, about: 'config.pin.above', required: true },
          digits: { type: 'choice', choices: ['4', '5', '6', 'any'], about: 'config.pin.digits' },
        },
        visibility: 'private',
        async run(face, call) {
          const { say, community, args } = call;
          const above = args.above.trim();
          // Nothing as a threshold asks for a PIN each time.
          if (above !== '0') parseAmount(above, community.decimals, community.places);
          const digits = args.digits && args.digits !== 'any' ? Number(args.digits) : null;
          const change = { pinThreshold: above, ...(args.digits ? { pinDigits: digits } : {}) };
          return choose(face, call, change, say('config.pin.done', { amount: `${above} ${community.symbol}` }));
        },
      }),
    },
    language: { title: 'config.language.name', ...language },
    nickname: { title: 'config.nickname.name', ...nickname },
    status: { title: 'config.status.name', ...status },
    'tier-role': { title: 'config.tier.name', ...tierRole },
    'staff-role': { title: 'config.staffRole.name', ...staffRole },
    earning: { title: 'config.earning.name', ...earningRule },
    'custom-command': { title: 'config.custom.name', ...customCommand(commands) },
    welcome: { title: 'config.welcome.name', ...welcome },
  },
});

async function showConfig(ctx: Face['ctx'], { say, community }: Press): Promise<Reply> {
  const chosen = await getSettings(ctx, { token: community.token });
  const { tierRoleIds, staffRoles, earningRules, customCommands } = chosen;
  const places = PLACES.map((place) => {
    const channel = chosen[channelKey(place)];
    return `${say(`config.place.${place}`)}: ${channel ? `<#${channel}>` : say('config.none')}`;
  });
  const off = SWITCHES.filter((feature) => !isOn(chosen, feature)).map((feature) => say(`choice.${feature}`));
  const tiers = tierRoleIds.flatMap((role, tier) => (role ? [`${tierWord(say, tier)}: <@&${role}>`] : []));
  const staff = Object.entries(staffRoles).map(([role, as]) => `<@&${role}>: ${say(`choice.${as}`)}`);
  const percent = (bps: number) => `${bps / 100} %`;
  const rules = [
    ...Object.entries(earningRules.channels).map(([id, bps]) => `<#${id}> ${percent(bps)}`),
    ...Object.entries(earningRules.roles).map(([id, bps]) => `<@&${id}> ${percent(bps)}`),
  ];
  const names = (some: Record<string, string>) => Object.keys(some).map((name) => code(community.prefix + name));
  const lists: [Key, string[]][] = [
    ['config.list.language', chosen.language ? [say(`choice.${chosen.language}`)] : []],
    ['config.list.status', chosen.status ? [say(`choice.${chosen.status}`)] : []],
    ['config.list.off', off],
    ['config.list.tiers', tiers],
    ['config.list.staff', staff],
    ['config.list.earning', rules],
    ['config.list.figures', FIGURES.map((figure) => `${say(`choice.${figure}`)} ${chosen[figure]}`)],
    ['config.list.aliases', names(community.aliases)],
    ['config.list.custom', names(customCommands)],
  ];
  const others = lists.filter(([, list]) => list.length > 0).map(([key, list]) => `**${say(key)}** · ${fitting(list)}`);
  const pin = `${chosen.pinThreshold ?? '100'} ${community.symbol}`;
  return {
    tone: 'info',
    title: say('config.title'),
    blocks: [
      places.join('\n'),
      [
        `**${say('config.list.prefix')}** · ${code(community.prefix)}`,
        `**${say('config.list.pin')}** · ${oneLine(pin, 60)}`,
        ...others,
      ].join('\n'),
    ],
  };
}

/** As many of a list as its share of the message takes. */
function fitting(list: string[]): string {
  const whole = list.join(' · ');
  return whole.length <= MOST_LISTED ? whole : `${whole.slice(0, whole.lastIndexOf(' · ', MOST_LISTED))} …`;
}

async function setAlias(
  face: Face,
  call: Press & { community: Community },
  { alias, command }: { alias: string; command: string | null },
  commands: readonly Command[],
): Promise<Reply> {
  const { say } = call;
  const taken = namesOf(commands);
  const name = requireFreeName(taken, alias);
  const meant = command === null ? null : requireCommand(taken, command);
  const change = ({ aliases: { [name]: _, ...others } }: Settings) => {
    if (meant !== null && Object.keys(others).length >= MOST_ALIASES)
      throw new UserError('AliasesFull', `A server may have ${MOST_ALIASES} names of its own: remove one first.`);
    return { aliases: meant === null ? others : { ...others, [name]: meant } };
  };
  const shown = code(call.community.prefix + name);
  const done =
    meant === null
      ? say('config.alias.gone', { alias: shown })
      : say('config.alias.done', { alias: shown, command: code(call.community.prefix + meant) });
  return choose(face, call, change, done);
}
