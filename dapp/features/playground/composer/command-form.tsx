import type { PlaygroundOption } from '@guildmint/bot/api/playground.ts';
import { Plus, SendHorizontal, X } from 'lucide-react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { Button, IconButton } from '../../../components/button.tsx';
import { nestOptions, type SlashCommand } from '../commands.ts';
import { usePlayground } from '../context.tsx';
import { type Channel, type CommandOption, OptionType } from '../discord.ts';
import { OptionField } from './option-field.tsx';
import { type Entered, isRequired, readOption } from './option-value.ts';

const NOTHING: Entered = { text: '' };

/** A chosen command with a field for each of its options. Enter runs it, Escape puts it away. */
export function CommandForm({
  slash,
  channel,
  onClose,
}: {
  slash: SlashCommand;
  channel: Channel;
  onClose: () => void;
}) {
  const { interact } = usePlayground();
  const form = useRef<HTMLFormElement>(null);
  const [entered, setEntered] = useState<Record<string, Entered>>({});
  const [faults, setFaults] = useState<Record<string, string>>({});
  // Files cannot be handed to a command here; one that demands some is refused by the server, with a reason.
  const options = slash.options.filter(({ type }) => type !== OptionType.attachment);
  const [shown, setShown] = useState(() => options.filter(isRequired).map(({ name }) => name));
  const visible = options.filter(({ name }) => shown.includes(name));
  const hidden = options.filter(({ name }) => !shown.includes(name));

  useEffect(() => {
    (form.current?.querySelector('input') ?? form.current?.querySelector<HTMLElement>('[type=submit]'))?.focus();
  }, []);

  function valuesExcept(left: CommandOption | undefined): PlaygroundOption[] {
    return visible.flatMap((option) => {
      if (option === left) return [];
      const read = readOption(option, entered[option.name]);
      return 'value' in read && read.value !== undefined
        ? [{ name: option.name, type: option.type, value: read.value }]
        : [];
    });
  }

  async function run(event: FormEvent) {
    event.preventDefault();
    const wrong = visible.flatMap((option) => {
      const read = readOption(option, entered[option.name]);
      return 'fault' in read ? [[option.name, read.fault] as const] : [];
    });
    setFaults(Object.fromEntries(wrong));
    if (wrong.length > 0) return focusField(visible.findIndex(({ name }) => name === wrong[0]?.[0]));
    onClose();
    await interact(
      {
        do: 'command',
        channel_id: channel.id,
        command_id: slash.command.id,
        options: nestOptions(slash, valuesExcept(undefined)),
      },
      { channelId: channel.id },
    );
  }

  function focusField(index: number) {
    const inputs = form.current?.querySelectorAll('input');
    (inputs?.[index] ?? form.current?.querySelector<HTMLElement>('[type=submit]'))?.focus();
  }

  function show(option: CommandOption) {
    const next = [...shown, option.name];
    // Drawn at once, so that what is typed next goes to the new field.
    flushSync(() => setShown(next));
    focusField(options.filter(({ name }) => next.includes(name)).indexOf(option));
  }

  return (
    <form
      ref={form}
      noValidate
      onSubmit={run}
      onKeyDown={(event) => event.key === 'Escape' && onClose()}
      aria-label={`Command ${slash.name}`}
      className="relative rounded-xl border border-accent bg-field p-2.5"
    >
      <div className="flex items-start gap-2">
        <div className="flex min-w-0 flex-1 flex-wrap items-start gap-2">
          <span className="flex min-h-9 items-center rounded-lg bg-accent px-2.5 font-semibold text-on-accent pointer-coarse:min-h-11">
            /{slash.name}
          </span>
          {visible.map((option, index) => (
            <OptionField
              key={option.name}
              slash={slash}
              option={option}
              entered={entered[option.name] ?? NOTHING}
              others={valuesExcept(option)}
              fault={faults[option.name]}
              onEnter={(next) => setEntered((before) => ({ ...before, [option.name]: next }))}
              onDone={() => focusField(index + 1)}
              onCancel={onClose}
              {...(!isRequired(option) && {
                onRemove: () => {
                  setShown(shown.filter((name) => name !== option.name));
                  setEntered(({ [option.name]: _, ...rest }) => rest);
                  focusField(-1);
                },
              })}
            />
          ))}
          {hidden.map((option) => (
            <Button key={option.name} title={option.description} onClick={() => show(option)}>
              <Plus className="size-3.5" aria-hidden />
              <span className="sr-only">Add option </span>
              {option.name}
            </Button>
          ))}
        </div>
        <IconButton label="Put the command away" onClick={onClose}>
          <X />
        </IconButton>
        <IconButton type="submit" label="Run the command" tone="solid">
          <SendHorizontal />
        </IconButton>
      </div>
      <p className="mt-1.5 px-1 text-xs text-muted">{slash.description}</p>
    </form>
  );
}
