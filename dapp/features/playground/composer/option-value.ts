import { type Channel, type CommandOption, type Guild, isVoice, OptionType } from '../discord.ts';
import type { Names } from '../names.ts';
import type { Choice } from '../session.tsx';

export type OptionValue = string | number | boolean;
/** What stands in an option's field: the text, and the value it means where one was chosen from the list. */
export type Entered = { text: string; value?: OptionValue };

export function isRequired(option: CommandOption): boolean {
  return 'required' in option && option.required === true;
}

export function hasAutocomplete(option: CommandOption): boolean {
  return 'autocomplete' in option && option.autocomplete === true;
}

/** What a field offers without asking the bot. */
export function fixedChoices(
  option: CommandOption,
  names: Names,
  guild: Guild | undefined,
  people: string[],
): { name: string; value: OptionValue; note?: string }[] {
  if ('choices' in option && option.choices) return option.choices.map(({ name, value }: Choice) => ({ name, value }));
  const members = people.map((id) => ({ name: names.nameOf(id), value: id, note: names.user(id)?.username ?? '' }));
  const roles = (guild?.roles ?? []).map(({ id, name }) => ({
    name: name.startsWith('@') ? name : `@${name}`,
    value: id,
  }));
  switch (option.type) {
    case OptionType.boolean:
      return [
        { name: 'True', value: true },
        { name: 'False', value: false },
      ];
    case OptionType.user:
      return members;
    case OptionType.role:
      return roles;
    case OptionType.mentionable:
      return [...members, ...roles];
    case OptionType.channel: {
      const wanted: readonly number[] | undefined = 'channel_types' in option ? option.channel_types : undefined;
      const shown = (guild?.channels ?? []).filter((channel: Channel) => !wanted || wanted.includes(channel.type));
      return shown.map((channel) => ({ name: `${isVoice(channel) ? '🔊 ' : '#'}${channel.name}`, value: channel.id }));
    }
    default:
      return [];
  }
}

/** Whether only something from the list will do. */
function mustChoose(option: CommandOption): boolean {
  if ('choices' in option && option.choices?.length) return true;
  const chosen: number[] = [
    OptionType.boolean,
    OptionType.user,
    OptionType.channel,
    OptionType.role,
    OptionType.mentionable,
  ];
  return chosen.includes(option.type);
}

function readNumber(option: CommandOption, text: string): { value: number } | { fault: string } {
  const value = Number(text.replace(',', '.'));
  if (text.trim() === '' || !Number.isFinite(value)) return { fault: 'Write a number, such as 10.' };
  if (option.type === OptionType.integer && !Number.isSafeInteger(value))
    return { fault: 'Write a whole number, such as 10.' };
  const least = 'min_value' in option ? option.min_value : undefined;
  const most = 'max_value' in option ? option.max_value : undefined;
  if (least !== undefined && value < least) return { fault: `The smallest number allowed is ${least}.` };
  if (most !== undefined && value > most) return { fault: `The largest number allowed is ${most}.` };
  return { value };
}

function readText(option: CommandOption, text: string): { value: string } | { fault: string } {
  const least = 'min_length' in option ? (option.min_length ?? 0) : 0;
  const most = 'max_length' in option ? (option.max_length ?? 6000) : 6000;
  if (text.length < least) return { fault: `Write at least ${least} characters.` };
  if (text.length > most) return { fault: `Write at most ${most} characters.` };
  return { value: text };
}

/** The value to send, nothing for an option left out, or one sentence saying what is wrong. */
export function readOption(
  option: CommandOption,
  entered: Entered | undefined,
): { value?: OptionValue } | { fault: string } {
  if (!entered || (entered.text.trim() === '' && entered.value === undefined)) {
    return isRequired(option) ? { fault: 'This is needed to run the command.' } : {};
  }
  if (entered.value !== undefined) return { value: entered.value };
  if (mustChoose(option)) return { fault: 'Choose one from the list.' };
  const numeric = option.type === OptionType.integer || option.type === OptionType.number;
  return numeric ? readNumber(option, entered.text) : readText(option, entered.text);
}
