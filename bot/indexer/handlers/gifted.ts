import { giftsAbi } from '@guildmint/contracts/abi.ts';
import { addressIn, topicOf, word } from '../../chain/log.ts';
import { RetryableError } from '../../errors.ts';
import type { Handler } from '../handler.ts';
import { describe, take, ZERO } from '../movements.ts';
import { addTo } from '../rows.ts';

export const gifted: Handler = {
  source: 'gifts',
  topic: topicOf(giftsAbi, 'Gifted'),
  apply(log, rows, waiting) {
    const [token, from, to] = [addressIn(log.topics[1]), addressIn(log.topics[2]), addressIn(log.topics[3])];
    const [amount, bonus] = [word(log.data, 0), word(log.data, 1)];
    const messageHash = `0x${log.data.slice(130, 194)}`;
    const metadata = BigInt(messageHash) === 0n ? {} : { messageHash };

    const issued = bonus > 0n ? take(waiting, token, ZERO, to, bonus) : null;
    const movement = take(waiting, token, from, to, amount);
    if (!movement || (bonus > 0n && !issued)) throw new RetryableError(`The gift in ${log.txHash} moves no tokens.`);
    describe(movement.sent, 'gift', metadata);
    describe(movement.received, 'gift_received', metadata);
    addTo(rows, 'gifted', token, from, amount, log.at);
    addTo(rows, 'received', token, to, amount, log.at);
    if (issued) {
      describe(issued.received, 'gift_bonus', { from });
      addTo(rows, 'earned', token, to, bonus, log.at);
    }
  },
};
