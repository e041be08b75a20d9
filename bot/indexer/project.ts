import type { Address } from 'viem';
import type { Deployment } from '../chain/chain.ts';
import type { Source } from './handler.ts';
import { communityCreated } from './handlers/communityCreated.ts';
import { handlers } from './handlers.ts';
import { addressIn, type Log } from './log.ts';
import { type Movement, settlePlain } from './movements.ts';
import type { Rows } from './rows.ts';

/** Who speaks at an address; undefined for strangers, whose events look like ours but concern us not. */
export type SourceOf = (address: Address) => Source | undefined;

/** The deployment's contracts, the communities known, and those that the logs at hand create. */
export function sourcesOf(deployment: Deployment, known: Iterable<Address>, logs: Log[]): SourceOf {
  const sources = new Map<Address, Source>();
  for (const source of ['communities', 'earnings', 'gifts', 'shop', 'custodian'] as const)
    sources.set(deployment[source].toLowerCase() as Address, source);
  for (const token of known) sources.set(token, 'token');
  for (const log of logs) {
    const created = log.topics[0] === communityCreated.topic && sources.get(log.address) === 'communities';
    if (created) sources.set(addressIn(log.topics[1]), 'token');
  }
  return (address) => sources.get(address);
}

/** Members whose rows the logs need. */
export function membersOf(logs: Log[], sourceOf: SourceOf, want: (token: Address, address: Address) => void) {
  for (const log of logs) {
    const handler = handlers.get(log.topics[0]!);
    if (handler && handler.source === sourceOf(log.address)) handler.members?.(log, want);
  }
}

/** Runs the handlers over logs in the chain's order. */
export function project(logs: Log[], rows: Rows, sourceOf: SourceOf) {
  let waiting: Movement[] = [];
  let txHash = logs[0]?.txHash;
  for (const log of logs) {
    if (log.txHash !== txHash) {
      settlePlain(rows, waiting);
      waiting = [];
      txHash = log.txHash;
    }
    const handler = handlers.get(log.topics[0]!);
    if (!handler || handler.source !== sourceOf(log.address)) continue;
    // A module can be called with a token that is none of ours, and then reports whatever that contract told it.
    const ofModule = ['earnings', 'gifts', 'shop'].includes(handler.source);
    if (ofModule && !rows.communities.has(addressIn(log.topics[1]))) continue;
    handler.apply(log, rows, waiting);
  }
  settlePlain(rows, waiting);
}
