import type { Address } from 'viem';
import type { Log } from '../../chain/log.ts';
import { endOfRaw, readRaw } from '../../chain/raw.ts';
import type { Transaction } from '../../db/database.ts';
import type { openSource } from '../source.ts';
import { compare, type Tell } from './difference.ts';

const LOGS_AT_ONCE = 2_000;
const MOST_BLOCKS = 2_000;
/** Ranges looked at where not all are wanted. */
const SAMPLES = 20;

/** Compares raw events with the node's, some ranges of them or all. @returns how many were compared */
export async function verifyNode(options: {
  snapshot: Transaction;
  source: ReturnType<typeof openSource>;
  addresses: Address[];
  first: number;
  last: number;
  deep: boolean;
  tell: Tell;
  progress(block: number): void;
}) {
  const { snapshot, source, addresses, first, last, deep, tell, progress } = options;
  let compared = 0;
  const step = deep ? 1 : Math.max(1, Math.floor((last - first) / SAMPLES));
  for (let from = first; from <= last; ) {
    const to = Math.min(from + MOST_BLOCKS - 1, await endOfRaw(snapshot, from - 1, last, LOGS_AT_ONCE));
    const [ours, { logs: theirs }] = await Promise.all([
      readRaw(snapshot, from, to),
      source.range(from, to, addresses),
    ]);
    compared += theirs.length;
    match(ours, theirs);
    progress(to);
    from = Math.max(to + 1, from + step);
  }
  return compared;

  function match(ours: Log[], theirs: Log[]) {
    const [cached, truth] = [byPlace(ours), byPlace(theirs)];
    for (const place of new Set([...cached.keys(), ...truth.keys()]))
      compare(tell, 'node', 'logs', ['block', 'logIndex'], cached.get(place) ?? null, truth.get(place) ?? null);
  }
}

const byPlace = (logs: Log[]) => new Map(logs.map((log) => [`${log.block}/${log.logIndex}`, log]));
