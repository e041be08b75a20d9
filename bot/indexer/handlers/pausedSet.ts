import { communitiesAbi } from '@guildmint/contracts/abi.ts';
import { addressIn, topicOf, word } from '../../chain/log.ts';
import type { Handler } from '../handler.ts';
import { communityOf } from '../rows.ts';

export const pausedSet: Handler = {
  source: 'communities',
  topic: topicOf(communitiesAbi, 'PausedSet'),
  apply(log, rows) {
    communityOf(rows, addressIn(log.topics[1])).paused = word(log.data, 0) === 1n;
  },
};
