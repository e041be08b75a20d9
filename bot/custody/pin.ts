/**
 * PINs, judged where the keys are. A right PIN yields a proof for one operation, which the signer itself asks for when it
 * is to sign that operation: main can neither invent one, nor use it twice, nor for anything else.
 */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { keccak256 } from 'ethers/crypto';
import { hex, type Op } from './ops.ts';
import { type MemberPin, openPinLog } from './pinLog.ts';
import { isPin, macOf, pinKeys, readRecord, writeRecord } from './pinRecord.ts';
import { type PinPurpose, Refusal } from './protocol.ts';

/** Base units above which a gift or purchase needs a PIN unless its community says otherwise: 100 tokens of 18 decimals. */
export const PIN_THRESHOLD = 100n * 10n ** 18n;
/** Seconds to wait after so many wrong PINs in a row. The last try of all is followed by a reset only. */
const WAITS = [0, 0, 0, 60, 600, 3600];
const TRIES = 6;
const DAY = 86_400;
/** Seconds after its day for which a used proof is known: a batch may wait while the Custodian is paused. */
const REMEMBERED = 30 * DAY;

/** Tries left, and unix seconds from when the next one counts. */
type Failed = { outcome: 'wrong' | 'wait'; left: number; retryAt: number } | { outcome: 'locked' };
type Proven = { outcome: 'right'; proof: `0x${string}` };

/** What would leave a member's account by one call of a batch, base units. */
export type Spend = { op: Op; token: string; amount: bigint };

/**
 * @param options.path the signer's own file
 * @param options.clock unix seconds
 */
export function openPins(options: { saltSecret: Uint8Array; path: string; clock: () => number }) {
  const { clock } = options;
  const keys = pinKeys(options.saltSecret);
  const log = openPinLog(options.path, clock());

  const retryAt = ({ failures, triedAt }: MemberPin) => {
    const wait = WAITS[failures] ?? 0;
    return wait ? triedAt + wait : 0;
  };
  const isReset = ({ resetAt }: MemberPin) => resetAt !== null && resetAt <= clock();

  /** The member's record, if it is theirs, unaltered, and not an older one than the signer has seen. @throws Refusal */
  function judgeRecord(salt: string, record: string | null) {
    const { version, pending } = log.member(salt);
    const read = record && readRecord(keys, salt, record);
    // A newer one than known is the signer's own all the same: its file came back from a backup.
    if (
      read &&
      (read.version === version || read.version === pending || read.version > Math.max(version, pending ?? 0))
    )
      return read;
    throw new Refusal('pin-record', 'The stored PIN is not the one that this member has set: it must be reset.');
  }

  const failed = (member: MemberPin): Failed =>
    member.failures >= TRIES
      ? { outcome: 'locked' }
      : { outcome: 'wrong', left: TRIES - member.failures, retryAt: retryAt(member) };

  /**
   * @param id the same where main asks again because the signer died meanwhile: such a try is neither lost nor counted twice
   * @returns null for the right PIN
   */
  async function attempt(salt: string, id: string, pin: string, record: string | null): Promise<Failed | null> {
    const read = judgeRecord(salt, record);
    const before = log.member(salt);
    const earlier = before.tries.find((known) => known.id === id);
    // Only the answer was lost. Looking once more would let main try another PIN under the same name.
    if (earlier?.judged) return failed(before);
    if (!earlier) {
      if (before.failures >= TRIES) return { outcome: 'locked' };
      const next = retryAt(before);
      if (next > clock()) return { outcome: 'wait', left: TRIES - before.failures, retryAt: next };
      // Counted before it is looked at: neither a crash nor many at once buys a free try.
      const tries = [...before.tries, { id, judged: false }];
      log.append({ ...before, failures: before.failures + 1, triedAt: clock(), tries });
    }
    const right = await isPin(keys, read, pin);
    const after = log.member(salt);
    if (right) {
      const pending = after.pending !== null && after.pending > read.version ? after.pending : null;
      const version = Math.max(after.version, read.version);
      log.append({ ...after, version, pending, failures: 0, tries: [], resetAt: null });
      return null;
    }
    const tries = after.tries.map((known) => (known.id === id ? { id, judged: true } : known));
    log.append({ ...after, tries });
    return failed(after);
  }

  function prove(salt: string, purpose: PinPurpose) {
    const id = randomBytes(16);
    const until = Buffer.alloc(6);
    until.writeUIntBE(clock() + DAY, 0, 6);
    const head = Buffer.concat([id, until]);
    return hex(Buffer.concat([head, macOf(keys.proof, salt, contentOf(head, purpose))]));
  }

  /**
   * @param by names the signature that the proof is used for: again for the same one it is good for ever
   * @returns what is to be remembered once everything else was judged, if anything
   */
  function judgeProof(salt: string, purpose: PinPurpose, proof: string | null, by: string, index?: number) {
    const bytes = Buffer.from(proof?.slice(2) ?? '', 'hex');
    const head = bytes.subarray(0, 22);
    const mac = bytes.subarray(22);
    const good = macOf(keys.proof, salt, contentOf(head, purpose));
    if (mac.length !== good.length || !timingSafeEqual(mac, good))
      throw new Refusal('pin', 'This needs the member’s PIN for exactly this operation.', index);
    const id = head.subarray(0, 16).toString('hex');
    const usedBy = log.usedBy(id);
    if (usedBy === by) return null;
    if (usedBy !== undefined)
      throw new Refusal('pin-used', 'The PIN was given for an operation that was signed before.', index);
    const until = head.readUIntBE(16, 6);
    if (until <= clock()) throw new Refusal('pin-expired', 'The PIN was given more than a day ago.', index);
    return { kind: 'used', proof: id, by, until: until + REMEMBERED } as const;
  }

  function thresholdOf(token: string) {
    const known = log.threshold(token);
    if (!known) return { threshold: PIN_THRESHOLD, next: null };
    const { threshold, next } = known;
    if (next && next.from <= clock()) return { threshold: BigInt(next.threshold), next: null };
    return { threshold: BigInt(threshold), next: next && { ...next, threshold: BigInt(next.threshold) } };
  }

  return {
    /** What there is to say of a member's PIN. Times are unix seconds. */
    standing(salt: string) {
      const known = log.member(salt);
      const { version, failures, resetAt } = known;
      const state = version === 0 || isReset(known) ? 'none' : failures >= TRIES ? 'locked' : 'set';
      return { state, left: TRIES - failures, retryAt: retryAt(known), resetAt } as const;
    },

    /**
     * Sets a first PIN, or a new one for who knows the old one or has waited for a reset. It counts once `keep` was called
     * with the record, or it was given rightly: until then the old one is good too, in case main dies before storing it.
     * @param old null where there is none to know
     */
    async set(
      salt: string,
      pin: string,
      old: { pin: string; record: string | null; id: string } | null,
    ): Promise<{ outcome: 'set'; record: `0x${string}` } | Failed> {
      requireDigits(pin);
      const before = log.member(salt);
      if (before.version > 0 && !isReset(before)) {
        if (!old) throw new Refusal('pin-old', 'There is a PIN: a new one needs the old one, or a reset.');
        const wrong = await attempt(salt, old.id, old.pin, old.record);
        if (wrong) return wrong;
      }
      const { version, pending, ...rest } = log.member(salt);
      const next = Math.max(version, pending ?? 0) + 1;
      const record = await writeRecord(keys, salt, next, pin);
      log.append({ ...rest, version, pending: next });
      return { outcome: 'set', record };
    },

    /** Main has stored the record: older ones are void from now on. @throws Refusal */
    keep(salt: string, record: string) {
      const { version } = judgeRecord(salt, record);
      const before = log.member(salt);
      if (version <= before.version) return;
      log.append({ ...before, version, pending: null, failures: 0, tries: [], resetAt: null });
    },

    /** @throws Refusal for a record that is altered, rolled back, or somebody else's */
    async check(
      salt: string,
      { id, pin, record, purpose }: { id: string; pin: string; record: string | null; purpose: PinPurpose },
    ): Promise<Proven | Failed> {
      return (await attempt(salt, id, pin, record)) ?? { outcome: 'right', proof: prove(salt, purpose) };
    },

    /** Whoever forgot the PIN may set a new one after a day. @returns from when, unix seconds */
    reset(salt: string): number {
      const before = log.member(salt);
      if (before.version === 0) throw new Refusal('pin-none', 'There is no PIN to reset.');
      const resetAt = before.resetAt ?? clock() + DAY;
      if (before.resetAt === null) log.append({ ...before, resetAt });
      return resetAt;
    },
    /** @returns false if nothing was waiting */
    cancelReset(salt: string): boolean {
      const before = log.member(salt);
      if (before.resetAt === null) return false;
      log.append({ ...before, resetAt: null });
      return true;
    },

    thresholdOf,
    /** Lowering holds at once; raising after a day, because main alone asks for it. Base units. */
    setThreshold(token: string, wanted: bigint) {
      const { threshold, next } = thresholdOf(token);
      if (wanted <= threshold) {
        if (wanted < threshold || next) log.append({ kind: 'threshold', token, threshold: `${wanted}`, next: null });
      } else if (next?.threshold !== wanted) {
        const raise = { threshold: `${wanted}`, from: clock() + DAY };
        log.append({ kind: 'threshold', token, threshold: `${threshold}`, next: raise });
      }
      return thresholdOf(token);
    },

    /**
     * Judges what leaves members' accounts by a batch. To be called last of all, since it notes the proofs as used.
     * @throws Refusal by `pin`, `pin-used` or `pin-expired`
     */
    judgeSpends(spends: readonly Spend[], proofs: ReadonlyMap<number, string>, by: string) {
      const taken = spends
        .filter(({ token, amount }) => amount > thresholdOf(token).threshold)
        .map(({ op }) => {
          const purpose = { kind: 'call', target: op.target, data: hex(concat(op)) } as const;
          return { index: op.index, line: judgeProof(op.salt, purpose, proofs.get(op.index) ?? null, by, op.index) };
        });
      const seen = new Set<string>();
      for (const { index } of taken) {
        const proof = proofs.get(index)!.toLowerCase();
        if (seen.has(proof)) throw new Refusal('pin-used', 'One PIN was given, and two operations ask for it.', index);
        seen.add(proof);
      }
      log.append(...taken.flatMap(({ line }) => line ?? []));
    },
    /** @throws Refusal */
    judgeRequest(salt: string, purpose: PinPurpose, proof: string | null, nonce: bigint) {
      const line = judgeProof(salt, purpose, proof, `nonce ${nonce}`);
      if (line) log.append(line);
    },
    close: log.close,
  };
}
export type Pins = ReturnType<typeof openPins>;

function requireDigits(pin: string) {
  if (!/^\d{4,6}$/.test(pin)) throw new Refusal('pin-digits', 'A PIN has 4 to 6 digits.');
}

const concat = ({ selector, args }: Op) => Buffer.concat([Buffer.from(selector.slice(2), 'hex'), args]);

/** The one operation that a proof is for, as bytes. */
function contentOf(head: Uint8Array, purpose: PinPurpose) {
  const content =
    purpose.kind === 'call'
      ? `${purpose.target} ${keccak256(purpose.data)}`
      : 'address' in purpose
        ? purpose.address
        : '';
  return `${Buffer.from(head).toString('hex')} ${purpose.kind} ${content}`.toLowerCase();
}
