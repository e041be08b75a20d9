import type { PlaygroundOption } from '@guildmint/bot/api/playground.ts';
import { X } from 'lucide-react';
import { type KeyboardEvent, useId, useState } from 'react';
import type { SlashCommand } from '../commands.ts';
import { usePlayground } from '../context.tsx';
import { type CommandOption, OptionType } from '../discord.ts';
import { Listbox, optionId, steppedIndex } from './listbox.tsx';
import { type Entered, fixedChoices, hasAutocomplete, isRequired, type OptionValue } from './option-value.ts';
import { useAskedChoices } from './use-choices.ts';

type OptionFieldProps = {
  slash: SlashCommand;
  option: CommandOption;
  entered: Entered;
  /** The other options' values, for the bot's suggestions. */
  others: PlaygroundOption[];
  fault: string | undefined;
  onEnter: (entered: Entered) => void;
  /** A choice was made by keyboard: on to the next field. */
  onDone: () => void;
  onRemove?: () => void;
  onCancel: () => void;
};

const INPUT_MODES: Record<number, 'numeric' | 'decimal'> = {
  [OptionType.integer]: 'numeric',
  [OptionType.number]: 'decimal',
};

/** One option of a command: a labelled input with suggestions fitting its type. */
export function OptionField({
  slash,
  option,
  entered,
  others,
  fault,
  onEnter,
  onDone,
  onRemove,
  onCancel,
}: OptionFieldProps) {
  const { names, guild, state } = usePlayground();
  const id = useId();
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(0);
  const asks = hasAutocomplete(option);
  const asked = useAskedChoices(slash, option, entered.text, others, open && asks && entered.value === undefined);
  const people = guild
    ? guild.members.map(({ user }) => user.id)
    : [...state.users, ...state.bots].map((user) => user.id);
  const typed = entered.text.replace(/^[@#]/, '').toLowerCase();
  const fixed = fixedChoices(option, names, guild, people).filter(({ name, note }: { name: string; note?: string }) =>
    `${name} ${note ?? ''}`.toLowerCase().includes(typed),
  );
  const choices: { name: string; value: OptionValue; note?: string }[] = asks ? asked.choices : fixed;
  const listed = open && entered.value === undefined && (asks || choices.length > 0);
  const at = Math.min(active, Math.max(choices.length - 1, 0));

  function choose(index: number) {
    const choice = choices[index];
    if (!choice) return;
    onEnter({ text: choice.name, value: choice.value });
    setOpen(false);
    onDone();
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
    const next = listed ? steppedIndex(event.key, at, choices.length) : undefined;
    if (next !== undefined) setActive(next);
    else if (event.key === 'Enter' && listed && choices.length > 0) choose(at);
    else if (event.key === 'Escape' && listed) setOpen(false);
    else if (event.key === 'Escape') onCancel();
    else if (event.key === 'Backspace' && entered.text === '') (onRemove ?? onCancel)();
    else if (event.key === 'Tab' && !event.shiftKey && listed && choices[at] && entered.text !== '') {
      const { name, value } = choices[at];
      onEnter({ text: name, value });
      return setOpen(false); // The browser moves the focus itself.
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  const status =
    asks && asked.status !== 'ready'
      ? asked.status === 'loading'
        ? 'Loading suggestions …'
        : 'No suggestions came. You can still type a value.'
      : undefined;
  return (
    <div className="min-w-0 max-sm:w-full">
      <div className="flex min-h-9 items-center overflow-hidden rounded-lg border border-line bg-raised focus-within:border-accent has-aria-invalid:border-danger-ink pointer-coarse:min-h-11">
        <label
          htmlFor={id}
          className="flex items-center self-stretch bg-hover px-2.5 py-1.5 text-sm font-medium text-muted"
        >
          {option.name}
          {isRequired(option) && <span className="sr-only"> (required)</span>}
        </label>
        <input
          id={id}
          role="combobox"
          aria-expanded={listed}
          aria-controls={listed ? `${id}-list` : undefined}
          aria-activedescendant={listed && choices.length > 0 ? optionId(`${id}-list`, at) : undefined}
          aria-autocomplete="list"
          aria-describedby={fault ? `${id}-fault` : `${id}-hint`}
          aria-invalid={fault ? true : undefined}
          aria-required={isRequired(option)}
          autoComplete="off"
          inputMode={INPUT_MODES[option.type]}
          value={entered.text}
          onChange={({ target }) => {
            onEnter({ text: target.value });
            setOpen(true);
            setActive(0);
          }}
          onFocus={() => setOpen(true)}
          onBlur={() => setOpen(false)}
          onKeyDown={onKeyDown}
          className="w-36 min-w-0 flex-1 bg-transparent px-2.5 py-1.5 outline-none"
        />
        {onRemove && (
          <button
            type="button"
            aria-label={`Leave out ${option.name}`}
            onClick={onRemove}
            className="self-stretch px-2 text-muted hover:text-ink"
          >
            <X className="size-3.5" aria-hidden />
          </button>
        )}
      </div>
      <span id={`${id}-hint`} className="sr-only">
        {option.description}
      </span>
      {fault && (
        <p id={`${id}-fault`} role="alert" className="mt-1 text-xs text-danger-ink">
          {fault}
        </p>
      )}
      {listed && (
        <Listbox
          id={`${id}-list`}
          label={option.description}
          active={at}
          onChoose={choose}
          onActivate={setActive}
          status={status ?? (choices.length === 0 ? 'Nothing matches.' : undefined)}
          className="inset-x-0"
          entries={choices.map(({ name, value, note }) => ({
            key: String(value),
            content: (
              <>
                <span className="min-w-0 flex-1 truncate">{name}</span>
                {note && <span className="truncate text-xs text-muted">{note}</span>}
              </>
            ),
          }))}
        />
      )}
    </div>
  );
}
