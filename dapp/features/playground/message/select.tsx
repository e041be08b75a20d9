import { ChevronDown } from 'lucide-react';
import { useState } from 'react';
import { Menu, MenuCheckboxItem, MenuRadioGroup, MenuRadioItem } from '../../../components/menu.tsx';
import { usePlayground } from '../context.tsx';
import type { Message, MessageSelect } from '../discord.ts';
import { type SelectEntry, useSelectEntries } from './select-entries.ts';

function Entry({ entry }: { entry: SelectEntry }) {
  return (
    <span className="min-w-0">
      <span className="block truncate">
        {entry.emoji && <span aria-hidden>{entry.emoji} </span>}
        {entry.label}
      </span>
      {entry.description && <span className="block truncate text-xs text-muted">{entry.description}</span>}
    </span>
  );
}

/** A select under a message: one choice is sent at once, several when the menu closes. */
export function SelectControl({ select, message }: { select: MessageSelect; message: Message }) {
  const { interact } = usePlayground();
  const entries = useSelectEntries(select);
  const preset = entries.filter((entry) => entry.preset).map(({ value }) => value);
  const [chosen, setChosen] = useState<string[]>(preset);
  const [changed, setChanged] = useState(false);
  const most = select.max_values ?? 1;
  const least = select.min_values ?? 1;
  const labels = entries.filter(({ value }) => chosen.includes(value)).map(({ label }) => label);
  const name = select.placeholder ?? 'Make a selection';

  function submit(values: string[]) {
    void interact(
      { do: 'component', channel_id: message.channel_id, message_id: message.id, custom_id: select.custom_id, values },
      { channelId: message.channel_id, messageId: message.id, customId: select.custom_id },
    );
  }

  function onOpenChange(open: boolean) {
    if (open || most === 1 || !changed) return;
    setChanged(false);
    if (chosen.length >= least) submit(chosen);
  }

  function toggle(value: string, on: boolean) {
    setChanged(true);
    setChosen(on ? [...chosen, value] : chosen.filter((each) => each !== value));
  }

  return (
    <Menu
      onOpenChange={onOpenChange}
      className="w-(--radix-dropdown-menu-trigger-width)"
      trigger={
        <button
          type="button"
          disabled={select.disabled}
          className="flex min-h-10 w-full max-w-sm items-center justify-between gap-2 rounded-lg border border-line bg-field px-3 text-left text-sm hover:border-muted disabled:opacity-50 pointer-coarse:min-h-11"
        >
          <span className={labels.length ? 'truncate' : 'truncate text-muted'}>{labels.join(', ') || name}</span>
          <ChevronDown className="size-4 shrink-0 text-muted" aria-hidden />
        </button>
      }
    >
      {entries.length === 0 && <p className="px-2.5 py-2 text-sm text-muted">There is nothing to choose from.</p>}
      {most === 1 ? (
        <MenuRadioGroup
          value={chosen[0] ?? ''}
          onValueChange={(value) => {
            setChosen([value]);
            submit([value]);
          }}
        >
          {entries.map((entry) => (
            <MenuRadioItem key={entry.value} value={entry.value}>
              <Entry entry={entry} />
            </MenuRadioItem>
          ))}
        </MenuRadioGroup>
      ) : (
        entries.map((entry) => (
          <MenuCheckboxItem
            key={entry.value}
            checked={chosen.includes(entry.value)}
            disabled={!chosen.includes(entry.value) && chosen.length >= most}
            onSelect={(event) => event.preventDefault()}
            onCheckedChange={(on) => toggle(entry.value, on)}
          >
            <Entry entry={entry} />
          </MenuCheckboxItem>
        ))
      )}
    </Menu>
  );
}
