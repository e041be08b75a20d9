import { type APIApplication, ApplicationFlags, GatewayIntentBits, REST, Routes } from 'discord.js';
import type { Context } from '../context.ts';
import { guilds } from '../db/schema.ts';
import { readSettings } from '../operations/settings.ts';
import { isShutOut, shutOut } from './errors.ts';

/** Application flags by which Discord says that a bot may hear of members; the second while it is on few servers. */
const MEMBERS = ApplicationFlags.GatewayGuildMembers | ApplicationFlags.GatewayGuildMembersLimited;

/** What Discord is asked to tell. */
export type Intents = {
  asked: GatewayIntentBits[];
  /** Whether the operator was granted what members do, so that a server may wish for it at any time. */
  mayHearOfMembers: boolean;
};

/**
 * Only what enabled features need: message content (a privileged intent) is asked for while a server has prefix commands
 * or pays for files, whose presence Discord hides without it; members (another), while one greets its newcomers and the
 * operator was granted them, because one server's wish must not lock the bot out of all.
 * @throws FatalError where Discord does not let the bot in
 */
export async function neededIntents(ctx: Context): Promise<Intents> {
  const { Guilds, GuildMessages, GuildVoiceStates, MessageContent } = GatewayIntentBits;
  const { GuildMembers, GuildMessageReactions, GuildModeration } = GatewayIntentBits;
  const rows = await ctx.db.select({ settings: guilds.settings }).from(guilds);
  const all = rows.map(({ settings }) => readSettings(settings));
  const content = all.length === 0 || all.some((chosen) => chosen.prefixCommands || chosen.messageEarning);
  const members = all.some(
    ({ welcomeChannelId, staffRoles, inviteEarning }) =>
      welcomeChannelId || inviteEarning || Object.keys(staffRoles).length > 0,
  );
  const reactions = all.length === 0 || all.some(({ reactionEarning }) => reactionEarning);
  const audit = all.length === 0 || all.some(({ auditEarning }) => auditEarning);
  const mayHearOfMembers = await isGranted(ctx, MEMBERS);
  const asked = [
    Guilds,
    GuildMessages,
    GuildVoiceStates,
    ...(content ? [MessageContent] : []),
    ...(members && mayHearOfMembers ? [GuildMembers] : []),
    ...(reactions ? [GuildMessageReactions] : []),
    ...(audit ? [GuildModeration] : []),
  ];
  return { asked, mayHearOfMembers };
}

async function isGranted({ config }: Context, flags: number): Promise<boolean> {
  const { apiUrl, token } = config.discord;
  const rest = new REST(apiUrl ? { api: apiUrl } : {}).setToken(token);
  try {
    const { flags: held = 0 } = (await rest.get(Routes.currentApplication())) as APIApplication;
    return (held & flags) !== 0;
  } catch (cause) {
    throw isShutOut(cause) ? shutOut(cause) : cause;
  }
}
