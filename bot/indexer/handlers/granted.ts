import { shopAbi } from '@guildmint/contracts/abi.ts';
import { topicOf } from '../../chain/log.ts';
import type { Handler } from '../handler.ts';
import { changePurchase } from '../shopWrites.ts';

export const granted: Handler = {
  source: 'shop',
  topic: topicOf(shopAbi, 'Granted'),
  apply(log, rows) {
    changePurchase(rows, log, Number(BigInt(log.topics[2]!)), { granted: true });
  },
};
