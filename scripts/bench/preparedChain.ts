// A chain as the contracts would have written it, made without a node. Each of its busy blocks holds what a busy community
// of 10,000 members does in one: a settlement of 200 (201 events), 10 gifts (20) and 5 purchases with receipts (15).
import { communitiesAbi, earningsAbi, giftsAbi, shopAbi, tokenAbi } from '@guildmint/contracts/abi.ts';
import {
  type Abi,
  type Address,
  encodeAbiParameters,
  encodeEventTopics,
  type Hex,
  keccak256,
  numberToHex,
  parseAbiParameters,
  slice,
  zeroAddress,
} from 'viem';
import type { Deployment } from '../../bot/chain/chain.ts';
import { topicOf } from '../../bot/chain/log.ts';
import { itemTerms, itemTexts, UNLIMITED } from '../../test/support/items.ts';

const MEMBERS = 10_000;
const SETTLED = 200;
const GIFTS = 10;
const PURCHASES = 5;
/** Blocks behind the last event: what lies nearer to the head is read block by block. */
const TAIL = 300;
const START = 1_800_000_000;
const SECONDS = 13;

const address = (n: number): Address => numberToHex(n, { size: 20 });
const word = (value: bigint | number) => numberToHex(value, { size: 32 }).slice(2);

export const CHAIN_ID = 24_734;
export const token = address(0xc0ffee);
export const deployment: Deployment = {
  chainId: CHAIN_ID,
  block: 1,
  genesis: numberToHex(1, { size: 32 }),
  communities: address(0xa1),
  earnings: address(0xa2),
  gifts: address(0xa3),
  custodian: address(0xa4),
  forwarder: address(0xa5),
  shop: address(0xa6),
  achievements: address(0xa7),
  tasks: address(0xa8),
  stash: address(0xab),
  clans: address(0xa9),
  conduct: address(0xaa),
  market: address(0xac),
};

export type PreparedLog = { address: Address; topics: Hex[]; data: Hex; tx: number };

/** An event as the contract would emit it. */
function event(of: Address, abi: Abi, eventName: string, args: Record<string, unknown>, tx: number): PreparedLog {
  const item = abi.find((one) => one.type === 'event' && one.name === eventName);
  if (item?.type !== 'event') throw new Error(`The ABI has no event ${eventName}: run \`npm run compile\`.`);
  const rest = item.inputs.filter((input) => !input.indexed);
  const values = rest.map(({ name }) => args[name ?? '']);
  return {
    address: of,
    topics: encodeEventTopics({ abi, eventName, args }) as Hex[],
    data: encodeAbiParameters(rest, values),
    tx,
  };
}

export const TRANSFER = topicOf(tokenAbi, 'Transfer');
const SETTLEMENT = topicOf(earningsAbi, 'Settled');
const GIFTED = topicOf(giftsAbi, 'Gifted');
const PURCHASED = topicOf(shopAbi, 'Purchased');
const RECEIPT = topicOf(shopAbi, 'TransferSingle');

const indexed = (of: Address | number | bigint): Hex => numberToHex(BigInt(of), { size: 32 });
/** Without order, as addresses of accounts are. */
const members = Array.from({ length: MEMBERS }, (_, n) => slice(keccak256(numberToHex(n)), 0, 20));
const member = (n: number) => members[n % MEMBERS]!;
const price = 10n ** 18n;

/** Blocks 0 to `head`, made on demand; equal at every call. */
export function prepareChain(events: number) {
  const perBlock = SETTLED + 1 + 2 * GIFTS + 3 * PURCHASES;
  const busy = Math.ceil(events / perBlock);
  const head = 1 + busy + TAIL;
  const hash = (number: number) => numberToHex(number + 1, { size: 32 });

  function logsOf(block: number): PreparedLog[] {
    if (block === 1) return setUp();
    if (block < 2 || block > 1 + busy) return [];
    const logs: PreparedLog[] = [];
    const paid: bigint[] = [];
    for (let i = 0; i < SETTLED; i++) {
      const to = member(block * SETTLED + i);
      paid.push((BigInt(to) << 96n) | (5n << 32n) | 5_000n);
      logs.push(transfer(0, zeroAddress, to, 5n * price));
    }
    const report = encodeAbiParameters(parseAbiParameters('uint64, uint256[]'), [BigInt(block), paid]);
    logs.push({ address: deployment.earnings, topics: [SETTLEMENT, indexed(token), indexed(1)], data: report, tx: 0 });
    for (let i = 0; i < GIFTS; i++) {
      const [from, to] = [member(block * SETTLED + i), member(block * 31 + 7 * i + 1)];
      logs.push(transfer(1 + i, from, to, price));
      const topics = [GIFTED, indexed(token), indexed(from), indexed(to)];
      logs.push({
        address: deployment.gifts,
        topics,
        data: `0x${word(price)}${word(0)}${word(0)}${word(1)}`,
        tx: 1 + i,
      });
    }
    for (let i = 0; i < PURCHASES; i++) {
      const [buyer, purchase, tx] = [member(block * SETTLED + 50 + i), block * PURCHASES + i, 1 + GIFTS + i];
      logs.push(transfer(tx, buyer, zeroAddress, price));
      const received: Hex[] = [RECEIPT, indexed(buyer), indexed(0), indexed(buyer)];
      logs.push({ address: deployment.shop, topics: received, data: `0x${word(purchase)}${word(1)}`, tx });
      const topics = [PURCHASED, indexed(token), indexed(buyer), indexed(1)];
      const data: Hex = `0x${word(purchase)}${word(1)}${word(price)}${word(0)}${word(0)}`;
      logs.push({ address: deployment.shop, topics, data, tx });
    }
    return logs;
  }

  return { head, busy, hash, at: (block: number) => START + SECONDS * block, logsOf };
}

const transfer = (tx: number, from: Address, to: Address, amount: bigint): PreparedLog => ({
  address: token,
  topics: [TRANSFER, indexed(from), indexed(to)],
  data: `0x${word(amount)}`,
  tx,
});

/** A community, and an item without end. */
function setUp(): PreparedLog[] {
  const created = {
    ...{ token, owner: address(1), name: 'Bench', symbol: 'B', decimals: 18, supplyCap: 0n, maxBalance: 0n },
    ...{ closed: false, clawback: true, underlying: zeroAddress },
  };
  const item = { token, item: 1n };
  return [
    event(deployment.communities, communitiesAbi, 'CommunityCreated', created, 0),
    event(deployment.shop, shopAbi, 'ItemSet', { ...item, terms: itemTerms, ...itemTexts('Ticket') }, 1),
    event(deployment.shop, shopAbi, 'StockSet', { ...item, left: UNLIMITED }, 1),
  ];
}
