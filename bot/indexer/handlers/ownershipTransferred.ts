import { communitiesAbi } from '@guildmint/contracts/abi.ts';
import { addressIn, topicOf } from '../../chain/log.ts';
import type { Handler } from '../handler.ts';
import { communityOf } from '../rows.ts';

export const ownershipTransferred: Handler = {
  source: 'communities',
  topic: topicOf(communitiesAbi, 'OwnershipTransferred'),
  apply(log, rows) {
    const community = communityOf(rows, addressIn(log.topics[1]));
    community.owner = addressIn(log.topics[3]);
    community.pendingOwner = null;
  },
};
