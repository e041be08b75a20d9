import type { Client, Hex } from 'viem';
import { getBlock, getBlockNumber, getTransaction } from 'viem/actions';
import type { Seen } from './pending.ts';

const MOST_BLOCKS = 30;

/**
 * The transaction that a wallet put into another's place, by its sender and nonce; null where it is not among the latest
 * blocks. `isSame` says that it does the same, for another fee.
 */
export async function successorOf(
  client: Client,
  { from, nonce, to, data, block }: Seen,
): Promise<{ hash: Hex; isSame: boolean } | null> {
  const latest = Number(await getBlockNumber(client, { cacheTime: 0 }));
  for (let number = latest; number >= Math.max(block, latest - MOST_BLOCKS); number--) {
    const { transactions } = await getBlock(client, { blockNumber: BigInt(number) });
    const all = await Promise.all(transactions.map((hash) => getTransaction(client, { hash })));
    const found = all.find((each) => each.from === from && each.nonce === nonce);
    if (found) return { hash: found.hash, isSame: found.to === to && found.input === data };
  }
  return null;
}
