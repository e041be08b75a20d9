// One mutant's artifacts instead of the compiled ones. Compiled without optimisation, so no limit of size or gas binds.
import { defineConfig } from 'hardhat/config';
import base from '../hardhat.config.ts';

export default defineConfig({
  ...base,
  paths: { ...base.paths, artifacts: process.env.MUTANT_ARTIFACTS ?? './artifacts' },
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
