// Campaigns long enough that all invariants together make more than a million calls.
import { defineConfig } from 'hardhat/config';
import base from '../hardhat.config.ts';

export default defineConfig({
  ...base,
  test: {
    solidity: {
      profiles: {
        default: {},
        soak: { fuzz: { runs: 20_000 }, invariant: { runs: Number(process.env.SOAK_RUNS ?? 140), depth: 500 } },
      },
    },
  },
});
