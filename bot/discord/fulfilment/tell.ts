/** Who is told what of a redemption, and where. A nonce for each telling: what is repeated after a crash is said once. */

import { escapeMarkdown, type Guild } from 'discord.js';
import { and, eq } from 'drizzle-orm';
import { type Address, keccak256, stringToHex } from 'viem';
import { outbox, replies } from '../../db/schema.ts';
import type { PurchaseId } from '../../operations/fulfil.ts';
import { REFUSED_BY_STAFF } from '../../operations/fulfilments.ts';
import { getSettings } from '../../operations/settings.ts';
import { isClosed } from '../errors.ts';
import { sayOn } from '../language.ts';
import type { Say } from '../locales/say.ts';
import type { Pending } from '../replies/replies.ts';
import type { Button, Reply } from '../replies/reply.ts';
import { mention, oneLine, when } from '../replies/text.ts';
import { type Desk, guildOf, type Task } from './desk.ts';

/** Names one telling of one purchase, within Discord's 25 characters. */
export const nonceOf = (what: string, { token, purchase }: PurchaseId) =>
  keccak256(stringToHex(`${what}:${token.toLowerCase()}:${purchase}`)).slice(2, 26);

/** Where a purchase was made on Discord, and the language of who made it; null where it was made elsewhere. */
export async function madeAt({ ctx }: Desk, { token, buyer, txHash }: Task) {
  const [row] = await ctx.db
    .select({ channelId: replies.channelId, model: replies.model })
    .from(outbox)
    .innerJoin(replies, eq(replies.operation, outbox.id))
    .where(and(eq(outbox.verb, 'buy'), eq(outbox.token, token), eq(outbox.account, buyer), eq(outbox.txHash, txHash)))
    .limit(1);
  return row ? { channelId: row.channelId, locale: (row.model as Pending).locale } : null;
}

/** A direct message. @returns false if the person takes none from the bot */
export const toMember = (
  { deliver }: Pick<Desk, 'deliver'>,
  userId: string,
  reply: Reply,
  nonce: string,
): Promise<boolean> => deliver.direct(userId, reply, nonce);

/** A line in the first of these channels that takes it. @returns false if none does */
export async function toChannel(
  { deliver }: Pick<Desk, 'deliver'>,
  channelIds: (string | null | undefined)[],
  reply: Reply,
  nonce: string,
): Promise<boolean> {
  for (const channelId of channelIds) {
    if (!channelId) continue;
    try {
      await deliver.post(channelId, reply, nonce);
      return true;
    } catch (error) {
      if (!isClosed(error)) throw error;
    }
  }
  return false;
}

/** The staff's channel, else where Discord itself writes to the staff, else the owner. */
export async function toStaff(
  desk: Pick<Desk, 'ctx' | 'deliver'>,
  token: Address,
  guild: Guild,
  reply: Reply,
  nonce: string,
): Promise<void> {
  const { staffChannelId } = await getSettings(desk.ctx, { token });
  const channels = [staffChannelId, guild.publicUpdatesChannelId, guild.systemChannelId];
  const told = (await toChannel(desk, channels, reply, nonce)) || (await toMember(desk, guild.ownerId, reply, nonce));
  if (!told) desk.ctx.log.warn({ guild: guild.id, token }, 'the staff cannot be told: set a staff channel');
}

/** What the staff read of a purchase: what happened, and what to do about it. */
export async function tellStaff(
  desk: Desk,
  task: Task,
  about: { what: 'declined' | 'manual' | 'takeBack'; reason?: string | null; roleId?: string | null; until?: number },
): Promise<void> {
  const guild = guildOf(desk, task.guildId);
  const say = await sayOn(desk.ctx, guild);
  const { what, reason, until = 0 } = about;
  const values = {
    purchase: task.purchase,
    item: escapeMarkdown(task.itemName),
    member: task.row?.userId ? mention(task.row.userId) : `\`${task.buyer}\``,
    role: roleName(guild, about.roleId ?? null),
    when: when(until * 1000, 'f'),
  };
  const todo = reason && isReason(reason) ? [say(`staff.todo.${reason}`, values)] : [];
  const reply: Reply = {
    tone: what === 'manual' ? 'info' : 'failure',
    title: say(`staff.${what}`),
    blocks: [say(`staff.${what}Text`, values), ...todo],
    ...(what === 'manual' ? { buttons: decisions(say, task) } : {}),
  };
  await toStaff(desk, task.token, guild, reply, nonceOf(what, task));
}

/** Under what waits for the staff's hands. */
const decisions = (say: Say, { purchase }: Task): Button[] => [
  {
    ...{ label: say('staff.handedOver'), emoji: '✅', look: 'success' },
    press: { verb: 'handedOver', purchase: BigInt(purchase) },
  },
  {
    ...{ label: say('staff.refuse'), emoji: '✖️', look: 'danger' },
    press: { verb: 'refusePurchase', purchase: BigInt(purchase) },
  },
];

const REASONS = [
  'RoleNotSet',
  'RoleGone',
  'RolesNotAllowed',
  'RoleNotGivable',
  'RoleAboveBot',
  'CodesUsedUp',
  'RolesFull',
  'ChannelsNotAllowed',
  'ChannelsFull',
  'ChannelNotSet',
  'ChannelGone',
  'PinsNotAllowed',
  'PinsFull',
  'DrawNotReady',
  'WebhookNotSet',
  'WebhookRefused',
  'MemberLeft',
  'NoMember',
  'TooLate',
] as const;
const isReason = (reason: string): reason is (typeof REASONS)[number] => REASONS.some((known) => known === reason);

export const roleName = (guild: Guild, roleId: string | null) =>
  escapeMarkdown((roleId && guild.roles.cache.get(roleId)?.name) || '?');

/** Why a member did not get what they paid for, in words that help them. */
export function whyFor(say: Say, reason: string | null): string {
  if (reason === 'CodesUsedUp') return say('handover.why.codes');
  if (reason === 'MemberLeft') return say('handover.why.left');
  if (reason?.startsWith(REFUSED_BY_STAFF))
    return say('handover.why.staff', { reason: oneLine(reason.slice(REFUSED_BY_STAFF.length), 200) });
  if (reason === 'TooLate') return say('handover.why.late');
  return say('handover.why.setup');
}
