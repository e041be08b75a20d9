import { custodianAbi } from '@guildmint/contracts/abi.ts';
import { addressIn, topicOf, word } from '../../chain/log.ts';
import { setAccount } from '../accountWrites.ts';
import type { Handler } from '../handler.ts';

export const graduationRequested: Handler = {
  source: 'custodian',
  topic: topicOf(custodianAbi, 'GraduationRequested'),
  apply(log, rows) {
    const pendingReadyAt = new Date(Number(word(log.data, 0)) * 1000);
    setAccount(rows, addressIn(log.topics[1]), { pendingOwner: addressIn(log.topics[2]), pendingReadyAt });
  },
};
