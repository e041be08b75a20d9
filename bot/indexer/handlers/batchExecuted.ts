import { custodianAbi } from '@guildmint/contracts/abi.ts';
import { executions } from '../../db/schema.ts';
import type { Handler } from '../handler.ts';
import { topicOf, word } from '../log.ts';

export const batchExecuted: Handler = {
  source: 'custodian',
  topic: topicOf(custodianAbi, 'BatchExecuted'),
  apply(log, rows) {
    const execution = {
      lane: BigInt(log.topics[1]!),
      sequence: Number(log.topics[2]),
      calls: Number(word(log.data, 0)),
      failed: Number(word(log.data, 1)),
      block: log.block,
      txHash: log.txHash,
    };
    rows.writes.push((tx) => tx.insert(executions).values(execution));
  },
};
