import type { Address } from 'viem';
import type { Deployment } from '../chain/chain.ts';
import { addressIn, type Log, lower } from '../chain/log.ts';
import { CONTRACTS, type Source } from './handler.ts';
import { communityCreated } from './handlers/communityCreated.ts';
import { handlers } from './handlers.ts';
import { type Movement, settlePlain } from './movements.ts';
import type { Issued, Rows } from './rows.ts';

/** Who speaks at an address; undefined for strangers, whose events look like ours but concern us not. */
export type SourceOf = (address: Address) => Source | undefined;

/** Names of the deployment's contracts, by address; those that were replaced speak as those that replaced them. */
export const contractsOf = (deployment: Deployment): Map<Address, (typeof CONTRACTS)[number]> =>
  new Map([
    ...(deployment.former?.gifts ?? []).map((address) => [lower(address), 'gifts'] as const),
    ...CONTRACTS.map((name) => [lower(deployment[name]), name] as const),
  ]);

/** The deployment's contracts, the communities known, and those that the logs at hand create. */
export function sourcesOf(
  contracts: ReturnType<typeof contractsOf>,
  known: Rows['communities'],
  logs: Log[],
): SourceOf {
  const created = new Set<Address>();
  for (const log of logs)
    if (log.topics[0] === communityCreated.topic && contracts.get(log.address) === 'communities')
      created.add(addressIn(log.topics[1]));
  return (address) => contracts.get(address) ?? (known.has(address) || created.has(address) ? 'token' : undefined);
}

/** Members whose rows the logs need. */
export function membersOf(logs: Log[], sourceOf: SourceOf, want: (token: Address, address: Address) => void) {
  for (const log of logs) {
    const handler = handlers.get(log.topics[0]!);
    if (handler?.members && handler.source === sourceOf(log.address)) handler.members(log, want);
  }
}

/** Tasks and challenges of which the logs need to know whether they pay by issuance. */
export function issuedOf(logs: Log[], sourceOf: SourceOf): Issued[] {
  const wanted: Issued[] = [];
  for (const log of logs) {
    const handler = handlers.get(log.topics[0]!);
    if (handler?.issued && handler.source === sourceOf(log.address)) handler.issued(log, (one) => wanted.push(one));
  }
  return wanted;
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
    const ofModule = !['communities', 'custodian', 'token'].includes(handler.source) && !handler.global;
    if (ofModule && !rows.communities.has(addressIn(log.topics[1]))) continue;
    handler.apply(log, rows, waiting);
  }
  settlePlain(rows, waiting);
}
