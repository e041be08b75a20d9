import { shopAbi } from '@guildmint/contracts/abi.ts';
import { instantOf, topicOf, word } from '../../chain/log.ts';
import type { Handler } from '../handler.ts';
import { changePurchase } from '../shopWrites.ts';

export const fulfilled: Handler = {
  source: 'shop',
  topic: topicOf(shopAbi, 'Fulfilled'),
  apply(log, rows) {
    const expiresAt = instantOf(word(log.data, 1));
    changePurchase(rows, log, Number(BigInt(log.topics[2]!)), { state: 'fulfilled', expiresAt });
  },
};
