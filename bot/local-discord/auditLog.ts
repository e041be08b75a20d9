/** What people with rights do, told to bots that may view the audit log. */
import { type AuditLogEvent, PermissionFlagsBits } from 'discord-api-types/v10';
import { type Context, nextId } from './context.ts';
import { dispatch } from './gateway.ts';
import { permissionsOf } from './permissions.ts';
import { APPLICATION_ID } from './seed.ts';
import type { Guild } from './state.ts';

export function tellAuditLog(
  ctx: Context,
  guild: Guild,
  entry: { user_id: string; target_id: string; action_type: AuditLogEvent; changes?: object[]; options?: object },
): void {
  if (!(permissionsOf(ctx, guild, APPLICATION_ID) & PermissionFlagsBits.ViewAuditLog)) return;
  const d = { id: nextId(ctx), guild_id: guild.id, ...entry };
  dispatch(ctx, { t: 'GUILD_AUDIT_LOG_ENTRY_CREATE', d, guildId: guild.id });
}
