import type { Guild } from 'discord.js';
import type { Context } from '../context.ts';
import { getSettings, type Settings } from '../operations/settings.ts';
import { type Say, sayIn } from './locales/say.ts';

/** What everybody on a server reads: in the language that its staff chose, else in the one that Discord knows it by. */
export const sayAs = (guild: Guild, settings: Pick<Settings, 'language'> | undefined): Say =>
  sayIn(settings?.language ?? guild.preferredLocale);

/** The same where its settings are not at hand. */
export const sayOn = async (ctx: Context, guild: Guild): Promise<Say> =>
  sayAs(guild, await getSettings(ctx, { guildId: guild.id }));
