import { earningsAbi } from '@guildmint/contracts/abi.ts';
import type { Address } from 'viem';
import { addressIn, topicOf, word } from '../../chain/log.ts';
import { ACTIVITY_TYPES } from '../../db/schema.ts';
import { RetryableError } from '../../errors.ts';
import type { Handler } from '../handler.ts';
import { describe, take, ZERO } from '../movements.ts';
import { addTo, addToFlow, communityOf, dayOf, unitOf } from '../rows.ts';

/** What of a payment no activity explains: a registration, or rates that were not known. */
const OTHER = 'registration';

/** One word per report, as hexadecimal digits: member 40 | accepted counts 16 | paid 8. */
const MEMBER_END = 40;
const COUNTS_END = 56;

export const settled: Handler = {
  source: 'earnings',
  topic: topicOf(earningsAbi, 'Settled'),
  apply(log, rows, waiting) {
    const token = addressIn(log.topics[1]);
    const community = communityOf(rows, token);
    const unit = unitOf(community);
    const rewards = community.rates?.rewards ?? [];
    const shares = { counts: new Array<number>(9).fill(0), units: new Array<number>(9).fill(0) };
    const settlement = word(log.data, 0).toString();
    const count = Number(word(log.data, 2));
    // Many did the same as the one before: sent a message or two.
    let did: { packed: string; counts: number[]; metadata: Record<string, unknown> } = {
      packed: '',
      counts: [],
      metadata: {},
    };
    // The latest Transfer belongs to the last word: from the end, each is found at the first look.
    for (let i = count - 1; i >= 0; i--) {
      const report = log.data.slice(2 + 64 * (3 + i), 66 + 64 * (3 + i));
      const units = Number.parseInt(report.slice(COUNTS_END), 16);
      if (units === 0) continue;
      const member: Address = `0x${report.slice(0, MEMBER_END)}`;
      const paid = BigInt(units) * unit;
      const movement = take(waiting, token, ZERO, member, paid);
      if (!movement)
        throw new RetryableError(`Settlement ${settlement} in ${log.txHash} pays ${member} without a Transfer.`);
      const packed = report.slice(MEMBER_END, COUNTS_END);
      if (packed !== did.packed) {
        const counts = countsIn(packed);
        did = { packed, counts, metadata: { settlement, activities: named(counts) } };
      }
      share(did.counts, units, rewards, shares);
      describe(movement.received, 'earn', did.metadata);
      addTo(rows, 'earned', token, movement.to, paid, log.at);
    }
    const day = dayOf(log.at);
    for (const [activity, count] of shares.counts.entries()) {
      const amount = BigInt(shares.units[activity]!) * unit;
      if (count === 0 && amount === 0n) continue;
      addToFlow(rows, { token, day, kind: 'activity', name: ACTIVITY_TYPES[activity] ?? OTHER, count, amount });
    }
  },
};

/** The lowest byte counts the first activity. */
function countsIn(packed: string) {
  const counts = new Array<number>(8);
  for (let activity = 0; activity < 8; activity++) {
    const end = packed.length - 2 * activity;
    counts[activity] = Number.parseInt(packed.slice(end - 2, end), 16);
  }
  return counts;
}

/** Only what happened is named. */
function named(counts: number[]) {
  const happened: Record<string, number> = {};
  for (let activity = 0; activity < 8; activity++)
    if (counts[activity]! > 0) happened[ACTIVITY_TYPES[activity]!] = counts[activity]!;
  return happened;
}

/**
 * The contract pays a member's report in one sum, after multipliers and caps. It is shared out by count times reward;
 * what division leaves goes to the last that has a share, and all of it to {@link OTHER} where none has.
 */
function share(counts: number[], units: number, rewards: number[], shares: { counts: number[]; units: number[] }) {
  let weights = 0;
  let last = 8;
  for (let activity = 0; activity < 8; activity++) {
    const count = counts[activity]!;
    if (count === 0) continue;
    shares.counts[activity]! += count;
    const weight = count * (rewards[activity] ?? 0);
    if (weight === 0) continue;
    weights += weight;
    last = activity;
  }
  let left = units;
  for (let activity = 0; activity < last && weights > 0; activity++) {
    const part = Math.floor(units * ((counts[activity]! * (rewards[activity] ?? 0)) / weights));
    shares.units[activity]! += part;
    left -= part;
  }
  shares.units[last]! += left;
  if (last === 8) shares.counts[8]! += 1;
}
