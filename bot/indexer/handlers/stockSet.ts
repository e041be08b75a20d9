import { shopAbi } from '@guildmint/contracts/abi.ts';
import { topicOf, word } from '../../chain/log.ts';
import type { Handler } from '../handler.ts';
import { changeItem, UNLIMITED } from '../shopWrites.ts';

export const stockSet: Handler = {
  source: 'shop',
  topic: topicOf(shopAbi, 'StockSet'),
  apply(log, rows) {
    const left = word(log.data, 0);
    changeItem(rows, log, Number(BigInt(log.topics[2]!)), (item) => {
      item.left = left === UNLIMITED ? null : Number(left);
    });
  },
};
