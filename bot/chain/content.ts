/** What a batch does, apart from who pays for it: made once, signed as often as deadlines require, never changed. */
import { custodianAbi } from '@guildmint/contracts/abi.ts';
import { eq } from 'drizzle-orm';
import { type Address, decodeFunctionData, encodeFunctionData, type Hex, slice, toFunctionSelector } from 'viem';
import { outbox } from '../db/schema.ts';
import { LANE } from './head.ts';
import type { BatchRow, OutboxRow, Relay } from './relay.ts';

/** Seconds that a signature is good for; the signer refuses more than an hour. */
const LIFETIME = 15 * 60;
const REQUEST = toFunctionSelector('requestGraduation(bytes32,address,uint48,bytes)');

/** @property deadline of our own signature; null where the signature is a wallet's, which we cannot renew */
export type Signed = { data: Hex; deadline: number | null };

/** @throws Refusal if a call is outside the signer's policy */
export async function signOps(relay: Relay, sequence: number, ops: Hex, now: number): Promise<Signed> {
  const deadline = now + LIFETIME;
  const signature = await relay.signer.signBatch({ lane: LANE, sequence, deadline, ops });
  const args = [LANE, BigInt(sequence), deadline, ops, signature] as const;
  return { data: encodeFunctionData({ abi: custodianAbi, functionName: 'execute', args }), deadline };
}

/** @throws Refusal */
async function signGraduation(relay: Relay, userId: string, owner: Address, now: number): Promise<Signed> {
  const deadline = now + LIFETIME;
  const [who] = await relay.accountsOf([userId]);
  const { salt, account } = who!;
  const nonce = await relay.client.readContract({
    address: relay.deployment.custodian,
    abi: custodianAbi,
    functionName: 'nonceOf',
    args: [account],
  });
  const signature = await relay.signer.signGraduation({ userId, owner, nonce, deadline });
  const args = [salt, owner, deadline, signature] as const;
  return { data: encodeFunctionData({ abi: custodianAbi, functionName: 'requestGraduation', args }), deadline };
}

/** A graduation request before it is signed, as the outbox keeps it. */
export function graduationDraft(salt: Hex, owner: Address): Hex {
  return encodeFunctionData({ abi: custodianAbi, functionName: 'requestGraduation', args: [salt, owner, 0, '0x'] });
}

/** Whether the signer's signature belongs into a direct transaction; all others come with a wallet's. */
export const isDraft = ({ data }: { data: Hex }) => slice(data, 0, 4) === REQUEST;

/** @throws Refusal */
export async function signDirect(relay: Relay, row: OutboxRow, now: number): Promise<Signed> {
  return isDraft(row)
    ? signGraduation(relay, row.userId, graduationOwner(row.data), now)
    : { data: row.data, deadline: null };
}

function graduationOwner(data: Hex): Address {
  const { functionName, args } = decodeFunctionData({ abi: custodianAbi, data });
  if (functionName !== 'requestGraduation') throw new Error(`${functionName} is not a graduation request.`);
  return args[1];
}

/** The calls of a batch that was signed before. */
export function opsOf(batch: { data: Hex }): Hex {
  const { functionName, args } = decodeFunctionData({ abi: custodianAbi, data: batch.data });
  if (functionName !== 'execute') throw new Error(`${functionName} is not a batch.`);
  return args[3];
}

/** Signs the same content again, for a new deadline. */
export async function signAgain(relay: Relay, batch: BatchRow, now: number): Promise<Signed> {
  if (batch.kind === 'call') return signOps(relay, batch.sequence!, opsOf(batch), now);
  const [row] = await relay.db.select().from(outbox).where(eq(outbox.batch, batch.id));
  return signDirect(relay, row!, now);
}
