/**
 * What the signer remembers of PINs, on its own disk: attempts, versions, resets, thresholds and used proofs. Whole states
 * are appended, written through before they count; the last one of each name holds. Main cannot take any of it back.
 */
import { closeSync, constants, existsSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { z } from 'zod';
import { FatalError } from '../errors.ts';

const APPEND = constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | constants.O_DSYNC;
/** Lines beyond what is remembered before the file is written anew. */
const SLACK = 10_000;

const seconds = z.number();
const amount = z.string().regex(/^\d+$/);
const member = z.strictObject({
  kind: z.literal('member'),
  salt: z.string(),
  /** Number of the record that holds the member's PIN; 0 for none. */
  version: z.number(),
  /** A newer record that main may have stored or not. */
  pending: z.number().nullable(),
  /** Wrong PINs in a row, and when the last attempt was. */
  failures: z.number(),
  triedAt: seconds,
  /** Those wrong PINs by the names that main gave them, and whether it was told of each. */
  tries: z.array(z.strictObject({ id: z.string(), judged: z.boolean() })).default([]),
  /** From when the PIN may be replaced without knowing it. */
  resetAt: seconds.nullable(),
});
const threshold = z.strictObject({
  kind: z.literal('threshold'),
  token: z.string(),
  threshold: amount,
  next: z.strictObject({ threshold: amount, from: seconds }).nullable(),
});
const used = z.strictObject({ kind: z.literal('used'), proof: z.string(), by: z.string(), until: seconds });
const line = z.discriminatedUnion('kind', [member, threshold, used]);
type Line = z.infer<typeof line>;
export type MemberPin = z.infer<typeof member>;
export type Threshold = z.infer<typeof threshold>;

/** @throws FatalError if a line is damaged; one that a crash cut off is passed over, for it never counted */
export function openPinLog(path: string, now: number) {
  const members = new Map<string, MemberPin>();
  const thresholds = new Map<string, Threshold>();
  const proofs = new Map<string, Extract<Line, { kind: 'used' }>>();

  function remember(entry: Line) {
    if (entry.kind === 'member') members.set(entry.salt, entry);
    else if (entry.kind === 'threshold') thresholds.set(entry.token, entry);
    else if (entry.until > now) proofs.set(entry.proof, entry);
  }

  const { lines, whole } = replay(path, remember);
  const held = [...members.values(), ...thresholds.values(), ...proofs.values()];
  const compact = lines > held.length + SLACK;
  if (compact) rewrite(path, held);
  const file = openSync(path, APPEND, 0o600);
  if (!whole && !compact) writeSync(file, '\n');

  return {
    member: (salt: string): MemberPin =>
      members.get(salt) ?? {
        kind: 'member',
        salt,
        version: 0,
        pending: null,
        failures: 0,
        triedAt: 0,
        tries: [],
        resetAt: null,
      },
    threshold: (token: string) => thresholds.get(token),
    /** By which signature a proof was used. */
    usedBy: (proof: string) => proofs.get(proof)?.by,
    append(...entries: Line[]) {
      if (entries.length === 0) return;
      writeSync(file, entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
      for (const entry of entries) remember(entry);
    },
    close: () => closeSync(file),
  };
}

function replay(path: string, remember: (entry: Line) => void) {
  if (!existsSync(path)) return { lines: 0, whole: true };
  const texts = readFileSync(path, 'utf8').split('\n');
  const rest = texts.pop();
  for (const [index, text] of texts.entries()) {
    const entry = parse(text);
    if (entry) remember(entry);
    else if (text.endsWith('}'))
      throw new FatalError(`${path} is damaged in line ${index + 1}: restore it from a backup.`);
  }
  return { lines: texts.length, whole: rest === '' };
}

function parse(text: string): Line | null {
  try {
    return line.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** Written beside and moved in one step: a crash leaves the old one. */
function rewrite(path: string, entries: Line[]) {
  const beside = `${path}.new`;
  const file = openSync(beside, constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC | constants.O_DSYNC, 0o600);
  for (const entry of entries) writeSync(file, `${JSON.stringify(entry)}\n`);
  closeSync(file);
  renameSync(beside, path);
}
