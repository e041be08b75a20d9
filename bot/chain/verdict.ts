/**
 * Whether an event of the Custodian is something that this server asked for, that others may rightfully do, or neither.
 *
 * What takes the signer's signature needs a row of ours, which stands in the database before its transaction is sent; so
 * an event without one means that somebody else signs with our key. Everything else somebody's own key did:
 * - a member's recovery address cancels a graduation, hands itself on, requests and takes an exit;
 * - the owner of an account, or anybody with that owner's signature, finishes a graduation that was asked for before;
 * - anybody carries what we have signed, and anybody installs a signer that the guardian proposed;
 * - the guardian pauses, unpauses, rotates, narrows and widens. A sentinel cannot hold the guardian, who ends any pause:
 *   that is told, and only the proposal of a signer whose key is not ours is treated as the theft that it looks like.
 */
import { custodianAbi } from '@guildmint/contracts/abi.ts';
import { and, eq, isNotNull } from 'drizzle-orm';
import {
  type Address,
  type GetContractEventsReturnType,
  type Hex,
  isAddressEqual,
  type PublicClient,
  slice,
  toFunctionSelector,
} from 'viem';
import type { Signer } from '../custody/client.ts';
import type { Database } from '../db/database.ts';
import { batches, outbox, transactions } from '../db/schema.ts';
import type { Deployment } from './chain.ts';
import { opsOf } from './content.ts';

export type CustodianEvent = GetContractEventsReturnType<typeof custodianAbi, undefined, true>[number];
/** `notice`: nothing is wrong, and a person should know. */
type Verdict = 'expected' | 'notice' | 'alarm';

type Known = { client: PublicClient; db: Database; deployment: Deployment; signer: Signer };

/**
 * @param block unix seconds of the event's block
 * @param together all events of the same transaction
 */
export async function verdictOf(
  known: Known,
  event: CustodianEvent,
  block: bigint,
  together: CustodianEvent[],
): Promise<Verdict> {
  switch (event.eventName) {
    case 'BatchExecuted':
      return ours(await isOurBatch(known, event.transactionHash, event.args));
    case 'GraduationRequested':
      return ours(await isOurRequest(known, event));
    case 'RecoverySet':
      // One that is in force already was handed on by its own key.
      return event.args.effectiveAt <= block ? 'expected' : ours(await isOurRequest(known, event));
    case 'GraduationCancelled':
      return isOwnKey(known, event.args.by) ? ours(await isOurRequest(known, event)) : 'expected';
    case 'NonceUsed':
      return ours(together.some((other) => isCancelled(known, other)) || (await isOurRequest(known, event)));
    case 'SignerProposed':
      return (await known.signer.holds(event.args.signer)) || !(await isPending(known, event.args.signer))
        ? 'notice'
        : 'alarm';
    // Where a batch is refused whole nothing is emitted; where a call is, BatchExecuted says whose batch it was.
    case 'CallFailed':
    case 'Graduated':
    case 'ExitRequested':
    // Each was announced before, by SignerProposed, GuardianProposed or AllowScheduled, or narrows.
    case 'SignerChanged':
    case 'GuardianChanged':
    case 'AllowedSet':
    case 'Sealed':
    case 'Unpaused':
      return 'expected';
    case 'SignerProposalCancelled':
    case 'GuardianProposed':
    case 'SentinelChanged':
    case 'AllowScheduled':
    case 'Paused':
      return 'notice';
    default:
      // The domain's event, which the Custodian never emits.
      return 'alarm';
  }
}

const ours = (asked: boolean): Verdict => (asked ? 'expected' : 'alarm');
const isOwnKey = ({ signer: { addresses } }: Known, by: string) =>
  [addresses.signer, addresses.next].some((own) => own === by.toLowerCase());
/** By the guardian or the account's recovery address: cancelling burns the nonce as well. */
const isCancelled = (known: Known, event: CustodianEvent) =>
  event.eventName === 'GraduationCancelled' && !isOwnKey(known, event.args.by);

/** The hash of everything that we send is stored before it is sent. */
async function isOurTransaction({ db }: Known, hash: Hex) {
  const rows = await db.select({ hash: transactions.hash }).from(transactions).where(eq(transactions.hash, hash));
  return rows.length > 0;
}

/** Somebody else may carry our batch: then our calls stand in the data word for word. */
async function isOurBatch(known: Known, hash: Hex, { lane, sequence }: { lane: bigint; sequence: bigint }) {
  if (await isOurTransaction(known, hash)) return true;
  const { client, db, deployment } = known;
  const [batch] = await db
    .select()
    .from(batches)
    .where(
      and(eq(batches.genesis, deployment.genesis), eq(batches.lane, lane), eq(batches.sequence, Number(sequence))),
    );
  if (!batch) return false;
  const { input } = await client.getTransaction({ hash });
  return input.includes(opsOf(batch).slice(2));
}

/** A request for an account: the outbox has it as it was before it was signed. */
async function isOurRequest(known: Known, event: CustodianEvent & { args: { account: Address } }) {
  const hash = event.transactionHash;
  if (await isOurTransaction(known, hash)) return true;
  const { client, db, deployment } = known;
  const requests = await db
    .select({ data: outbox.data })
    .from(outbox)
    .where(
      and(
        eq(outbox.account, event.args.account),
        eq(outbox.kind, 'direct'),
        eq(outbox.target, deployment.custodian),
        isNotNull(outbox.batch),
      ),
    );
  if (requests.length === 0) return false;
  const { input } = await client.getTransaction({ hash });
  return requests.some(({ data }) => input.includes(contentOf(data).slice(2)));
}

/** What a request asks for: verb and account, and the address where there is one. */
function contentOf(data: Hex): Hex {
  const cancel = slice(data, 0, 4) === CANCEL;
  return slice(data, 0, cancel ? 4 + 32 : 4 + 64);
}
const CANCEL = toFunctionSelector('cancelSigned(bytes32,uint48,bytes)');

async function isPending({ client, deployment }: Known, signer: Address) {
  const custodian = { address: deployment.custodian, abi: custodianAbi } as const;
  const [pending] = await client.readContract({ ...custodian, functionName: 'pendingSigner' });
  return isAddressEqual(pending, signer);
}
