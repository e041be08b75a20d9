import { and, asc, desc, eq, gt, isNotNull, isNull, ne, not, or, type SQL, sql } from 'drizzle-orm';
import type { Address } from 'viem';
import type { Context } from '../context.ts';
import { claims, tasks, texts } from '../db/schema.ts';
import { UserError } from '../errors.ts';
import { userIdOf } from './named.ts';
import { ALL, type Rows } from './rows.ts';
import { readTaskText, type TaskText } from './taskText.ts';
import { accountOf, type Who } from './who.ts';

/** `ended`: it takes no more claims; those that are open finish. */
type TaskState = 'open' | 'full' | 'ended' | 'cancelled';

export type Task = typeof tasks.$inferSelect & {
  state: TaskState;
  /** What it says; null where it was written elsewhere. */
  about: TaskText | null;
  /** Discord id; null for a wallet of nobody here. */
  creatorId: string | null;
};

type Claim = typeof claims.$inferSelect & {
  claimantId: string | null;
  /** What was handed in; null where it was written elsewhere, or nothing was. */
  proof: string | null;
  /** Why the latest vote of this round fell as it did. */
  reason: string | null;
};

export type ClaimedTask = { claim: Claim; task: Task };

/**
 * A community's tasks, the newest first; `open`: only those that may still be claimed.
 * @returns rewards in base units
 */
export async function getTasks(
  ctx: Context,
  input: { token: Address; open: boolean } & Partial<Rows>,
): Promise<Task[]> {
  const now = new Date(ctx.clock());
  const open = and(
    eq(tasks.cancelled, false),
    or(isNull(tasks.expiresAt), gt(tasks.expiresAt, now)),
    or(isNull(tasks.left), gt(tasks.left, 0)),
  );
  const rows = await selectTasks(ctx)
    .where(and(eq(tasks.token, input.token), input.open ? open : undefined))
    .orderBy(desc(tasks.task))
    .offset(input.offset ?? 0)
    .limit(input.limit ?? ALL);
  return rows.map((row) => toTask(row, ctx.clock()));
}

/** One task. @throws UserError `TasksUnknown` */
export async function getTask(ctx: Context, { token, task }: { token: Address; task: number }): Promise<Task> {
  const [row] = await selectTasks(ctx).where(and(eq(tasks.token, token), eq(tasks.task, task)));
  if (!row) throw new UserError('TasksUnknown', 'There is no such task: look at the list.');
  return toTask(row, ctx.clock());
}

/** What a member has claimed, the newest first, each with its task. */
export async function getClaims(
  ctx: Context,
  { token, who, ...rows }: { token: Address; who: Who } & Partial<Rows>,
): Promise<ClaimedTask[]> {
  const claimant = await accountOf(ctx, who);
  const own = and(eq(claims.token, token), eq(claims.claimant, claimant));
  return claimed(ctx, own, [desc(claims.claim)], rows);
}

/** One claim. @throws UserError `TasksUnknownClaim` */
export async function getClaim(
  ctx: Context,
  { token, claim }: { token: Address; claim: number },
): Promise<ClaimedTask> {
  const [found] = await claimed(ctx, and(eq(claims.token, token), eq(claims.claim, claim)), [claims.claim]);
  if (!found) throw new UserError('TasksUnknownClaim', 'There is no such claim: look at the list.');
  return found;
}

/** Bits of roles, as in contracts/libraries/Roles.sol. */
const ADMIN = 1;
const STAFF = 3;

/**
 * Submissions that wait for a vote, the longest waiting first, each with its task.
 * @param input.reviewer leaves out what they may not review, and what they voted on already
 */
export async function getReviewQueue(
  ctx: Context,
  { token, reviewer: who, ...rows }: { token: Address; reviewer?: Who } & Partial<Rows>,
): Promise<ClaimedTask[]> {
  const reviewer = who ? await accountOf(ctx, who) : null;
  const theirs = reviewer
    ? and(ne(claims.claimant, reviewer), reviewable(reviewer), not(hasVoted(reviewer)))
    : undefined;
  const waiting = and(eq(claims.token, token), eq(claims.state, 'submitted'), theirs);
  return claimed(ctx, waiting, [asc(claims.submittedAt), asc(claims.claim)], rows);
}

/** Whether a submission is somebody's to review, voted on already or not. */
export async function mayReview(
  ctx: Context,
  { token, claim, reviewer }: { token: Address; claim: number; reviewer: Who },
): Promise<boolean> {
  const account = await accountOf(ctx, reviewer);
  const theirs = and(ne(claims.claimant, account), reviewable(account));
  const one = and(eq(claims.token, token), eq(claims.claim, claim), isNotNull(claims.submittedAt), theirs);
  return (await claimed(ctx, one, [claims.claim])).length > 0;
}

/** As the contract has it: rewards that were issued are the staff's to review, a member's are that member's. */
function reviewable(reviewer: Address): SQL {
  const account = sql.param(reviewer, claims.claimant);
  const holds = (role: number) => sql`(exists (select 1 from chain.roles r
      where r.token = ${claims.token} and r.account = ${account} and (r.roles & ${role}) <> 0)
    or exists (select 1 from chain.communities c where c.token = ${claims.token} and c.owner = ${account}))`;
  return sql`case when ${tasks.issued} then case when ${claims.escalated} then ${holds(ADMIN)} else ${holds(STAFF)} end
    else ${tasks.creator} = ${account} or (${claims.escalated} and ${holds(STAFF)}) end`;
}

const hasVoted = (reviewer: Address) => sql`exists (select 1 from chain.reviews r where r.token = ${claims.token}
  and r.claim = ${claims.claim} and r.round = ${claims.round}
  and r.reviewer = ${sql.param(reviewer, claims.claimant)})`;

const taskColumns = {
  row: tasks,
  text: sql<string | null>`(select x.text from app.texts x where x.hash = ${tasks.textHash})`,
  creatorId: userIdOf(tasks.creator),
};

const selectTasks = (ctx: Context) => ctx.db.select(taskColumns).from(tasks);

async function claimed(
  ctx: Context,
  where: SQL | undefined,
  order: (SQL | typeof claims.claim)[],
  { offset = 0, limit = ALL }: Partial<Rows> = {},
): Promise<ClaimedTask[]> {
  const reasonOf = sql<string | null>`(select x.text from chain.reviews r join app.texts x on x.hash = r.reason_hash
    where r.token = ${claims.token} and r.claim = ${claims.claim} and r.round = ${claims.round}
    order by r.at desc limit 1)`;
  const rows = await ctx.db
    .select({
      ...taskColumns,
      claim: claims,
      claimantId: userIdOf(claims.claimant),
      proof: texts.text,
      reason: reasonOf,
    })
    .from(claims)
    .innerJoin(tasks, and(eq(tasks.token, claims.token), eq(tasks.task, claims.task)))
    .leftJoin(texts, eq(texts.hash, claims.proofHash))
    .where(where)
    .orderBy(...order)
    .offset(offset)
    .limit(limit);
  return rows.map(({ claim, claimantId, proof, reason, ...task }) => ({
    claim: { ...claim, claimantId, proof, reason },
    task: toTask(task, ctx.clock()),
  }));
}

function toTask(
  { row, text, creatorId }: { row: typeof tasks.$inferSelect; text: string | null; creatorId: string | null },
  now: number,
): Task {
  return { ...row, state: stateOf(row, now), about: readTaskText(text), creatorId };
}

function stateOf({ cancelled, expiresAt, left }: typeof tasks.$inferSelect, now: number): TaskState {
  if (cancelled) return 'cancelled';
  if (expiresAt && expiresAt.getTime() <= now) return 'ended';
  return left === 0 ? 'full' : 'open';
}
