import {
  type Abi,
  type Address,
  type ContractEventName,
  type DecodeEventLogReturnType,
  decodeEventLog,
  type Hex,
} from 'viem';
import type { Deployment } from '../chain/chain.ts';
import { encoded, type Log, topicOf } from '../chain/log.ts';
import type { Movement } from './movements.ts';
import type { Issued, Rows } from './rows.ts';

/** Contracts of the deployment that speak of things that become rows. */
export const CONTRACTS = [
  'communities',
  'custodian',
  'earnings',
  'gifts',
  'shop',
  'achievements',
  'tasks',
  'stash',
  'clans',
  'conduct',
  'market',
] as const satisfies (keyof Deployment)[];

/** Which contract speaks; `token` is any community's token. */
export type Source = (typeof CONTRACTS)[number] | 'token';

/**
 * Turns one kind of event into row changes. Handlers ask neither chain nor database: what they need is in the log, in
 * `rows`, or among the movements of the same transaction.
 */
export type Handler = {
  source: Source;
  topic: Hex;
  /** Members whose rows must be at hand, added to `want(token, address)`. */
  members?(log: Log, want: (token: Address, address: Address) => void): void;
  /** Numbers of tasks or challenges of which must be known whether they pay by issuance. */
  issued?(log: Log, want: (issued: Issued) => void): void;
  /** The first topic names no community: the handler looks itself whether the event concerns one. */
  global?: true;
  /** @param waiting movements of this transaction that no event has explained yet */
  apply(log: Log, rows: Rows, waiting: Movement[]): void;
};

type Args<abi extends Abi, name extends ContractEventName<abi>> = DecodeEventLogReturnType<
  abi,
  name,
  Hex[],
  Hex,
  true
>['args'];

/** A handler of a rare event: decoded by viem, its addresses as the chain writes them, so compare them in lower case. */
export function on<const abi extends Abi, name extends ContractEventName<abi>>(
  source: Source,
  abi: abi,
  eventName: name,
  apply: (args: Args<abi, name>, log: Log, rows: Rows, waiting: Movement[]) => void,
  rest: Pick<Handler, 'members' | 'issued' | 'global'> = {},
): Handler {
  return {
    source,
    topic: topicOf(abi, eventName),
    ...rest,
    apply(log, rows, waiting) {
      const event = decodeEventLog<abi, name, Hex[], Hex, true>({ abi, eventName, ...encoded(log) });
      // viem's type leaves room for events without arguments, which the ABI of this one rules out.
      apply(event.args as Args<abi, name>, log, rows, waiting);
    },
  };
}
