/** What a batch does, apart from who pays for it: made once, signed as often as deadlines require, never changed. */
import { custodianAbi } from '@guildmint/contracts/abi.ts';
import { eq } from 'drizzle-orm';
import { type Address, decodeFunctionData, encodeFunctionData, type Hex, slice, toFunctionSelector } from 'viem';
import type { Fees } from '../custody/protocol.ts';
import { outbox } from '../db/schema.ts';
import { LANE } from './head.ts';
import type { BatchRow, OutboxRow, Relay } from './relay.ts';

/** Seconds that a signature is good for; the signer refuses more than an hour. */
const LIFETIME = 15 * 60;

/** @property deadline of our own signature; null where the signature is a wallet's, which we cannot renew */
export type Signed = { data: Hex; deadline: number | null };

/**
 * @param proofs of members' PINs, by the call's place
 * @throws Refusal if a call is outside the signer's policy
 */
async function signOps(relay: Relay, sequence: number, ops: Hex, proofs: (Hex | null)[], now: number): Promise<Signed> {
  const deadline = now + LIFETIME;
  const signature = await relay.signer.signBatch({ lane: LANE, sequence, deadline, ops, proofs: givenOf(proofs) });
  const args = [LANE, BigInt(sequence), deadline, ops, signature] as const;
  return { data: encodeFunctionData({ abi: custodianAbi, functionName: 'execute', args }), deadline };
}

/** A batch with the transaction that carries it. @throws Refusal if a call is outside the signer's policy */
export async function signExecution(
  relay: Relay,
  batch: { sequence: number; ops: Hex; proofs: (Hex | null)[] },
  { wallet, nonce, gas, fees, now }: { wallet: Address; nonce: number; gas: bigint; fees: Fees; now: number },
): Promise<Signed & { raw: Hex; hash: Hex }> {
  const deadline = now + LIFETIME;
  const { chainId } = relay.deployment;
  const signed = await relay.signer.signExecution({
    batch: { lane: LANE, sequence: batch.sequence, deadline, ops: batch.ops, proofs: givenOf(batch.proofs) },
    carrier: { wallet, chainId, nonce, gas, fees },
  });
  return { ...signed, deadline };
}

const givenOf = (proofs: (Hex | null)[]) => proofs.flatMap((proof, index) => (proof ? [{ index, proof }] : []));

/** A request as the outbox keeps it, before it is signed. */
export const graduationDraft = (salt: Hex, owner: Address): Hex =>
  encodeFunctionData({ abi: custodianAbi, functionName: 'requestGraduation', args: [salt, owner, 0, '0x'] });
export const recoveryDraft = (salt: Hex, recovery: Address): Hex =>
  encodeFunctionData({ abi: custodianAbi, functionName: 'setRecovery', args: [salt, recovery, 0, '0x'] });
export const cancelDraft = (salt: Hex): Hex =>
  encodeFunctionData({ abi: custodianAbi, functionName: 'cancelSigned', args: [salt, 0, '0x'] });

const DRAFTS = [
  'requestGraduation(bytes32,address,uint48,bytes)',
  'setRecovery(bytes32,address,uint48,bytes)',
  'cancelSigned(bytes32,uint48,bytes)',
].map((signature) => toFunctionSelector(signature));

/** Whether the signer's signature belongs into a direct transaction; all others come with a wallet's. */
export const isDraft = ({ data }: { data: Hex }) => DRAFTS.includes(slice(data, 0, 4));

/** @throws Refusal */
export async function signDirect(relay: Relay, row: OutboxRow, now: number): Promise<Signed> {
  if (!isDraft(row)) return { data: row.data, deadline: null };
  const { signer, client, deployment } = relay;
  const { userId, proof } = row;
  const deadline = now + LIFETIME;
  const [who] = await relay.accountsOf([userId]);
  const { salt, account } = who!;
  const nonce = await client.readContract({
    address: deployment.custodian,
    abi: custodianAbi,
    functionName: 'nonceOf',
    args: [account],
  });
  const asked = { userId, nonce, deadline };
  const { functionName, args } = decodeFunctionData({ abi: custodianAbi, data: row.data });
  const encode = async () => {
    if (functionName === 'requestGraduation') {
      const signature = await signer.signGraduation({ ...asked, owner: args[1], proof });
      return encodeFunctionData({ abi: custodianAbi, functionName, args: [salt, args[1], deadline, signature] });
    }
    if (functionName === 'setRecovery') {
      const signature = await signer.signRecovery({ ...asked, recovery: args[1], proof });
      return encodeFunctionData({ abi: custodianAbi, functionName, args: [salt, args[1], deadline, signature] });
    }
    if (functionName !== 'cancelSigned') throw new Error(`${functionName} is no request of an account.`);
    const signature = await signer.signCancel(asked);
    return encodeFunctionData({ abi: custodianAbi, functionName, args: [salt, deadline, signature] });
  };
  return { data: await encode(), deadline };
}

/** The calls of a batch that was signed before. */
export function opsOf(batch: { data: Hex }): Hex {
  const { functionName, args } = decodeFunctionData({ abi: custodianAbi, data: batch.data });
  if (functionName !== 'execute') throw new Error(`${functionName} is not a batch.`);
  return args[3];
}

/** Signs the same content again, for a new deadline. */
export async function signAgain(relay: Relay, batch: BatchRow, now: number): Promise<Signed> {
  const rows = await relay.db.select().from(outbox).where(eq(outbox.batch, batch.id)).orderBy(outbox.index);
  if (batch.kind === 'direct') return signDirect(relay, rows[0]!, now);
  const proofs = rows.map(({ proof }) => proof);
  return signOps(relay, batch.sequence!, opsOf(batch), proofs, now);
}
