import type { Hex } from 'viem';

/** Odd, so that it mixes every bit; its bits are those of the golden ratio. */
const MIX = 0x9e_37_79_b1;
const INT = 4;

/**
 * Spells values of `size` bytes as hexadecimal digits, and gives the same string for what came before: what is looked up
 * by it is then found without reading its characters. Remembers one value for each of `slots`, a power of two.
 */
export class Spellings {
  readonly size: number;
  readonly #bytes: Buffer;
  readonly #spelt: (Hex | undefined)[];

  constructor(size: number, slots: number) {
    this.size = size;
    this.#bytes = Buffer.alloc(size * slots);
    this.#spelt = new Array(slots).fill(undefined);
  }

  /** The value that stands at a place of `from`. */
  of(from: Buffer, at: number): Hex {
    let hash = 0;
    for (let i = 0; i < this.size; i += INT) {
      hash = Math.imul(hash ^ from.readInt32BE(at + i), MIX);
      hash ^= hash >>> 15;
    }
    const slot = hash & (this.#spelt.length - 1);
    const remembered = this.#spelt[slot];
    if (remembered && this.#isAt(slot * this.size, from, at)) return remembered;
    const hex: Hex = `0x${from.toString('hex', at, at + this.size)}`;
    from.copy(this.#bytes, slot * this.size, at, at + this.size);
    this.#spelt[slot] = hex;
    return hex;
  }

  #isAt(place: number, from: Buffer, at: number) {
    for (let i = 0; i < this.size; i += INT)
      if (this.#bytes.readInt32BE(place + i) !== from.readInt32BE(at + i)) return false;
    return true;
  }
}
