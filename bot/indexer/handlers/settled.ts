import { earningsAbi } from '@guildmint/contracts/abi.ts';
import type { Address, Hex } from 'viem';
import { RetryableError } from '../../errors.ts';
import type { Handler } from '../handler.ts';
import { addressIn, topicOf, word } from '../log.ts';
import { describe, take, ZERO } from '../movements.ts';
import { addTo, communityOf, type Rows } from '../rows.ts';

/** IEarnings.Activity, in its order. */
const ACTIVITIES = [
  'send_message',
  'share_file',
  'create_room',
  'join_room',
  'popular_message',
  'helpful_content',
  'media_shared',
  'moderateRoom',
];

/** One word per report, as hexadecimal digits: member 40 | accepted counts 16 | paid 8. */
const MEMBER_END = 40;
const COUNTS_END = 56;

export const settled: Handler = {
  source: 'earnings',
  topic: topicOf(earningsAbi, 'Settled'),
  apply(log, rows, waiting) {
    const token = addressIn(log.topics[1]);
    const unit = unitOf(rows, token);
    const settlement = word(log.data, 0).toString();
    const count = Number(word(log.data, 2));
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
      const activities = countsIn(`0x${report.slice(MEMBER_END, COUNTS_END)}`);
      describe(movement.received, 'earn', 'activity', { settlement, activities });
      addTo(rows, 'earned', token, member, paid, log.at);
    }
  },
};

function unitOf(rows: Rows, token: Address) {
  return 10n ** BigInt(Math.max(communityOf(rows, token).decimals - 3, 0));
}

/** The lowest byte counts the first activity; only what happened is named. */
function countsIn(packed: Hex) {
  const counts: Record<string, number> = {};
  for (let activity = 0; activity < 8; activity++) {
    const end = packed.length - 2 * activity;
    const count = Number.parseInt(packed.slice(end - 2, end), 16);
    if (count > 0) counts[ACTIVITIES[activity]!] = count;
  }
  return counts;
}
