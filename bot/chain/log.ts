import { type Abi, type Address, type Hex, toEventSelector } from 'viem';

/** A log as the node gives it. */
export type RawLog = {
  address: Address;
  topics: Hex[];
  data: Hex;
  blockNumber: Hex;
  blockHash: Hex;
  /** Newer nodes say it. */
  blockTimestamp?: Hex;
  transactionHash: Hex;
  logIndex: Hex;
};

/** A log ready for its handler. Addresses are lower case. */
export type Log = {
  address: Address;
  topics: Hex[];
  data: Hex;
  block: number;
  logIndex: number;
  txHash: Hex;
  /** Unix seconds of the block. */
  at: number;
};

/** First topic of an event of the ABI. */
export function topicOf(abi: Abi, name: string): Hex {
  const event = abi.find((item) => item.type === 'event' && item.name === name);
  if (event?.type !== 'event') throw new Error(`The ABI has no event ${name}: run \`npm run compile\`.`);
  return toEventSelector(event);
}

// Decoding by hand: a general decoder takes most of the time of catching up.

/** The 32-byte word number `index` of the data. */
export function word(data: Hex, index: number): bigint {
  if (index === 0 && data.length === 66) return BigInt(data);
  return BigInt(`0x${data.slice(2 + 64 * index, 66 + 64 * index)}`);
}

const MOST_MET = 2 ** 15;
const met = new Map<Hex, Address>();

/** The same string each time, as most addresses come again and again. */
export function addressIn(topic: Hex | undefined): Address {
  if (topic?.length !== 66) throw new Error(`A log's topic is not an address: ${topic}`);
  let address = met.get(topic);
  if (!address) {
    if (met.size > MOST_MET) met.clear();
    address = `0x${topic.slice(26)}`;
    met.set(topic, address);
  }
  return address;
}

/** `count` numbers of `bits` each out of one word, the lowest first. */
export function unpack(packed: bigint, count: number, bits: number): number[] {
  return Array.from({ length: count }, (_, place) => Number(BigInt.asUintN(bits, packed >> BigInt(place * bits))));
}

/** What viem's decoder takes; for rare events. */
export const encoded = ({ data, topics }: Log) => ({ data, topics: topics as [Hex, ...Hex[]] });

/** viem writes addresses with a checksum; here they are compared as text. */
export const lower = (address: Address) => address.toLowerCase() as Address;

/** A block's time, or any unix seconds, as an instant; null for 0, which means never. */
export const instantOf = (seconds: number | bigint) => (Number(seconds) === 0 ? null : momentOf(seconds));
export const momentOf = (seconds: number | bigint) => new Date(Number(seconds) * 1000);

/** Where a change stands on the chain: by it the live stream finds what is new. */
export const placeOf = ({ block, logIndex }: Log) => ({ block, logIndex });

/** PostgreSQL's text takes every character but this one. */
export const plain = (text: string) => text.replaceAll('\0', '');
