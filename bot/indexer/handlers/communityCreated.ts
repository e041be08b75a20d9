import { communitiesAbi } from '@guildmint/contracts/abi.ts';
import { decodeEventLog } from 'viem';
import type { Handler } from '../handler.ts';
import { addressIn, encoded, topicOf } from '../log.ts';

export const communityCreated: Handler = {
  source: 'communities',
  topic: topicOf(communitiesAbi, 'CommunityCreated'),
  apply(log, rows) {
    const { args } = decodeEventLog({ abi: communitiesAbi, eventName: 'CommunityCreated', ...encoded(log) });
    const token = addressIn(log.topics[1]);
    rows.communities.set(token, {
      token,
      owner: addressIn(log.topics[2]),
      name: args.name,
      symbol: args.symbol,
      decimals: args.decimals,
      supplyCap: args.supplyCap,
      maxBalance: args.maxBalance,
      closed: args.closed,
      clawback: args.clawback,
      paused: false,
      supply: 0n,
      issued: 0n,
      burned: 0n,
      caps: null,
      rates: null,
      giftPolicy: null,
      createdBlock: log.block,
      changed: true,
    });
  },
};
