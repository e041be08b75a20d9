/** Commands, buttons, selects and modals used by a member: checked, then sent to the bot as an interaction. */
import type { APIApplicationCommand } from 'discord-api-types/v10';
import { ApplicationCommandType, ComponentType as C, InteractionType } from 'discord-api-types/v10';
import type { PlaygroundAct } from '../../api/playground.ts';
import { type Context, findGuild, findMessage } from '../context.ts';
import { Refusal } from '../errors.ts';
import { startInteraction } from '../interactions.ts';
import type { CommandOption } from '../limits/commands.ts';
import { walk } from '../limits/components.ts';
import { canView } from '../permissions.ts';
import { createResolver, type Resolver } from '../resolved.ts';
import { APPLICATION_ID } from '../seed.ts';
import type { Channel, Interaction } from '../state.ts';
import { checkOptions, resolveMentionable } from './options.ts';
import { mayUse } from './views.ts';

type Act<Kind extends PlaygroundAct['do']> = Extract<PlaygroundAct, { do: Kind }>;

/** Whether a command may be used in direct messages with the bot. */
const inDirectMessages = (command: APIApplicationCommand): boolean =>
  command.guild_id === undefined && (command.contexts ? command.contexts.includes(1) : command.dm_permission !== false);

function usableCommand(ctx: Context, act: Act<'command' | 'autocomplete'>, channel: Channel): APIApplicationCommand {
  const command = ctx.state.commands[act.command_id];
  if (!command) throw new Refusal('This command no longer exists. Reload to see the current ones.', 404);
  if (channel.guild_id === undefined) {
    if (!channel.recipient_ids?.includes(APPLICATION_ID)) throw new Refusal('Only Guildmint answers commands here.');
    if (!inDirectMessages(command)) throw new Refusal(`Use "${command.name}" in a server: it does not work here.`);
    return command;
  }
  const here = command.guild_id === undefined || command.guild_id === channel.guild_id;
  if (!here) throw new Refusal(`"${command.name}" belongs to another server.`);
  if (command.contexts && !command.contexts.includes(0))
    throw new Refusal(`Use "${command.name}" in a direct message.`);
  const guild = findGuild(ctx, channel.guild_id);
  if (!mayUse(ctx, command, guild, act.as))
    throw new Refusal(`You lack the permissions that "${command.name}" asks for.`, 403);
  return command;
}

export function useCommand(ctx: Context, act: Act<'command' | 'autocomplete'>, channel: Channel): Interaction {
  const command = usableCommand(ctx, act, channel);
  const resolver = createResolver(ctx, channel);
  const autocomplete = act.do === 'autocomplete';
  const declared = (command.options ?? []) as CommandOption[];
  const options = checkOptions(act.options, declared, {
    ...{ resolver, viewerId: act.as, autocomplete },
    files: act.do === 'command' ? (act.files ?? []) : [],
  });
  const target = act.do === 'command' ? act.target_id : undefined;
  if (command.type !== ApplicationCommandType.ChatInput) resolveTarget(command, resolver, target);
  return startInteraction(ctx, {
    type: autocomplete ? InteractionType.ApplicationCommandAutocomplete : InteractionType.ApplicationCommand,
    user_id: act.as,
    nonce: act.nonce,
    channel,
    command: { id: command.id, name: command.name, type: command.type },
    data: {
      id: command.id,
      name: command.name,
      type: command.type,
      ...(command.guild_id === undefined ? {} : { guild_id: command.guild_id }),
      ...(options.length ? { options } : {}),
      ...(Object.keys(resolver.resolved).length ? { resolved: resolver.resolved } : {}),
      ...(target === undefined ? {} : { target_id: target }),
    },
  });
}

function resolveTarget(command: APIApplicationCommand, resolver: Resolver, target: string | undefined): void {
  if (target === undefined) throw new Refusal(`Choose whom or what "${command.name}" is for.`);
  if (command.type === ApplicationCommandType.User) resolver.user(target);
  else resolver.message(target);
}

export function useComponent(ctx: Context, act: Act<'component'>, channel: Channel): Interaction {
  const stored = findMessage(ctx, channel.id, act.message_id);
  if (stored.addressee !== undefined && stored.addressee !== act.as) {
    throw new Refusal('This message is only visible to somebody else.', 403);
  }
  const nodes = walk(stored.body.components ?? []).map(({ node }) => node);
  const node = nodes.find((each) => each.custom_id === act.custom_id);
  if (!node) throw new Refusal('This button or menu is no longer on the message.', 404);
  if (node.disabled) throw new Refusal('This button or menu is switched off.');
  const resolver = createResolver(ctx, channel);
  const isButton = node.type === C.Button;
  const values = isButton ? undefined : chosen(node, act.values ?? [], resolver, act.as);
  return startInteraction(ctx, {
    type: InteractionType.MessageComponent,
    user_id: act.as,
    nonce: act.nonce,
    channel,
    message_id: stored.body.id,
    data: {
      custom_id: act.custom_id,
      component_type: node.type,
      ...(node.id === undefined ? {} : { id: node.id }),
      ...(values ? { values } : {}),
      ...(Object.keys(resolver.resolved).length ? { resolved: resolver.resolved } : {}),
    },
  });
}

function chosen(
  node: { type: number; [key: string]: unknown },
  values: string[],
  resolver: Resolver,
  viewerId: string,
) {
  const least = Number(node.min_values ?? 1);
  const most = Number(node.max_values ?? 1);
  if (values.length < least || values.length > most) {
    throw new Refusal(least === most ? `Choose exactly ${least}.` : `Choose between ${least} and ${most}.`);
  }
  const options = Array.isArray(node.options) ? (node.options as { value: string }[]) : [];
  for (const value of values) {
    if (node.type === C.UserSelect) resolver.user(value);
    else if (node.type === C.RoleSelect) resolver.role(value);
    else if (node.type === C.ChannelSelect) resolver.channel(value, viewerId);
    else if (node.type === C.MentionableSelect) resolveMentionable(resolver, value);
    else if (!options.some((option) => option.value === value)) throw new Refusal('This choice is not in the menu.');
  }
  return values;
}

export function submitModal(ctx: Context, act: Act<'modal_submit'>): Interaction {
  const open = ctx.state.modals[act.interaction_id];
  const opener = open && ctx.state.interactions[open.token];
  if (!open || !opener || opener.user_id !== act.as) throw new Refusal('This form is closed. Open it again.', 404);
  const channel = ctx.state.channels[opener.channel_id];
  if (!channel || !canView(ctx, channel, act.as)) throw new Refusal('The channel of this form is gone.', 404);
  const inputs = walk(open.modal.components)
    .map(({ node }) => node)
    .filter((node) => node.custom_id !== undefined);
  const filled = new Map(inputs.map((node) => [node, fillIn(node, act.fields)]));
  const components = open.modal.components.map((row) => {
    const inner = walk([row])
      .slice(1)
      .flatMap(({ node }) => filled.get(node) ?? []);
    if (row.type === C.ActionRow) return { type: row.type, id: row.id ?? 0, components: inner };
    return row.type === C.Label
      ? { type: row.type, id: row.id ?? 0, component: inner[0] }
      : { type: row.type, id: row.id ?? 0 };
  });
  return startInteraction(ctx, {
    type: InteractionType.ModalSubmit,
    user_id: act.as,
    nonce: act.nonce,
    channel,
    opened_by: opener.id,
    ...(opener.message_id === undefined ? {} : { message_id: opener.message_id }),
    data: { custom_id: open.modal.custom_id, components },
  });
}

function fillIn(node: { type: number; [key: string]: unknown }, fields: Act<'modal_submit'>['fields']) {
  const value = fields.find((field) => field.custom_id === node.custom_id)?.value ?? '';
  const named = `"${String(node.label ?? node.custom_id)}"`;
  const { type, custom_id, min_length: least = 0, max_length: most = 4000 } = node;
  if (node.required !== false && value === '') throw new Refusal(`Fill in ${named}.`);
  if (type !== C.TextInput) return { type, id: 0, custom_id, values: value === '' ? [] : [value] };
  if (value !== '' && value.length < Number(least)) throw new Refusal(`${named} needs at least ${least} characters.`);
  if (value.length > Number(most)) throw new Refusal(`${named} may have at most ${most} characters.`);
  return { type, id: 0, custom_id, value };
}
