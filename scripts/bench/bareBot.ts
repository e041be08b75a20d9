// The least that a bot can be: discord.js with its usual caches, answering every command at once with a constant.
import { Client, Events, GatewayIntentBits } from 'discord.js';
import { LOCAL_DISCORD_TOKEN } from '../../bot/local-discord/seed.ts';

const { Guilds, GuildMessages, GuildMembers, MessageContent } = GatewayIntentBits;
const client = new Client({
  intents: [Guilds, GuildMessages, GuildMembers, MessageContent],
  rest: { api: process.env.DISCORD_API_URL! },
});
client.on(Events.InteractionCreate, (interaction) => {
  if (interaction.isChatInputCommand()) interaction.reply('0').catch((error) => console.error(error.message));
});
client.once(Events.ClientReady, () => process.send!({ ready: '' }));
await client.login(LOCAL_DISCORD_TOKEN);
