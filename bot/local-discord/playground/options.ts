/** Checks a command's options as Discord's own client would before sending, and says what is wrong. */
import { ApplicationCommandOptionType as T } from 'discord-api-types/v10';
import type { PlaygroundOption } from '../../api/playground.ts';
import { DiscordError, Refusal } from '../errors.ts';
import type { CommandOption } from '../limits/commands.ts';
import type { Resolver } from '../resolved.ts';

type Files = { filename: string; size: number; content_type?: string | undefined }[];
/** An option that takes a file names it by its place among `files`. */
type Situation = { resolver: Resolver; viewerId: string; autocomplete: boolean; files: Files };

/**
 * @returns the options as an interaction carries them
 * @throws Refusal naming the option and what it needs
 */
export function checkOptions(given: PlaygroundOption[], declared: CommandOption[], now: Situation): PlaygroundOption[] {
  const unknown = given.find((option) => !declared.some((each) => each.name === option.name));
  if (unknown) throw new Refusal(`This command has no option "${unknown.name}". Reload to see its options.`);
  const nested = declared.some((each) => each.type === T.Subcommand || each.type === T.SubcommandGroup);
  if (nested && given.length !== 1) throw new Refusal('Choose exactly one sub-command.');
  const missing = declared.find((each) => each.required && !given.some((option) => option.name === each.name));
  if (missing && !now.autocomplete) throw new Refusal(`Fill in "${missing.name}": the command needs it.`);
  return given.map((option) => {
    const declaration = declared.find((each) => each.name === option.name);
    if (!declaration) throw new Refusal(`This command has no option "${option.name}".`);
    const { type, name } = declaration;
    if (type === T.Subcommand || type === T.SubcommandGroup) {
      return { name, type, options: checkOptions(option.options ?? [], declaration.options ?? [], now) };
    }
    if (option.focused) {
      if (!declaration.autocomplete) throw new Refusal(`"${name}" has no suggestions.`);
      return { name, type, value: String(option.value ?? ''), focused: true };
    }
    return { name, type, value: checkValue(declaration, option.value, now) };
  });
}

function checkValue(it: CommandOption, value: PlaygroundOption['value'], now: Situation): string | number | boolean {
  if (value === undefined) throw new Refusal(`Give "${it.name}" a value, or leave it out.`);
  switch (it.type) {
    case T.String:
      return checkText(it, String(value));
    case T.Integer:
    case T.Number:
      return checkNumber(it, value);
    case T.Boolean:
      if (typeof value !== 'boolean') throw new Refusal(`"${it.name}" is either true or false.`);
      return value;
    default:
      return checkReference(it, String(value), now);
  }
}

function checkText(it: CommandOption, value: string): string {
  if (value === '') throw new Refusal(`"${it.name}" is empty. Write something, or leave it out.`);
  const { min_length: least = 0, max_length: most = 6000 } = it;
  if (value.length < least) throw new Refusal(`"${it.name}" needs at least ${least} characters.`);
  if (value.length > most) throw new Refusal(`"${it.name}" may have at most ${most} characters.`);
  return checkChoice(it, value);
}

function checkNumber(it: CommandOption, given: string | number | boolean): number {
  const value = typeof given === 'string' && given.trim() !== '' ? Number(given) : given;
  const integer = it.type === T.Integer;
  if (typeof value !== 'number' || !Number.isFinite(value) || (integer && !Number.isSafeInteger(value))) {
    throw new Refusal(`"${it.name}" must be a ${integer ? 'whole number' : 'number'}.`);
  }
  if (it.min_value !== undefined && value < it.min_value) {
    throw new Refusal(`"${it.name}" must be at least ${it.min_value}.`);
  }
  if (it.max_value !== undefined && value > it.max_value) {
    throw new Refusal(`"${it.name}" must be at most ${it.max_value}.`);
  }
  return checkChoice(it, value);
}

function checkChoice<V extends string | number>(it: CommandOption, value: V): V {
  if (!it.choices?.length || it.choices.some((choice) => choice.value === value)) return value;
  throw new Refusal(`Choose "${it.name}" from: ${it.choices.map((choice) => choice.name).join(', ')}.`);
}

function checkReference(it: CommandOption, id: string, { resolver, viewerId, files }: Situation): string {
  try {
    if (it.type === T.User) resolver.user(id);
    else if (it.type === T.Role) resolver.role(id);
    else if (it.type === T.Channel) resolver.channel(id, viewerId);
    else if (it.type === T.Mentionable) resolveMentionable(resolver, id);
    else if (it.type === T.Attachment) {
      const file = files[Number(id)];
      if (!file) throw new Refusal(`Attach a file for "${it.name}", or leave it out.`);
      return resolver.attachment(file);
    } else throw new Refusal(`The Playground cannot fill in "${it.name}".`);
  } catch (error) {
    if (error instanceof DiscordError) throw new Refusal(`"${it.name}" names nobody and nothing here: choose again.`);
    throw error;
  }
  return id;
}

/** Mentionables are people or roles. */
export function resolveMentionable(resolver: Resolver, id: string): void {
  try {
    resolver.user(id);
  } catch (error) {
    if (!(error instanceof DiscordError)) throw error;
    resolver.role(id);
  }
}
