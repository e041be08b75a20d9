/** The EIP-712 messages of ICustodian. */
export const DOMAIN = { name: 'Guildmint Custodian', version: '1' } as const;

export const domainOf = (chainId: number, verifyingContract: string) => ({ ...DOMAIN, chainId, verifyingContract });

export const batchTypes = {
  Batch: [
    { name: 'lane', type: 'uint192' },
    { name: 'sequence', type: 'uint64' },
    { name: 'deadline', type: 'uint48' },
    { name: 'ops', type: 'bytes' },
  ],
};

export const graduateTypes = {
  Graduate: [
    { name: 'salt', type: 'bytes32' },
    { name: 'owner', type: 'address' },
    { name: 'nonce', type: 'uint256' },
    { name: 'deadline', type: 'uint48' },
  ],
};

export const recoveryTypes = {
  SetRecovery: [
    { name: 'salt', type: 'bytes32' },
    { name: 'recovery', type: 'address' },
    { name: 'nonce', type: 'uint256' },
    { name: 'deadline', type: 'uint48' },
  ],
};

export const cancelTypes = {
  Cancel: [
    { name: 'salt', type: 'bytes32' },
    { name: 'nonce', type: 'uint256' },
    { name: 'deadline', type: 'uint48' },
  ],
};
