import { custodianAbi } from '@guildmint/contracts/abi.ts';
import { topicOf, word } from '../../chain/log.ts';
import type { Handler } from '../handler.ts';
import { append } from '../rows.ts';

export const batchExecuted: Handler = {
  source: 'custodian',
  topic: topicOf(custodianAbi, 'BatchExecuted'),
  apply(log, rows) {
    const [lane, sequence, calls, failed] = [
      BigInt(log.topics[1]!),
      Number(log.topics[2]),
      Number(word(log.data, 0)),
      Number(word(log.data, 1)),
    ];
    append(rows, EXECUTIONS)
      .row(6)
      .numeric(lane)
      .int8(sequence)
      .int4(calls)
      .int4(failed)
      .int8(log.block)
      .bytea(log.txHash);
  },
};

const EXECUTIONS = 'chain.executions (lane, sequence, calls, failed, block, tx_hash)';
