import { Avatar } from '../../../components/avatar.tsx';
import type { SlashCommand } from '../commands.ts';
import { matchCommands } from '../commands.ts';
import { type Channel, type Guild, isVoice } from '../discord.ts';
import type { Names } from '../names.ts';
import type { ListboxEntry } from './listbox.tsx';

export type Suggestions = {
  label: string;
  entries: (ListboxEntry & { pick: { command: SlashCommand } | { text: string } })[];
};

/** Enough to choose from, few enough to read. */
const MAX_PEOPLE = 8;

function suggestCommands(commands: SlashCommand[], typed: string): Suggestions {
  return {
    label: 'Commands',
    entries: matchCommands(commands, typed).map((command) => ({
      key: command.key,
      pick: { command },
      content: (
        <span className="min-w-0 leading-tight">
          <span className="font-semibold">/{command.name}</span>{' '}
          <span className="text-xs text-muted">{command.options.map(({ name }) => name).join(' · ')}</span>
          <span className="block truncate text-sm text-muted">{command.description}</span>
        </span>
      ),
    })),
  };
}

function suggestPeople(ids: string[], names: Names, typed: string): Suggestions {
  const matches = ids.filter((id) =>
    `${names.nameOf(id)} ${names.user(id)?.username}`.toLowerCase().includes(typed.toLowerCase()),
  );
  return {
    label: 'Members',
    entries: matches.slice(0, MAX_PEOPLE).map((id) => ({
      key: id,
      pick: { text: `@${names.nameOf(id)} ` },
      content: (
        <>
          <Avatar id={id} name={names.nameOf(id)} size="small" />
          <span className="min-w-0 flex-1 truncate">{names.nameOf(id)}</span>
          <span className="text-xs text-muted">{names.user(id)?.username}</span>
        </>
      ),
    })),
  };
}

function suggestChannels(channels: Channel[], typed: string): Suggestions {
  const matches = channels.filter((channel) => !isVoice(channel) && channel.name?.includes(typed.toLowerCase()));
  return {
    label: 'Channels',
    entries: matches.slice(0, MAX_PEOPLE).map(({ id, name }) => ({
      key: id,
      pick: { text: `#${name} ` },
      content: <span className="truncate">#{name}</span>,
    })),
  };
}

/** The word being typed at the end of the text before the cursor, if it asks for suggestions. */
const TRIGGER = /(?:^\/(?<command>[^\n]*)|(?:^|\s)(?<word>[@#][\p{L}\p{N}_-]*))$/u;

/** What to suggest for the text before the cursor; null for nothing. */
export function suggest(
  before: string,
  commands: SlashCommand[],
  people: string[],
  guild: Guild | undefined,
  names: Names,
): Suggestions | null {
  const groups = TRIGGER.exec(before)?.groups;
  if (!groups) return null;
  if (groups.command !== undefined) return suggestCommands(commands, groups.command);
  const word = groups.word ?? '';
  if (word.startsWith('@')) return suggestPeople(people, names, word.slice(1));
  return guild ? suggestChannels(guild.channels, word.slice(1)) : null;
}
