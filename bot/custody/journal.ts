/**
 * The signer's own memory: append-only files of what it signed, written through to the disk before a signature leaves.
 * From it come the sums that accounts have given today, so that a restart does not begin the day anew. Each line carries a
 * seal over itself and over a line before it: nobody without the keys can change, drop or add one unnoticed.
 */
import { createHmac, hkdfSync } from 'node:crypto';
import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { FatalError } from '../errors.ts';
import type { Judged } from './policy.ts';
import { Refusal } from './protocol.ts';

const DAY = 86_400;
/** Every write returns when the disk has it: the permission model forbids to ask for that afterwards. */
const APPEND = constants.O_RDWR | constants.O_APPEND | constants.O_CREAT | constants.O_DSYNC;
/** Signed batches whose content is remembered one by one: far more than are ever in flight. */
const RECENT = 64;
/** A file that has grown so far is followed by another, as it is when a day begins. */
const FULL = 16 * 2 ** 20;
/** Signers of two servers may write at the same moment, and then both follow the same line. */
const NEIGHBOURS = 8;

const amount = z.string().regex(/^\d+$/);
const sums = z.array(z.tuple([z.string(), amount]));
const line = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('batch'),
    /** Unix seconds that the sums count for. */
    at: z.number(),
    lane: amount,
    sequence: z.number(),
    content: z.string(),
    calls: z.number(),
    outflows: sums,
    ceilings: sums,
  }),
  z.object({ kind: z.literal('graduation'), at: z.number(), salt: z.string(), owner: z.string(), nonce: amount }),
  z.object({ kind: z.literal('recovery'), at: z.number(), salt: z.string(), recovery: z.string(), nonce: amount }),
  z.object({ kind: z.literal('cancel'), at: z.number(), salt: z.string(), nonce: amount }),
  z.object({ kind: z.literal('transaction'), at: z.number(), wallet: z.string(), nonce: z.number(), hash: z.string() }),
  /** The first line of a file: all that counts of those before it. */
  z.object({
    kind: z.literal('carried'),
    at: z.number(),
    given: sums,
    recent: z.array(z.tuple([z.string(), sums])),
    raised: z.array(z.tuple([z.string(), amount, z.number()])),
  }),
]);
export type Line = z.infer<typeof line>;
const sealedLine = z.object({ before: z.string(), seal: z.string() });
type Whole = { entry: Line; body: string; before: string; seal: string } | { entry: Line; body: null };

const fileOf = (dir: string, number: number) => join(dir, `${String(number).padStart(6, '0')}.log`);
export const journalKey = (saltSecret: Uint8Array) =>
  Buffer.from(hkdfSync('sha256', saltSecret, '', 'guildmint journal', 32));

/**
 * A line that a crash cut off is passed over: its signature never left. What another signer of the same keystore writes
 * meanwhile is taken in before anything is judged.
 * @param options.key from {@link journalKey}
 * @param options.dayOf base units that a day allows where no ceiling was set, see Policy.dayOf
 * @throws FatalError if a line is damaged
 */
export function openJournal(options: { dir: string; key: Uint8Array; dayOf: (key: string) => bigint }) {
  const { dir, key, dayOf } = options;
  let day = 0;
  const given = new Map<string, bigint>();
  const recent = new Map<string, Map<string, bigint>>();
  const raised = new Map<string, { ceiling: bigint; from: number }>();
  const seals: string[] = [];

  /** Of several contents signed for one sequence only one can run: what counts is the largest, per account. */
  function surplus(at: number, batch: string, who: string, sum: bigint) {
    const today = Math.floor(at / DAY) === day;
    const more = sum - ((today ? recent.get(batch)?.get(who) : undefined) ?? 0n);
    return { more: more > 0n ? more : 0n, given: (today ? given.get(who) : undefined) ?? 0n };
  }

  function count(at: number, batch: string, outflows: [string, string][]) {
    if (Math.floor(at / DAY) !== day) {
      day = Math.floor(at / DAY);
      given.clear();
      recent.clear();
    }
    const seen = recent.get(batch) ?? new Map<string, bigint>();
    for (const [who, sum] of outflows) {
      const { more } = surplus(at, batch, who, BigInt(sum));
      given.set(who, (given.get(who) ?? 0n) + more);
      seen.set(who, (seen.get(who) ?? 0n) + more);
    }
    recent.set(batch, seen);
    for (const oldest of recent.keys()) {
      if (recent.size <= RECENT) break;
      recent.delete(oldest);
    }
  }

  function remember(entry: Line) {
    if (entry.kind === 'batch') {
      count(entry.at, `${entry.lane}:${entry.sequence}`, entry.outflows);
      for (const [member, ceiling] of entry.ceilings)
        raised.set(member, { ceiling: BigInt(ceiling), from: entry.at + DAY });
    }
    if (entry.kind === 'carried') {
      if (Math.floor(entry.at / DAY) !== day) {
        given.clear();
        recent.clear();
      }
      day = Math.floor(entry.at / DAY);
      for (const [who, sum] of entry.given) given.set(who, BigInt(sum));
      for (const [batch, seen] of entry.recent)
        recent.set(batch, new Map(seen.map(([who, sum]) => [who, BigInt(sum)] as const)));
      for (const [member, ceiling, from] of entry.raised) raised.set(member, { ceiling: BigInt(ceiling), from });
    }
  }

  function carried(): Extract<Line, { kind: 'carried' }> {
    const texts = (of: Map<string, bigint>) => Array.from(of, ([who, sum]): [string, string] => [who, String(sum)]);
    return {
      kind: 'carried',
      at: day * DAY,
      given: texts(given),
      recent: Array.from(recent, ([batch, seen]) => [batch, texts(seen)]),
      raised: Array.from(raised, ([member, { ceiling, from }]) => [member, String(ceiling), from]),
    };
  }

  function take(path: string, text: string, number: number) {
    const whole = parse(text);
    if (!whole) {
      if (text !== '' && text.endsWith('}')) throw damaged(path, number);
      return;
    }
    // Journals of earlier versions have no seals; once there is one, every line has.
    if (whole.body === null ? seals.length > 0 : !follows(whole, key, seals)) throw damaged(path, number);
    if (whole.body !== null) noteSeal(seals, whole.seal);
    remember(whole.entry);
  }

  let number = lastOf(dir);
  let path = fileOf(dir, number);
  let file: number;
  let offset = 0;
  let lines = 0;
  /** The day of its first line. */
  let begun = 0;
  const old = join(dir, '..', 'signed.log');
  const known = existsSync(path) ? path : existsSync(old) ? old : null;
  if (known) {
    const content = readFileSync(known, 'utf8');
    const texts = content.split('\n');
    const rest = texts.pop();
    for (const text of texts) take(known, text, ++lines);
    offset = Buffer.byteLength(content);
    begun = firstDay(texts);
    if (known === path) {
      file = openSync(path, APPEND, 0o600);
      if (rest !== '') offset += writeSync(file, '\n');
    } else file = begin();
  } else file = begin();

  /** Begins the file that `number` names. */
  function begin() {
    const opened = openSync(path, APPEND, 0o600);
    offset = 0;
    lines = 0;
    begun = day;
    if (fstatSync(opened).size === 0 && (day > 0 || raised.size > 0)) {
      offset = writeSync(opened, seal(carried()));
      lines = 1;
    }
    return opened;
  }

  function seal(entry: Line) {
    const before = seals.at(-1) ?? '';
    const body = JSON.stringify(line.parse(entry));
    const seal = sealOf(key, before, body);
    noteSeal(seals, seal);
    return `${JSON.stringify({ ...entry, before, seal })}\n`;
  }

  /** Takes in what another signer wrote since. */
  function catchUp() {
    while (true) {
      const { size } = fstatSync(file);
      if (size > offset) {
        const bytes = Buffer.alloc(size - offset);
        readSync(file, bytes, 0, bytes.length, offset);
        const end = bytes.lastIndexOf(10) + 1;
        for (const text of bytes.subarray(0, end).toString('utf8').split('\n').slice(0, -1)) take(path, text, ++lines);
        offset += end;
      }
      if (!existsSync(fileOf(dir, number + 1))) return;
      next();
    }
  }

  function next() {
    closeSync(file);
    path = fileOf(dir, ++number);
    file = begin();
  }

  /** All of them in one write: they are on the disk together. */
  function append(...entries: [Line, ...Line[]]) {
    catchUp();
    const [{ at }] = entries;
    if (offset > FULL || (offset > 0 && Math.floor(at / DAY) > begun)) next();
    offset += writeSync(file, entries.map(seal).join(''));
    lines += entries.length;
    if (lines === entries.length) begun = Math.floor(at / DAY);
    for (const entry of entries) remember(entry);
  }

  return {
    /** Midnight of the day that the sums are of, unix seconds. */
    countsSince() {
      catchUp();
      return day * DAY;
    },
    /** Begins a day with what accounts have given in it already; a day that has begun stays as it is. */
    carry(at: number, sums: ReadonlyMap<string, bigint>) {
      catchUp();
      if (Math.floor(at / DAY) <= day) return;
      const given = Array.from(sums, ([who, sum]): [string, string] => [who, String(sum)]);
      append({ ...carried(), at, given, recent: [] });
    },
    /** @throws Refusal by rule `day-limit`, `community-limit` or `signer-limit` if a day does not allow the batch */
    judgeDay(at: number, lane: bigint, sequence: number, judged: Judged) {
      catchUp();
      for (const [who, outflows] of judged.outflows) {
        const own = raised.get(who);
        const usual = dayOf(who);
        const most = own && (own.ceiling < usual || at >= own.from) ? own.ceiling : usual;
        for (const { index, sum } of outflows) {
          const { more, given } = surplus(at, `${lane}:${sequence}`, who, sum);
          if (given + more > most) throw overLimit(who, index);
        }
      }
    },
    append,
    close: () => closeSync(file),
  };
}

/**
 * Reads all files, oldest first, and checks every seal.
 * @returns what was signed
 * @throws FatalError at the first line that somebody changed
 */
export function readJournal(dir: string, key: Uint8Array): Line[] {
  const found: Line[] = [];
  const seals: string[] = [];
  for (const path of [join(dir, '..', 'signed.log'), ...numbersOf(dir).map((number) => fileOf(dir, number))]) {
    if (!existsSync(path)) continue;
    for (const [index, text] of readFileSync(path, 'utf8').split('\n').entries()) {
      const whole = parse(text);
      if (!whole && text.endsWith('}')) throw damaged(path, index + 1);
      if (!whole) continue;
      if (whole.body === null ? seals.length > 0 : !follows(whole, key, seals)) throw damaged(path, index + 1);
      if (whole.body !== null) noteSeal(seals, whole.seal);
      if (whole.entry.kind !== 'carried') found.push(whole.entry);
    }
  }
  return found;
}

function overLimit(who: string, index: number) {
  if (who === '*')
    return new Refusal('signer-limit', 'All members together have given what this signer moves in a day.', index);
  if (who.startsWith('*'))
    return new Refusal(
      'community-limit',
      'The community’s members have given what the operator moves in a day.',
      index,
    );
  return new Refusal('day-limit', 'The account has given what the operator may move for it in a day.', index);
}

const damaged = (path: string, number: number) =>
  new FatalError(`${path} is damaged in line ${number}: restore it from a backup, and find out who changed it.`);

function parse(text: string): Whole | null {
  try {
    const value: unknown = JSON.parse(text);
    const entry = line.parse(value);
    const marks = sealedLine.safeParse(value);
    return marks.success ? { entry, body: JSON.stringify(entry), ...marks.data } : { entry, body: null };
  } catch {
    return null;
  }
}

/** Whether a line is as it was written, after one of the last few. The first of a file follows one of another file. */
function follows({ body, before, seal }: Extract<Whole, { body: string }>, key: Uint8Array, seals: string[]) {
  return (seals.length === 0 || seals.includes(before)) && sealOf(key, before, body) === seal;
}

function noteSeal(seals: string[], seal: string) {
  seals.push(seal);
  if (seals.length > NEIGHBOURS) seals.shift();
}

const sealOf = (key: Uint8Array, before: string, body: string) =>
  createHmac('sha256', key).update(before).update('\n').update(body).digest('hex');

function firstDay(texts: string[]) {
  const entry = texts.map(parse).find((whole) => whole !== null)?.entry;
  return entry ? Math.floor(entry.at / DAY) : 0;
}

const numbersOf = (dir: string) =>
  readdirSync(dir)
    .filter((name) => /^\d{6}\.log$/.test(name))
    .map((name) => Number(name.slice(0, 6)))
    .sort((a, b) => a - b);

/** The newest file with a whole line; one that a crash left empty is begun again. */
function lastOf(dir: string) {
  const numbers = numbersOf(dir);
  const last = numbers.findLast((number) => readFileSync(fileOf(dir, number), 'utf8').includes('\n'));
  return last ?? numbers[0] ?? 1;
}
