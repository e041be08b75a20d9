import { earningsAbi } from '@guildmint/contracts/abi.ts';
import { addressIn, topicOf, word } from '../../chain/log.ts';
import { RetryableError } from '../../errors.ts';
import type { Handler } from '../handler.ts';
import { describe, take, ZERO } from '../movements.ts';
import { addTo, dayOf, memberOf, touch } from '../rows.ts';

export const dailyClaimed: Handler = {
  source: 'earnings',
  topic: topicOf(earningsAbi, 'DailyClaimed'),
  members: (log, want) => want(addressIn(log.topics[1]), addressIn(log.topics[2])),
  apply(log, rows, waiting) {
    const token = addressIn(log.topics[1]);
    const address = addressIn(log.topics[2]);
    const amount = word(log.data, 0);
    const member = memberOf(rows, token, address);
    member.streak = Number(word(log.data, 1));
    member.claimedDay = dayOf(log.at);
    touch(rows, member, log.at);
    // Where a cap leaves nothing the claim counts for the streak alone.
    if (amount === 0n) return;
    const movement = take(waiting, token, ZERO, address, amount);
    if (!movement) throw new RetryableError(`The daily claim in ${log.txHash} pays ${address} without a Transfer.`);
    describe(movement.received, 'daily', { streak: member.streak });
    addTo(rows, 'earned', token, address, amount, log.at);
  },
};
