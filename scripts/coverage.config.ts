// The contracts with a mark at each statement: other bytecode, so its artifacts lie apart and no limit of size or gas binds.
import { defineConfig } from 'hardhat/config';
import base from '../hardhat.config.ts';

const { solidity } = base;
if (typeof solidity !== 'object' || Array.isArray(solidity) || !('version' in solidity)) {
  throw new Error('hardhat.config.ts names more than one compiler: say here which of them measures coverage.');
}

export default defineConfig({
  ...base,
  solidity: {
    ...solidity,
    // Only what keeps the stack from overflowing: what is compiled here is never deployed.
    settings: {
      ...solidity.settings,
      optimizer: { enabled: true, details: { yul: true, yulDetails: { optimizerSteps: 'u', stackAllocation: true } } },
    },
  },
  paths: { ...base.paths, artifacts: './cache/coverage/artifacts', cache: './cache/coverage/cache' },
  networks: {
    ...base.networks,
    default: {
      type: 'edr-simulated',
      chainType: 'l1',
      allowUnlimitedContractSize: true,
      blockGasLimit: 1_000_000_000n,
      transactionGasCap: 1_000_000_000n,
    },
  },
});
