// Many servers with many people on the local Discord, for measurements.
import { APPLICATION_ID, CHANNELS, DEFAULT_SEED, GUILDS, USERS } from '../../bot/local-discord/seed.ts';
import type { Seed } from '../../bot/local-discord/state.ts';

const [lounge] = DEFAULT_SEED.guilds;
const alice = DEFAULT_SEED.users.find(({ id }) => id === USERS.alice)!;
const general = DEFAULT_SEED.channels.find(({ id }) => id === CHANNELS.general)!;

/** Ids that no seed uses. */
const personId = (n: number) => String(1_300_000_000_000_000_000n + BigInt(n));
const serverId = (n: number) => String(1_400_000_000_000_000_000n + BigInt(n) * 1_000n);
const channelId = (n: number) => String(1_400_000_000_000_000_001n + BigInt(n) * 1_000n);

/** Servers alike, with one channel each and so many people of its own in each. */
export function crowd(servers: number, members: number) {
  const places = Array.from({ length: servers }, (_, server) => ({
    guildId: serverId(server),
    channelId: channelId(server),
    people: Array.from({ length: members }, (__, n) => personId(server * members + n)),
  }));
  const [bot] = DEFAULT_SEED.users;
  const { members: known, roles, ...rest } = lounge!;
  const joined = known[USERS.alice]!;
  const seed: Seed = {
    users: [
      bot!,
      ...places.flatMap(({ people }) =>
        people.map((id) => ({ ...alice, id, username: id, global_name: `Member ${id}` })),
      ),
    ],
    guilds: places.map(({ guildId, people }) => ({
      ...rest,
      id: guildId,
      name: `Server ${guildId}`,
      owner_id: people[0]!,
      roles: roles.map((role) => ({ ...role, id: role.id === GUILDS.lounge ? guildId : role.id })),
      members: Object.fromEntries([
        [APPLICATION_ID, known[APPLICATION_ID]!],
        ...people.map((id) => [id, { ...joined, user_id: id }]),
      ]),
      voice: {},
    })),
    channels: places.map(({ guildId, channelId: id }) => ({ ...general, id, guild_id: guildId })),
  };
  return { seed, places };
}
