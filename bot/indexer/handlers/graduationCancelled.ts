import { custodianAbi } from '@guildmint/contracts/abi.ts';
import { addressIn, topicOf } from '../../chain/log.ts';
import { setAccount } from '../accountWrites.ts';
import type { Handler } from '../handler.ts';

export const graduationCancelled: Handler = {
  source: 'custodian',
  topic: topicOf(custodianAbi, 'GraduationCancelled'),
  apply: (log, rows) => setAccount(rows, addressIn(log.topics[1]), { pendingOwner: null, pendingReadyAt: null }),
};
