/** What a signer without a journal of today is told that it has signed today. It can only narrow what is allowed. */
import type { Judged } from './policy.ts';

/** @param judge takes a batch's `ops` apart */
export function openRecall(judge: (ops: `0x${string}`) => Judged) {
  const given = new Map<string, bigint>();
  let batches = 0;
  const follow = (before: number) => {
    // Who was told the first of them has died meanwhile: sums of the rest alone would be too low.
    if (before !== batches) throw new Error('What was recalled before is forgotten: begin anew.');
  };
  return {
    /** @param before how many were added before it; 0 begins anew */
    add(ops: `0x${string}`, before: number) {
      if (before === 0) {
        given.clear();
        batches = 0;
      }
      follow(before);
      for (const [who, outflows] of judge(ops).outflows) given.set(who, (given.get(who) ?? 0n) + outflows.at(-1)!.sum);
      batches++;
    },
    /** @returns base units by account, community and all, as {@link Judged.outflows} names them */
    sums(all: number): ReadonlyMap<string, bigint> {
      follow(all);
      return given;
    },
  };
}
