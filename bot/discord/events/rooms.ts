import type { AnyThreadChannel } from 'discord.js';
import { meetUser } from '../../operations/meetUser.ts';
import { reportActivity } from '../../operations/reportActivity.ts';
import type { Face } from '../face.ts';
import { fetchMember, personOf } from '../person.ts';
import { factorOf } from './factor.ts';

/** Whoever opens a thread has created a room. */
export async function onThreadCreate(face: Face, thread: AnyThreadChannel, newlyCreated: boolean): Promise<void> {
  const community = newlyCreated && thread.ownerId ? await face.communityOf(thread.guildId) : null;
  if (!community || !thread.ownerId) return;
  const owner = await fetchMember(thread.guild, thread.ownerId);
  if (owner.user.bot) return;
  const { token, settings } = community;
  const bps = factorOf(settings.earningRules, owner, thread);
  if (bps === 0) return;
  await meetUser(face.ctx, personOf(owner.user, owner));
  await reportActivity(face.ctx, {
    token,
    userId: owner.id,
    source: `thread:${thread.id}`,
    did: [{ activity: 'createRoom' }],
    bps,
  });
  face.settling.notice(token);
}
