/** What only the audit log tells: who created a channel, and who moderates. */
import { AuditLogEvent, type Guild, type GuildAuditLogsEntry } from 'discord.js';
import { meetUser } from '../../operations/meetUser.ts';
import { type Activity, reportActivity } from '../../operations/reportActivity.ts';
import type { Face } from '../face.ts';
import { fetchMember, personOf } from '../person.ts';
import { factorOf } from './factor.ts';

const DAY_MS = 86_400_000;

/** What moderators do to what others wrote and to who they are. */
const MODERATING: AuditLogEvent[] = [
  AuditLogEvent.MemberKick,
  AuditLogEvent.MemberBanAdd,
  AuditLogEvent.MemberBanRemove,
  AuditLogEvent.MessageDelete,
  AuditLogEvent.MessageBulkDelete,
];

/** Discord tells this only bots that may view the audit log, so a server that does not allow it pays for none of it. */
export async function onAuditLogEntry(face: Face, entry: GuildAuditLogsEntry, guild: Guild): Promise<void> {
  const { executorId } = entry;
  const did = activityOf(entry, Math.floor(face.ctx.clock() / DAY_MS));
  if (!did || !executorId) return;
  const community = await face.communityOf(guild.id);
  if (!community?.settings.auditEarning) return;
  const member = await fetchMember(guild, executorId);
  const bps = factorOf(community.settings.earningRules, member, null);
  if (member.user.bot || bps === 0) return;
  const { token } = community;
  await meetUser(face.ctx, personOf(member.user, member));
  const { activity, source } = did;
  await reportActivity(face.ctx, { token, userId: executorId, source, did: [{ activity }], bps });
  face.settling.notice(token);
}

/** Moderating counts once a day, however much there is to do. */
function activityOf(
  { action, targetId, changes }: GuildAuditLogsEntry,
  day: number,
): { activity: Activity; source: string } | null {
  if (action === AuditLogEvent.ChannelCreate) return { activity: 'createRoom', source: `channel:${targetId}` };
  const timedOut =
    action === AuditLogEvent.MemberUpdate && changes.some(({ key }) => key === 'communication_disabled_until');
  if (!timedOut && !MODERATING.includes(action)) return null;
  return { activity: 'moderateRoom', source: `moderate:${day}` };
}
