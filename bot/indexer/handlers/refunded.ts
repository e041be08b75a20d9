import { shopAbi } from '@guildmint/contracts/abi.ts';
import { sql } from 'drizzle-orm';
import { addressIn, topicOf, word } from '../../chain/log.ts';
import { purchases } from '../../db/schema.ts';
import { RetryableError } from '../../errors.ts';
import type { Handler } from '../handler.ts';
import { describe, take, ZERO } from '../movements.ts';
import { addTo } from '../rows.ts';
import { addToCategory, changePurchase, moveStock, tokenOf } from '../shopWrites.ts';

export const refunded: Handler = {
  source: 'shop',
  topic: topicOf(shopAbi, 'Refunded'),
  apply(log, rows, waiting) {
    const [token, buyer, purchase] = [tokenOf(log), addressIn(log.topics[2]), Number(BigInt(log.topics[3]!))];
    const [item, quantity, amount] = [Number(word(log.data, 0)), Number(word(log.data, 1)), word(log.data, 2)];
    if (amount > 0n) {
      const paid = take(waiting, token, ZERO, buyer, amount);
      if (!paid) throw new RetryableError(`The refund in ${log.txHash} issues no tokens.`);
      describe(paid.received, 'refund', { purchase, item, quantity });
      // What was given back was not spent; a day on which more came back than went out shows less than nothing.
      addTo(rows, 'spent', token, buyer, -amount, log.at);
    }
    moveStock(rows, log, item, -quantity);
    addToCategory(rows, log, item, -quantity, amount);
    changePurchase(rows, log, purchase, { returned: sql`${purchases.returned} + ${quantity}` });
  },
};
