/** Runs the local Discord by itself, as the start script does: `LOCAL_DISCORD_PORT`, and `LOCAL_DISCORD_STATE` for its file. */
import { startLocalDiscord } from './server.ts';

const { LOCAL_DISCORD_PORT = '0', LOCAL_DISCORD_STATE } = process.env;
const port = Number(LOCAL_DISCORD_PORT);
if (!Number.isInteger(port) || port < 0 || port > 65_535) {
  throw new Error(`LOCAL_DISCORD_PORT must be a port from 0 to 65535, not "${LOCAL_DISCORD_PORT}".`);
}
const discord = await startLocalDiscord({ port, ...(LOCAL_DISCORD_STATE ? { stateFile: LOCAL_DISCORD_STATE } : {}) });
console.log(`Local Discord ready: ${discord.url}`);

const stop = () => void discord.close();
process.once('SIGTERM', stop);
process.once('SIGINT', stop);
