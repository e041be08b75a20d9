import { custodianAbi } from '@guildmint/contracts/abi.ts';
import { and, eq, gte, inArray, isNotNull, ne, or } from 'drizzle-orm';
import type { Address } from 'viem';
import { batches, transactions } from '../db/schema.ts';
import { marketFees, priceOf } from './fees.ts';
import type { OutboxRow, Relay } from './relay.ts';

/** All that operations of members go through for now; other lanes would run beside it. */
export const LANE = 0n;
/** EIP-7825: no transaction may carry more gas, however large the block. */
export const MAX_GAS = 2n ** 24n;
/** A wallet that cannot pay for so much gas at the present price stands back. */
const RESERVE_GAS = 500_000n;

type Purse = { address: Address; nonce: number; balance: bigint };

/** What a new transaction has to know, read from the latest block in one request. */
export async function readHead(relay: Relay) {
  const { client, deployment, wallets, line } = relay;
  line.head = null;
  const custodian = { address: deployment.custodian, abi: custodianAbi } as const;
  const purses = wallets.map(async (address): Promise<Purse> => {
    const [nonce, balance] = await Promise.all([
      client.getTransactionCount({ address, blockTag: 'latest' }),
      client.getBalance({ address }),
    ]);
    return { address, nonce, balance };
  });
  const [block, sequence, pausedUntil, signer, ...held] = await Promise.all([
    client.getBlock(),
    client.readContract({ ...custodian, functionName: 'sequenceOf', args: [LANE] }),
    client.readContract({ ...custodian, functionName: 'pausedUntil' }),
    client.readContract({ ...custodian, functionName: 'signer' }),
    ...purses,
  ]);
  await relay.signer.useSigner(signer);
  const fees = await marketFees(client, block.baseFeePerGas);
  const paying = choosePurse(relay, held, priceOf(fees));
  const now = relay.clock();
  line.head = {
    block,
    /** Unix seconds; a chain's clock and ours may differ, and the later one counts for deadlines. */
    now: Math.max(Number(block.timestamp), Math.floor(now / 1000)),
    readAt: now,
    sequence: Number(sequence),
    paused: BigInt(pausedUntil) > block.timestamp,
    /** Pays for what is sent next, and how many of its transactions the chain holds. */
    wallet: paying.address,
    nonce: paying.nonce,
    purses: held,
    fees,
    /** What the Custodian lets members call, as far as it was asked. */
    allowed: new Map<string, boolean>(),
    held: { read: false, nonces: new Set<number>(), sequences: new Set<number>() },
    ahead: [],
  };
  return line.head;
}
export type Head = {
  block: { gasLimit: bigint; timestamp: bigint };
  now: number;
  readAt: number;
  sequence: number;
  paused: boolean;
  wallet: Address;
  nonce: number;
  purses: Purse[];
  fees: Awaited<ReturnType<typeof marketFees>>;
  allowed: Map<string, boolean>;
  /** Nonces of the wallet and sequences that something of ours holds, once they were read. */
  held: { read: boolean; nonces: Set<number>; sequences: Set<number> };
  /** Of the queue's head, what was read and not taken. */
  ahead: OutboxRow[];
};

/** The first wallet that can pay and whose transactions get through; the first of all if none can. */
function choosePurse({ line, log, wallets }: Relay, held: Purse[], price: bigint): Purse {
  const well = held.find(({ address, nonce, balance }) => {
    if (balance < RESERVE_GAS * price || balance < (line.missing.get(address) ?? 0n)) return false;
    line.missing.delete(address);
    if (nonce <= (line.stuckAt.get(address) ?? -1)) return false;
    line.stuckAt.delete(address);
    return true;
  });
  if (!well !== line.broke) {
    line.broke = !well;
    if (line.broke) log.error({ wallets }, 'no wallet of the relayer can pay for gas, operations wait: top one up');
    else log.info({ wallet: well?.address }, 'the relayer can pay for gas again');
  }
  return well ?? held[0]!;
}

/** The next nonce of the head's wallet and the next sequence that nothing of ours holds, mined or on its way. */
export async function freePlace(relay: Relay, head: Head) {
  const { nonce, sequence, held } = head;
  if (!held.read) await readHeld(relay, head);
  return { nonce: firstFree(nonce, held.nonces), sequence: firstFree(sequence, held.sequences) };
}

async function readHeld({ db, deployment }: Relay, { wallet, nonce, sequence, held }: Head) {
  const ours = eq(batches.genesis, deployment.genesis);
  const [nonces, sequences] = await Promise.all([
    db
      .select({ nonce: transactions.nonce })
      .from(transactions)
      .innerJoin(batches, eq(batches.id, transactions.batch))
      .where(
        and(
          ours,
          eq(transactions.wallet, wallet),
          gte(transactions.nonce, nonce),
          ne(transactions.raw, '0x'),
          or(isNotNull(transactions.block), inArray(batches.state, ['signed', 'broadcast'])),
        ),
      ),
    db
      .select({ sequence: batches.sequence })
      .from(batches)
      .where(and(ours, eq(batches.to, deployment.custodian), eq(batches.lane, LANE), gte(batches.sequence, sequence))),
  ]);
  for (const row of nonces) held.nonces.add(row.nonce);
  for (const row of sequences) if (row.sequence !== null) held.sequences.add(row.sequence);
  held.read = true;
}

function firstFree(from: number, taken: ReadonlySet<number>) {
  let free = from;
  while (taken.has(free)) free++;
  return free;
}
