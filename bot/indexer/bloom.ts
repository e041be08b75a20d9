import { type Address, type Hex, hexToBytes, keccak256 } from 'viem';

const BITS = 2048;
const positions = new Map<Address, number[]>();

/** Whether a block's logs bloom has room for the address: false is certain, true may be chance. */
export function inBloom(bloom: Hex, address: Address): boolean {
  let bits = positions.get(address);
  if (!bits) {
    const hash = hexToBytes(keccak256(address));
    bits = [0, 2, 4].map((i) => ((hash[i]! << 8) | hash[i + 1]!) % BITS);
    positions.set(address, bits);
  }
  return bits.every((bit) => {
    const digit = bloom.length - 1 - (bit >> 2);
    return (Number.parseInt(bloom[digit]!, 16) & (1 << (bit & 3))) !== 0;
  });
}
