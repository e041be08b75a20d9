import type { PlaygroundOption, PlaygroundState } from '@guildmint/bot/api/playground.ts';
import { type Channel, type Command, type CommandOption, CommandType, type Guild, OptionType } from './discord.ts';

/** A command as it is typed: sub-commands are spelt out, `/clan create`. */
export type SlashCommand = {
  key: string;
  name: string;
  description: string;
  command: Command;
  /** Names of group and sub-command, outermost first. */
  path: { name: string; type: number }[];
  options: CommandOption[];
};

function optionsOf(option: CommandOption): CommandOption[] {
  return 'options' in option ? ((option.options ?? []) as CommandOption[]) : [];
}

function spellOut(command: Command): SlashCommand[] {
  const options = command.options ?? [];
  const leaf = (path: CommandOption[], own: CommandOption[], description: string): SlashCommand => {
    const name = [command.name, ...path.map((part) => part.name)].join(' ');
    return { key: `${command.id} ${name}`, name, description, command, path, options: own };
  };
  const subcommands = options.flatMap((option) => {
    if (option.type === OptionType.subcommand) return [leaf([option], optionsOf(option), option.description)];
    if (option.type !== OptionType.group) return [];
    return optionsOf(option).map((inner) => leaf([option, inner], optionsOf(inner), inner.description));
  });
  return subcommands.length > 0 ? subcommands : [leaf([], options, command.description)];
}

/**
 * The commands one is offered in a place. In a server that is what the server lists, for it leaves out what the member
 * may not use; in a direct message what the app on the other side registered for all servers.
 */
export function commandsIn(state: PlaygroundState, guild: Guild | undefined, channel: Channel | undefined): Command[] {
  if (guild) return guild.commands;
  const recipients = channel && 'recipients' in channel ? (channel.recipients ?? []).map(({ id }) => id) : [];
  const global = state.guilds
    .flatMap(({ commands }) => commands)
    .filter((command) => !command.guild_id && recipients.includes(command.application_id))
    .filter((command) => command.contexts?.includes(1) ?? command.dm_permission !== false);
  return [...new Map(global.map((command) => [command.id, command])).values()];
}

/** Of one kind: slash, user or message commands. */
export function ofKind(commands: Command[], kind: number): Command[] {
  return commands.filter(({ type = CommandType.slash }) => type === kind);
}

export function slashCommands(commands: Command[]): SlashCommand[] {
  return ofKind(commands, CommandType.slash)
    .flatMap(spellOut)
    .sort((a, b) => a.name.localeCompare(b.name));
}

/** Best first: names that begin with what was typed, then those that contain it, then descriptions. */
export function matchCommands(commands: SlashCommand[], typed: string): SlashCommand[] {
  const query = typed.toLowerCase().trim();
  const rank = ({ name, description }: SlashCommand) => {
    if (name.startsWith(query)) return 0;
    if (name.includes(query)) return 1;
    return description.toLowerCase().includes(query) ? 2 : 3;
  };
  return commands.filter((each) => rank(each) < 3).sort((a, b) => rank(a) - rank(b));
}

/** Wraps leaf options in the group and sub-command they belong to, as interactions carry them. */
export function nestOptions(slash: SlashCommand, options: PlaygroundOption[]): PlaygroundOption[] {
  return slash.path.reduceRight<PlaygroundOption[]>(
    (inner, { name, type }) => [{ name, type, options: inner }],
    options,
  );
}

/** `@Bob` → `<@id>`, `#general` → `<#id>`, `@Mods` → `<@&id>`, as Discord's client does when sending. */
export function encodeMentions(
  text: string,
  guild: Guild | undefined,
  people: { id: string; names: string[] }[],
): string {
  const targets: [string, string][] = [
    ...people.flatMap(({ id, names }) => names.map((name): [string, string] => [`@${name}`, `<@${id}>`])),
    ...(guild?.roles ?? []).map(({ id, name }): [string, string] => [
      name === '@everyone' ? '' : `@${name}`,
      `<@&${id}>`,
    ]),
    ...(guild?.channels ?? []).map(({ id, name }: Channel): [string, string] => [name ? `#${name}` : '', `<#${id}>`]),
  ];
  // Longest first, so that "@Bobby" is not read as "@Bob" with "by" after it.
  const sorted = targets.filter(([label]) => label).sort((a, b) => b[0].length - a[0].length);
  if (sorted.length === 0) return text;
  const values = new Map(sorted.map(([label, value]) => [label.toLowerCase(), value]));
  const pattern = sorted.map(([label]) => RegExp.escape(label)).join('|');
  return text.replace(
    new RegExp(`(?<![\\w<])(?:${pattern})(?![\\w])`, 'giu'),
    (label) => values.get(label.toLowerCase()) ?? label,
  );
}
