import { shopAbi } from '@guildmint/contracts/abi.ts';
import { decodeEventLog } from 'viem';
import { encoded, plain, topicOf } from '../../chain/log.ts';
import type { ItemTerms } from '../../db/schema.ts';
import type { Handler } from '../handler.ts';
import { itemsOf } from '../rows.ts';
import { tokenOf } from '../shopWrites.ts';

export const itemSet: Handler = {
  source: 'shop',
  topic: topicOf(shopAbi, 'ItemSet'),
  apply(log, rows) {
    const { args } = decodeEventLog({ abi: shopAbi, eventName: 'ItemSet', ...encoded(log) });
    const { item, terms: set, name, category, uri, contentHash, roleHash } = args;
    const terms: ItemTerms = { ...set, price: `${set.price}`, salePrice: `${set.salePrice}` };
    const token = tokenOf(log);
    const number = Number(item);
    const items = itemsOf(rows, token);
    items.set(number, {
      token,
      item: number,
      // The stock comes with the StockSet behind a new item's first event.
      left: 0,
      sold: 0,
      ...items.get(number),
      ...{ name: plain(name), category: plain(category), uri: plain(uri), contentHash, roleHash, terms },
      block: log.block,
      logIndex: log.logIndex,
      changed: true,
    });
  },
};
