import { fileURLToPath } from 'node:url';
import hardhatIgnitionViem from '@nomicfoundation/hardhat-ignition-viem';
import hardhatNetworkHelpers from '@nomicfoundation/hardhat-network-helpers';
import hardhatNodeTestRunner from '@nomicfoundation/hardhat-node-test-runner';
import hardhatViem from '@nomicfoundation/hardhat-viem';
import hardhatViemAssertions from '@nomicfoundation/hardhat-viem-assertions';
import { defineConfig } from 'hardhat/config';

export default defineConfig({
  plugins: [hardhatViem, hardhatViemAssertions, hardhatIgnitionViem, hardhatNetworkHelpers, hardhatNodeTestRunner],
  solidity: {
    version: '0.8.37',
    // The compiler comes with the packages, so nothing is downloaded.
    path: fileURLToPath(import.meta.resolve('solc/soljson.js')),
    npmFilesToBuild: ['@openzeppelin/contracts/metatx/ERC2771Forwarder.sol'],
    settings: {
      // Fewer runs than 10,000 cost a settlement some 20 gas a member and save 250,000 when a community is created.
      // MintMe runs Istanbul's rules with PUSH0 and MCOPY: cancun bytecode minus what the opcode scan refuses.
      evmVersion: 'cancun',
      optimizer: { enabled: true, runs: 1_000 },
      viaIR: true,
    },
  },
  paths: {
    sources: './contracts',
    artifacts: './artifacts',
    cache: './cache',
    ignition: './data/ignition',
    tests: { solidity: './test/invariants', nodejs: './test/contracts' },
  },
  ignition: { blockPollingInterval: 100, requiredConfirmations: 1 },
  networks: {
    // The chain that the environment names; on the local one the node itself signs for its test accounts.
    target: {
      type: 'http',
      url: process.env.RPC_URL ?? 'http://127.0.0.1:8545',
      accounts: process.env.MASTER_WALLET_PRIVATE_KEY ? [process.env.MASTER_WALLET_PRIVATE_KEY] : 'remote',
    },
    node: { type: 'edr-simulated', chainType: 'l1', chainId: 31337, mining: { auto: true } },
  },
});
