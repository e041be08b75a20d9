import { type Address, concat, getContractAddress, type Hex, keccak256 } from 'viem';

/**
 * A member's custodial address: where the Custodian would put the member's account by CREATE2 (an ERC-1167 clone of
 * `implementation`). Equal to `Custodian.accountOf(salt)`, without asking a node.
 */
export function accountOf(custodian: Address, implementation: Address, salt: Hex): Address {
  const bytecode = concat([
    '0x3d602d80600a3d3981f3363d3d373d3d3d363d73',
    implementation,
    '0x5af43d82803e903d91602b57fd5bf3',
  ]);
  return getContractAddress({ opcode: 'CREATE2', from: custodian, salt, bytecodeHash: keccak256(bytecode) });
}
