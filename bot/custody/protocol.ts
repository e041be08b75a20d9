/** What main and the signer say to each other. Both sides check every message against these schemas. */
import { z } from 'zod';

const hex = z.custom<`0x${string}`>(
  (value) => typeof value === 'string' && value.length % 2 === 0 && /^0x[0-9a-f]*$/i.test(value),
);
const sized = (bytes: number) =>
  z.custom<`0x${string}`>(
    (value) => typeof value === 'string' && new RegExp(`^0x[0-9a-f]{${bytes * 2}}$`, 'i').test(value),
  );
const address = sized(20);
const count = z.int().min(0);
const wei = z.bigint().min(0n);

const unsigned = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('legacy'), gasPrice: wei }),
  z.strictObject({ type: z.literal('eip1559'), maxFeePerGas: wei, maxPriorityFeePerGas: wei }),
]);
/** Which fees a transaction offers, wei per gas. */
export type Fees = z.infer<typeof unsigned>;

const userId = z.string().min(1);
const batch = z.strictObject({
  lane: z.bigint().min(0n),
  sequence: count,
  /** Unix seconds. */
  deadline: count,
  /** As in ICustodian.execute. */
  ops: hex,
  /** What members' PINs were given for, by the call's place in the batch. */
  proofs: z.array(z.strictObject({ index: count, proof: hex })).default([]),
});
/** What the signer may be asked to sign for one account's nonce. A proof of the member's PIN goes with all but `cancel`. */
const forAccount = z.strictObject({ userId, nonce: z.bigint().min(0n), deadline: count });
const graduation = forAccount.extend({ owner: address, proof: hex.nullable().default(null) });
const recovery = forAccount.extend({ recovery: address, proof: hex.nullable().default(null) });
const transaction = z.strictObject({
  wallet: address,
  chainId: count,
  nonce: count,
  to: address,
  value: wei,
  gas: wei,
  data: hex,
  fees: unsigned,
});
export type Batch = Omit<z.infer<typeof batch>, 'proofs'>;
export type Graduation = Omit<z.infer<typeof graduation>, 'proof'>;
export type SetRecovery = Omit<z.infer<typeof recovery>, 'proof'>;
export type Cancel = z.infer<typeof forAccount>;
export type UnsignedTransaction = z.infer<typeof transaction>;
export type UnsignedPause = Pick<UnsignedTransaction, 'chainId' | 'nonce' | 'gas' | 'fees'>;
const signed = z.strictObject({ raw: hex, hash: sized(32) });
/** A batch together with the transaction that carries it to the Custodian. */
const execution = z.strictObject({
  batch,
  carrier: transaction.pick({ wallet: true, chainId: true, nonce: true, gas: true, fees: true }),
});

/** Most gas of a transaction that the operator pays for on a wallet's behalf. */
export const MOST_SPONSORED_GAS = 1_000_000n;

/** What a PIN is given for: one call with its arguments, one address, or linking a wallet. */
const purpose = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('call'), target: address, data: hex }),
  z.strictObject({ kind: z.literal('graduate'), address }),
  z.strictObject({ kind: z.literal('recover'), address }),
  z.strictObject({ kind: z.literal('link') }),
]);
export type PinPurpose = z.infer<typeof purpose>;

const digits = z.string().max(32);
/** Names one PIN that was given, however often main has to ask about it. */
const attempt = z.uuid();
/** Tries left, and unix seconds from when the next one counts. */
const failed = [
  z.strictObject({ outcome: z.literal('wrong'), left: count, retryAt: count }),
  z.strictObject({ outcome: z.literal('wait'), left: count, retryAt: count }),
  z.strictObject({ outcome: z.literal('locked') }),
] as const;
/** Base units above which a PIN is asked for, and what it will be, unix seconds. */
const threshold = z.strictObject({
  threshold: wei,
  next: z.strictObject({ threshold: wei, from: count }).nullable(),
});

/** Every question with its answer. */
export const methods = {
  /** The first message of all: where the keys are. The passphrase comes this way so that no environment holds it. */
  open: {
    params: z.strictObject({
      keystoreDir: z.string(),
      passphrase: z.string().optional(),
      passphraseFile: z.string().optional(),
      deploymentFile: z.string().nullable(),
      journalDir: z.string(),
      pinFile: z.string(),
    }),
    result: z.strictObject({
      signer: address,
      /** Made by a rotation, or null. */
      next: address.nullable(),
      relayers: z.array(address),
      /** Null in keystores of earlier versions. */
      sentinel: address.nullable(),
    }),
  },
  salts: { params: z.array(z.string().min(1)).max(10_000), result: z.array(sized(32)) },
  signBatch: { params: batch, result: hex },
  /** Both at once, in one write to the journal. `data`: the Custodian's calldata with the batch's signature. */
  signExecution: { params: execution, result: signed.extend({ data: hex }) },
  signGraduation: { params: graduation, result: hex },
  signRecovery: { params: recovery, result: hex },
  signCancel: { params: forAccount, result: hex },
  signTransaction: { params: transaction, result: signed },
  /** The sentinel's pause: the one transaction that its key signs. */
  signPause: { params: transaction.pick({ chainId: true, nonce: true, gas: true, fees: true }), result: signed },
  /** Midnight of the day that the journal's sums are of, unix seconds; 0 where there is no journal yet. */
  countsSince: { params: z.null(), result: count },
  /** A batch that the chain has run today, of which the journal knows nothing; `before`: how many were named before it. */
  recall: { params: z.strictObject({ ops: hex, before: count }), result: z.null() },
  /** That was all of them: only now they count, and stay. */
  recalled: { params: z.strictObject({ at: count, batches: count }), result: z.null() },
  /** From now on this key signs for members: the one that the Custodian names. */
  useSigner: { params: address, result: z.null() },
  /** Times are unix seconds; `retryAt` is 0 where the next try counts at once. */
  pinOf: {
    params: userId,
    result: z.strictObject({
      state: z.enum(['none', 'set', 'locked']),
      left: count,
      retryAt: count,
      resetAt: count.nullable(),
    }),
  },
  setPin: {
    params: z.strictObject({
      userId,
      pin: digits,
      old: z.strictObject({ id: attempt, pin: digits, record: hex.nullable() }).nullable(),
    }),
    result: z.discriminatedUnion('outcome', [z.strictObject({ outcome: z.literal('set'), record: hex }), ...failed]),
  },
  keepPin: { params: z.strictObject({ userId, record: hex }), result: z.null() },
  checkPin: {
    params: z.strictObject({ userId, id: attempt, pin: digits, record: hex.nullable(), purpose }),
    result: z.discriminatedUnion('outcome', [z.strictObject({ outcome: z.literal('right'), proof: hex }), ...failed]),
  },
  /** @returns from when a new PIN may be set without the old one */
  resetPin: { params: userId, result: count },
  cancelPinReset: { params: userId, result: z.boolean() },
  thresholdOf: { params: address, result: threshold },
  setThreshold: { params: z.strictObject({ token: address, threshold: wei }), result: threshold },
};
export type Methods = typeof methods;
export type Method = keyof Methods;

export const request = z.strictObject({
  id: count,
  method: z.enum(Object.keys(methods) as Method[]),
  params: z.unknown(),
});

/** `refused`: outside policy; `fatal`: a person must act; `failed`: anything else. */
const failure = z.strictObject({
  kind: z.enum(['refused', 'fatal', 'failed']),
  message: z.string(),
  rule: z.string().optional(),
  /** Place of the refused call in its batch. */
  index: count.optional(),
});
export const reply = z.strictObject({ id: count, result: z.unknown().optional(), error: failure.optional() });
export type Reply = z.infer<typeof reply>;

/** The signer will not sign this. */
export class Refusal extends Error {
  override name = 'Refusal';
  /** Stable name of the rule, for example `recipient`. */
  readonly rule: string;
  /** Place of the refused call in its batch; undefined where the whole is refused. */
  readonly index: number | undefined;

  constructor(rule: string, message: string, index?: number) {
    super(message);
    this.rule = rule;
    this.index = index;
  }
}
