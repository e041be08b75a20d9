/** Holds what the files say against the community, its server and its chain, before anything is done. */
import { earningsAbi, shopAbi, tokenAbi } from '@guildmint/contracts/abi.ts';
import { type Address, encodeFunctionData, zeroHash } from 'viem';
import type { Context } from '../../bot/context.ts';
import { UserError } from '../../bot/errors.ts';
import { parseAmount } from '../../bot/operations/amount.ts';
import { AWARD_GAS } from '../../bot/operations/award.ts';
import { type NewTask, requireTerms } from '../../bot/operations/createTask.ts';
import type { getCommunity } from '../../bot/operations/getCommunity.ts';
import { getEarningSummary } from '../../bot/operations/getEarningSummary.ts';
import { getItems } from '../../bot/operations/getItems.ts';
import type { DiscordUser } from '../../bot/operations/meetUser.ts';
import { requireCustodial } from '../../bot/operations/requireCustodial.ts';
import { itemSchema, toItem } from '../deploy/items.ts';
import { isDone, nextId, paidOf, prefixOf, type Row, readLedger } from './ledger.ts';
import type { Server } from './people.ts';
import type { Balance, Fault, Found, Item, Origin, Task } from './sources.ts';

/** More than any budget, and less than a balance can be. */
const VERY_MUCH = 2n ** 95n;
const AT_ONCE = 10;

export type Payment = {
  at: string;
  origin: Origin;
  person: DiscordUser;
  /** Base units in all, and what of them was not awarded yet. */
  amount: bigint;
  owed: bigint;
  /** Of the operation that awards what is owed. */
  id: string;
};
type Goods = ReturnType<typeof toItem> & {
  at: string;
  name: string;
  roleId: string | null;
  /** It is in the shop, by an import before this one. */
  done: boolean;
};
type Job = { at: string; id: string; planned: NewTask; done: boolean };
export type Budget = {
  /** Base units that the admin may award now, and in a day. */
  left: bigint;
  day: bigint;
};
export type Plan = {
  payments: Payment[];
  items: Goods[];
  tasks: Job[];
  budget: Budget;
  faults: Fault[];
  /** What is not imported, in a sentence each. */
  left: string[];
};
type Community = Awaited<ReturnType<typeof getCommunity>>;
type Asked = { community: Community; admin: string; absent: 'refuse' | 'skip' };

/** Written by hand where a balance is nothing: there is nothing to award. */
const NOTHING = /^-?0+(\.0*)?$/;

/**
 * @param asked.admin Discord id of who awards and creates
 * @param asked.absent what becomes of members who are not on the server
 * @throws UserError for an admin who may not award
 */
export async function planImport(ctx: Context, found: Found, server: Server, asked: Asked): Promise<Plan> {
  const { token } = asked.community;
  const budget = await budgetOf(ctx, token, asked.admin);
  const origins = new Set([...found.balances, ...found.tasks].map(({ origin }) => origin));
  const ledgers = new Map(
    await Promise.all(
      [...origins].map(async (origin) => [origin, await readLedger(ctx.db, prefixOf(origin, token))] as const),
    ),
  );
  const rowsOf = (origin: Origin, what: string) => ledgers.get(origin)?.get(what) ?? [];
  const faults = [...found.faults];
  const left = [...found.left];
  const payments = payable(found.balances, server, asked, { faults, left, rowsOf });
  const items = await sellable(ctx, found.items, asked.community, faults);
  const tasks = offered(found.tasks, server, asked, { faults, rowsOf });
  faults.push(...(await impossible(ctx, asked.community, payments)));
  if (budget.day === 0n && payments.length > 0)
    faults.push({ at: 'community', says: 'An admin may award nothing here: raise the award budget in the app.' });
  return { payments, items, tasks, budget, faults, left };
}

type Notes = { faults: Fault[]; rowsOf: (origin: Origin, what: string) => Row[] };

function payable(
  balances: Balance[],
  { people }: Server,
  { community, absent }: Asked,
  notes: Notes & { left: string[] },
) {
  const first = new Map<string, string>();
  const payments: Payment[] = [];
  let away = 0;
  for (const { at, origin, member, amount } of balances) {
    const before = first.get(member);
    const fault = (says: string) => notes.faults.push({ at, says });
    first.set(member, before ?? at);
    const person = people.get(member);
    if (before) fault(`Member ${member} stands at ${before}, too: leave one of the two.`);
    else if (!/^\d{15,20}$/.test(member)) fault(`“${member}” is no Discord id: name whose it is with --ids.`);
    else if (NOTHING.test(amount)) continue;
    else if (!person && absent === 'skip') away++;
    else if (!person)
      fault(`Member ${member} is not on the server: take the line out, or leave all such out with --absent skip.`);
    else
      said(fault, () => {
        const rows = notes.rowsOf(origin, member);
        const id = nextId(prefixOf(origin, community.token), member, rows);
        const whole = parseAmount(amount, community.decimals);
        const paid = paidOf(rows);
        payments.push({ at, origin, person, amount: whole, owed: whole > paid ? whole - paid : 0n, id });
      });
  }
  if (away > 0) notes.left.push(`${away} member(s) who are not on the server.`);
  return payments;
}

/** What is wrong is told by its line, and the next is looked at. */
function said(fault: (says: string) => unknown, work: () => void) {
  try {
    work();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    fault(error.message);
  }
}

async function sellable(
  ctx: Context,
  items: Item[],
  { token, decimals }: Community,
  faults: Fault[],
): Promise<Goods[]> {
  if (items.length === 0) return [];
  const [taken, onSale] = await Promise.all([numbersOf(ctx, token), getItems(ctx, { token })]);
  const keys = new Map(onSale.map(({ key, name }) => [key, `the shop’s ${name}`]));
  const goods: Goods[] = [];
  for (const { at, origin: _, price, closes, emoji, roleId, ...row } of items) {
    const fault = (says: string) => faults.push({ at, says });
    const written = {
      ...row,
      ...(emoji && { emoji }),
      price: 0,
      ...(roleId && { kind: 'role', role: roleId }),
    };
    const parsed = itemSchema.safeParse(written);
    if (!parsed.success) {
      for (const { path, message } of parsed.error.issues) fault(`${path.join('.')} of ${row.name} ${message}.`);
      continue;
    }
    said(fault, () => {
      const item = toItem(parsed.data, () => 0n);
      const terms = {
        ...item.terms,
        price: NOTHING.test(price) ? 0n : parseAmount(price, decimals),
        closes: closes ?? 0,
        active: row.active && (closes === null || closes * 1000 > ctx.clock()),
      };
      const done = taken.has(item.texts.contentHash);
      const other = keys.get(row.key);
      if (other && !done) fault(`The key ${row.key} is that of ${other}: rename one of the two.`);
      keys.set(row.key, at);
      goods.push({ ...item, terms, at, name: row.name, roleId, done });
    });
  }
  return goods;
}

/** Numbers of the shop's items by the hash of what they say of themselves, their keys included. */
export async function numbersOf({ chain }: Context, token: Address): Promise<Map<string, number>> {
  const shop = { address: chain.deployment.shop, abi: shopAbi } as const;
  const count = await chain.client.readContract({ ...shop, functionName: 'itemCount', args: [token] });
  const all = await Promise.all(
    Array.from({ length: Number(count) }, async (_, index) => {
      const args = [token, BigInt(index + 1)] as const;
      const { contentHash } = await chain.client.readContract({ ...shop, functionName: 'itemOf', args });
      return [contentHash, index + 1] as const;
    }),
  );
  return new Map(all);
}

function offered(tasks: Task[], { roles }: Server, { community, admin }: Asked, { faults, rowsOf }: Notes): Job[] {
  const jobs: Job[] = [];
  for (const { at, origin, id, reward, roleName, ...text } of tasks) {
    const fault = (says: string) => faults.push({ at, says });
    const roleId = roleName === null ? null : roles.get(roleName);
    if (roleId === undefined) fault(`The server has no role “${roleName}”: create it, or take it out of the task.`);
    else
      said(fault, () => {
        const { token, decimals } = community;
        const fixed = { token, userId: admin, reviewers: 1, repeatable: false, issued: true, roleId };
        const planned: NewTask = { ...text, ...fixed, reward: parseAmount(reward, decimals) };
        requireTerms(planned);
        const rows = rowsOf(origin, `task-${id}`);
        const done = isDone(rows);
        jobs.push({ at, id: nextId(prefixOf(origin, token), `task-${id}`, rows), planned, done });
      });
  }
  return jobs;
}

/** What no day's budget would change: a balance above what a member may hold, and more than may exist. */
async function impossible(ctx: Context, { token, symbol }: Community, payments: Payment[]): Promise<Fault[]> {
  const { client } = ctx.chain;
  const contract = { address: token, abi: tokenAbi } as const;
  const most = await client.readContract({ ...contract, functionName: 'maxBalance' });
  const faults: Fault[] = [];
  for (let first = 0; first < payments.length; first += AT_ONCE)
    await Promise.all(
      payments.slice(first, first + AT_ONCE).map(async ({ at, person, owed }) => {
        const account = await ctx.chain.accountOf(person.id);
        const held = await client.readContract({ ...contract, functionName: 'balanceOf', args: [account] });
        if (held + owed > most)
          faults.push({
            at,
            says: `Member ${person.id} would hold more ${symbol} than this community lets a member hold.`,
          });
      }),
    );
  const total = payments.reduce((sum, { owed }) => sum + owed, 0n);
  if (payments.length === 0) return faults;
  const { issuable } = await getEarningSummary(ctx, { token, who: { userId: payments[0]!.person.id } });
  if (total > issuable)
    faults.push({ at: 'community', says: `All balances together are more ${symbol} than may exist: leave some out.` });
  return faults;
}

/**
 * What an admin may award now and in a day, as the contracts count it.
 * @throws UserError for who may not award
 */
export async function budgetOf(ctx: Context, token: Address, admin: string): Promise<Budget> {
  await requireCustodial(ctx, admin);
  const { client, deployment } = ctx.chain;
  const account = await ctx.chain.accountOf(admin);
  const args = [token, account, VERY_MUCH, zeroHash] as const;
  const data = encodeFunctionData({ abi: earningsAbi, functionName: 'award', args });
  const earnings = { address: deployment.earnings, abi: earningsAbi } as const;
  const contract = { address: token, abi: tokenAbi } as const;
  const [refusal, unit, caps, { awardBudget }, { communityLeft }] = await Promise.all([
    ctx.chain.check({ userId: admin, token, target: 'earnings', data, gas: AWARD_GAS }),
    client.readContract({ ...contract, functionName: 'unit' }),
    client.readContract({ ...contract, functionName: 'caps' }),
    client.readContract({ ...earnings, functionName: 'milestonesOf', args: [token] }),
    getEarningSummary(ctx, { token, who: { userId: admin } }),
  ]);
  // The refusal is the one place where the contract says what is left.
  if (refusal?.name !== 'EarningsAwardBudget')
    throw new UserError(
      refusal?.name ?? 'AwardUnclear',
      refusal?.sentence ?? 'The contracts would award anything: check the deployment.',
    );
  const admins = BigInt(refusal.args.left ?? 0);
  const own = awardBudget === 0n ? BigInt(caps.communityDay) / 10n : awardBudget;
  const day = own < BigInt(caps.communityDay) ? own : BigInt(caps.communityDay);
  return { left: admins < communityLeft ? admins : communityLeft, day: day * unit };
}
