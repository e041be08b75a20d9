/** What the API says of tasks and of what is handed in. */
import { z } from '@hono/zod-openapi';
import type { ClaimedTask, Task } from '../operations/getTasks.ts';
import { MOST_BYTES, MOST_FILES, type ProofFile, withoutHashes } from '../operations/proofFiles.ts';
import { TASK_CATEGORY } from '../operations/taskText.ts';
import { addressSchema, amountSchema, toAmount } from './schemas.ts';

const person = z.object({ address: addressSchema, userId: z.string().nullable() });
const instant = z.iso.datetime().nullable();

export const taskSchema = z
  .object({
    task: z.int(),
    title: z.string().nullable().openapi({ description: 'null: written elsewhere, its text is not known here' }),
    description: z.string().nullable(),
    category: z.string(),
    reward: amountSchema.openapi({ description: 'Of a claim' }),
    issued: z.boolean().openapi({ description: 'Paid by issuance; otherwise from its creator’s balance' }),
    slots: z.int().nullable().openapi({ description: 'null: unlimited' }),
    left: z.int().nullable().openapi({ description: 'Slots that are free; null: unlimited' }),
    hours: z.int().openapi({ description: 'Until it ends, and for each claim; 0: no limit' }),
    reviewers: z.int(),
    proofRequired: z.boolean(),
    repeatable: z.boolean(),
    creator: person,
    state: z.enum(['open', 'full', 'ended', 'cancelled']),
    claims: z.object({ open: z.int(), completed: z.int(), expired: z.int() }),
    createdAt: z.iso.datetime(),
    expiresAt: instant,
  })
  .openapi('Task');

export function toTask(task: Task, decimals: number): z.infer<typeof taskSchema> {
  const { about, creator, creatorId, openClaims, completed, expired } = task;
  const { task: number, issued, slots, left, hours, reviewers, proofRequired, repeatable, state } = task;
  return {
    ...{ task: number, issued, slots, left, hours, reviewers, proofRequired, repeatable, state },
    ...{ title: about?.title ?? null, description: about?.description ?? null },
    category: about?.category ?? TASK_CATEGORY,
    reward: toAmount(task.reward, decimals),
    creator: { address: creator, userId: creatorId },
    claims: { open: openClaims, completed, expired },
    createdAt: task.createdAt.toISOString(),
    expiresAt: task.expiresAt?.toISOString() ?? null,
  };
}

export const claimSchema = z
  .object({
    claim: z.int(),
    task: taskSchema,
    claimant: person,
    reward: amountSchema.openapi({ description: 'As it was when it was claimed' }),
    state: z.enum(['claimed', 'submitted', 'rejected', 'accepted', 'expired', 'abandoned']),
    escalated: z.boolean(),
    votes: z.object({ for: z.int(), against: z.int(), needed: z.int() }),
    proof: z.string().nullable().openapi({ description: 'What was written' }),
    proofHash: z
      .string()
      .nullable()
      .openapi({ description: 'Salted hash on-chain, of the words and of each file’s hash' }),
    files: z.array(
      z.object({
        place: z.int(),
        name: z.string(),
        type: z.string(),
        size: z.int().openapi({ description: 'Bytes' }),
        sha256: z.string().nullable(),
      }),
    ),
    reason: z.string().nullable().openapi({ description: 'Of the latest vote' }),
    claimedAt: z.iso.datetime(),
    submittedAt: instant,
    deadline: instant,
  })
  .openapi('Claim');

/** What waits for a vote. */
export type ReviewResponse = z.infer<typeof claimSchema>;

export type FileRow = { place: number; name: string; type: string; size: number };

export function toClaim({ claim, task }: ClaimedTask, files: FileRow[], decimals: number): z.infer<typeof claimSchema> {
  const { claim: number, state, escalated, proofHash, reason } = claim;
  const hashes = [...(claim.proof?.matchAll(/^📎 .* · sha256:([\da-f]{64})$/gm) ?? [])].map(([, hash]) => hash);
  return {
    ...{ claim: number, state, escalated, proofHash, reason },
    task: toTask(task, decimals),
    claimant: { address: claim.claimant, userId: claim.claimantId },
    reward: toAmount(claim.reward, decimals),
    votes: { for: claim.approvals, against: claim.rejections, needed: claim.reviewers },
    proof: withoutHashes(claim.proof),
    files: files.map(({ place, name, type, size }) => ({ place, name, type, size, sha256: hashes[place] ?? null })),
    claimedAt: claim.claimedAt.toISOString(),
    submittedAt: claim.submittedAt?.toISOString() ?? null,
    deadline: claim.deadline?.toISOString() ?? null,
  };
}

const fileSchema = z.strictObject({
  name: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9.-]{0,99}$/, 'must be letters, digits, dots and hyphens'),
  type: z
    .string()
    .max(100)
    .regex(/^[\w.+-]+\/[\w.+-]+$/, 'must be a media type such as image/png')
    .default('application/octet-stream'),
  content: z
    .base64()
    .max(Math.ceil((MOST_BYTES / 3) * 4) + 4)
    .openapi({ description: 'Base64' }),
});

/** Files with a proof, 8 MB together. */
export const filesInput = z.array(fileSchema).max(MOST_FILES).default([]);

export const toFiles = (files: z.output<typeof filesInput>): ProofFile[] =>
  files.map(({ name, type, content }) => ({ name, type, bytes: Buffer.from(content, 'base64') }));
