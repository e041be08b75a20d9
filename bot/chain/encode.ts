import { type Address, concatHex, type Hex, numberToHex, size, slice } from 'viem';

/** A call as the Custodian's batch holds it. */
export type BatchCall = { salt: Hex; target: Address; data: Hex; gas: number };

/** A group's count is 16 bits. */
const MAX_COUNT = 0xffff;

/**
 * Packs calls into `ops` of ICustodian.execute. Neighbours of the same function share a head; the order of arrival
 * stays, since a later call may rest on an earlier one.
 */
export function encodeOps(calls: BatchCall[]): Hex {
  const groups: { head: Hex; calls: Hex[] }[] = [];
  for (const { salt, target, data, gas } of calls) {
    const selector = slice(data, 0, 4);
    const args = size(data) > 4 ? slice(data, 4) : '0x';
    const head = concatHex([target, selector, numberToHex(gas, { size: 4 }), numberToHex(size(args), { size: 2 })]);
    const last = groups.at(-1);
    const call = concatHex([salt, args]);
    if (last?.head === head && last.calls.length < MAX_COUNT) last.calls.push(call);
    else groups.push({ head, calls: [call] });
  }
  return concatHex(groups.flatMap(({ head, calls }) => [head, numberToHex(calls.length, { size: 2 }), ...calls]));
}

/** Gas that a call needs of its transaction, its guaranteed share and what the Custodian adds at most. */
export function gasOfCall(call: { gas: number; data: Hex }): bigint {
  const gas = BigInt(call.gas);
  // The 63/64 rule, derivation and report of a failure, and 40 a byte: the dearest calldata known (EIP-7623).
  return gas + gas / 63n + 20_000n + BigInt(size(call.data) + 32) * 40n;
}

/** Gas of a batch's transaction without its calls. */
export const BATCH_GAS = 120_000n;
