import type { Address, Hex } from 'viem';
import type { Log } from './log.ts';
import type { Movement } from './movements.ts';
import type { Rows } from './rows.ts';

/** Which contract of the deployment speaks; `token` is any community's token. */
export type Source = 'communities' | 'token' | 'earnings' | 'gifts' | 'shop' | 'custodian';

/**
 * Turns one kind of event into row changes. Handlers ask neither chain nor database: what they need is in the log, in
 * `rows`, or among the movements of the same transaction.
 */
export type Handler = {
  source: Source;
  topic: Hex;
  /** Members whose rows must be at hand, added to `want(token, address)`. */
  members?(log: Log, want: (token: Address, address: Address) => void): void;
  /** @param waiting movements of this transaction that no event has explained yet */
  apply(log: Log, rows: Rows, waiting: Movement[]): void;
};
