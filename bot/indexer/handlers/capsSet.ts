import { communitiesAbi } from '@guildmint/contracts/abi.ts';
import { decodeEventLog } from 'viem';
import { addressIn, encoded, topicOf } from '../../chain/log.ts';
import type { Handler } from '../handler.ts';
import { communityOf } from '../rows.ts';
import { carriedOut } from './communities.ts';

export const capsSet: Handler = {
  source: 'communities',
  topic: topicOf(communitiesAbi, 'CapsSet'),
  apply(log, rows) {
    const { token, caps } = decodeEventLog({ abi: communitiesAbi, eventName: 'CapsSet', ...encoded(log) }).args;
    communityOf(rows, addressIn(log.topics[1])).caps = caps;
    carriedOut(rows, { abi: communitiesAbi, functionName: 'setCaps', args: [token, caps] });
  },
};
