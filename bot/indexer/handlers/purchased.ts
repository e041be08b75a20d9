import { shopAbi } from '@guildmint/contracts/abi.ts';
import { sql } from 'drizzle-orm';
import { RetryableError } from '../../errors.ts';
import type { Handler } from '../handler.ts';
import { addressIn, instantOf, topicOf, word } from '../log.ts';
import { describe, take, ZERO } from '../movements.ts';
import { addTo } from '../rows.ts';
import { addToCategory, moveStock, tokenOf } from '../shopWrites.ts';

export const purchased: Handler = {
  source: 'shop',
  topic: topicOf(shopAbi, 'Purchased'),
  apply(log, rows, waiting) {
    const [token, buyer, item] = [tokenOf(log), addressIn(log.topics[2]), Number(BigInt(log.topics[3]!))];
    const [purchase, quantity, unitPrice] = [Number(word(log.data, 0)), Number(word(log.data, 1)), word(log.data, 2)];
    const [expiresAt, fulfilBy] = [instantOf(word(log.data, 3)), instantOf(word(log.data, 4))];

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
    rows.writes.push((tx) =>
      tx.execute(sql`
        insert into chain.purchases (token, purchase, item, buyer, quantity, uses, refund, kind, unit_price, bought_at,
          expires_at, fulfil_by, state, tx_hash, bought_block, block, log_index)
        select i.token, ${purchase}, i.item, ${bytes(buyer)}, ${quantity}, (i.terms ->> 'uses')::int,
          (i.terms ->> 'refund')::smallint, (i.terms ->> 'kind')::smallint, ${unitPrice.toString()}::numeric,
          to_timestamp(${log.at}), ${expiresAt?.toISOString() ?? null}::timestamptz,
          ${fulfilBy?.toISOString() ?? null}::timestamptz, ${fulfilBy ? 'requested' : 'none'}, ${bytes(log.txHash)},
          ${log.block}, ${log.block}, ${log.logIndex}
        from chain.items i where i.token = ${bytes(token)} and i.item = ${item}`),
    );
  },
};

const bytes = (hex: string) => sql`decode(${hex.slice(2)}, 'hex')`;
