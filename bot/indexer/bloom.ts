import { type Hex, hexToBytes, keccak256 } from 'viem';

const BITS = 2048;
const positions = new Map<Hex, number[]>();

/** Whether a block's logs bloom has room for an event of these addresses: false is certain, true may be chance. */
export function mayConcern(bloom: Hex, addresses: Hex[]): boolean {
  return addresses.some((address) => has(bloom, address));
}

function has(bloom: Hex, value: Hex) {
  let bits = positions.get(value);
  if (!bits) {
    const hash = hexToBytes(keccak256(value));
    bits = [0, 2, 4].map((i) => ((hash[i]! << 8) | hash[i + 1]!) % BITS);
    positions.set(value, bits);
  }
  return bits.every((bit) => {
    const digit = bloom.length - 1 - (bit >> 2);
    return (Number.parseInt(bloom[digit]!, 16) & (1 << (bit & 3))) !== 0;
  });
}
