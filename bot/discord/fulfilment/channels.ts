/** A channel, or a private thread where the item names a channel, for one buyer; it is deleted when its time is over. */
import { type APIChannel, ChannelType, OverwriteType, PermissionFlagsBits, Routes } from 'discord.js';
import { itemSettingsOf } from '../../operations/itemSettings.ts';
import { type Desk, type FulfilmentRow, guildOf, move, type Task } from './desk.ts';
import { channelsObstacle, refusedAs, unlessGone } from './obstacles.ts';
import { isMember } from './roles.ts';

const { ViewChannel, SendMessages, ReadMessageHistory, AttachFiles, EmbedLinks } = PermissionFlagsBits;
const THEIRS = (ViewChannel | SendMessages | ReadMessageHistory | AttachFiles | EmbedLinks).toString();
/** Minutes of silence after which Discord puts a thread away: the most that it knows. */
const LONGEST_SILENCE = 10_080;

/** @returns what stands against it */
export async function giveChannel(desk: Desk, task: Task, row: FulfilmentRow): Promise<string | null> {
  const guild = guildOf(desk, task.guildId);
  const userId = row.userId!;
  const { channelId: parentId } = await itemSettingsOf(desk.ctx, task);
  const closed = channelsObstacle(guild, parentId);
  if (closed) return closed;
  if (!(await isMember(guild, userId))) return 'MemberLeft';
  const reason = `Purchase #${task.purchase}: ${task.itemName}`.slice(0, 400);
  try {
    const id =
      (await made(desk, guild.id, task)) ?? (parentId === null ? await makeChannel() : await makeThread(parentId));
    await move(desk, row, { channelId: id });
    if (parentId !== null) await desk.rest.put(Routes.threadMembers(id, userId));
    return null;
  } catch (error) {
    const refused = refusedAs(error, 'ChannelsNotAllowed');
    if (refused) return refused;
    throw error;
  }

  async function makeChannel(): Promise<string> {
    const { Role, Member } = OverwriteType;
    const me = desk.client.user!.id;
    const body = {
      name: nameOf(task),
      type: ChannelType.GuildText,
      topic: topicOf(task),
      permission_overwrites: [
        { id: guild.id, type: Role, deny: ViewChannel.toString() },
        { id: userId, type: Member, allow: THEIRS },
        { id: me, type: Member, allow: THEIRS },
      ],
    };
    return noted((await desk.rest.post(Routes.guildChannels(guild.id), { body, reason })) as APIChannel);
  }

  async function makeThread(parent: string): Promise<string> {
    const body = {
      ...{ name: nameOf(task), type: ChannelType.PrivateThread },
      ...{ invitable: false, auto_archive_duration: LONGEST_SILENCE },
    };
    return noted((await desk.rest.post(Routes.threads(parent), { body, reason })) as APIChannel);
  }

  async function noted({ id }: APIChannel): Promise<string> {
    await desk.faults.at('fulfilmentMade');
    return id;
  }
}

/** By its topic or name, which no crash between making and noting it loses. */
async function made(desk: Desk, guildId: string, task: Task): Promise<string | undefined> {
  const channels = (await desk.rest.get(Routes.guildChannels(guildId))) as APIChannel[];
  const { threads } = (await desk.rest.get(Routes.guildActiveThreads(guildId))) as { threads: APIChannel[] };
  const channel = channels.find((each) => 'topic' in each && each.topic === topicOf(task));
  const me = desk.client.user?.id;
  const thread = threads.find((each) => 'owner_id' in each && each.owner_id === me && each.name === nameOf(task));
  return (channel ?? thread)?.id;
}

const topicOf = ({ purchase }: Task) => `Guildmint · #${purchase}`;

function nameOf({ itemName, purchase }: Task): string {
  const words = itemName.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? ['private'];
  return `${words.join('-').slice(0, 80)}-${purchase}`;
}

export async function takeChannel(desk: Desk, task: Task, row: FulfilmentRow): Promise<void> {
  const guild = guildOf(desk, task.guildId);
  const id = row.channelId ?? (await made(desk, guild.id, task));
  const reason = `Purchase #${task.purchase} ended`;
  if (id) await unlessGone(desk.rest.delete(Routes.channel(id), { reason }));
}
