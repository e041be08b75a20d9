/** What a community's staff chose for the bot on their server. */
import { type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context as Request } from 'hono';
import type { Context } from '../../context.ts';
import { UserError } from '../../errors.ts';
import { parseAmount } from '../../operations/amount.ts';
import {
  customCommand,
  FIGURES,
  forgetCustomCommand,
  isOn,
  LONGEST_TEXT,
  MOST_RULES,
  requireAliases,
  requireFigure,
  SWITCHES,
  switched,
} from '../../operations/configure.ts';
import { getCommunity } from '../../operations/getCommunity.ts';
import { getInstallation, PRESENCES } from '../../operations/installation.ts';
import {
  channelKey,
  getSettings,
  isTimeZone,
  LANGUAGES,
  MOST_RULE_BPS,
  PLACES,
  type Settings,
  STAFF_ROLES,
  setSettings,
} from '../../operations/settings.ts';
import { acted } from '../acted.ts';
import { guarded } from '../authority.ts';
import { answers, json, jsonBody } from '../content.ts';
import { type Discord, reach } from '../discordPort.ts';
import { given } from '../given.ts';
import { serverParam } from '../inputs.ts';
import { problems } from '../problem.ts';
import { addressSchema, communityQuery, discordId } from '../schemas.ts';

const tags = ['Configuration'];

const all = <K extends string, V extends z.ZodType>(keys: readonly K[], value: V) =>
  z.strictObject(Object.fromEntries(keys.map((key) => [key, value])) as { [key in K]: V });

const chosen = {
  channels: all(PLACES, discordId.nullable()),
  features: all(SWITCHES, z.boolean()),
  figures: all(FIGURES, z.int().min(0).max(10_000)),
  aliases: z.record(z.string().min(1).max(32), z.string().min(1).max(40)),
  tierRoleIds: z.array(discordId.nullable()).length(4).openapi({ description: 'Of bronze, silver, gold and platinum' }),
  staffRoles: z
    .record(discordId, z.enum(STAFF_ROLES))
    .openapi({ description: 'Which Discord roles stand for on-chain ones; the owner’s wallet signs what follows' }),
  earningRules: z
    .strictObject({
      channels: z.record(discordId, z.int().min(0).max(MOST_RULE_BPS)),
      roles: z.record(discordId, z.int().min(0).max(MOST_RULE_BPS)),
    })
    .openapi({ description: 'Basis points of what it earns elsewhere' }),
  welcomeText: z.string().max(LONGEST_TEXT).nullable(),
  language: z
    .enum(LANGUAGES)
    .nullable()
    .openapi({ description: 'In which everybody on the server is addressed; null: as Discord knows the server' }),
  timeZone: z.string().max(60).refine(isTimeZone, 'must be an IANA name such as Europe/Berlin'),
  alertHours: z.int().min(1).max(168).nullable(),
  alertRoleId: discordId.nullable(),
  pinThreshold: z.string().max(40).nullable().openapi({ description: 'Tokens, above which a PIN is asked for' }),
  pinDigits: z.int().min(4).max(6).nullable(),
};

const configSchema = z
  .object({
    ...{ community: addressSchema, guildId: z.string(), prefix: z.string() },
    ...chosen,
    wholeCoins: z.boolean(),
    customCommands: z.record(z.string(), z.string()),
    status: z.enum(PRESENCES).nullable(),
  })
  .openapi('Config');
export type ConfigResponse = z.infer<typeof configSchema>;

const changeSchema = z
  .strictObject({ ...chosen, prefix: z.string().min(1).max(5) })
  .partial()
  .extend({
    channels: chosen.channels.partial().optional(),
    features: chosen.features.partial().optional(),
    figures: chosen.figures.partial().optional(),
    task_channel_id: discordId.nullable().optional().openapi({ description: 'The same as `channels.tasks`' }),
    shop_channel_id: discordId.nullable().optional().openapi({ description: 'The same as `channels.items`' }),
    log_channel: discordId.nullable().optional().openapi({ description: 'The same as `channels.log`' }),
    welcome_channel: discordId.nullable().optional().openapi({ description: 'The same as `channels.welcome`' }),
  });
type Change = z.output<typeof changeSchema>;

const read = guarded('moderator', {
  method: 'get',
  path: '/api/{s}/config',
  summary: 'What the staff chose for this server',
  tags,
  'x-scope': 'config:read',
  request: { params: serverParam },
  responses: answers('All of it', configSchema),
});

const write = guarded('admin', {
  method: 'put',
  path: '/api/{s}/config',
  summary: 'Changes some of it and leaves the rest',
  description: 'The same keys and checks as /config on Discord; all of a request is done, or nothing.',
  tags,
  'x-scope': 'config:write',
  request: { params: serverParam, body: jsonBody(changeSchema) },
  responses: answers('As it is now', configSchema),
});

const channelSchema = z.object({
  ...{ id: z.string(), name: z.string(), kind: z.enum(['text', 'announcement', 'voice', 'forum', 'stage']) },
  ...{ category: z.string().nullable(), position: z.int() },
  writable: z.boolean().openapi({ description: 'Whether the bot may write there' }),
});
export type ChannelResponse = z.infer<typeof channelSchema>;

const channels = guarded('moderator', {
  method: 'get',
  path: '/api/{s}/channels',
  summary: 'Channels of the Discord server, in its order',
  tags,
  'x-scope': 'config:read',
  request: { params: serverParam },
  responses: answers('All that the bot sees', z.object({ channels: z.array(channelSchema) })),
});

const statusSchema = z.object({
  status: z
    .enum(PRESENCES)
    .nullable()
    .openapi({ description: 'What this community’s staff would like; null: nothing' }),
  scope: z.literal('stored').openapi({ description: 'Discord knows one presence of a bot for all servers' }),
  shown: z.enum(PRESENCES).openapi({ description: 'What is shown everywhere, which the operator chooses' }),
});
export type StatusWish = z.infer<typeof statusSchema>;

const ownStatus = guarded('moderator', {
  method: 'get',
  path: '/api/{s}/status',
  summary: 'The presence that a community would like the bot to have',
  tags,
  'x-scope': 'config:read',
  request: { params: serverParam },
  responses: answers('It, and what is shown', statusSchema),
});

const setOwnStatus = guarded('admin', {
  method: 'put',
  path: '/api/{s}/status',
  summary: 'Notes the presence that a community would like the bot to have',
  description:
    'Discord knows one presence of a bot for all servers: this is kept for the operator to see, and changes nothing that is shown. PUT /api/bot/status does.',
  tags,
  'x-scope': 'config:write',
  request: { params: serverParam, body: jsonBody(z.strictObject({ status: z.enum(PRESENCES).nullable() })) },
  responses: answers('Noted', statusSchema),
});

const commandSchema = z.object({ name: z.string(), response: z.string() });
const commandsSchema = z.object({ prefix: z.string(), commands: z.array(commandSchema) });
export type CommandsResponse = z.infer<typeof commandsSchema>;

const commands = guarded('moderator', {
  method: 'get',
  path: '/api/commands',
  summary: 'Answers that the staff wrote, by what is typed after the prefix',
  tags,
  'x-scope': 'config:read',
  request: { query: communityQuery },
  responses: answers('All of them', commandsSchema),
});

const addCommand = guarded('admin', {
  method: 'post',
  path: '/api/commands',
  summary: 'Writes an answer, or writes it anew',
  tags,
  'x-scope': 'config:write',
  request: {
    query: communityQuery,
    body: jsonBody(
      z.strictObject({
        name: z.string().min(1).max(32).openapi({ example: 'rules' }),
        response: z.string().trim().min(1).max(LONGEST_TEXT).openapi({ example: 'Be kind.' }),
      }),
    ),
  },
  responses: {
    201: { description: 'Written', content: json(commandSchema) },
    ...problems,
  },
});

const deleteCommand = guarded('admin', {
  method: 'delete',
  path: '/api/commands/{name}',
  summary: 'Takes an answer away',
  tags,
  'x-scope': 'config:write',
  request: {
    params: z.object({
      name: z
        .string()
        .min(1)
        .max(32)
        .openapi({ param: { name: 'name', in: 'path' } }),
    }),
    query: communityQuery,
  },
  responses: { 204: { description: 'It is gone' }, ...problems },
});

export type Routes =
  | typeof commands
  | typeof addCommand
  | typeof deleteCommand
  | typeof read
  | typeof write
  | typeof channels
  | typeof ownStatus
  | typeof setOwnStatus;

/** Those that name no community in their path: static segments win. */
export function customCommands(app: OpenAPIHono, ctx: Context, discord: Discord) {
  app.openapi(commands, async (c) => {
    const { token, guild } = c.var.community;
    const { customCommands: written } = await getSettings(ctx, { token });
    const list = Object.entries(written).map(([name, response]) => ({ name, response }));
    return c.json({ prefix: guild?.prefix ?? '!', commands: list.sort((a, b) => a.name.localeCompare(b.name)) }, 200);
  });

  app.openapi(addCommand, async (c) => {
    const { token } = requireServer(c);
    const { name, response } = c.req.valid('json');
    const made = customCommand(reach(discord).commandNames, { name, answer: response });
    await setSettings(ctx, { token, change: made.change });
    await acted(c, ctx, 'a command was written', { name: made.name });
    return c.json({ name: made.name, response }, 201);
  });

  app.openapi(deleteCommand, async (c) => {
    const { token } = requireServer(c);
    const { name } = c.req.valid('param');
    await forgetCustomCommand(ctx, { token, name });
    await acted(c, ctx, 'a command was taken away', { name });
    return c.body(null, 204);
  });
}

export function config(app: OpenAPIHono, ctx: Context, discord: Discord) {
  app.openapi(read, async (c) => c.json(await configOf(c), 200));

  app.openapi(write, async (c) => {
    const { token } = requireServer(c);
    const body = c.req.valid('json');
    const change = await changeOf(c, body);
    await setSettings(ctx, { token, change, prefix: body.prefix });
    await acted(c, ctx, 'the configuration was changed', { keys: Object.keys(body).join(', ') });
    return c.json(await configOf(c), 200);
  });

  app.openapi(channels, (c) => c.json({ channels: reach(discord).channels(requireServer(c).guildId) }, 200));

  app.openapi(ownStatus, async (c) => c.json(await statusOf(c), 200));
  app.openapi(setOwnStatus, async (c) => {
    const { token } = requireServer(c);
    const { status } = c.req.valid('json');
    await setSettings(ctx, { token, change: { status } });
    await acted(c, ctx, 'a presence was wished for', { status: status ?? 'none' });
    return c.json(await statusOf(c), 200);
  });

  async function statusOf(c: Request) {
    const [{ status }, { presence: shown }] = await Promise.all([
      getSettings(ctx, { token: c.var.community.token }),
      getInstallation(ctx),
    ]);
    return { status, scope: 'stored' as const, shown };
  }

  async function configOf(c: Request) {
    const { token, guildId } = requireServer(c);
    const [now, { guild }] = await Promise.all([getSettings(ctx, { token }), getCommunity(ctx, { token })]);
    const { aliases, tierRoleIds, staffRoles, earningRules, welcomeText, timeZone, alertHours, alertRoleId } = now;
    const { pinThreshold, pinDigits, wholeCoins, customCommands: written, status, language } = now;
    return {
      ...{ community: token, guildId, prefix: guild?.prefix ?? '!' },
      channels: record(PLACES, (place) => now[channelKey(place)]),
      features: record(SWITCHES, (name) => isOn(now, name)),
      figures: record(FIGURES, (name) => now[name]),
      ...{ aliases, tierRoleIds, staffRoles, earningRules, welcomeText, timeZone, alertHours, alertRoleId },
      ...{ pinThreshold, pinDigits, wholeCoins, customCommands: written, status, language },
    };
  }

  /** @throws UserError for what /config would refuse too */
  async function changeOf(c: Request, body: Change): Promise<(now: Settings) => Partial<Settings>> {
    const { guildId, decimals } = requireServer(c);
    const { channels: named, features, figures, aliases, prefix: _, ...rest } = body;
    const { task_channel_id, shop_channel_id, log_channel, welcome_channel, ...plain } = rest;
    const places = given({
      ...{ tasks: task_channel_id, items: shop_channel_id, log: log_channel, welcome: welcome_channel },
      ...given(named ?? {}),
    });
    for (const channelId of Object.values(places)) if (channelId) reach(discord).checkChannel({ guildId, channelId });
    for (const roleId of plain.tierRoleIds ?? []) if (roleId) await checkRole(c, guildId, roleId);
    if (plain.staffRoles && Object.hasOwn(plain.staffRoles, guildId))
      throw new UserError('RoleOfAll', 'Everybody has that role: choose one that only your staff have.');
    for (const rules of Object.values(plain.earningRules ?? {}))
      if (Object.keys(rules).length > MOST_RULES)
        throw new UserError('RulesFull', `A server may have ${MOST_RULES} such rules: set one back to 100 % first.`);
    // Nothing as a threshold asks for a PIN each time.
    if (plain.pinThreshold && plain.pinThreshold !== '0') parseAmount(plain.pinThreshold, decimals);
    const set: Partial<Settings> = {
      ...given(plain),
      ...Object.fromEntries(PLACES.flatMap((place) => (place in places ? [[channelKey(place), places[place]]] : []))),
      ...Object.assign({}, ...Object.entries(given(figures ?? {})).map(figureOf)),
      ...(aliases ? { aliases: requireAliases(reach(discord).commandNames, aliases) } : {}),
    };
    return (now) => {
      let changed = set;
      for (const name of SWITCHES) {
        const on = features?.[name];
        if (on !== undefined) changed = { ...changed, ...switched(name, on)({ ...now, ...changed }) };
      }
      return changed;
    };
  }

  async function checkRole(c: Request, guildId: string, roleId: string): Promise<void> {
    const { userId } = c.var.caller;
    const obstacle = await reach(discord).checkRole({ guildId, roleId, userId: userId ?? '' });
    if (obstacle) throw obstacle;
  }
}

const figureOf = ([name, value]: [string, number]) => {
  const known = FIGURES.find((each) => each === name);
  return known ? requireFigure(known, value) : {};
};

const record = <K extends string, V>(keys: readonly K[], of: (key: K) => V) =>
  Object.fromEntries(keys.map((key) => [key, of(key)])) as Record<K, V>;

/** @throws UserError for a community that is on no Discord server */
function requireServer(c: Request) {
  const { token, guild, decimals } = c.var.community;
  if (!guild) throw new UserError('GuildAway', 'This community is on no Discord server that the bot knows.');
  return { token, guildId: guild.id, decimals };
}
