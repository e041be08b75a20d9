// What the operator and members sign, and how calls are packed into a batch (ICustodian.execute): the tests' own words,
// so that the product's can be held against them.
import {
  type Abi,
  type Address,
  concat,
  encodeFunctionData,
  type Hex,
  keccak256,
  numberToHex,
  size,
  slice,
  toHex,
} from 'viem';
import type { LocalAccount } from 'viem/accounts';

/** What is signed, field by field: for the Custodian, for OpenZeppelin's forwarder, for a graduated account, for a token. */
const types = {
  Batch: ['uint192 lane', 'uint64 sequence', 'uint48 deadline', 'bytes ops'],
  Graduate: ['bytes32 salt', 'address owner', 'uint256 nonce', 'uint48 deadline'],
  Cancel: ['bytes32 salt', 'uint256 nonce', 'uint48 deadline'],
  SetRecovery: ['bytes32 salt', 'address recovery', 'uint256 nonce', 'uint48 deadline'],
  Claim: ['address account', 'address owner'],
  ForwardRequest: [
    'address from',
    'address to',
    'uint256 value',
    'uint256 gas',
    'uint256 nonce',
    'uint48 deadline',
    'bytes data',
  ],
  Permit: ['address owner', 'address spender', 'uint256 value', 'uint256 nonce', 'uint256 deadline'],
  Execute: ['address to', 'uint256 value', 'bytes data', 'uint256 nonce', 'uint48 deadline'],
};
type Domain = { name: string; version: string; chainId: number; verifyingContract: Address };

export function signTyped(wallet: LocalAccount, domain: Domain, primaryType: keyof typeof types, message: object) {
  const fields = types[primaryType].map((field) => {
    const [type, name] = field.split(' ') as [string, string];
    return { type, name };
  });
  return wallet.signTypedData({ domain, types: { [primaryType]: fields }, primaryType, message: { ...message } });
}

/** Calls of one function of one contract, each by its own member. `argsLength` and `count` only to forge a head. */
export type Group = {
  target: Address;
  selector: Hex;
  gas: number;
  calls: { salt: Hex; args: Hex }[];
  argsLength?: number;
  count?: number;
};

export const encodeOps = (groups: readonly Group[]): Hex =>
  concat([
    '0x',
    ...groups.flatMap(({ target, selector, gas, calls, argsLength, count }) => [
      target,
      selector,
      numberToHex(gas, { size: 4 }),
      numberToHex(argsLength ?? size(calls[0]?.args ?? '0x'), { size: 2 }),
      numberToHex(count ?? calls.length, { size: 2 }),
      ...calls.flatMap((call) => [call.salt, call.args]),
    ]),
  ]);

type Target = { abi: Abi; address: Address };

/** A group from calls as one would write them: `[member's salt, arguments]` each. */
export function group(
  target: Target,
  functionName: string,
  calls: (readonly [Hex, readonly unknown[]])[],
  gas = 100_000,
): Group {
  const encoded = calls.map(([salt, args]) => {
    const data = encodeFunctionData({ abi: target.abi, functionName, args });
    return { salt, selector: slice(data, 0, 4), args: size(data) > 4 ? slice(data, 4) : ('0x' as Hex) };
  });
  return { target: target.address, selector: encoded[0]!.selector, gas, calls: encoded };
}

/** The salt of a member's account; the real one is an HMAC, any 32 bytes do here. */
export const saltOf = (member: string): Hex => keccak256(toHex(`member ${member}`));
