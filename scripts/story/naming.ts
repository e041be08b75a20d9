// What the chain says in addresses, told in names: so that the tales of two chains compare, and people can read them.
import { zeroAddress } from 'viem';

/** Addresses as the chain gives them, and whose they are. */
export type Names = Map<string, string>;

/** Addresses become names, wherever they stand: in arguments, inside of words and of bytes. */
export function inNames(names: Names, value: unknown): unknown {
  if (typeof value === 'string') {
    if (value === zeroAddress) return 'nobody';
    let text = value;
    for (const [address, name] of names) {
      if (text.toLowerCase() === address.toLowerCase()) return name;
      text = text.replaceAll(new RegExp(address.slice(2), 'gi'), `<${name}>`);
    }
    return text;
  }
  // A receipt's id is its token's address above its item's number.
  if (typeof value === 'bigint' && value > 1n << 128n) {
    const word = `0x${value.toString(16).padStart(64, '0')}`;
    const named = String(inNames(names, word));
    const receipt = /^0x<(.+)>([0-9a-f]{24})$/.exec(named);
    if (receipt) return `${receipt[1]} #${BigInt(`0x${receipt[2]}`)}`;
    return named === word ? value : named;
  }
  if (Array.isArray(value)) return value.map((item) => inNames(names, item));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, inNames(names, item)]));
  return value;
}
