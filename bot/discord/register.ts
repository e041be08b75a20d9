import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  ApplicationRoleConnectionMetadataType,
  ChannelType,
  InteractionContextType,
  type REST,
  type RESTPutAPIApplicationCommandsJSONBody,
  Routes,
} from 'discord.js';
import type { Logger } from 'pino';
import type { LinkedRole } from '../operations/getLinkedRole.ts';
import type { Command, Options } from './commands/command.ts';
import { choiceKey } from './commands/leaderboard.ts';
import { COMMANDS } from './commands/list.ts';
import { MESSAGE_MENUS, USER_MENUS } from './commands/menus.ts';
import { en, type Key } from './locales/en.ts';
import { TABLES } from './locales/say.ts';

/** Tells Discord which commands there are, if it knows others: registering is limited, and members see it reload. */
export async function registerCommands(rest: REST, applicationId: string, log: Logger): Promise<boolean> {
  const declared = declaration();
  const route = Routes.applicationCommands(applicationId);
  const known = await rest.get(route, { query: new URLSearchParams({ with_localizations: 'true' }) });
  if (sameCommands(declared, known)) return false;
  await rest.put(route, { body: declared });
  log.info({ commands: declared.length }, 'commands registered');
  return true;
}

/** Integer of the member's at least as great as what a server asks for. */
const AT_LEAST = ApplicationRoleConnectionMetadataType.IntegerGreaterThanOrEqual;
const FIGURES = ['balance', 'lifetime', 'tier', 'streak', 'tasks'] as const satisfies (keyof LinkedRole)[];

/** Tells Discord what linked roles may rest on, if it knows something else. */
export async function registerMetadata(rest: REST, applicationId: string, log: Logger): Promise<boolean> {
  const declared = FIGURES.map((key) => ({
    ...{ type: AT_LEAST, key, name: en[`linked.${key}`], name_localizations: inAll(`linked.${key}`) },
    description: en[`linked.${key}About`],
    description_localizations: inAll(`linked.${key}About`),
  }));
  const route = Routes.applicationRoleConnectionMetadata(applicationId);
  if (sameCommands(declared, await rest.get(route))) return false;
  await rest.put(route, { body: declared });
  log.info({ figures: declared.length }, 'what linked roles rest on is registered');
  return true;
}

/** Every command as Discord wants it. */
export function declaration(): RESTPutAPIApplicationCommandsJSONBody {
  const place = {
    contexts: [InteractionContextType.Guild],
    integration_types: [ApplicationIntegrationType.GuildInstall],
  };
  const menu = (type: ApplicationCommandType.User | ApplicationCommandType.Message, title: Key) => ({
    ...place,
    type,
    name: en[title],
    name_localizations: inAll(title),
    default_member_permissions: null,
  });
  return [
    ...COMMANDS.map((command) => ({ ...slash(command), ...place })),
    menu(ApplicationCommandType.User, 'tip.name'),
    ...USER_MENUS.map(({ title }) => menu(ApplicationCommandType.User, title)),
    ...MESSAGE_MENUS.map(({ title }) => menu(ApplicationCommandType.Message, title)),
  ];
}

function slash({ name, title, about, permissions, leaves }: Command) {
  const single = leaves[''];
  const subs = Object.entries(leaves).map(([sub, leaf]) => ({
    type: ApplicationCommandOptionType.Subcommand as const,
    name: sub,
    name_localizations: leaf.title ? inAll(leaf.title) : {},
    ...described(leaf.about),
    options: optionsOf(leaf.options),
  }));
  return {
    type: ApplicationCommandType.ChatInput as const,
    name,
    name_localizations: inAll(title),
    ...described(about),
    default_member_permissions: permissions?.toString() ?? null,
    options: single ? optionsOf(single.options) : subs,
  };
}

function optionsOf(options: Options) {
  return Object.entries(options).map(([name, option]) => {
    const base = { name, required: option.required ?? false, ...described(option.about) };
    if (option.type === 'member') return { ...base, type: ApplicationCommandOptionType.User as const };
    if (option.type === 'role') return { ...base, type: ApplicationCommandOptionType.Role as const };
    if (option.type === 'channel')
      return {
        ...base,
        type: ApplicationCommandOptionType.Channel as const,
        channel_types: [ChannelType.GuildText as const, ChannelType.GuildAnnouncement as const],
      };
    if (option.type === 'file') return { ...base, type: ApplicationCommandOptionType.Attachment as const };
    const text = { ...base, type: ApplicationCommandOptionType.String as const };
    if (option.type === 'text')
      return { ...text, max_length: option.max, ...(option.suggest ? { autocomplete: true as const } : {}) };
    const choices = option.choices.map((value) => ({
      name: en[choiceKey(value)],
      name_localizations: inAll(choiceKey(value)),
      value,
    }));
    return { ...text, choices };
  });
}

const described = (key: Key) => ({ description: en[key], description_localizations: inAll(key) });

function inAll(key: Key): Record<string, string> {
  const others = Object.entries(TABLES).filter(([locale]) => locale !== 'en-US');
  return Object.fromEntries(others.map(([locale, table]) => [locale, table[key]]));
}

/** Compares what we declare with what Discord knows, leaving aside what it adds and how it writes absence. */
export function sameCommands(declared: unknown, known: unknown): boolean {
  if (Array.isArray(declared)) {
    if (!Array.isArray(known)) return declared.length === 0 && known == null;
    if (declared.length !== known.length) return false;
    return declared.every((item, place) => {
      // Discord lists commands in an order of its own; options keep theirs.
      const counterpart = hasName(item)
        ? known.find((other) => hasName(other) && other.name === item.name && (other.type ?? 1) === (item.type ?? 1))
        : known[place];
      return sameCommands(item, counterpart);
    });
  }
  if (declared !== null && typeof declared === 'object') {
    const other = (known ?? {}) as Record<string, unknown>;
    return Object.entries(declared).every(([key, value]) => sameCommands(value, other[key]));
  }
  return (declared ?? false) === (known ?? false);
}

const hasName = (item: unknown): item is { name: string; type?: number } =>
  item !== null && typeof item === 'object' && 'name' in item;
