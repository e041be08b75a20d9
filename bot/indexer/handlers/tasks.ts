import { tasksAbi } from '@guildmint/contracts/abi.ts';
import { and, eq, sql } from 'drizzle-orm';
import type { PgUpdateSetSource } from 'drizzle-orm/pg-core';
import type { Address, Hex } from 'viem';
import { addressIn, instantOf, type Log, lower, momentOf, placeOf } from '../../chain/log.ts';
import { claims, reviews, tasks } from '../../db/schema.ts';
import { type Handler, on } from '../handler.ts';
import { describe, take, taken } from '../movements.ts';
import { addTo, change, communityOf, issuedKey, type Rows } from '../rows.ts';

const UNLIMITED = 2 ** 32 - 1;

export const taskHandlers: Handler[] = [
  on('tasks', tasksAbi, 'TaskPolicySet', ({ policy }, log, rows) => {
    communityOf(rows, addressIn(log.topics[1])).taskPolicy = { ...policy, issueBudget: `${policy.issueBudget}` };
  }),
  on('tasks', tasksAbi, 'TaskCreated', ({ token: of, task, creator, issued, expiresAt, terms }, log, rows, waiting) => {
    const [token, number] = [lower(of), Number(task)];
    if (issued) rows.issued.add(issuedKey({ noun: 'tasks', token, number }));
    // With unlimited slots each claim puts its own reward up.
    const escrow = terms.reward * BigInt(terms.slots);
    if (!issued && terms.slots !== UNLIMITED)
      describe(take(waiting, token, lower(creator), log.address, escrow)?.sent ?? null, 'task_escrow', {
        task: number,
      });
    const row = {
      ...{ token, task: number, creator: lower(creator), issued, left: slotsOf(terms), createdAt: momentOf(log.at) },
      ...termsOf(terms, expiresAt),
      ...placeOf(log),
    };
    rows.writes.push((tx) => tx.insert(tasks).values(row));
  }),
  on('tasks', tasksAbi, 'TaskEdited', ({ token, task, expiresAt, terms }, log, rows) =>
    changeTask(rows, log, token, task, {
      ...termsOf(terms, expiresAt),
      // Those taken stay taken.
      left: sql`${slotsOf(terms)}::int8 - (${tasks.slots} - ${tasks.left})`,
    }),
  ),
  on('tasks', tasksAbi, 'TaskCancelled', ({ token, task }, log, rows) =>
    changeTask(rows, log, token, task, { cancelled: true, expiresAt: momentOf(log.at), left: 0 }),
  ),
  on('tasks', tasksAbi, 'TaskClaimed', ({ token, task, claimant, claim, deadline }, log, rows) => {
    // What a claim asks and pays is what its task says at this moment; the event does not repeat it.
    rows.writes.push((tx) =>
      tx.execute(sql`
        insert into chain.claims (token, claim, task, claimant, state, reward, reviewers, proof_required, role_hash,
          deadline, claimed_at, block, log_index)
        select t.token, ${Number(claim)}, t.task, ${sql.param(lower(claimant), claims.claimant)}, 'claimed', t.reward,
          t.reviewers, t.proof_required, t.role_hash, ${instantOf(deadline)?.toISOString() ?? null}::timestamptz,
          to_timestamp(${log.at}), ${log.block}, ${log.logIndex}
        from chain.tasks t where t.token = ${sql.param(lower(token), tasks.token)} and t.task = ${Number(task)}`),
    );
    const taken = { openClaims: sql`${tasks.openClaims} + 1`, left: sql`${tasks.left} - 1` };
    changeTask(rows, log, token, task, taken);
  }),
  on('tasks', tasksAbi, 'TaskSubmitted', ({ token, claim, round, proofHash }, log, rows) =>
    changeClaim(rows, log, token, claim, {
      ...{ state: 'submitted', round: Number(round), proofHash, submittedAt: momentOf(log.at) },
      ...{ approvals: 0, rejections: 0, escalated: false },
    }),
  ),
  on('tasks', tasksAbi, 'TaskReviewed', ({ token, claim, reviewer, accept, round, reasonHash }, log, rows) => {
    const review = {
      ...{ token: lower(token), claim: Number(claim), round: Number(round), reviewer: lower(reviewer) },
      ...{ accept, reasonHash, at: momentOf(log.at) },
    };
    rows.writes.push((tx) => tx.insert(reviews).values(review));
    const voted = accept ? { approvals: sql`${claims.approvals} + 1` } : { rejections: sql`${claims.rejections} + 1` };
    changeClaim(rows, log, token, claim, voted);
  }),
  on(
    'tasks',
    tasksAbi,
    'TaskAccepted',
    ({ token: of, task, claimant, claim, reward }, log, rows, waiting) => {
      const [token, member, number] = [lower(of), lower(claimant), Number(task)];
      const paid = taken(waiting, log, token, log.address, member, reward);
      describe(paid.received, 'task_reward', { task: number, claim: Number(claim) });
      // What another member put up was earned once already.
      if (rows.issued.has(issuedKey({ noun: 'tasks', token, number })))
        addTo(rows, 'earned', token, member, reward, log.at);
      changeClaim(rows, log, token, claim, { state: 'accepted' });
      const done = { completed: sql`${tasks.completed} + 1`, openClaims: sql`${tasks.openClaims} - 1` };
      changeTask(rows, log, token, task, done);
    },
    { issued: (log, want) => want({ noun: 'tasks', token: addressIn(log.topics[1]), number: Number(log.topics[2]) }) },
  ),
  on('tasks', tasksAbi, 'TaskRejected', ({ token, claim, deadline }, log, rows) =>
    changeClaim(rows, log, token, claim, { state: 'rejected', deadline: instantOf(deadline) }),
  ),
  on('tasks', tasksAbi, 'TaskEscalated', ({ token, claim }, log, rows) =>
    changeClaim(rows, log, token, claim, { escalated: true }),
  ),
  on('tasks', tasksAbi, 'TaskFreed', ({ token, task, claim, abandoned }, log, rows) => {
    changeClaim(rows, log, token, claim, { state: abandoned ? 'abandoned' : 'expired' });
    const reward = sql`(select c.reward from chain.claims c where c.token = ${tasks.token} and c.claim = ${Number(claim)})`;
    // A slot whose reward was edited since is not given again: its claim's reward goes back.
    const again = sql`not ${tasks.cancelled} and ${tasks.reward} = ${reward}`;
    changeTask(rows, log, token, task, {
      openClaims: sql`${tasks.openClaims} - 1`,
      expired: sql`${tasks.expired} + ${abandoned ? 0 : 1}`,
      left: sql`case when ${again} then ${tasks.left} + 1 else ${tasks.left} end`,
      slots: sql`case when ${again} or ${tasks.cancelled} then ${tasks.slots} else ${tasks.slots} - 1 end`,
    });
  }),
];

type Terms = {
  reward: bigint;
  slots: number;
  hours_: number;
  reviewers: number;
  proofRequired: boolean;
  repeatable: boolean;
  roleHash: Hex;
  textHash: Hex;
};

/** Null: unlimited. */
const slotsOf = ({ slots }: Terms) => (slots === UNLIMITED ? null : slots);

const termsOf = (terms: Terms, expiresAt: number) => {
  const { reward, hours_: hours, reviewers, proofRequired, repeatable, roleHash, textHash } = terms;
  const given = { reward, hours, reviewers, proofRequired, repeatable, roleHash, textHash };
  return { ...given, slots: slotsOf(terms), expiresAt: instantOf(expiresAt) };
};

function changeTask(rows: Rows, log: Log, token: Address, task: bigint, to: PgUpdateSetSource<typeof tasks>) {
  const where = and(eq(tasks.token, lower(token)), eq(tasks.task, Number(task)));
  change(rows, tasks, where, { ...to, ...placeOf(log) });
}

function changeClaim(rows: Rows, log: Log, token: Address, claim: bigint, to: PgUpdateSetSource<typeof claims>) {
  const where = and(eq(claims.token, lower(token)), eq(claims.claim, Number(claim)));
  change(rows, claims, where, { ...to, ...placeOf(log) });
}
