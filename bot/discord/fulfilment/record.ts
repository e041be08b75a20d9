import { escapeMarkdown } from 'discord.js';
import { eq } from 'drizzle-orm';
import { outbox } from '../../db/schema.ts';
import { proofOf } from '../../operations/draws.ts';
import { fulfil, fulfilmentId } from '../../operations/fulfil.ts';
import { refuse } from '../../operations/refuse.ts';
import { sayOn } from '../language.ts';
import { type Say, sayIn } from '../locales/say.ts';
import { code, mention, money, when } from '../replies/text.ts';
import { isWanted, nowOf, purchaseOf, STATE } from './bought.ts';
import { raiseColour } from './colours.ts';
import { type Desk, type FulfilmentRow, guildOf, Later, move, type Task } from './desk.ts';
import { takeBack } from './end.ts';
import { type Way, wayOf } from './kinds.ts';
import { madeAt, nonceOf, roleName, tellStaff, toChannel, toMember, whyFor } from './tell.ts';

/** What the chain refused is tried again after so long, and after four times as long each further time. */
const AGAIN_MS = 5_000;
const LONGEST_MS = 3_600_000;

/** Records on the chain what was given; once that is final, tells the member. */
export async function recordGiven(desk: Desk, task: Task, row: FulfilmentRow): Promise<void> {
  const stand = await onChain(desk, task, 'fulfil', (attempt) => fulfil(desk.ctx, { ...task, attempt }));
  if (stand === 'underWay') return;
  if (stand === 'impossible') return withdraw(desk, task, row);
  const way = wayOf({ ...task, row });
  if (way === 'colour') await raiseColour(desk, task, row);
  if (way !== 'code') await tellGiven(desk, task, row);
  await desk.faults.at('fulfilmentTold');
  await move(desk, row, { state: 'fulfilled' });
}

/** Refunds what cannot be handed over. The staff hear of it at once, the member when the tokens are back. */
export async function recordDeclined(desk: Desk, task: Task, row: FulfilmentRow): Promise<void> {
  const stand = await onChain(desk, task, 'refuse', async (attempt) => {
    await tellStaff(desk, task, { what: 'declined', reason: row.reason, roleId: row.roleId });
    await refuse(desk.ctx, { ...task, attempt, reason: row.reason ?? '' });
  });
  if (stand === 'underWay') return;
  if (stand === 'impossible') {
    await move(desk, row, { state: 'ended' });
    return;
  }
  if (row.userId) await tellOfRefund(desk, task, row.userId, row.reason);
  await desk.faults.at('fulfilmentTold');
  await move(desk, row, { state: 'refused' });
}

/** @returns whether it is recorded beyond reorganisations, on its way, or cannot be recorded any more */
async function onChain(
  desk: Desk,
  task: Task,
  verb: 'fulfil' | 'refuse',
  submit: (attempt: number) => Promise<unknown>,
): Promise<'final' | 'underWay' | 'impossible'> {
  const { ctx } = desk;
  let failedAt: number | null = null;
  for (let attempt = 1; ; attempt++) {
    const id = fulfilmentId(verb, task, attempt);
    const [operation] = await ctx.db
      .select({ state: outbox.state, updatedAt: outbox.updatedAt })
      .from(outbox)
      .where(eq(outbox.id, id));
    if (operation?.state === 'final') return 'final';
    if (operation && operation.state !== 'failed') return 'underWay';
    if (operation) {
      failedAt = operation.updatedAt.getTime();
      continue;
    }
    const bought = await purchaseOf(ctx, task);
    if (bought.state === (verb === 'fulfil' ? STATE.fulfilled : STATE.refused)) return 'final';
    if (!isWanted(bought) || (verb === 'fulfil' && bought.fulfilBy <= (await nowOf(ctx)))) return 'impossible';
    const pause = failedAt === null ? 0 : Math.min(LONGEST_MS, AGAIN_MS * 4 ** (attempt - 2));
    const left = (failedAt ?? 0) + pause - ctx.clock();
    if (failedAt !== null && left > 0) throw new Later(`the chain refused to ${verb} purchase ${task.purchase}`, left);
    await submit(attempt);
    await desk.faults.at('fulfilmentSubmitted');
    return 'underWay';
  }
}

/** Given, but not to be recorded any more: its deadline has passed, or it was taken from the buyer meanwhile. */
async function withdraw(desk: Desk, task: Task, row: FulfilmentRow): Promise<void> {
  const refundable = isWanted(await purchaseOf(desk.ctx, task));
  const returnable = isReturnable(wayOf({ ...task, row }));
  if (returnable) await takeBack(desk, task, row);
  else
    desk.ctx.log.warn({ token: task.token, purchase: task.purchase }, 'a purchase was given and could not be recorded');
  // What cannot be taken back, such as a code: whether it is refunded all the same is its buyer's to ask of the contract.
  const declined = returnable && refundable;
  await move(desk, row, { state: declined ? 'declined' : 'ended', reason: 'TooLate' });
}

/** What was drawn, and how everybody can work it out again. */
async function proofWords({ ctx }: Desk, task: Task, say: Say): Promise<string[]> {
  const proof = await proofOf(ctx, task);
  if (!proof) throw new Later(`the draw of purchase ${task.purchase} is not indexed yet`, 1_000);
  const { draw, seed, block, blockHash, won } = proof;
  const drawn = won.map(({ collection, id }) => `💎 ${code(`${collection}`)} **#${id}**`).join('\n');
  const sizes = won.map(({ poolSize }) => poolSize).join(', ');
  const values = { draw, seed: code(seed), block, blockHash: code(blockHash), token: code(task.token), sizes };
  return [drawn, say('handover.proof', values)];
}

const isReturnable = (way: Way) => !['code', 'draw', 'webhook', 'staff'].includes(way);

/** Where it was bought, for everybody to see; else to the member alone. */
async function tellGiven(desk: Desk, task: Task, row: FulfilmentRow): Promise<void> {
  const { userId } = row;
  // A wallet of nobody here: its owner reads it in the dApp.
  if (userId === null) return;
  const guild = guildOf(desk, task.guildId);
  const { expiresAt } = await purchaseOf(desk.ctx, task);
  const place = await madeAt(desk, task);
  const say = place ? sayIn(place.locale) : await sayOn(desk.ctx, guild);
  const what = SAID[wayOf({ ...task, row })];
  const values = {
    ...{ member: mention(userId), item: escapeMarkdown(task.itemName), channel: `<#${row.channelId}>` },
    ...{ role: roleName(guild, row.roleId), when: when(expiresAt * 1000, 'f') },
  };
  const line = say(expiresAt ? `handover.${what}` : `handover.${what}ForEver`, values);
  const proof = row.userId && wayOf({ ...task, row }) === 'draw' ? await proofWords(desk, task, say) : [];
  const reply = { tone: 'success' as const, blocks: [line, ...proof], mentions: [userId] };
  const nonce = nonceOf('role', task);
  if (place && (await toChannel(desk, [place.channelId], reply, nonce))) return;
  await toMember(desk, userId, reply, nonce);
}

const SAID: Record<Way, 'role' | 'channel' | 'pin' | 'done'> = {
  ...{ role: 'role', colour: 'role', channel: 'channel', pin: 'pin' },
  ...{ code: 'done', draw: 'done', webhook: 'done', staff: 'done' },
};

async function tellOfRefund(desk: Desk, task: Task, userId: string, reason: string | null): Promise<void> {
  const guild = guildOf(desk, task.guildId);
  const community = await desk.communityOf(guild.id);
  if (!community) throw new Later(`the server ${guild.id} has no community`);
  const { unitPrice, quantity } = await purchaseOf(desk.ctx, task);
  const place = await madeAt(desk, task);
  const say = place ? sayIn(place.locale) : await sayOn(desk.ctx, guild);
  const amount = money(say, community, unitPrice * BigInt(quantity));
  const text = say('handover.refundedText', { why: whyFor(say, reason), amount });
  const title = say('handover.refunded', { item: escapeMarkdown(task.itemName) });
  await toMember(desk, userId, { tone: 'info', title, blocks: [text] }, nonceOf('refunded', task));
}
