import type { Address, Hex, PublicClient } from 'viem';
import { addressIn, type Log, type RawLog } from '../chain/log.ts';
import type { Place } from '../chain/rawRows.ts';
import { RetryableError } from '../errors.ts';
import { bloomOf, mayConcern } from './bloom.ts';
import { communityCreated } from './handlers/communityCreated.ts';

export type Header = { number: number; hash: Hex; parentHash: Hex; at: number; bloom: Hex };
export type Block = { header: Header; logs: Log[] };

/** Headers asked for in one moment; the client sends them as few requests. */
const HEADERS_AT_ONCE = 200;
const RECEIPTS_AT_ONCE = 8;
/** More addresses than this are no filter that nodes take: then every log is asked for and ours are picked. */
const MOST_ADDRESSES = 1_000;
/** Blocks whose bloom filter is looked at where a whole range is said to hold nothing of ours. */
const SPOT_CHECKS = 16;

type RpcBlock = { number: Hex; hash: Hex; parentHash: Hex; timestamp: Hex; logsBloom: Hex };

/**
 * Asks the node, and believes only answers that fit together. Everything else is a RetryableError: the node may be
 * behind, or be several nodes that disagree.
 * @param communities the contract that announces further addresses of ours
 */
export function openSource(client: PublicClient, communities: Address) {
  const announcer = communities.toLowerCase();
  // The typed helpers of viem spend their time on checksums.
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

  /** Communities that logs create: their addresses are ours from then on. */
  function announced(logs: Pick<RawLog, 'address' | 'topics'>[]): Address[] {
    return logs
      .filter((log) => log.topics[0] === communityCreated.topic && log.address.toLowerCase() === announcer)
      .map((log) => addressIn(log.topics[1]));
  }

  /** Every log of our addresses, and of communities that these logs announce. */
  async function getLogs(filter: object, addresses: Address[]): Promise<RawLog[]> {
    const logs = await ask(filter, addresses);
    const created = announced(logs).filter((token) => !addresses.includes(token));
    return created.length > 0 ? [...logs, ...(await ask(filter, created))] : logs;
  }

  async function ask(filter: object, addresses: Address[]): Promise<RawLog[]> {
    const named = addresses.length <= MOST_ADDRESSES;
    const params = [named ? { ...filter, address: addresses } : filter];
    const logs = (await request({ method: 'eth_getLogs', params })) as RawLog[] | null;
    if (!Array.isArray(logs)) throw new RetryableError('The node answers a question for logs with something else.');
    return named ? logs : ofOurs(logs, addresses);
  }

  /** One block's logs, asked for by hash: the answer cannot be about another branch. */
  async function blockWithLogs(of: Header, ours: Address[]): Promise<Block> {
    const raw = await getLogs({ blockHash: of.hash }, ours);
    ofOneBlock(raw, of);
    if (raw.length > 0 || !mayConcern(of.bloom, ours)) return { header: of, logs: toLogs(raw, () => of.at) };
    return { header: of, logs: await secondOpinion(of, ours) };
  }

  /**
   * On a block whose bloom filter promises logs of ours where the node gave none. The filter may err, but rarely; whether
   * the node does, the filter of all the block's logs tells.
   */
  async function secondOpinion(of: Header, ours: Address[]): Promise<Log[]> {
    const all = (await receiptsOf(of)).flatMap((receipt) => receipt.logs);
    if (bloomOf(all) !== of.bloom) throw new RetryableError(`The node withholds logs of block ${of.number}.`);
    const raw = ofOurs(all, ours);
    ofOneBlock(raw, of);
    return toLogs(raw, () => of.at);
  }

  async function receiptsOf(of: Header): Promise<{ logs: RawLog[] }[]> {
    const whole = await request({ method: 'eth_getBlockReceipts', params: [of.hash] }).catch(() => null);
    if (Array.isArray(whole)) return whole as { logs: RawLog[] }[];
    // Not every node has receipts of whole blocks.
    const block = (await request({ method: 'eth_getBlockByHash', params: [of.hash, false] })) as {
      transactions: Hex[];
    } | null;
    if (!block) throw new RetryableError(`The node does not give block ${of.number}.`);
    const receipts: { logs: RawLog[] }[] = [];
    await inParallel(block.transactions, RECEIPTS_AT_ONCE, async (hash) => {
      const receipt = (await request({ method: 'eth_getTransactionReceipt', params: [hash] })) as {
        logs: RawLog[];
      } | null;
      if (!receipt) throw new RetryableError(`The node does not give the receipt of ${hash}.`);
      receipts.push(receipt);
    });
    return receipts;
  }

  /** Logs of settled blocks, the blocks that hold them, and the last of all. */
  async function range(from: number, to: number, addresses: Address[]) {
    const span = { fromBlock: `0x${from.toString(16)}`, toBlock: `0x${to.toString(16)}` };
    const raw = await getLogs(span, addresses);
    const blocks = new Map<number, Place>();
    const unknown = new Set([to]);
    for (const { blockNumber, blockHash, blockTimestamp } of raw) {
      const number = Number(blockNumber);
      const known = blocks.get(number);
      if (known?.hash === blockHash) continue;
      if (known) throw new RetryableError(`The node gives logs of block ${number} from different branches.`);
      if (number < from || number > to) throw new RetryableError('The node gives logs of blocks not asked for.');
      blocks.set(number, { number, hash: blockHash, at: Number(blockTimestamp ?? 0) });
      if (!blockTimestamp) unknown.add(number);
    }
    if (raw.length === 0)
      for (let i = 0; i < SPOT_CHECKS; i++) unknown.add(from + Math.floor(((to - from) * i) / SPOT_CHECKS));
    let last: Place | undefined;
    await inParallel([...unknown], HEADERS_AT_ONCE, async (number) => {
      const of = await present(number);
      if (number === to) last = of;
      const block = blocks.get(number);
      if (block && block.hash !== of.hash)
        throw new RetryableError(`The node gives logs and header of block ${number} from different branches.`);
      if (block) block.at = of.at;
      else if (mayConcern(of.bloom, addresses) && (await secondOpinion(of, addresses)).length > 0)
        throw new RetryableError(`The node withholds logs of block ${number}.`);
    });
    const ordered = [...blocks.values()].sort((a, b) => a.number - b.number);
    return { last: last!, blocks: ordered, logs: toLogs(raw, (number) => blocks.get(number)!.at) };
  }

  return { head, header, present, blockWithLogs, range, announced };
}

function ofOneBlock(raw: RawLog[], of: Header) {
  if (raw.some((log) => log.blockHash !== of.hash)) throw new RetryableError('The node mixes logs of several blocks.');
}

function ofOurs(raw: RawLog[], ours: Address[]) {
  const addresses = new Set<string>(ours);
  return raw.filter((log) => addresses.has(log.address.toLowerCase()));
}

/** In the chain's order, each once. @throws RetryableError if the node gives two logs for one place */
function toLogs(raw: RawLog[], timeOf: (block: number) => number): Log[] {
  const logs = raw.map((log) => toLog(log, timeOf)).sort((a, b) => a.block - b.block || a.logIndex - b.logIndex);
  for (let i = 1; i < logs.length; i++)
    if (logs[i]!.logIndex === logs[i - 1]!.logIndex && logs[i]!.block === logs[i - 1]!.block)
      throw new RetryableError(`The node gives log ${logs[i]!.logIndex} of block ${logs[i]!.block} twice.`);
  return logs;
}

function toLog(raw: RawLog, timeOf: (block: number) => number): Log {
  const block = Number(raw.blockNumber);
  return {
    address: raw.address.toLowerCase() as Address,
    topics: raw.topics,
    data: raw.data,
    block,
    logIndex: Number(raw.logIndex),
    txHash: raw.transactionHash,
    at: timeOf(block),
  };
}

/** Runs `work` over the items, some at a time; the first failure ends it. */
export async function inParallel<T>(items: T[], atOnce: number, work: (item: T) => Promise<void>) {
  let next = 0;
  const worker = async () => {
    while (next < items.length) await work(items[next++]!);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker));
}
