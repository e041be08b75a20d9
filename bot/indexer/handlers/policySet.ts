import { giftsAbi } from '@guildmint/contracts/abi.ts';
import { decodeEventLog } from 'viem';
import { addressIn, encoded, topicOf } from '../../chain/log.ts';
import type { Handler } from '../handler.ts';
import { communityOf } from '../rows.ts';

const UNLIMITED = 2 ** 48 - 1;

export const policySet: Handler = {
  source: 'gifts',
  topic: topicOf(giftsAbi, 'PolicySet'),
  apply(log, rows) {
    const { limits, bonusBps, perDay } = decodeEventLog({ abi: giftsAbi, eventName: 'PolicySet', ...encoded(log) }).args
      .policy;
    communityOf(rows, addressIn(log.topics[1])).giftPolicy = {
      limits: limits.map((limit) => (limit === UNLIMITED ? null : limit)),
      bonusBps,
      perDay,
    };
  },
};
