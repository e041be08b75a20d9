/** Invitations to a server: made by members, counted when somebody comes by one. */
import { randomBytes } from 'node:crypto';
import { InviteType } from 'discord-api-types/v10';
import { type Context, findUser, timestamp } from './context.ts';
import { Refusal } from './errors.ts';
import type { Channel, Guild, Invite } from './state.ts';

/** @param maxUses 0 for any number */
export function createInvite(ctx: Context, channel: Channel, inviterId: string, maxUses = 0): Invite {
  const invite: Invite = {
    code: randomBytes(6).toString('base64url'),
    guild_id: channel.guild_id ?? '',
    channel_id: channel.id,
    inviter_id: inviterId,
    uses: 0,
    max_uses: maxUses,
    created_at: timestamp(ctx),
  };
  ctx.state.invites[invite.code] = invite;
  ctx.changed();
  return invite;
}

/** Counts one who comes by it; the last whom it admits ends it. @throws Refusal where there is none */
export function acceptInvite(ctx: Context, guild: Guild, code: string): void {
  const invite = ctx.state.invites[code];
  if (invite?.guild_id !== guild.id) throw new Refusal('This invite is invalid or has expired.', 404);
  invite.uses += 1;
  if (invite.max_uses > 0 && invite.uses >= invite.max_uses) delete ctx.state.invites[code];
  ctx.changed();
}

/** An invite with its counts, as who manages the server sees it. */
export function inviteObject(ctx: Context, guild: Guild, invite: Invite) {
  const { code, uses, max_uses, created_at, inviter_id, channel_id } = invite;
  const channel = ctx.state.channels[channel_id];
  return {
    ...{ type: InviteType.Guild, code, uses, max_uses, max_age: 0, temporary: false, created_at, expires_at: null },
    guild: { id: guild.id, name: guild.name, icon: null, features: [] },
    guild_id: guild.id,
    channel: { id: channel_id, type: channel?.type ?? 0, name: channel?.name ?? null },
    inviter: findUser(ctx, inviter_id),
  };
}
