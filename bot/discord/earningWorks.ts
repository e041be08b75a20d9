/** What earning needs done from time to time, by one server among several. */
import { forgetAudiences as forget } from '../operations/audience.ts';
import { rewardInvites } from '../operations/rewardInvites.ts';
import type { Work } from './leading.ts';

const HOUR_MS = 3_600_000;
const INVITES_MS = 60_000;

/** Pays for invitations as friends become active. */
export const payInvites: Work = async (ctx) => ((await rewardInvites(ctx)) > 0 ? 0 : INVITES_MS);

/** Forgets who reacted to messages that are too old to earn anything by it. */
export const forgetAudiences: Work = async (ctx) => {
  await forget(ctx);
  return HOUR_MS;
};
