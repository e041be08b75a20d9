import { custodianAbi } from '@guildmint/contracts/abi.ts';
import { marketFees } from './fees.ts';
import type { Relay } from './relay.ts';

/** All that operations of members go through for now; other lanes would run beside it. */
export const LANE = 0n;
/** EIP-7825: no transaction may carry more gas, however large the block. */
export const MAX_GAS = 2n ** 24n;

/** What a new transaction has to know, read from the latest block in one request. */
export async function readHead(relay: Relay) {
  const { client, deployment, wallet } = relay;
  const custodian = { address: deployment.custodian, abi: custodianAbi } as const;
  const [block, sequence, pausedUntil, signer, nonce] = await Promise.all([
    client.getBlock(),
    client.readContract({ ...custodian, functionName: 'sequenceOf', args: [LANE] }),
    client.readContract({ ...custodian, functionName: 'pausedUntil' }),
    client.readContract({ ...custodian, functionName: 'signer' }),
    client.getTransactionCount({ address: wallet, blockTag: 'latest' }),
  ]);
  await relay.signer.useSigner(signer);
  return {
    block,
    /** Unix seconds; a chain's clock and ours may differ, and the later one counts for deadlines. */
    now: Math.max(Number(block.timestamp), Math.floor(relay.clock() / 1000)),
    sequence: Number(sequence),
    paused: BigInt(pausedUntil) > block.timestamp,
    nonce,
    fees: await marketFees(client, block.baseFeePerGas),
  };
}
export type Head = Awaited<ReturnType<typeof readHead>>;
