import type { Address, Hex } from 'viem';
import type { LocalAccount } from 'viem/accounts';
import type { Keys } from '../deploy/deploy.ts';

export type RawLog = { address: Address; topics: [Hex, ...Hex[]]; data: Hex; blockNumber: bigint };

/** A deployment's contracts by their names in scripts/deploy/Guildmint.ts, and what deploying them told. */
export type Installed = { contracts: Record<string, Address>; logs: RawLog[] };

/** What a transaction told, and what gas it took as a whole. */
export type Receipt = { logs: RawLog[]; gas: bigint };

/** A chain to play the story on. Each transaction is mined in a block of its own, one second after the one before. */
export type Stage = {
  chainId: number;
  /** Sixteen of them, with coins; the first deploys. */
  accounts: LocalAccount[];
  /** Carries out scripts/deploy/Guildmint.ts with the waiting times of a real chain. */
  install: (keys: Keys) => Promise<Installed>;
  deploy: (from: Address, code: Hex) => Promise<Address>;
  send: (from: Address, to: Address, data: Hex) => Promise<Receipt>;
  read: (to: Address, data: Hex) => Promise<Hex>;
  /** Unix seconds of the last block, or of what {advance} moved on to. */
  now: () => number;
  advance: (seconds: number) => void;
  /** Lets blocks pass without a transaction, a second each. */
  mine: (blocks: number) => Promise<void>;
};

/** A Monday, 12:00 UTC: the day on which every story begins. */
export const NOON = Date.UTC(2040, 0, 2, 12) / 1000;
