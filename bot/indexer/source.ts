import type { Address, Hex, PublicClient } from 'viem';
import { RetryableError } from '../errors.ts';
import { mayConcern } from './bloom.ts';
import type { Log, RawLog } from './log.ts';

export type Header = { number: number; hash: Hex; parentHash: Hex; at: number; bloom: Hex };
export type Block = { header: Header; logs: Log[] };

const HEADERS_AT_ONCE = 16;

type RpcBlock = { number: Hex; hash: Hex; parentHash: Hex; timestamp: Hex; logsBloom: Hex };

/**
 * Asks the node, and believes only answers that fit together. Everything else is a RetryableError: the node may be
 * behind, or be several nodes that disagree.
 */
export function openSource(client: PublicClient, topics: Hex[]) {
  // The typed helpers of viem offer no list of topics, and spend their time on checksums.
  const request = client.request as (call: { method: string; params: unknown[] }) => Promise<unknown>;

  async function headerAt(tag: Hex | 'latest'): Promise<Header | null> {
    const block = (await request({ method: 'eth_getBlockByNumber', params: [tag, false] })) as RpcBlock | null;
    if (!block) return null;
    const { hash, parentHash, logsBloom: bloom } = block;
    return { number: Number(block.number), hash, parentHash, at: Number(block.timestamp), bloom };
  }
  const header = async (number: number) => headerAt(`0x${number.toString(16)}`);

  async function head(): Promise<Header> {
    const latest = await headerAt('latest');
    if (!latest) throw new RetryableError('The node names no latest block.');
    return latest;
  }

  async function present(number: number): Promise<Header> {
    const found = await header(number);
    if (found?.number !== number) throw new RetryableError(`The node does not give block ${number}.`);
    return found;
  }

  async function getLogs(filter: object): Promise<RawLog[]> {
    const logs = (await request({ method: 'eth_getLogs', params: [{ ...filter, topics: [topics] }] })) as
      | RawLog[]
      | null;
    if (!Array.isArray(logs)) throw new RetryableError('The node answers a question for logs with something else.');
    return logs;
  }

  /** One block's logs, asked for by hash: the answer cannot be about another branch. */
  async function blockWithLogs(of: Header, ours: Address[]): Promise<Block> {
    const raw = await getLogs({ blockHash: of.hash });
    if (raw.some((log) => log.blockHash !== of.hash))
      throw new RetryableError('The node mixes logs of several blocks.');
    const logs = raw.map((log) => toLog(log, of.at));
    if (logs.length > 0 || !mayConcern(of.bloom, ours, topics)) return { header: of, logs: inOrder(logs) };
    return { header: of, logs: await secondOpinion(of) };
  }

  /** On a block whose bloom filter promises logs of ours where the node gave none. The filter may err, but rarely. */
  async function secondOpinion(of: Header): Promise<Log[]> {
    let raw: RawLog[];
    try {
      const receipts = (await request({ method: 'eth_getBlockReceipts', params: [of.hash] })) as { logs: RawLog[] }[];
      const wanted = new Set(topics);
      raw = receipts.flatMap((receipt) => receipt.logs).filter((log) => log.topics[0] && wanted.has(log.topics[0]));
    } catch {
      // Not every node has receipts of whole blocks: then the same question again, in other words.
      const number = `0x${of.number.toString(16)}`;
      raw = await getLogs({ fromBlock: number, toBlock: number });
    }
    if (raw.some((log) => log.blockHash !== of.hash))
      throw new RetryableError('The node mixes logs of several blocks.');
    return inOrder(raw.map((log) => toLog(log, of.at)));
  }

  /** Logs of settled blocks, with the header of the last one. */
  async function range(from: number, to: number, addresses: Address[]): Promise<{ last: Header; logs: Log[] }> {
    const span = { fromBlock: `0x${from.toString(16)}`, toBlock: `0x${to.toString(16)}` };
    const raw = await getLogs({ ...span, address: addresses });
    const hashes = new Map<number, Hex>();
    for (const log of raw) hashes.set(Number(log.blockNumber), log.blockHash);
    const times = new Map<number, number>();
    let last: Header | undefined;
    await inParallel([...new Set([...hashes.keys(), to])], HEADERS_AT_ONCE, async (number) => {
      const of = await present(number);
      if (number === to) last = of;
      if (hashes.has(number) && hashes.get(number) !== of.hash)
        throw new RetryableError(`The node gives logs and header of block ${number} from different branches.`);
      times.set(number, of.at);
    });
    return { last: last!, logs: inOrder(raw.map((log) => toLog(log, times.get(Number(log.blockNumber))!))) };
  }

  return { head, header, present, blockWithLogs, range };
}

function toLog(raw: RawLog, at: number): Log {
  return {
    address: raw.address.toLowerCase() as Address,
    topics: raw.topics,
    data: raw.data,
    block: Number(raw.blockNumber),
    logIndex: Number(raw.logIndex),
    txHash: raw.transactionHash,
    at,
  };
}

const inOrder = (logs: Log[]) => logs.sort((a, b) => a.block - b.block || a.logIndex - b.logIndex);

/** Runs `work` over the items, some at a time; the first failure ends it. */
export async function inParallel<T>(items: T[], atOnce: number, work: (item: T) => Promise<void>) {
  let next = 0;
  const worker = async () => {
    while (next < items.length) await work(items[next++]!);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker));
}
