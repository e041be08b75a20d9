import { usePlayground } from '../context.tsx';
import type { MessageSelect } from '../discord.ts';
import type { Names } from '../names.ts';

export type SelectEntry = { value: string; label: string; description?: string; emoji?: string; preset: boolean };

function peopleEntries(names: Names, ids: string[]): SelectEntry[] {
  return ids.map((id) => ({
    value: id,
    label: names.nameOf(id),
    description: names.user(id)?.username ?? '',
    preset: false,
  }));
}

/** What a select offers; Discord itself fills those for members, roles and channels. */
export function useSelectEntries(select: MessageSelect): SelectEntry[] {
  const { guild, names, state } = usePlayground();
  if ('options' in select) {
    return select.options.map(({ value, label, description, emoji, default: preset }) => ({
      value,
      label,
      preset: preset ?? false,
      ...(description && { description }),
      ...(emoji?.name && { emoji: emoji.name }),
    }));
  }
  const people = guild ? guild.members.map(({ user }) => user.id) : [...state.users, ...state.bots].map(({ id }) => id);
  const roles = (guild?.roles ?? []).filter(({ id }) => id !== guild?.id);
  const roleEntries = roles.map(({ id, name }) => ({ value: id, label: `@${name}`, preset: false }));
  const channels = (guild?.channels ?? [])
    .filter(({ type }) => !('channel_types' in select) || (select.channel_types?.includes(type) ?? true))
    .map((channel) => ({ value: channel.id, label: `#${names.channelName(channel)}`, preset: false }));
  const byType: Record<number, SelectEntry[]> = {
    5: peopleEntries(names, people),
    6: roleEntries,
    7: [...peopleEntries(names, people), ...roleEntries],
    8: channels,
  };
  const preset = new Set(select.default_values?.map(({ id }) => id));
  return (byType[select.type] ?? []).map((entry) => ({ ...entry, preset: preset.has(entry.value) }));
}
