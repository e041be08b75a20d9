import { escapeMarkdown, Routes } from 'discord.js';
import { codesOf } from '../../operations/codesOf.ts';
import { sayIn } from '../locales/say.ts';
import { codePages } from '../replies/codes.ts';
import { mention } from '../replies/text.ts';
import { isWanted, nowOf, purchaseOf } from './bought.ts';
import { type Desk, type FulfilmentRow, guildOf, move, type Task } from './desk.ts';
import { takeBack } from './end.ts';
import { refusalOf } from './roles.ts';
import { isRole, MARGIN, obstacleTo } from './take.ts';
import { madeAt, nonceOf, roleName, toChannel, toMember } from './tell.ts';

/**
 * Gives what was bought. Repeating it changes nothing: a role is set, and a message carries a nonce.
 * @returns the row, which is given, declined or ended now
 */
export async function handOver(desk: Desk, task: Task, row: FulfilmentRow): Promise<FulfilmentRow> {
  const { ctx } = desk;
  const bought = await purchaseOf(ctx, task);
  const late = bought.fulfilBy - (await nowOf(ctx)) < MARGIN;
  if (late || !isWanted(bought)) {
    // A crash may have come between giving the role and noting it.
    if (isRole(task)) await takeBack(desk, task, row);
    const withdrawn = { state: 'ended', reason: 'Withdrawn' } as const;
    return move(desk, row, isWanted(bought) ? { state: 'declined', reason: 'TooLate' } : withdrawn);
  }
  const reason = isRole(task) ? await giveRole(desk, task, row) : await giveCodes(desk, task, row);
  if (reason) return move(desk, row, { state: 'declined', reason });
  await desk.faults.at('fulfilmentHandedOver');
  const given = await move(desk, row, { state: 'given' });
  await desk.faults.at('fulfilmentGiven');
  return given;
}

/** @returns what stands against it */
async function giveRole(desk: Desk, task: Task, row: FulfilmentRow): Promise<string | null> {
  const userId = row.userId!;
  const roleId = row.roleId!;
  const reason = await obstacleTo(desk, task, { userId, roleId });
  if (reason) return reason;
  const guild = guildOf(desk, task.guildId);
  try {
    const audit = `Purchase #${task.purchase}: ${task.itemName}`.slice(0, 400);
    await desk.rest.put(Routes.guildMemberRole(guild.id, userId, roleId), { reason: audit });
    return null;
  } catch (error) {
    const refusal = refusalOf(error, roleName(guild, roleId));
    if (refusal) return refusal.code;
    throw error;
  }
}

/** To the member alone. Who takes no messages is told where the code lies, in words that show nothing of it. */
async function giveCodes(desk: Desk, task: Task, row: FulfilmentRow): Promise<null> {
  const userId = row.userId!;
  const place = await madeAt(desk, task);
  const guild = guildOf(desk, task.guildId);
  const say = sayIn(place?.locale ?? guild.preferredLocale);
  const item = escapeMarkdown(task.itemName);
  const pages = codePages(await codesOf(desk.ctx, { ...task, userId }));
  for (const [index, page] of pages.entries()) {
    const told = await toMember(
      desk,
      userId,
      { tone: 'success', title: say('handover.code', { item }), blocks: [page], note: say('handover.codeKept') },
      nonceOf(`code${index}`, task),
    );
    if (told) continue;
    const line = say('handover.codeWaits', { member: mention(userId), item });
    const channels = [place?.channelId, guild.systemChannelId];
    const reply = { tone: 'info' as const, blocks: [line], mentions: [userId] };
    if (!(await toChannel(desk, channels, reply, nonceOf('codeWaits', task))))
      desk.ctx.log.info({ purchase: task.purchase }, 'a code waits in its buyer’s inventory; nobody could be told');
    return null;
  }
  return null;
}
