import { createHash } from 'node:crypto';
import { and, asc, eq, inArray } from 'drizzle-orm';
import type { Address, Hex } from 'viem';
import type { Context } from '../context.ts';
import type { Transaction } from '../db/database.ts';
import { claims, proofFiles } from '../db/schema.ts';
import { UserError } from '../errors.ts';

/** Of one submission: what the database keeps until it is decided. */
export const MOST_BYTES = 8 * 1024 * 1024;
/** As many as Discord takes in one message. */
export const MOST_FILES = 10;

export type ProofFile = { name: string; type: string; bytes: Buffer };

/** @throws UserError where files are too much together */
export function checkSizes(files: { size: number }[]): void {
  if (files.reduce((sum, { size }) => sum + size, 0) > MOST_BYTES)
    throw new UserError('ProofTooLarge', 'These files are more than 8 MB together: hand in smaller or fewer ones.');
}

/** A name that every face takes, unlike the others' of its submission. */
export function safeName(name: string, place: number): string {
  const safe = name
    .normalize('NFKD')
    .replaceAll(/[^A-Za-z0-9.]+/g, '-')
    .replace(/^[.-]+/, '')
    .slice(-80);
  return `${place + 1}-${safe || 'file'}`;
}

/** What the salted hash on-chain binds of each file: its name, its size and its content's own hash. */
export const fileLine = ({ name, bytes }: ProofFile): string =>
  `📎 ${name} · ${bytes.length} bytes · sha256:${createHash('sha256').update(bytes).digest('hex')}`;

/** A proof as people read it. */
export const withoutHashes = (proof: string | null): string | null =>
  proof?.replaceAll(/^(📎 .*) · sha256:[\da-f]{64}$/gm, '$1') ?? null;

/** Keeps a submission's files, in place of those of the round before; those of what is decided go. */
export async function keepFiles(
  tx: Transaction,
  kept: { token: Address; claim: number; userId: string; proofHash: Hex; files: ProofFile[] },
): Promise<void> {
  const { token, claim, userId, proofHash, files } = kept;
  const over = tx
    .select({ hash: claims.proofHash })
    .from(claims)
    .where(inArray(claims.state, ['accepted', 'expired', 'abandoned']));
  await tx.delete(proofFiles).where(inArray(proofFiles.proofHash, over));
  const before = tx
    .select({ hash: claims.proofHash })
    .from(claims)
    .where(and(eq(claims.token, token), eq(claims.claim, claim)));
  await tx.delete(proofFiles).where(inArray(proofFiles.proofHash, before));
  if (files.length === 0) return;
  await tx
    .insert(proofFiles)
    .values(
      files.map(({ name, type, bytes }, place) => ({
        proofHash,
        place,
        userId,
        name,
        type,
        size: bytes.length,
        bytes,
      })),
    )
    .onConflictDoNothing();
}

/** The files of a submission; their content is read when it is wanted. */
export async function filesOf({ db }: Pick<Context, 'db'>, proofHash: Hex | null) {
  if (proofHash === null) return [];
  const rows = await db
    .select({ place: proofFiles.place, name: proofFiles.name, type: proofFiles.type, size: proofFiles.size })
    .from(proofFiles)
    .where(eq(proofFiles.proofHash, proofHash))
    .orderBy(asc(proofFiles.place));
  return rows.map(({ place, ...about }) => ({
    ...about,
    place,
    async read(): Promise<Buffer> {
      const isIt = and(eq(proofFiles.proofHash, proofHash), eq(proofFiles.place, place));
      const [file] = await db.select({ bytes: proofFiles.bytes }).from(proofFiles).where(isIt);
      return file?.bytes ?? Buffer.alloc(0);
    },
  }));
}
