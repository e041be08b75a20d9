/** Does what was planned: items by the owner's wallet, tasks and awards as an admin's operations, which the server carries. */
import { shopAbi } from '@guildmint/contracts/abi.ts';
import { type Address, encodeFunctionData } from 'viem';
import type { Context } from '../../bot/context.ts';
import { UserError } from '../../bot/errors.ts';
import { award } from '../../bot/operations/award.ts';
import { createTask } from '../../bot/operations/createTask.ts';
import { meetUser } from '../../bot/operations/meetUser.ts';
import { setItemRole } from '../../bot/operations/setItemRole.ts';
import type { Send } from '../deploy/sending.ts';
import { numbersOf, type Payment, type Plan } from './plan.ts';

const AT_ONCE = 10;
/** For how long an operation is waited for before it is looked whether to go on. */
const LOOK_MS = 1000;

export type Result = {
  items: number;
  tasks: number;
  /** Awards that the chain has carried out in this run, and base units of all. */
  awards: number;
  paid: bigint;
  /** Base units that wait for the budget of another day. */
  rest: bigint;
  failed: { at: string; says: string }[];
  /** Ended before all was done; what was handed in is carried all the same. */
  interrupted: boolean;
};
type Watch = { signal: AbortSignal; progress: (done: number, all: number) => void };
type Asked = { at: string; id: string; amount: bigint };

/**
 * As much of a plan as today's budget allows. Whatever was done before, or is under way, is not done again.
 * @param by.send the owner's wallet; null where the plan has no new item
 */
export async function carryOutImport(
  ctx: Context,
  plan: Plan,
  by: { token: Address; admin: string; send: Send | null },
  watch: Watch,
): Promise<Result> {
  const items = await addItems(ctx, plan, by);
  const failed: Result['failed'] = [];
  const tasks: Asked[] = [];
  for (const { at, id, planned, done } of plan.tasks) {
    if (done || watch.signal.aborted) continue;
    if (await tried(failed, at, () => createTask(ctx, { ...planned, id }))) tasks.push({ at, id, amount: 0n });
  }
  const { today, rest } = shareOut(plan);
  const awards: Asked[] = [];
  for (let first = 0; first < today.length && !watch.signal.aborted; first += AT_ONCE)
    await Promise.all(
      today.slice(first, first + AT_ONCE).map(async ({ at, id, person, origin, amount }) => {
        await meetUser(ctx, person);
        const asked = { token: by.token, userId: by.admin, member: person.id, amount, id };
        const reason = `Imported from ${origin}`;
        if (await tried(failed, at, () => award(ctx, { ...asked, reason }))) awards.push({ at, id, amount });
      }),
    );
  ctx.chain.nudge();
  const carried = await follow(ctx, [...tasks, ...awards], failed, watch);
  const amounts = carried.filter(({ amount }) => amount > 0n);
  return {
    items,
    tasks: carried.length - amounts.length,
    awards: amounts.length,
    paid: amounts.reduce((sum, { amount }) => sum + amount, 0n),
    ...{ rest, failed, interrupted: watch.signal.aborted },
  };
}

/** What is still owed, in the files' order, up to what may be awarded today: who comes last waits, or gets a part. */
export function shareOut({ payments, budget }: Pick<Plan, 'payments' | 'budget'>) {
  const today: Payment[] = [];
  let { left } = budget;
  let rest = 0n;
  for (const payment of payments) {
    const { owed } = payment;
    const over = owed - left;
    const amount = over > 0n ? left : owed;
    if (amount > 0n) today.push({ ...payment, amount });
    left -= amount;
    rest += owed - amount;
  }
  return { today, rest };
}

/** One after the other, in their order: their numbers are those by which members know them. */
async function addItems(ctx: Context, { items }: Plan, { token, send }: { token: Address; send: Send | null }) {
  const added = items.filter(({ done }) => !done);
  for (const { key, terms, stock, texts } of send ? added : []) {
    const data = encodeFunctionData({ abi: shopAbi, functionName: 'addItem', args: [token, terms, stock, texts] });
    await send?.(`item ${key} ${texts.contentHash}`, { to: ctx.chain.deployment.shop, data });
  }
  const numbers = await numbersOf(ctx, token);
  for (const { texts, roleId } of items) {
    const item = numbers.get(texts.contentHash);
    if (roleId && item) await setItemRole(ctx, { token, item, roleId });
  }
  return added.length;
}

async function tried(failed: Result['failed'], at: string, work: () => Promise<boolean>): Promise<boolean> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    failed.push({ at, says: error.message });
    return false;
  }
}

/** Waits for the chain's answers. @returns those that it has carried out */
async function follow(ctx: Context, asked: Asked[], failed: Result['failed'], { signal, progress }: Watch) {
  const carried: Asked[] = [];
  for (const [place, one] of asked.entries()) {
    progress(place, asked.length);
    let outcome = await ctx.chain.settled(one.id, LOOK_MS);
    while (!['mined', 'final', 'failed'].includes(outcome.state) && !signal.aborted)
      outcome = await ctx.chain.settled(one.id, LOOK_MS);
    if (signal.aborted) break;
    if (outcome.state === 'failed')
      failed.push({ at: one.at, says: outcome.error?.sentence ?? 'It was refused without a reason: try it again.' });
    else carried.push(one);
  }
  progress(asked.length, asked.length);
  return carried;
}
