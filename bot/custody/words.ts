/** Reads ABI-encoded arguments word by word, and nothing but what a policy knows to be there. */

import { hex, type Op } from './ops.ts';
import { Refusal } from './protocol.ts';

export function word(op: Op, place: number): bigint {
  return BigInt(hex(op.args.subarray(place * 32, place * 32 + 32)));
}

/** @throws Refusal by rule `arguments` if the upper bytes are not zero */
export function address(op: Op, place: number): `0x${string}` {
  const bytes = op.args.subarray(place * 32, place * 32 + 32);
  if (bytes.subarray(0, 12).some((byte) => byte !== 0))
    throw new Refusal('arguments', 'An address argument has more than 20 bytes.', op.index);
  return hex(bytes.subarray(12));
}

/** @throws Refusal by rule `length` unless the arguments have exactly this many words */
export function exactly(op: Op, words: number) {
  // Fewer would let the member's appended address be read as an argument; more would hide something.
  if (op.args.length !== words * 32)
    throw new Refusal(
      'length',
      `The call has ${op.args.length} bytes of arguments instead of ${words * 32}.`,
      op.index,
    );
}
