/** A balance from the chain's own events: nothing here rests on what the server says. */
import { tokenAbi } from '@guildmint/contracts/abi.ts';
import { type Address, type Client, getAbiItem, type Hex } from 'viem';
import { getLogs } from 'viem/actions';
import { inPieces } from '../../lib/in-pieces.ts';

const transferEvent = getAbiItem({ abi: tokenAbi, name: 'Transfer' });

export type Movement = {
  txHash: Hex;
  block: number;
  logIndex: number;
  /** Base units, signed, as is the balance after it. */
  amount: bigint;
  after: bigint;
  /** The other side; null where the tokens came into being or ceased to be. */
  other: Address | null;
};

export type Span = { token: Address; address: Address; from: number; to: number };
export type Progress = { block: number; movements: number };

/** Every movement of an account from one block to another, the oldest first. @throws what viem throws, or the signal's reason */
export async function rebuild(
  client: Client,
  { token, address, from, to }: Span,
  onProgress: (progress: Progress) => void,
  signal: AbortSignal,
): Promise<Movement[]> {
  const movements: Movement[] = [];
  let balance = 0n;
  const ask = (fromBlock: bigint, toBlock: bigint) => {
    const asked = { address: token, event: transferEvent, strict: true, fromBlock, toBlock } as const;
    return Promise.all([
      getLogs(client, { ...asked, args: { from: address } }),
      getLogs(client, { ...asked, args: { to: address } }),
    ]);
  };
  await inPieces(
    { from, to },
    ask,
    ([sent, received], block) => {
      // What one sends to oneself is in both.
      const both = [...sent, ...received.filter(({ args }) => args.from !== args.to)];
      both.sort((a, b) => Number(a.blockNumber - b.blockNumber) || a.logIndex - b.logIndex);
      for (const { args, transactionHash, blockNumber, logIndex } of both) {
        if (args.value === 0n) continue;
        const [giver, taker] = [args.from.toLowerCase() as Address, args.to.toLowerCase() as Address];
        const amount = giver === taker ? 0n : taker === address ? args.value : -args.value;
        balance += amount;
        const other = taker === address ? giver : taker;
        movements.push({
          ...{ txHash: transactionHash, block: Number(blockNumber), logIndex, amount, after: balance },
          other: /^0x0+$/.test(other) ? null : other,
        });
      }
      onProgress({ block, movements: movements.length });
    },
    signal,
  );
  return movements;
}
