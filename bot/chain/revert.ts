import * as abis from '@guildmint/contracts/abi.ts';
import {
  type AbiParameter,
  BaseError,
  decodeErrorResult,
  type Hex,
  RawContractError,
  slice,
  toFunctionSelector,
} from 'viem';
import { formatAbiItem } from 'viem/utils';

/** A revert by name, its arguments as strings: ready to be stored and to be put into words. */
export type Revert = { name: string; args: Record<string, string> };

type AbiError = { type: 'error'; name: string; inputs: readonly AbiParameter[] };

const everything: readonly { type: string }[] = Object.values(abis).flat();

/** Every custom error that our contracts can raise, each once. */
export const errorAbi: AbiError[] = [
  ...new Map(
    everything.filter((item): item is AbiError => item.type === 'error').map((item) => [item.name, item]),
  ).values(),
];

/** viem would hash the signatures of all of them for each. */
const bySelector = new Map(errorAbi.map((item) => [toFunctionSelector(formatAbiItem(item)), [item]]));

/** Puts a name to revert data. Without data the call ran out of its gas, or failed without giving a reason. */
export function decodeRevert(data: Hex): Revert {
  if (data === '0x') return { name: 'NoReason', args: {} };
  try {
    const { errorName, args, abiItem } = decodeErrorResult({ abi: bySelector.get(slice(data, 0, 4)) ?? [], data });
    const inputs = abiItem.type === 'error' ? abiItem.inputs : [];
    const values = (args ?? []) as readonly unknown[];
    return {
      name: errorName,
      args: Object.fromEntries(values.map((value, index) => [inputs[index]?.name || `${index}`, String(value)])),
    };
  } catch {
    return { name: 'Unknown', args: { data } };
  }
}

/** How nodes say that a call failed in the chain's machine, not on the way to it. */
const FAILED = /revert|out of gas|invalid opcode/i;

/** The revert that an `eth_call` met; null if it failed for another reason (no answer, say). */
export function revertOf(error: unknown): Revert | null {
  if (!(error instanceof BaseError)) return null;
  const raw = error.walk((cause) => cause instanceof RawContractError || hasData(cause));
  const data = raw instanceof RawContractError ? raw.data : hasData(raw) ? raw.data : undefined;
  const hex = typeof data === 'object' ? data?.data : data;
  if (hex) return decodeRevert(hex);
  return error.walk((cause) => FAILED.test((cause as Error).message ?? '')) ? decodeRevert('0x') : null;
}

const hasData = (cause: unknown): cause is { data: Hex } =>
  typeof (cause as { data?: unknown } | null)?.data === 'string' && /^0x/.test((cause as { data: string }).data);
