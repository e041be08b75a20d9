import { shopAbi } from '@guildmint/contracts/abi.ts';
import { sql } from 'drizzle-orm';
import { topicOf, word } from '../../chain/log.ts';
import { purchases } from '../../db/schema.ts';
import type { Handler } from '../handler.ts';
import { changePurchase } from '../shopWrites.ts';

export const used: Handler = {
  source: 'shop',
  topic: topicOf(shopAbi, 'Used'),
  apply(log, rows) {
    const uses = Number(word(log.data, 0));
    changePurchase(rows, log, Number(BigInt(log.topics[3]!)), { used: sql`${purchases.used} + ${uses}` });
  },
};
