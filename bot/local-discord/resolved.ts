/** Collects the full objects of everything an interaction names by id, as Discord sends them along. */
import { storeFiles } from './attachments.ts';
import { type Context, findChannel, findGuild, findMessage, findUser } from './context.ts';
import { unknownRole } from './errors.ts';
import { channelPermissions } from './permissions.ts';
import { APPLICATION_ID } from './seed.ts';
import type { Channel } from './state.ts';
import { memberWithPermissions, messageFor } from './views.ts';

type Resolved = {
  users?: Record<string, object>;
  members?: Record<string, object>;
  roles?: Record<string, object>;
  channels?: Record<string, object>;
  messages?: Record<string, object>;
  attachments?: Record<string, object>;
};

export function createResolver(ctx: Context, place: Channel) {
  const resolved: Resolved = {};
  const guild = place.guild_id === undefined ? undefined : findGuild(ctx, place.guild_id);
  return {
    resolved,
    /** @throws DiscordError for an unknown user. */
    user(id: string): void {
      resolved.users = { ...resolved.users, [id]: findUser(ctx, id) };
      if (!guild?.members[id]) return;
      const { user: _, deaf: __, mute: ___, ...member } = memberWithPermissions(ctx, guild, id, place);
      resolved.members = { ...resolved.members, [id]: member };
    },
    /** @throws DiscordError for a role of no or another guild. */
    role(id: string): void {
      const role = guild?.roles.find((each) => each.id === id);
      if (!role) throw unknownRole();
      resolved.roles = { ...resolved.roles, [id]: role };
    },
    /** @throws DiscordError for an unknown channel. */
    channel(id: string, viewerId: string): void {
      const { type, name, parent_id } = findChannel(ctx, id);
      const permissions = String(channelPermissions(ctx, findChannel(ctx, id), viewerId));
      resolved.channels = { ...resolved.channels, [id]: { id, type, name, parent_id, permissions } };
    },
    /** @throws DiscordError for an unknown message. */
    message(id: string): void {
      const message = messageFor(ctx, findMessage(ctx, place.id, id), APPLICATION_ID);
      resolved.messages = { ...resolved.messages, [id]: message };
    },
    /** Takes a file that a member hands in with a command. @returns its id @throws DiscordError for one that is too large */
    attachment({ filename, size, content_type = 'application/octet-stream' }: HandedIn): string {
      const [stored] = storeFiles(ctx, place, [{ index: 0, filename, size, content_type }], new Map());
      if (!stored) throw new Error('A file was not stored.');
      resolved.attachments = { ...resolved.attachments, [stored.id]: { ...stored, ephemeral: true } };
      return stored.id;
    },
  };
}
type HandedIn = { filename: string; size: number; content_type?: string | undefined };
export type Resolver = ReturnType<typeof createResolver>;
