/**
 * The signer's own memory: an append-only file of what it signed, written through to the disk before a signature leaves.
 * From it come the sums that a member's account has given today, so that a restart does not begin the day anew.
 */
import { closeSync, constants, existsSync, openSync, readFileSync, writeSync } from 'node:fs';
import { z } from 'zod';
import { FatalError } from '../errors.ts';
import { CEILING, type Judged } from './policy.ts';
import { Refusal } from './protocol.ts';

const DAY = 86_400;
/** Every write returns when the disk has it: the permission model forbids to ask for that afterwards. */
const APPEND = constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | constants.O_DSYNC;
/** Signed batches whose content is remembered one by one: far more than are ever in flight. */
const RECENT = 64;

const amount = z.string().regex(/^\d+$/);
const line = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('batch'),
    /** Unix seconds that the sums count for. */
    at: z.number(),
    lane: amount,
    sequence: z.number(),
    content: z.string(),
    calls: z.number(),
    outflows: z.array(z.tuple([z.string(), amount])),
    ceilings: z.array(z.tuple([z.string(), amount])),
  }),
  z.object({ kind: z.literal('graduation'), at: z.number(), salt: z.string(), owner: z.string(), nonce: amount }),
  z.object({ kind: z.literal('recovery'), at: z.number(), salt: z.string(), recovery: z.string(), nonce: amount }),
  z.object({ kind: z.literal('cancel'), at: z.number(), salt: z.string(), nonce: amount }),
  z.object({ kind: z.literal('transaction'), at: z.number(), wallet: z.string(), nonce: z.number(), hash: z.string() }),
]);
export type Line = z.infer<typeof line>;

/** A line that a crash cut off is passed over: its signature never left. @throws FatalError if another is damaged */
export function openJournal(path: string) {
  let day = 0;
  const given = new Map<string, bigint>();
  const recent = new Map<string, Map<string, bigint>>();
  const raised = new Map<string, { ceiling: bigint; from: number }>();

  /** Of several contents signed for one sequence only one can run: what counts is the largest, per member. */
  function surplus(at: number, key: string, member: string, sum: bigint) {
    const today = Math.floor(at / DAY) === day;
    const more = sum - ((today ? recent.get(key)?.get(member) : undefined) ?? 0n);
    return { more: more > 0n ? more : 0n, given: (today ? given.get(member) : undefined) ?? 0n };
  }

  function count(at: number, key: string, outflows: [string, string][]) {
    if (Math.floor(at / DAY) !== day) {
      day = Math.floor(at / DAY);
      given.clear();
      recent.clear();
    }
    const seen = recent.get(key) ?? new Map<string, bigint>();
    for (const [member, sum] of outflows) {
      const { more } = surplus(at, key, member, BigInt(sum));
      given.set(member, (given.get(member) ?? 0n) + more);
      seen.set(member, (seen.get(member) ?? 0n) + more);
    }
    recent.set(key, seen);
    for (const oldest of recent.keys()) {
      if (recent.size <= RECENT) break;
      recent.delete(oldest);
    }
  }

  function remember(entry: Line) {
    if (entry.kind !== 'batch') return;
    count(entry.at, `${entry.lane}:${entry.sequence}`, entry.outflows);
    for (const [member, ceiling] of entry.ceilings)
      raised.set(member, { ceiling: BigInt(ceiling), from: entry.at + DAY });
  }

  const whole = replay(path, remember);
  const file = openSync(path, APPEND, 0o600);
  if (!whole) writeSync(file, '\n');

  return {
    /** @throws Refusal by rule `day-limit` if the batch would take more from a member than a day allows */
    judgeDay(at: number, lane: bigint, sequence: number, judged: Judged) {
      for (const [member, sums] of judged.outflows) {
        const own = raised.get(member);
        const most = own && (own.ceiling < CEILING || at >= own.from) ? own.ceiling : CEILING;
        for (const { index, sum } of sums) {
          const { more, given } = surplus(at, `${lane}:${sequence}`, member, sum);
          if (given + more > most)
            throw new Refusal('day-limit', 'The account has given what the operator may move for it in a day.', index);
        }
      }
    },
    append(entry: Line) {
      writeSync(file, `${JSON.stringify(entry)}\n`);
      remember(entry);
    },
    close: () => closeSync(file),
  };
}
export type Journal = ReturnType<typeof openJournal>;

/** @returns whether the file ends with a whole line */
function replay(path: string, remember: (entry: Line) => void) {
  if (!existsSync(path)) return true;
  const lines = readFileSync(path, 'utf8').split('\n');
  const rest = lines.pop();
  lines.forEach((text, index) => {
    const entry = parse(text);
    if (entry) remember(entry);
    else if (text !== '' && text.endsWith('}'))
      throw new FatalError(`${path} is damaged in line ${index + 1}: restore it from a backup.`);
  });
  return rest === '';
}

function parse(text: string): Line | null {
  try {
    return line.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
