/** A transaction's bytes, legacy (EIP-155) or EIP-1559. A batch is many kilobytes; written in buffers it takes no time. */
import { keccak256, type SigningKey } from 'ethers/crypto';
import { hex } from './ops.ts';
import type { UnsignedTransaction } from './protocol.ts';

type Item = Uint8Array | Item[];

/** @returns the signed transaction as nodes take it, and its hash */
export function signTransaction(unsigned: Omit<UnsignedTransaction, 'wallet'>, key: SigningKey) {
  const { chainId, nonce, to, value, gas, data, fees } = unsigned;
  const call = [number(gas), bytes(to), number(value), bytes(data)];
  if (fees.type === 'legacy') {
    const fields = [number(nonce), number(fees.gasPrice), ...call];
    const { r, s, yParity } = key.sign(keccak256(rlp([...fields, number(chainId), number(0), number(0)])));
    return whole(rlp([...fields, number(35 + 2 * chainId + yParity), number(r), number(s)]));
  }
  const fees1559 = [number(fees.maxPriorityFeePerGas), number(fees.maxFeePerGas)];
  const fields: Item[] = [number(chainId), number(nonce), ...fees1559, ...call, []];
  const { r, s, yParity } = key.sign(keccak256(typed(fields)));
  return whole(typed([...fields, number(yParity), number(r), number(s)]));
}

const typed = (fields: Item[]) => Buffer.concat([Buffer.of(2), rlp(fields)]);
const whole = (raw: Buffer) => ({ raw: hex(raw), hash: keccak256(raw) as `0x${string}` });
const bytes = (value: string) => Buffer.from(value.slice(2), 'hex');

/** Without leading zeros; 0 is no byte at all. */
function number(value: bigint | number | string): Buffer {
  const digits = BigInt(value).toString(16);
  return digits === '0' ? Buffer.alloc(0) : Buffer.from(digits.length % 2 ? `0${digits}` : digits, 'hex');
}

function rlp(item: Item): Buffer {
  if (item instanceof Uint8Array) {
    if (item.length === 1 && item[0]! < 0x80) return Buffer.from(item);
    return Buffer.concat([prefix(0x80, item.length), item]);
  }
  const body = Buffer.concat(item.map(rlp));
  return Buffer.concat([prefix(0xc0, body.length), body]);
}

function prefix(base: number, length: number) {
  if (length < 56) return Buffer.of(base + length);
  const size = number(length);
  return Buffer.concat([Buffer.of(base + 55 + size.length), size]);
}
