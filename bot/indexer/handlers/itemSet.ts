import { shopAbi } from '@guildmint/contracts/abi.ts';
import { decodeEventLog } from 'viem';
import { type ItemTerms, items } from '../../db/schema.ts';
import type { Handler } from '../handler.ts';
import { encoded, plain, topicOf } from '../log.ts';
import { tokenOf } from '../shopWrites.ts';

export const itemSet: Handler = {
  source: 'shop',
  topic: topicOf(shopAbi, 'ItemSet'),
  apply(log, rows) {
    const { args } = decodeEventLog({ abi: shopAbi, eventName: 'ItemSet', ...encoded(log) });
    const { item, terms: set, name, category, uri, contentHash, roleHash } = args;
    const terms: ItemTerms = { ...set, price: `${set.price}`, salePrice: `${set.salePrice}` };
    const place = { block: log.block, logIndex: log.logIndex };
    const texts = { name: plain(name), category: plain(category), uri: plain(uri) };
    const change = { ...texts, contentHash, roleHash, terms, ...place };
    rows.writes.push((tx) =>
      tx
        .insert(items)
        // The stock comes with the StockSet behind a new item's first event.
        .values({ token: tokenOf(log), item: Number(item), left: 0, ...change })
        .onConflictDoUpdate({ target: [items.token, items.item], set: change }),
    );
  },
};
