import { UserError } from '../../errors.ts';
import { type ClaimedTask, getReviewQueue } from '../../operations/getTasks.ts';
import { filesOf, withoutHashes } from '../../operations/proofFiles.ts';
import { reviewTask } from '../../operations/reviewTask.ts';
import { begin } from '../buttons/confirm.ts';
import type { Community } from '../community.ts';
import type { Face } from '../face.ts';
import type { Say } from '../locales/say.ts';
import type { Button, Reply } from '../replies/reply.ts';
import { code, mention, money, quote, short, when } from '../replies/text.ts';
import { type Command, type Form, leaf, type Press } from './command.ts';
import { titleOf } from './tasks.ts';

const REASON_LENGTH = 500;

export const reviewCommand: Command = {
  name: 'review',
  group: 'tasks',
  title: 'review.name',
  about: 'review.description',
  // Who put a task up reviews it, staff or not: the contract knows who may.
  permissions: null,
  aliases: { review: '' },
  leaves: {
    '': leaf({
      about: 'review.description',
      options: {},
      visibility: 'private',
      run: (face, call) => reviewPage(face, call, 0),
    }),
  },
};

/** The submission that has waited longest of those after `after`, with Accept and Reject. */
export async function reviewPage(
  { ctx }: Face,
  { author, community, say }: Pick<Press, 'author' | 'community' | 'say'>,
  after: number,
): Promise<Reply> {
  const queue = await getReviewQueue(ctx, { token: community.token, reviewer: { userId: author.id } });
  const place = queue.findIndex(({ claim }) => claim.claim === after) + 1;
  const shown = queue[place] ?? queue[0];
  const title = `🔎 ${say('review.title')}`;
  if (!shown) return { tone: 'info', title, blocks: [say('review.empty')] };
  const { claim } = shown;
  const carried = { author: author.id, claim: BigInt(claim.claim) };
  const files = await filesOf(ctx, claim.proofHash);
  return {
    tone: 'pending',
    title,
    blocks: submissionBlocks(say, community, shown),
    note: `${say('leaderboard.page', { from: (place % queue.length) + 1, to: (place % queue.length) + 1, total: queue.length })} · ${say('review.final')}`,
    buttons: [
      { label: say('review.accept'), emoji: '✅', look: 'success', press: { verb: 'acceptTask', ...carried } },
      { label: say('review.reject'), emoji: '✖️', look: 'danger', press: { verb: 'rejectTask', ...carried } },
      ...(files.length > 0
        ? [
            {
              label: say('review.files', { count: files.length }),
              emoji: '📎',
              press: { verb: 'proofFiles' as const, ...carried },
            },
          ]
        : []),
      ...(queue.length > 1 ? [next(say, author.id, claim.claim)] : []),
    ],
  };
}

/** The files of a submission, to a reviewer alone. @throws UserError where it is not theirs to review */
export async function proofFilesOf({ ctx }: Face, { author, community, say }: Press, claim: number): Promise<Reply> {
  const queue = await getReviewQueue(ctx, { token: community.token, reviewer: { userId: author.id } });
  const found = queue.find((each) => each.claim.claim === claim);
  if (!found) throw new UserError('ReviewOver', 'This is not yours to review, or not any more: see /review.');
  const values = { claim };
  return { tone: 'info', blocks: [say('review.filesOf', values)], files: await filesOf(ctx, found.claim.proofHash) };
}

/** What was asked for and what was handed in. */
export function submissionBlocks(say: Say, community: Community, submitted: ClaimedTask): string[] {
  const { claim, task } = submitted;
  const who = claim.claimantId ? mention(claim.claimantId) : code(short(claim.claimant));
  const values = { claim: claim.claim, who, amount: money(say, community, claim.reward) };
  const line = say('review.line', { ...values, when: when(claim.submittedAt ?? claim.claimedAt) });
  const proof = claim.proof ? quote(withoutHashes(claim.proof)).trimStart() : say('review.nothing');
  return [`**${titleOf(say, task)}**${quote(task.about?.description)}`, `${line}${notes(say, submitted)}\n${proof}`];
}

const next = (say: Say, author: string, claim: number): Button => ({
  label: `${say('review.next')} ▶`,
  press: { verb: 'reviews', author, after: BigInt(claim) },
});

function notes(say: Say, { claim }: ClaimedTask): string {
  const some = [
    ...(claim.round > 1 ? [say('review.round', { round: claim.round })] : []),
    ...(claim.reviewers > 1 ? [say('review.votes', { approvals: claim.approvals, reviewers: claim.reviewers })] : []),
  ];
  return some.length > 0 ? `\n-# ${some.join(' · ')}` : '';
}

/** The form that asks why, before a submission is rejected. */
export const rejectForm = (say: Say, author: string, claim: bigint): Form => ({
  title: say('review.rejectTitle', { claim: `${claim}` }),
  fields: { text: { label: say('review.reason'), long: true, most: REASON_LENGTH } },
  submit: { verb: 'rejectTask', author, claim },
});

/** Votes on a submission. @param reason of a rejection, for who handed in */
export async function reviewNow(
  face: Face,
  press: Press,
  vote: { claim: number; accept: boolean; reason: string | null },
): Promise<Reply> {
  const { say } = press;
  return begin(face, press, {
    kind: 'reviewTask',
    data: { claim: `${vote.claim}`, accept: `${vote.accept}`, reason: vote.reason ?? '' },
    title: say('review.title'),
    submitted: say('review.submitted', { claim: vote.claim }),
    run: (by) => reviewTask(face.ctx, { ...by, ...vote }),
  });
}
