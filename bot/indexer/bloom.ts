import { type Hex, hexToBytes, keccak256 } from 'viem';

const BITS = 2048;
/** Of addresses of ours, which are asked for again and again. */
const positions = new Map<Hex, number[]>();

/** Whether a block's logs bloom has room for an event of these addresses: false is certain, true may be chance. */
export function mayConcern(bloom: Hex, addresses: Hex[]): boolean {
  return addresses.some((address) => has(bloom, address));
}

/** The filter that a block with these logs, and no others, has. */
export function bloomOf(logs: { address: Hex; topics: Hex[] }[]): Hex {
  const bytes = Buffer.alloc(BITS / 8);
  for (const { address, topics } of logs)
    for (const bit of [address, ...topics].flatMap(bitsOf)) bytes[bytes.length - 1 - (bit >> 3)]! |= 1 << (bit & 7);
  return `0x${bytes.toString('hex')}`;
}

function has(bloom: Hex, value: Hex) {
  const bits = positions.get(value) ?? bitsOf(value);
  positions.set(value, bits);
  return bits.every((bit) => {
    const digit = bloom.length - 1 - (bit >> 2);
    return (Number.parseInt(bloom[digit]!, 16) & (1 << (bit & 3))) !== 0;
  });
}

function bitsOf(value: Hex): number[] {
  const hash = hexToBytes(keccak256(value));
  return [0, 2, 4].map((i) => ((hash[i]! << 8) | hash[i + 1]!) % BITS);
}
