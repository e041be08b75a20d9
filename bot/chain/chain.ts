/** What the rest of the server may ask of the chain. Made by `openChain` (open.ts); operations use nothing else of it. */
import type { Address, Hex, PublicClient } from 'viem';
import type { Transaction } from '../db/database.ts';
import type { Pins } from './pins.ts';
import type { Unit } from './sentences.ts';

/** Addresses of one deployment, as `deploy` wrote them. */
export type Deployment = {
  chainId: number;
  /** Block of the first contract: nothing before it concerns us. */
  block: number;
  /** Hash of the chain's genesis block: tells a restarted local network from the one deployed to. */
  genesis: Hex;
  communities: Address;
  custodian: Address;
  forwarder: Address;
  earnings: Address;
  gifts: Address;
  shop: Address;
  achievements: Address;
  tasks: Address;
  stash: Address;
  clans: Address;
  conduct: Address;
  market: Address;
  /** Versions that were replaced: what they told remains history. */
  former?: { gifts: Address[] } | undefined;
};

/** A call for a member through the Custodian. */
export type Call = {
  /** Idempotency key: an interaction's id, a message's id, or what else names the intent once and for all. */
  id: string;
  /** Business verb, as in the operation's name. */
  verb: string;
  token: Address;
  /** Discord user id; `reporter` and `fulfiller` are the operator's accounts that report activity and fulfil redemptions. */
  userId: string;
  target:
    | 'earnings'
    | 'gifts'
    | 'shop'
    | 'communities'
    | 'tasks'
    | 'stash'
    | 'market'
    | 'clans'
    | 'conduct'
    | 'achievements';
  /** Calldata with selector. */
  data: Hex;
  /** Gas guaranteed to the call; a module's worst case. */
  gas: number;
  /** What the signer gave for the member's PIN, where this call needs it. */
  proof?: Hex | null;
};

/** An operation on one account that the Custodian takes only with the signer's signature of its own. */
type Direct = { id: string; token: Address | null; userId: string };

/**
 * What the operator may pay for on a wallet's behalf: an ERC-2771 request for a module, a call by a graduated member's
 * account, or the last step of a graduation. Each carries the wallet's own signature, so relaying it forges nothing.
 */
export type Sponsored = {
  /** Idempotency key: made of the signed content. */
  id: string;
  verb: string;
  token: Address | null;
  /** Who acts: the wallet, or the member's account. */
  account: Address;
  sponsored:
    | { kind: 'request'; request: ForwardRequest; signature: Hex }
    | { kind: 'account'; to: Address; data: Hex; deadline: number; signature: Hex }
    | { kind: 'graduation'; salt: Hex; owner: Address; signature: Hex };
};

/** What a wallet signs for OpenZeppelin's ERC2771Forwarder; it carries no coins. */
export type ForwardRequest = { from: Address; to: Address; gas: bigint; nonce: bigint; deadline: number; data: Hex };

/** Where an operation stands. `failed` is final: it did not happen and will not. */
export type Outcome = {
  id: string;
  verb: string;
  state: 'queued' | 'signed' | 'broadcast' | 'mined' | 'final' | 'failed';
  /** The transaction that carried it, once known. */
  txHash: Hex | null;
  block: number | null;
  /** Set when failed: decoded error, and the sentence that a member reads, with amounts in the unit. */
  error: { name: string; args: Record<string, string>; sentence: string; unit: Unit | null } | null;
};

/** A member's standing, read from the token at the latest block; base units. */
export type Standing = {
  balance: bigint;
  earnedToday: bigint;
  earnedThisWeek: bigint;
  lifetimeEarned: bigint;
  streak: number;
  tier: 0 | 1 | 2 | 3;
  claimedToday: boolean;
  registered: boolean;
  custodialOutflow: bigint;
  custodialCeiling: bigint;
};

export type Chain = {
  deployment: Deployment;
  /** Reads only. */
  client: PublicClient;
  /** The custodial address of a Discord user (or `reporter`): a pure function of the operator's salt secret. */
  accountOf(userId: string): Promise<Address>;
  standingOf(token: Address, account: Address): Promise<Standing>;
  /**
   * Puts a call into the outbox; a second submission under the same id changes nothing. With `tx` it commits together
   * with what the caller writes in the same database transaction.
   * @returns false if the id was already there
   */
  submit(call: Call, tx?: Transaction): Promise<boolean>;
  /**
   * Asks the chain what would become of a call now. Nothing is stored or sent.
   * @returns why it would fail, in words too; null if it would succeed
   */
  check(
    call: Pick<Call, 'userId' | 'token' | 'target' | 'data' | 'gas'>,
  ): Promise<NonNullable<Outcome['error']> | null>;
  /** Puts the signed request that starts an account's graduation into the outbox (a transaction of its own). */
  submitGraduation(request: Direct & { owner: Address; proof: Hex }, tx?: Transaction): Promise<boolean>;
  /** The same for the request that registers an account's recovery address, or replaces one that is not effective yet. */
  submitRecovery(request: Direct & { recovery: Address; proof: Hex }, tx?: Transaction): Promise<boolean>;
  /** The same for the request that takes back a pending graduation, and whatever else was signed and not used. */
  submitCancel(request: Direct, tx?: Transaction): Promise<boolean>;
  pins: Pins;
  /** The salt of a member's account: what `finishGraduation` names it by. Public, as every batch carries it. */
  saltOf(userId: string): Promise<Hex>;
  /**
   * Puts a transaction that a wallet signed the substance of into the outbox, to be sent at the operator's cost.
   * @returns false if the id was already there
   */
  sponsor(request: Sponsored, tx?: Transaction): Promise<boolean>;
  /**
   * What would become of a sponsored transaction now, the call inside it included. Nothing is stored or sent.
   * @returns why it would fail, in words too; null if it would succeed
   */
  checkSponsored(request: Sponsored): Promise<NonNullable<Outcome['error']> | null>;
  outcome(id: string): Promise<Outcome | null>;
  /**
   * Resolves when the operation is mined and the indexer has passed its block, or has failed; or, with its state then,
   * after `timeoutMs`.
   */
  settled(id: string, timeoutMs: number): Promise<Outcome>;
  /** Called for every change of an operation's state, in order; returns the unsubscriber. */
  onOutcome(listener: (outcome: Outcome) => void): () => void;
  /** Lets the relayer look at the outbox now. */
  nudge(): void;
  close(): Promise<void>;
};
