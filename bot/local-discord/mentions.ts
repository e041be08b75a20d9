/** Whom a message mentions, as far as `allowed_mentions` and the author's permissions let it. */
import type { APIUser } from 'discord-api-types/v10';
import { PermissionFlagsBits } from 'discord-api-types/v10';
import type { Context } from './context.ts';
import type { AllowedMentions } from './limits/message.ts';
import { channelPermissions } from './permissions.ts';
import type { Channel } from './state.ts';

export type Mentions = { mentions: APIUser[]; mention_roles: string[]; mention_everyone: boolean };

export function mentionsIn(
  ctx: Context,
  channel: Channel,
  authorId: string,
  text: string,
  allowed: AllowedMentions | null | undefined,
  repliedTo?: APIUser,
): Mentions {
  const lets = (kind: 'users' | 'roles', id: string) =>
    !allowed || allowed.parse?.includes(kind) || Boolean(allowed[kind]?.includes(id));
  const ids = (pattern: RegExp) => [...new Set([...text.matchAll(pattern)].map((match) => match[1] ?? ''))];
  const users = ids(/<@!?(\d+)>/g).filter((id) => lets('users', id));
  if (repliedTo && (allowed ? allowed.replied_user === true : true)) users.push(repliedTo.id);
  const guild = channel.guild_id === undefined ? undefined : ctx.state.guilds[channel.guild_id];
  const mayAll = Boolean(channelPermissions(ctx, channel, authorId) & PermissionFlagsBits.MentionEveryone);
  const roles = ids(/<@&(\d+)>/g).filter((id) => {
    const role = guild?.roles.find((each) => each.id === id);
    return role && (role.mentionable || mayAll) && lets('roles', id);
  });
  const everyone = Boolean(guild) && mayAll && /@(everyone|here)\b/.test(text);
  return {
    mentions: [...new Set(users)].flatMap((id) => ctx.state.users[id] ?? []),
    mention_roles: roles,
    mention_everyone: everyone && (!allowed || Boolean(allowed.parse?.includes('everyone'))),
  };
}
