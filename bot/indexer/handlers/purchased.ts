import { shopAbi } from '@guildmint/contracts/abi.ts';
import { addressIn, topicOf, word } from '../../chain/log.ts';
import { RetryableError } from '../../errors.ts';
import type { Handler } from '../handler.ts';
import { describe, take, ZERO } from '../movements.ts';
import { addTo, append } from '../rows.ts';
import { addToCategory, itemOf, moveStock, tokenOf } from '../shopWrites.ts';

export const purchased: Handler = {
  source: 'shop',
  topic: topicOf(shopAbi, 'Purchased'),
  apply(log, rows, waiting) {
    const [token, buyer, item] = [tokenOf(log), addressIn(log.topics[2]), Number(BigInt(log.topics[3]!))];
    const [purchase, quantity, unitPrice] = [Number(word(log.data, 0)), Number(word(log.data, 1)), word(log.data, 2)];
    const [expiresAt, fulfilBy] = [Number(word(log.data, 3)), Number(word(log.data, 4))];

    const price = unitPrice * BigInt(quantity);
    if (price > 0n) {
      const paid = take(waiting, token, buyer, ZERO, price);
      if (!paid) throw new RetryableError(`The purchase in ${log.txHash} burns no tokens.`);
      describe(paid.sent, 'shop_purchase', { purchase, item, quantity });
      addTo(rows, 'spent', token, buyer, price, log.at);
    }
    moveStock(rows, log, item, quantity);
    addToCategory(rows, log, item, quantity, -price);
    // What a purchase may do follows from the item as it stands at this moment; the event does not repeat it.
    const { uses, refund, kind } = itemOf(rows, log, item).terms;
    append(rows, PURCHASES)
      .row(17)
      .bytea(token)
      .int8(purchase)
      .int4(item)
      .bytea(buyer)
      .int4(quantity)
      .int4(uses)
      .int2(refund)
      .int2(kind)
      .numeric(unitPrice)
      .instant(log.at)
      .instant(expiresAt || null)
      .instant(fulfilBy || null)
      .text(fulfilBy ? 'requested' : 'none')
      .bytea(log.txHash)
      .int8(log.block)
      .int8(log.block)
      .int4(log.logIndex);
  },
};

const PURCHASES =
  'chain.purchases (token, purchase, item, buyer, quantity, uses, refund, kind, unit_price, bought_at, expires_at, fulfil_by, state, tx_hash, bought_block, block, log_index)';
