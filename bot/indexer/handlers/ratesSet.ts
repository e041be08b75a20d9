import { earningsAbi } from '@guildmint/contracts/abi.ts';
import { decodeEventLog } from 'viem';
import { addressIn, encoded, topicOf, unpack } from '../../chain/log.ts';
import type { Handler } from '../handler.ts';
import { communityOf } from '../rows.ts';

export const ratesSet: Handler = {
  source: 'earnings',
  topic: topicOf(earningsAbi, 'RatesSet'),
  apply(log, rows) {
    const { rates } = decodeEventLog({ abi: earningsAbi, eventName: 'RatesSet', ...encoded(log) }).args;
    communityOf(rows, addressIn(log.topics[1])).rates = {
      rewards: unpack(rates.rewards, 8, 32),
      limits: unpack(rates.limits, 8, 8),
      streakBps: unpack(rates.streakBps, 4, 16),
      tierBps: unpack(rates.tierBps, 4, 16),
      seasonBps: rates.seasonBps,
      registration: rates.registration,
      daily: rates.daily,
      grace: rates.grace,
      counted: rates.counted,
    };
  },
};
