import { join } from 'node:path';
import { APPLICATION_ID, GUILDS, LOCAL_CLIENT_SECRET, LOCAL_DISCORD_TOKEN } from '../../bot/local-discord/seed.ts';
import { root } from '../run.ts';
import { detached } from './detached.ts';

/** What the server is told instead of a real application's token, and whose server the lounge is. */
export const localApplication = (port: number) => ({
  DISCORD_TOKEN: LOCAL_DISCORD_TOKEN,
  DISCORD_APPLICATION_ID: APPLICATION_ID,
  DISCORD_API_URL: `http://127.0.0.1:${port}/api`,
  OPERATOR_GUILD_ID: GUILDS.lounge,
});

/** The local Discord as a process of its own: the bot may die and come back, its messages stay. */
export async function startDiscord(dataDir: string, wantedPort = 5010) {
  const discord = await detached({
    name: 'discord',
    dataDir,
    wantedPort,
    args: () => [join(root, 'bot/local-discord/main.ts')],
    env: (port) => ({ LOCAL_DISCORD_PORT: String(port), LOCAL_DISCORD_STATE: join(dataDir, 'discord.json') }),
    answers: async (port) => {
      try {
        return (await fetch(`http://127.0.0.1:${port}/playground/state?as=`)).status < 500;
      } catch {
        return false;
      }
    },
  });
  return {
    ...discord,
    env: { ...localApplication(discord.port), DISCORD_CLIENT_SECRET: LOCAL_CLIENT_SECRET },
  };
}
