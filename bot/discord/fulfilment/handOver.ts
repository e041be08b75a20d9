import { escapeMarkdown, Routes } from 'discord.js';
import { codesOf } from '../../operations/codesOf.ts';
import { advanceDraw } from '../../operations/draws.ts';
import { ASKED, BY_STAFF } from '../../operations/fulfilments.ts';
import { sayOn } from '../language.ts';
import { sayIn } from '../locales/say.ts';
import { codePages } from '../replies/codes.ts';
import type { Reply } from '../replies/reply.ts';
import { mention, when } from '../replies/text.ts';
import { isWanted, nowOf, purchaseOf, STATE } from './bought.ts';
import { giveChannel } from './channels.ts';
import { giveColour } from './colours.ts';
import { type Desk, type FulfilmentRow, guildOf, move, type Task } from './desk.ts';
import { takeBack } from './end.ts';
import { type Way, wayOf } from './kinds.ts';
import { givePin } from './pins.ts';
import { refusalOf } from './roles.ts';
import { MARGIN, obstacleTo } from './take.ts';
import { madeAt, nonceOf, roleName, tellStaff, toChannel, toMember } from './tell.ts';
import { giveByWebhook } from './webhooks.ts';

type Give = (desk: Desk, task: Task, row: FulfilmentRow) => Promise<string | null>;

/** By way; each returns what stands against it. */
const GIVE: Record<Exclude<Way, 'staff'>, Give> = {
  role: giveRole,
  colour: giveColour,
  channel: giveChannel,
  pin: givePin,
  code: giveCodes,
  draw: giveByDraw,
  webhook: giveByWebhook,
};

/**
 * Gives what was bought. Repeating it changes nothing: a role is set, what was made is found again, and a message carries a
 * nonce.
 * @returns the row, which is given, declined or ended now, or still waits for its buyer's words
 */
export async function handOver(desk: Desk, task: Task, row: FulfilmentRow): Promise<FulfilmentRow> {
  const { ctx } = desk;
  const way = wayOf({ ...task, row });
  const bought = await purchaseOf(ctx, task);
  if (way === 'staff') {
    await tellStaff(desk, task, { what: 'manual', until: bought.fulfilBy });
    return move(desk, row, { reason: BY_STAFF });
  }
  const late = bought.fulfilBy - (await nowOf(ctx)) < MARGIN;
  // A draw records itself.
  const drawn = way === 'draw' && bought.state === STATE.fulfilled;
  if (!drawn && (late || !isWanted(bought))) {
    // A crash may have come between giving and noting it.
    await takeBack(desk, task, row);
    const withdrawn = { state: 'ended', reason: 'Withdrawn' } as const;
    return move(desk, row, isWanted(bought) ? { state: 'declined', reason: 'TooLate' } : withdrawn);
  }
  if ((way === 'colour' || way === 'pin') && row.input === null) return askBuyer(desk, task, row, bought.fulfilBy);
  const reason = await GIVE[way](desk, task, row);
  if (reason === WAITS) return row;
  if (reason) return move(desk, row, { state: 'declined', reason });
  await desk.faults.at('fulfilmentHandedOver');
  const given = await move(desk, row, { state: 'given', reason: null });
  await desk.faults.at('fulfilmentGiven');
  return given;
}

/** The chain draws, step by step; each block looks again. */
const WAITS = 'Waits';
async function giveByDraw(desk: Desk, task: Task): Promise<string | null> {
  const stand = await advanceDraw(desk.ctx, task);
  if (stand === 'waits') return WAITS;
  return stand === 'drawn' ? null : 'DrawNotReady';
}

/** Which colour, or which words: asked where it was bought, with a button that is theirs alone. */
async function askBuyer(desk: Desk, task: Task, row: FulfilmentRow, by: number): Promise<FulfilmentRow> {
  if (row.reason === ASKED) return row;
  const userId = row.userId!;
  const guild = guildOf(desk, task.guildId);
  const place = await madeAt(desk, task);
  const say = place ? sayIn(place.locale) : await sayOn(desk.ctx, guild);
  const about = wayOf({ ...task, row }) === 'pin' ? 'pin' : 'colour';
  const values = { member: mention(userId), item: escapeMarkdown(task.itemName), when: when(by * 1000, 'f') };
  const reply: Reply = {
    ...{ tone: 'pending', blocks: [say(`wish.ask.${about}`, values)], mentions: [userId] },
    buttons: [
      {
        ...{ label: say(`wish.${about}`), emoji: about === 'pin' ? '📌' : '🎨', look: 'primary' },
        press: { verb: 'wish', author: userId, purchase: BigInt(task.purchase) },
      },
    ],
  };
  if (!(await toChannel(desk, [place?.channelId, guild.systemChannelId], reply, nonceOf('wish', task)))) {
    // A button in a direct message would belong to no server: the inventory has the same one.
    const inventory = { tone: 'pending' as const, blocks: [say('wish.inventory', values)] };
    await toMember(desk, userId, inventory, nonceOf('wish', task));
  }
  return move(desk, row, { reason: ASKED });
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
  const say = place ? sayIn(place.locale) : await sayOn(desk.ctx, guild);
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
