/** Registering the bot's commands, everywhere or in one guild. */
import type { APIApplicationCommand } from 'discord-api-types/v10';
import { nextId } from '../context.ts';
import { DiscordError, missingAccess, unknownCommand } from '../errors.ts';
import { type CommandForm, commandListSchema, commandSchema, MAX_COMMANDS } from '../limits/commands.ts';
import { parseForm } from '../limits/form.ts';
import { showCommands } from '../playground/stream.ts';
import { APPLICATION_ID } from '../seed.ts';
import { type Call, created, guildOf, noContent, ok, type Route } from './route.ts';

type Scope = { guildId?: string };

function scopeOf(call: Call): Scope {
  if (call.params.application !== APPLICATION_ID) throw missingAccess();
  return call.params.guild === undefined ? {} : { guildId: guildOf(call).id };
}

const commandsIn = ({ ctx }: Call, { guildId }: Scope): APIApplicationCommand[] =>
  Object.values(ctx.state.commands).filter((command) => command.guild_id === guildId);

function commandOf(call: Call): APIApplicationCommand {
  const { guildId } = scopeOf(call);
  const command = call.ctx.state.commands[call.params.command ?? ''];
  if (!command || command.guild_id !== guildId) throw unknownCommand();
  return command;
}

/** A command's id stays while its name and type do. */
function build(
  call: Call,
  { guildId }: Scope,
  form: CommandForm,
  existing?: APIApplicationCommand,
): APIApplicationCommand {
  const { id: _, dm_permission, contexts = null, integration_types, default_member_permissions = null, ...rest } = form;
  return {
    ...rest,
    id: existing?.id ?? nextId(call.ctx),
    application_id: APPLICATION_ID,
    version: nextId(call.ctx),
    default_member_permissions,
    ...(guildId === undefined ? { dm_permission: dm_permission ?? true } : { guild_id: guildId }),
    contexts,
    integration_types: integration_types ?? [0],
  } as APIApplicationCommand;
}

function upsert(call: Call) {
  const scope = scopeOf(call);
  const form = parseForm(commandSchema, call.body);
  const others = commandsIn(call, scope).filter((command) => command.type === form.type);
  const existing = others.find((command) => command.name === form.name);
  const maximum = MAX_COMMANDS[form.type] ?? 0;
  if (!existing && others.length >= maximum) {
    throw new DiscordError(400, 30032, `Maximum number of application commands reached (${maximum})`);
  }
  const command = build(call, scope, form, existing);
  store(call, scope, [command]);
  return existing ? ok(command) : created(command);
}

function overwriteAll(call: Call) {
  const scope = scopeOf(call);
  const forms = parseForm(commandListSchema, call.body);
  for (const [type, maximum] of Object.entries(MAX_COMMANDS)) {
    if (forms.filter((form) => form.type === Number(type)).length <= maximum) continue;
    throw new DiscordError(400, 30032, `Maximum number of application commands reached (${maximum})`);
  }
  const before = commandsIn(call, scope);
  const same = (form: CommandForm) => before.find((old) => old.name === form.name && old.type === form.type);
  const commands = forms.map((form) => build(call, scope, form, same(form)));
  for (const command of before) delete call.ctx.state.commands[command.id];
  store(call, scope, commands);
  return ok(commands);
}

function patch(call: Call) {
  const existing = commandOf(call);
  const form = parseForm(commandSchema, { ...existing, ...(call.body as object), type: existing.type });
  const command = build(call, scopeOf(call), form, existing);
  store(call, scopeOf(call), [command]);
  return ok(command);
}

function store({ ctx }: Call, { guildId }: Scope, commands: APIApplicationCommand[]): void {
  for (const command of commands) ctx.state.commands[command.id] = command;
  ctx.changed();
  showCommands(ctx, guildId);
}

const list = (call: Call) => ok(commandsIn(call, scopeOf(call)));
const get = (call: Call) => ok(commandOf(call));
function remove(call: Call) {
  delete call.ctx.state.commands[commandOf(call).id];
  store(call, scopeOf(call), []);
  return noContent();
}

const scopes = ['/applications/:application/commands', '/applications/:application/guilds/:guild/commands'] as const;
export const commandRoutes: Route[] = scopes.flatMap((path): Route[] => [
  { route: `GET ${path}`, handle: list },
  { route: `POST ${path}`, handle: upsert },
  { route: `PUT ${path}`, handle: overwriteAll },
  { route: `GET ${path}/:command`, handle: get },
  { route: `PATCH ${path}/:command`, handle: patch },
  { route: `DELETE ${path}/:command`, handle: remove },
]);
