/** Application commands, with Discord's limits on names, descriptions, options and choices. */
import { ApplicationCommandType, ApplicationCommandOptionType as T } from 'discord-api-types/v10';
import { z } from 'zod';
import { bitfield, refuse } from './form.ts';

const CHAT_INPUT_NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;
const isChatName = (name: string) => CHAT_INPUT_NAME.test(name) && name === name.toLowerCase();
const badName = 'Command name is invalid';

const optionName = z.string().superRefine((name, ctx) => {
  if (!isChatName(name)) refuse(ctx, [], 'APPLICATION_COMMAND_INVALID_NAME', badName);
});
const localisedNames = z.record(z.string(), z.string().min(1).max(32)).nullish();
const localisedTexts = z.record(z.string(), z.string().min(1).max(100)).nullish();
const choice = z.object({
  name: z.string().min(1).max(100),
  name_localizations: z.record(z.string(), z.string().min(1).max(100)).nullish(),
  value: z.union([z.string().max(100), z.number()]),
});
/** The answer to an autocomplete interaction. */
export const autocompleteSchema = z.object({ choices: z.array(choice).max(25) });

const HOLDS_CHOICES: number[] = [T.String, T.Integer, T.Number];
const optionFields = z.object({
  type: z.enum(T),
  name: optionName,
  name_localizations: localisedNames,
  description: z.string().min(1).max(100),
  description_localizations: localisedTexts,
  required: z.boolean().optional(),
  choices: z.array(choice).max(25).nullish(),
  autocomplete: z.boolean().optional(),
  channel_types: z.array(z.number().int()).optional(),
  min_value: z.number().optional(),
  max_value: z.number().optional(),
  min_length: z.number().int().min(0).max(6000).optional(),
  max_length: z.number().int().min(1).max(6000).optional(),
});
export type CommandOption = z.output<typeof optionFields> & { options?: CommandOption[] };

const option: z.ZodType<CommandOption> = optionFields
  .extend({
    get options() {
      return options.optional();
    },
  })
  .superRefine((it, ctx) => {
    const invalid = (path: string, message: string) =>
      refuse(ctx, [path], 'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID', message);
    if (it.choices?.length && it.autocomplete) invalid('autocomplete', 'An option with choices cannot autocomplete');
    if ((it.choices?.length || it.autocomplete) && !HOLDS_CHOICES.includes(it.type)) {
      invalid('choices', 'Only string, integer and number options take choices');
    }
    const nests = it.type === T.Subcommand || it.type === T.SubcommandGroup;
    if (it.options?.length && !nests) invalid('options', 'Only sub-commands hold options');
    it.options?.forEach((inner, index) => {
      const isSubcommand = inner.type === T.Subcommand;
      if (inner.type === T.SubcommandGroup || isSubcommand !== (it.type === T.SubcommandGroup)) {
        refuse(
          ctx,
          ['options', index, 'type'],
          'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID',
          'Sub-command option type is invalid',
        );
      }
    });
  });

const options: z.ZodType<CommandOption[]> = z
  .array(option)
  .max(25)
  .superRefine((all, ctx) => {
    all.forEach((it, index) => {
      if (all.findIndex((other) => other.name === it.name) !== index) {
        refuse(ctx, [index, 'name'], 'APPLICATION_COMMAND_OPTIONS_NAME_DUPLICATED', 'Option names must be unique');
      }
      if (it.required && all.slice(0, index).some((before) => !before.required)) {
        refuse(
          ctx,
          [index],
          'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
          'Required options must be placed before non-required options',
        );
      }
    });
    const nested = all.filter((it) => it.type === T.Subcommand || it.type === T.SubcommandGroup);
    if (nested.length > 0 && nested.length < all.length) {
      refuse(ctx, [], 'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID', 'Sub-commands and other options cannot be mixed');
    }
  });

const commandFields = z.object({
  id: z.string().optional(),
  type: z.enum(ApplicationCommandType).default(ApplicationCommandType.ChatInput),
  name: z.string().min(1).max(32),
  name_localizations: localisedNames,
  description: z.string().max(100).default(''),
  description_localizations: localisedTexts,
  options: options.default([]),
  default_member_permissions: bitfield.nullish(),
  dm_permission: z.boolean().nullish(),
  contexts: z.array(z.number().int().min(0).max(2)).nullish(),
  integration_types: z.array(z.number().int().min(0).max(1)).nullish(),
  nsfw: z.boolean().default(false),
});

const MAX_COMMAND_SIZE = 8_000;
const size = (it: { name: string; description: string; options?: CommandOption[] }): number =>
  it.name.length +
  it.description.length +
  (it.options ?? []).reduce((sum, inner) => sum + size(inner) + choices(inner), 0);
const choices = (it: CommandOption) =>
  (it.choices ?? []).reduce((sum, each) => sum + each.name.length + String(each.value).length, 0);

export const commandSchema = commandFields.superRefine((it, ctx) => {
  if (it.type === ApplicationCommandType.ChatInput) {
    if (!isChatName(it.name)) refuse(ctx, ['name'], 'APPLICATION_COMMAND_INVALID_NAME', badName);
    if (it.description === '') refuse(ctx, ['description'], 'BASE_TYPE_REQUIRED', 'This field is required');
  } else {
    if (it.description !== '')
      refuse(
        ctx,
        ['description'],
        'APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION',
        'Context menu commands cannot have a description',
      );
    if (it.options.length > 0)
      refuse(ctx, ['options'], 'APPLICATION_COMMAND_CONTEXT_MENU_OPTIONS', 'Context menu commands cannot have options');
  }
  if (size(it) > MAX_COMMAND_SIZE)
    refuse(ctx, [], 'APPLICATION_COMMAND_TOO_LARGE', 'Command exceeds maximum size (8000)');
});
export type CommandForm = z.output<typeof commandSchema>;

/** How many commands of each type one scope (global, or one guild) may hold. */
export const MAX_COMMANDS: Record<number, number> = { 1: 100, 2: 15, 3: 15, 4: 1 };

/** A whole scope at once, as `PUT` sends it. */
export const commandListSchema = z.array(commandSchema).superRefine((all, ctx) => {
  all.forEach((it, index) => {
    const first = all.findIndex((other) => other.name === it.name && other.type === it.type);
    if (first !== index)
      refuse(ctx, [index, 'name'], 'APPLICATION_COMMANDS_DUPLICATE_NAME', 'Application command names must be unique');
  });
});
