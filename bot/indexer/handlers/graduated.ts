import { custodianAbi } from '@guildmint/contracts/abi.ts';
import { addressIn, topicOf } from '../../chain/log.ts';
import { setAccount } from '../accountWrites.ts';
import type { Handler } from '../handler.ts';

export const graduated: Handler = {
  source: 'custodian',
  topic: topicOf(custodianAbi, 'Graduated'),
  apply(log, rows) {
    const owner = addressIn(log.topics[2]);
    setAccount(rows, addressIn(log.topics[1]), { owner, pendingOwner: null, pendingReadyAt: null });
  },
};
