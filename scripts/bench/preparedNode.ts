// A node that answers from memory, so that nodes are not what is measured: `node preparedNode.ts EVENTS`.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Hex, numberToHex, zeroHash } from 'viem';
import { CHAIN_ID, prepareChain } from './preparedChain.ts';

type Filter = {
  fromBlock?: Hex;
  toBlock?: Hex;
  blockHash?: Hex;
  address?: Hex | Hex[];
  topics?: (Hex | Hex[] | null)[];
};
type Call = { id: number; method: string; params?: [Hex | Filter, ...unknown[]] };

const chain = prepareChain(Number(process.argv[2]));
const NO_BLOOM = `0x${'0'.repeat(512)}`;
/** As many public nodes have it. */
const MOST_BYTES = 10 * 2 ** 20;

const hashOf = (block: number, tx: number) => numberToHex(block * 1_000 + tx, { size: 32 });

/** The answer about each log, with what filters ask for. */
const answers = Array.from({ length: chain.head + 1 }, (_, block) =>
  chain.logsOf(block).map(({ address, topics, data, tx }, logIndex) => ({
    address,
    topic: topics[0]!,
    json: Buffer.from(
      JSON.stringify({
        address,
        topics,
        data,
        blockNumber: numberToHex(block),
        transactionHash: hashOf(block, tx),
        transactionIndex: numberToHex(tx),
        blockHash: chain.hash(block),
        logIndex: numberToHex(logIndex),
        removed: false,
      }),
    ),
  })),
);

/** The transactions of each block, as far as its logs show them. */
const transactions = Array.from({ length: chain.head + 1 }, (_, block) =>
  [...new Set(chain.logsOf(block).map(({ tx }) => tx))].map((tx) => ({
    hash: hashOf(block, tx),
    blockHash: chain.hash(block),
    blockNumber: numberToHex(block),
    transactionIndex: numberToHex(tx),
    from: numberToHex(1, { size: 20 }),
    to: numberToHex(2, { size: 20 }),
    ...{ input: '0x', value: '0x0', nonce: numberToHex(tx), gas: '0x5208', gasPrice: '0x1', type: '0x0' },
    ...{ r: numberToHex(1, { size: 32 }), s: numberToHex(1, { size: 32 }), v: '0x1b' },
  })),
);

function header(tag: Hex, whole: boolean) {
  const number = tag.startsWith('0x') ? Number(tag) : chain.head;
  if (number > chain.head) return null;
  return {
    number: numberToHex(number),
    hash: chain.hash(number),
    parentHash: number === 0 ? zeroHash : chain.hash(number - 1),
    timestamp: numberToHex(chain.at(number)),
    logsBloom: NO_BLOOM,
    ...{ nonce: '0x0000000000000000', sha3Uncles: zeroHash, transactionsRoot: zeroHash, stateRoot: zeroHash },
    ...{ receiptsRoot: zeroHash, miner: `0x${'0'.repeat(40)}`, difficulty: '0x0', totalDifficulty: '0x0' },
    ...{
      extraData: '0x',
      size: '0x400',
      gasLimit: '0x1c9c380',
      gasUsed: '0x0',
      mixHash: zeroHash,
      uncles: [],
      transactions: whole ? transactions[number] : transactions[number]!.map(({ hash }) => hash),
    },
  };
}

/** Whether whoever started this node wants to hear of the next question for logs. */
let telling = false;

const COMMA = Buffer.from(',');

function logs(filter: Filter): Buffer[] {
  const at = filter.blockHash ? Number(filter.blockHash) - 1 : undefined;
  const [from, to] = [at ?? Number(filter.fromBlock), Math.min(at ?? Number(filter.toBlock), chain.head)];
  const addresses = filter.address && new Set([filter.address].flat().map((one) => one.toLowerCase()));
  const topics = filter.topics?.[0] && new Set([filter.topics[0]].flat());
  const found: Buffer[] = [];
  let bytes = 0;
  for (let block = from; block <= to; block++)
    for (const { address, topic, json } of answers[block]!) {
      if ((addresses && !addresses.has(address)) || (topics && !topics.has(topic))) continue;
      if (found.length > 0) found.push(COMMA);
      found.push(json);
      bytes += json.length + 1;
      if (bytes > MOST_BYTES) throw new Error('response size exceeds 10 MiB');
    }
  return found;
}

function answer({ id, method, params }: Call): Buffer {
  const begin = `{"jsonrpc":"2.0","id":${id},"`;
  try {
    if (method === 'eth_getLogs' && telling) {
      telling = false;
      process.send?.({ asked: Date.now() });
    }
    if (method === 'eth_getLogs' && typeof params?.[0] === 'object')
      return Buffer.concat([Buffer.from(`${begin}result":[`), ...logs(params[0]), Buffer.from(']}')]);
    return Buffer.from(`${begin}result":${JSON.stringify(plain(method, params))}}`);
  } catch (error) {
    const { message } = error as Error;
    return Buffer.from(`${begin}error":${JSON.stringify({ code: -32_005, message })}}`);
  }
}

function plain(method: string, params: Call['params']) {
  const [first, whole] = params ?? [];
  if (method === 'eth_chainId' || method === 'net_version') return numberToHex(CHAIN_ID);
  if (method === 'eth_blockNumber') return numberToHex(chain.head);
  if (method === 'eth_getBlockByNumber' && typeof first === 'string') return header(first, whole === true);
  throw new Error(`This node has no ${method}.`);
}

const server = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const body: Call | Call[] = JSON.parse(Buffer.concat(chunks).toString());
  response.setHeader('content-type', 'application/json');
  if (!Array.isArray(body)) return response.end(answer(body));
  const parts = body.flatMap((call, i) => (i > 0 ? [COMMA, answer(call)] : [answer(call)]));
  response.end(Buffer.concat([Buffer.from('['), ...parts, Buffer.from(']')]));
});
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }));
process.on('message', () => {
  telling = true;
});
process.on('disconnect', () => process.exit(0));
