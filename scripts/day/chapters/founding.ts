import { PermissionFlagsBits as P } from 'discord-api-types/v10';
import { CHANNELS, GUILDS } from '../../../bot/local-discord/seed.ts';
import type { Day } from '../stage.ts';

const { lobby, tasks, standup } = CHANNELS;

/** The second community: invited, planned, created by the operator's command, set up in one private message. */
export async function founding({ chapter, owner, people: { eve } }: Day) {
  await chapter(6, 'Six o’clock: the Taskforce invites the bot');
  const guild_id = GUILDS.taskforce;
  const permissions = `${P.ViewChannel | P.SendMessages | P.ReadMessageHistory | P.EmbedLinks | P.ManageRoles}`;
  await eve.does('invites the bot', async (self) => {
    await self.act({ do: 'remove_bot', guild_id });
    await self.act({ do: 'invite_bot', guild_id, permissions });
  });
  const wizard = await (await eve.sees(/Hello!/)).press('Set up');
  const plan = await wizard.press('Tasks');
  await plan.fill({ name: 'Force Coin', symbol: 'FRC' });
  await owner.founds(guild_id, 'Taskforce');
  await eve.uses(lobby, 'setup check');
  const channels = await eve.uses(lobby, 'setup start');
  const saved = await channels.choose('Tasks', [tasks]);
  const news = await saved.press('Next');
  const roles = await news.press('Next');
  const features = await roles.press('Next');
  const check = await features.press('Next');
  await check.press('Send test messages');
  await eve.uses(lobby, 'setup staff');
  await eve.says(lobby, 'Now we have coins of our own.');
  await eve.uses(lobby, 'config figure', { figure: 'voiceSeconds', value: '0' });
  await eve.does('joins the stand-up', (self) => self.joinVoice(standup), 'voice');
  await eve.uses(lobby, 'daily');
}
