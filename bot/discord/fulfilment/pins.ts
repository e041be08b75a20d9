/** What a buyer wrote, posted and pinned in the item's channel, and unpinned when its time is over. */
import { escapeMarkdown } from 'discord.js';
import { itemSettingsOf } from '../../operations/itemSettings.ts';
import { sayOn } from '../language.ts';
import { mention, quote } from '../replies/text.ts';
import { type Desk, type FulfilmentRow, guildOf, move, type Task } from './desk.ts';
import { pinsObstacle, refusedAs, unlessGone } from './obstacles.ts';
import { nonceOf } from './tell.ts';

/** @returns what stands against it */
export async function givePin(desk: Desk, task: Task, row: FulfilmentRow): Promise<string | null> {
  const guild = guildOf(desk, task.guildId);
  const channelId = row.channelId ?? (await itemSettingsOf(desk.ctx, task)).channelId;
  const closed = pinsObstacle(guild, channelId);
  if (closed || channelId === null) return closed;
  const say = await sayOn(desk.ctx, guild);
  const from = say('handover.pinned', { member: mention(row.userId!), item: escapeMarkdown(task.itemName) });
  try {
    const reply = { tone: 'info' as const, blocks: [quote(row.input).trimStart()], note: from };
    const messageId = row.messageId ?? (await desk.deliver.post(channelId, reply, nonceOf('pin', task)));
    await move(desk, row, { channelId, messageId });
    await desk.faults.at('fulfilmentMade');
    await desk.deliver.pin(channelId, messageId, true);
    return null;
  } catch (error) {
    const refused = refusedAs(error, 'PinsNotAllowed');
    if (refused) return refused;
    throw error;
  }
}

export async function takePin(desk: Desk, _task: Task, { channelId, messageId }: FulfilmentRow): Promise<void> {
  if (channelId && messageId) await unlessGone(desk.deliver.pin(channelId, messageId, false));
}
