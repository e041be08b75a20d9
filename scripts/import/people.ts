/** Who is on a Discord server, asked of Discord itself: an import pays nobody whom it does not find there. */
import { z } from 'zod';
import type { Config } from '../../bot/config.ts';
import { FatalError } from '../../bot/errors.ts';
import type { DiscordUser } from '../../bot/operations/meetUser.ts';

const PAGE = 1000;
const PATIENCE_MS = 30_000;
const TOO_MANY = 429;
const member = z.object({
  nick: z.string().nullish(),
  user: z.object({
    id: z.string(),
    username: z.string(),
    global_name: z.string().nullish(),
    avatar: z.string().nullish(),
    bot: z.boolean().default(false),
  }),
});
const role = z.object({ id: z.string(), name: z.string() });
type Member = z.output<typeof member>;

export type Server = {
  /** Those of the wanted who are members and no bots, by id. */
  people: Map<string, DiscordUser>;
  /** Ids of its roles, by name. */
  roles: Map<string, string>;
};

/**
 * @param wanted Discord ids
 * @throws FatalError where Discord does not take the token, or does not know the server
 */
export async function serverOf(config: Config, guild: string, wanted: ReadonlySet<string>): Promise<Server> {
  const roles = await ask(config, `/guilds/${guild}/roles`, z.array(role));
  if (!roles)
    throw new FatalError(
      `Discord does not show server ${guild} to the bot: check --guild and DISCORD_TOKEN, and invite the bot.`,
    );
  const found = (await listed(config, guild)) ?? (await oneByOne(config, guild, wanted));
  const people = found
    .filter(({ user }) => !user.bot && wanted.has(user.id))
    .map(({ nick, user }): [string, DiscordUser] => {
      const { id, username, global_name, avatar } = user;
      return [id, { id, name: nick ?? global_name ?? username, avatar: avatar ?? null }];
    });
  return { people: new Map(people), roles: new Map(roles.map(({ id, name }) => [name, id])) };
}

/** Null where the bot may not list members: that is an intent of its own. */
async function listed(config: Config, guild: string): Promise<Member[] | null> {
  const found: Member[] = [];
  for (let after = '0'; ; after = found.at(-1)!.user.id) {
    const page = await ask(config, `/guilds/${guild}/members?limit=${PAGE}&after=${after}`, z.array(member));
    if (!page) return null;
    found.push(...page);
    if (page.length < PAGE) return found;
  }
}

async function oneByOne(config: Config, guild: string, wanted: ReadonlySet<string>): Promise<Member[]> {
  const found: Member[] = [];
  for (const id of wanted) {
    const one = await ask(config, `/guilds/${guild}/members/${id}`, member);
    if (one) found.push(one);
  }
  return found;
}

/** @returns null for what the bot may not see, or there is not */
async function ask<T extends z.ZodType>(config: Config, path: string, schema: T): Promise<z.output<T> | null> {
  const url = `${config.discord.apiUrl ?? 'https://discord.com/api'}/v10${path}`;
  const headers = { authorization: `Bot ${config.discord.token}` };
  for (;;) {
    const response = await fetch(url, { headers, signal: AbortSignal.timeout(PATIENCE_MS) }).catch((cause) => {
      throw new FatalError('Discord does not answer: check the network, and run the same command again.', { cause });
    });
    if (response.ok) return schema.parse(await response.json());
    if (response.status !== TOO_MANY) return null;
    const { retry_after } = z.object({ retry_after: z.number() }).parse(await response.json());
    await new Promise((resolve) => setTimeout(resolve, retry_after * 1000));
  }
}
