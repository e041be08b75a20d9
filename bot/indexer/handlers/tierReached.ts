import { tokenAbi } from '@guildmint/contracts/abi.ts';
import { addressIn, topicOf, word } from '../../chain/log.ts';
import type { Handler } from '../handler.ts';
import { memberOf, touch } from '../rows.ts';

export const tierReached: Handler = {
  source: 'token',
  topic: topicOf(tokenAbi, 'TierReached'),
  members: (log, want) => want(log.address, addressIn(log.topics[1])),
  apply(log, rows) {
    const member = memberOf(rows, log.address, addressIn(log.topics[1]));
    member.tier = Number(word(log.data, 0));
    touch(rows, member, log.at);
  },
};
