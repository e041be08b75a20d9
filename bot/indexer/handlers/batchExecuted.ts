import { custodianAbi } from '@guildmint/contracts/abi.ts';
import { bytes } from '../copy.ts';
import type { Handler } from '../handler.ts';
import { topicOf, word } from '../log.ts';
import { append } from '../rows.ts';

export const batchExecuted: Handler = {
  source: 'custodian',
  topic: topicOf(custodianAbi, 'BatchExecuted'),
  apply(log, rows) {
    const [lane, sequence, calls, failed] = [
      BigInt(log.topics[1]!),
      Number(log.topics[2]),
      word(log.data, 0),
      word(log.data, 1),
    ];
    append(rows, EXECUTIONS, `${lane}\t${sequence}\t${calls}\t${failed}\t${log.block}\t${bytes(log.txHash)}`);
  },
};

const EXECUTIONS = 'chain.executions (lane, sequence, calls, failed, block, tx_hash)';
