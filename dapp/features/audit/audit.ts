import type { HistoryResponse } from '@guildmint/bot/api/routes/history.ts';
import { tokenAbi } from '@guildmint/contracts/abi.ts';
import type { Address, Client } from 'viem';
import { getBlockNumber } from 'viem/actions';
import { get } from '../../lib/api.ts';
import { read } from '../../lib/read-contract.ts';
import { type Compared, compare, isFaulty } from './compare.ts';
import { type Progress, rebuild } from './rebuild.ts';

/** Amounts in base units. */
export type Audit = {
  address: Address;
  asOfBlock: number;
  rebuilt: bigint;
  onChain: bigint;
  /** Null while the cache cannot be read. */
  cached: bigint | null;
  /** The newest first. */
  rows: Compared[];
  faults: number;
};

type Asked = { client: Client; token: Address; address: Address; fromBlock: number };
type Told = { onProgress: (progress: Progress & { of: number }) => void; amountOf: (value: bigint) => string };

/** Adds a balance up from the chain's events, and holds it against the contract and the server's cache at one block. */
export async function audit(
  { client, token, address, fromBlock }: Asked,
  { onProgress, amountOf }: Told,
  signal: AbortSignal,
): Promise<Audit> {
  const kept = await steadyBalance(token, address, signal).catch(() => null);
  signal.throwIfAborted();
  const asOfBlock = kept?.asOfBlock ?? Number(await getBlockNumber(client));
  const contract = { address: token, abi: tokenAbi, functionName: 'balanceOf', args: [address] } as const;
  // First, as long as the node still has the state of that block.
  const onChain = await read(client, { ...contract, blockNumber: BigInt(asOfBlock) });
  const movements = await rebuild(
    client,
    { token, address, from: fromBlock, to: asOfBlock },
    (progress) => onProgress({ ...progress, of: asOfBlock }),
    signal,
  );
  const rows = kept && (await rowsOf(token, address, asOfBlock, signal));
  const compared = rows
    ? compare(movements, rows, amountOf)
    : movements.map((movement) => ({ movement, row: null, fault: null }));
  return {
    ...{ address, asOfBlock, onChain },
    rebuilt: movements.at(-1)?.after ?? 0n,
    cached: kept && BigInt(kept.balance.value),
    rows: compared.reverse(),
    faults: compared.filter(isFaulty).length,
  };
}

/** Asks until two answers are the same: a block that comes in between would look like a difference. */
async function steadyBalance(token: Address, address: Address, signal: AbortSignal) {
  const ask = () => get(`/api/tokens/balance/${address}?community=${token}`, signal, 'reload');
  let before = await ask();
  for (;;) {
    const now = await ask();
    if (now.asOfBlock === before.asOfBlock && now.balance.value === before.balance.value) return now;
    before = now;
  }
}

/** All that the cache has of an account up to a block, the oldest first. */
async function rowsOf(token: Address, address: Address, to: number, signal: AbortSignal) {
  const rows: HistoryResponse['entries'] = [];
  for (let before = ''; ; ) {
    const page = await get(
      `/api/tokens/history/${address}?community=${token}&limit=100${before && `&before=${before}`}`,
      signal,
      'reload',
    );
    rows.push(...page.entries);
    if (!page.next) return rows.filter(({ block }) => block <= to).reverse();
    before = page.next;
  }
}
