/** Takes a batch's `ops` apart (ICustodian.execute): what the signer judges is what the Custodian will run. */
import { Refusal } from './protocol.ts';

export type Op = {
  /** Place in the batch, from 0. */
  index: number;
  /** Lower-case address. */
  target: `0x${string}`;
  selector: `0x${string}`;
  gas: number;
  salt: `0x${string}`;
  /** ABI-encoded arguments without the selector. */
  args: Buffer;
};

const HEAD = 32;
const SALT = 32;

/** @throws Refusal by rule `ops` if it is not a whole number of groups */
export function decodeOps(ops: `0x${string}`): Op[] {
  const bytes = Buffer.from(ops.slice(2), 'hex');
  const found: Op[] = [];
  const malformed = () => new Refusal('ops', 'The batch is not made of whole groups of calls.');
  for (let at = 0; at < bytes.length; ) {
    if (at + HEAD > bytes.length) throw malformed();
    const target = hex(bytes.subarray(at, at + 20));
    const selector = hex(bytes.subarray(at + 20, at + 24));
    const gas = bytes.readUInt32BE(at + 24);
    const argsLength = bytes.readUInt16BE(at + 28);
    const count = bytes.readUInt16BE(at + 30);
    at += HEAD;
    const end = at + count * (SALT + argsLength);
    if (count === 0 || end > bytes.length) throw malformed();
    for (; at < end; at += SALT + argsLength) {
      const args = bytes.subarray(at + SALT, at + SALT + argsLength);
      found.push({ index: found.length, target, selector, gas, salt: hex(bytes.subarray(at, at + SALT)), args });
    }
  }
  if (found.length === 0) throw malformed();
  return found;
}

export const hex = (bytes: Uint8Array): `0x${string}` => `0x${Buffer.from(bytes).toString('hex')}`;
