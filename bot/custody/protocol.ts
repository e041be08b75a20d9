/** What main and the signer say to each other. Both sides check every message against these schemas. */
import { z } from 'zod';

const hex = z.custom<`0x${string}`>((value) => typeof value === 'string' && /^0x([0-9a-f]{2})*$/i.test(value));
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

const batch = z.strictObject({
  lane: z.bigint().min(0n),
  sequence: count,
  /** Unix seconds. */
  deadline: count,
  /** As in ICustodian.execute. */
  ops: hex,
});
const graduation = z.strictObject({
  userId: z.string().min(1),
  owner: address,
  nonce: z.bigint().min(0n),
  deadline: count,
});
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
export type Batch = z.infer<typeof batch>;
export type Graduation = z.infer<typeof graduation>;
export type UnsignedTransaction = z.infer<typeof transaction>;

/** Most gas of a transaction that the operator pays for on a wallet's behalf. */
export const MOST_SPONSORED_GAS = 1_000_000n;

/** Every question with its answer. */
export const methods = {
  /** The first message of all: where the keys are. The passphrase comes this way so that no environment holds it. */
  open: {
    params: z.strictObject({
      keystoreDir: z.string(),
      passphrase: z.string().optional(),
      passphraseFile: z.string().optional(),
      deploymentFile: z.string().nullable(),
      journalFile: z.string(),
    }),
    result: z.strictObject({ signer: address, relayers: z.array(address) }),
  },
  salts: { params: z.array(z.string().min(1)).max(10_000), result: z.array(sized(32)) },
  signBatch: { params: batch, result: hex },
  signGraduation: { params: graduation, result: hex },
  signTransaction: { params: transaction, result: z.strictObject({ raw: hex, hash: sized(32) }) },
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
