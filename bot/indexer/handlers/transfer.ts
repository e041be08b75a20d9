import { tokenAbi } from '@guildmint/contracts/abi.ts';
import { addressIn, topicOf, word } from '../../chain/log.ts';
import type { Handler } from '../handler.ts';
import { move, ZERO } from '../movements.ts';

export const transfer: Handler = {
  source: 'token',
  topic: topicOf(tokenAbi, 'Transfer'),
  members(log, want) {
    const [from, to] = [addressIn(log.topics[1]), addressIn(log.topics[2])];
    if (from !== ZERO) want(log.address, from);
    if (to !== ZERO) want(log.address, to);
  },
  apply(log, rows, waiting) {
    const amount = word(log.data, 0);
    // Anyone may have nothing moved in anyone's name; in a history that would only mislead.
    if (amount === 0n) return;
    waiting.push(move(rows, log, addressIn(log.topics[1]), addressIn(log.topics[2]), amount));
  },
};
