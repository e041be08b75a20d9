import { tokenAbi } from '@guildmint/contracts/abi.ts';
import { addressIn, topicOf, word } from '../../chain/log.ts';
import type { Handler } from '../handler.ts';
import { memberOf, touch } from '../rows.ts';

export const ceilingSet: Handler = {
  source: 'token',
  topic: topicOf(tokenAbi, 'CeilingSet'),
  members: (log, want) => want(log.address, addressIn(log.topics[1])),
  apply(log, rows) {
    const member = memberOf(rows, log.address, addressIn(log.topics[1]));
    member.ceiling = word(log.data, 0);
    member.ceilingFrom = Number(word(log.data, 1));
    touch(rows, member, log.at);
  },
};
