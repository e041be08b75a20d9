import { z } from 'zod';
import type { Config } from '../../bot/config.ts';
import type { Finding } from './findings.ts';

type Found = Omit<Finding, 'check'>;

const PATIENCE_MS = 10_000;
/** Discord's application flags: the bot may read what is written (granted, or granted while it is on few servers). */
const MESSAGE_CONTENT = (1 << 18) | (1 << 19);
const ADMINISTRATOR = 1n << 3n;
const NEEDED = [
  ['View Channels', 1n << 10n],
  ['Send Messages', 1n << 11n],
  ['Embed Links', 1n << 14n],
  ['Read Message History', 1n << 16n],
  ['Manage Roles', 1n << 28n],
] as const;

const user = z.object({ id: z.string(), username: z.string() });
const application = z.object({ id: z.string(), flags: z.number().optional() });
const guilds = z.array(z.object({ id: z.string(), name: z.string(), permissions: z.string().optional() }));
const roles = z.array(z.object({ id: z.string(), name: z.string(), position: z.number(), managed: z.boolean() }));
const member = z.object({ roles: z.array(z.string()) });

const channel = z.object({
  name: z.string(),
  guild_id: z.string(),
  permission_overwrites: z.array(z.object({ id: z.string(), allow: z.string(), deny: z.string() })).default([]),
});

/** A channel to which a server gave a purpose. */
export type Chosen = { guildId: string; channelId: string; place: string };

/** Token, intents, on each server the bot's permissions and the place of its role, and whether it may write where it shall. */
export async function discordFindings(config: Config, chosen: Chosen[]): Promise<Found[]> {
  const api = `${config.discord.apiUrl ?? 'https://discord.com/api'}/v10`;
  const ask = async <T extends z.ZodType>(path: string, schema: T): Promise<z.output<T>> => {
    const response = await fetch(api + path, {
      headers: { authorization: `Bot ${config.discord.token}` },
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    if (!response.ok) throw new Error(`Discord answers ${response.status} to ${path}.`);
    return schema.parse(await response.json());
  };
  const me = await ask('/users/@me', user).catch(() => null);
  if (!me)
    return [
      { state: 'fault', says: 'Discord does not take the token, or does not answer.', remedy: 'check DISCORD_TOKEN' },
    ];
  const found: Found[] = [{ state: 'ok', says: `The token is that of ${me.username}.` }];
  const app = await ask('/applications/@me', application).catch(() => null);
  if (app && app.id !== config.discord.applicationId)
    found.push({
      state: 'fault',
      says: `The token is of application ${app.id}.`,
      remedy: 'set DISCORD_APPLICATION_ID to it',
    });
  if (app && ((app.flags ?? 0) & MESSAGE_CONTENT) === 0)
    found.push({
      state: 'warning',
      says: 'The bot may not read messages.',
      remedy: 'switch on “Message Content Intent”, or prefix commands and pay for messages off',
    });
  const joined = await ask('/users/@me/guilds', guilds).catch(() => null);
  for (const { id, name, permissions } of joined ?? []) {
    const held = permissions === undefined ? null : BigInt(permissions);
    const lacking = held === null || held & ADMINISTRATOR ? [] : NEEDED.filter(([, bit]) => (held & bit) === 0n);
    if (lacking.length > 0)
      found.push({
        state: 'warning',
        says: `On ${name} the bot lacks: ${lacking.map(([permission]) => permission).join(', ')}.`,
        remedy: 'grant them to its role',
      });
    const [all, own] = await Promise.all([
      ask(`/guilds/${id}/roles`, roles).catch(() => []),
      ask(`/guilds/${id}/members/${me.id}`, member).catch((): z.output<typeof member> => ({ roles: [] })),
    ]);
    const top = Math.max(0, ...all.filter((role) => own.roles.includes(role.id)).map(({ position }) => position));
    const above = all.filter(
      (role) => !role.managed && role.position >= top && role.id !== id && !own.roles.includes(role.id),
    );
    found.push(
      above.length > 0
        ? {
            state: 'warning',
            says: `On ${name} the bot cannot give ${above.length} role(s), ${above[0]!.name} among them.`,
            remedy: 'move the bot’s role above those that it shall give',
          }
        : { state: 'ok', says: `On ${name} it stands above the roles that it may give.` },
    );
    for (const { channelId, place } of chosen.filter(({ guildId }) => guildId === id)) {
      const there = await ask(`/channels/${channelId}`, channel).catch(() => null);
      const may = there && (held === null || mayWrite(there, held, [...own.roles, me.id]));
      if (!may)
        found.push({
          state: 'warning',
          says: `On ${name} the bot may not write in ${there ? `#${there.name}` : `channel ${channelId}`}, chosen for ${place}.`,
          remedy: 'grant it “View Channel” and “Send Messages” there, or choose another with /config channel',
        });
    }
  }
  return found;
}

/** What a channel allows and denies: to everybody first, then to roles together, then to the bot itself. */
function mayWrite({ guild_id, permission_overwrites: all }: z.output<typeof channel>, held: bigint, own: string[]) {
  if (held & ADMINISTRATOR) return true;
  const me = own.at(-1);
  const layers = [[guild_id], own.slice(0, -1), me === undefined ? [] : [me]];
  let bits = held;
  for (const ids of layers) {
    const some = all.filter(({ id }) => ids.includes(id));
    for (const { deny } of some) bits &= ~BigInt(deny);
    for (const { allow } of some) bits |= BigInt(allow);
  }
  return [NEEDED[0], NEEDED[1]].every(([, bit]) => (bits & bit) !== 0n);
}
