import { custodianAbi } from '@guildmint/contracts/abi.ts';
import { addressIn, topicOf, word } from '../../chain/log.ts';
import { setAccount } from '../accountWrites.ts';
import type { Handler } from '../handler.ts';

export const recoverySet: Handler = {
  source: 'custodian',
  topic: topicOf(custodianAbi, 'RecoverySet'),
  apply(log, rows) {
    const recoveryEffectiveAt = new Date(Number(word(log.data, 0)) * 1000);
    setAccount(rows, addressIn(log.topics[1]), { recovery: addressIn(log.topics[2]), recoveryEffectiveAt });
  },
};
