import { escapeMarkdown, type GuildMember } from 'discord.js';
import { getSettings } from '../../operations/settings.ts';
import { greeting } from '../commands/configTexts.ts';
import { isClosed } from '../errors.ts';
import type { Face } from '../face.ts';
import { sayAs } from '../language.ts';
import { mention } from '../replies/text.ts';

/** Greets a newcomer where the server wants it. */
export async function onMemberJoin({ ctx, communityOf, deliver }: Face, { guild, user }: GuildMember): Promise<void> {
  const community = user.bot ? null : await communityOf(guild.id);
  if (!community) return;
  const settings = await getSettings(ctx, { token: community.token });
  const { welcomeChannelId, welcomeText } = settings;
  if (!welcomeChannelId) return;
  const say = sayAs(guild, settings);
  const values = { member: mention(user.id), server: escapeMarkdown(guild.name) };
  const blocks = [greeting(say('welcome.text'), welcomeText, values)];
  const nonce = `w${user.id}`.slice(0, 25);
  try {
    await deliver.post(welcomeChannelId, { tone: 'info', blocks, mentions: [user.id] }, nonce);
  } catch (error) {
    if (!isClosed(error)) throw error;
    ctx.log.info(
      { err: error, guild: guild.id },
      'a newcomer could not be greeted: the channel is gone or closed to the bot',
    );
  }
}
