import { communitiesAbi } from '@guildmint/contracts/abi.ts';
import { decodeEventLog, zeroAddress } from 'viem';
import { addressIn, encoded, lower, topicOf } from '../../chain/log.ts';
import type { Handler } from '../handler.ts';

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
      budget: 0n,
      caps: null,
      rates: null,
      giftPolicy: null,
      createdBlock: log.block,
      underlying: args.underlying === zeroAddress ? null : lower(args.underlying),
      pendingOwner: null,
      milestones: null,
      decay: null,
      weekendBps: 10_000,
      seasons: [],
      taskPolicy: null,
      conductPolicy: null,
      marketFeeBps: 0,
      tiers: [0, 0, 0, 0],
      changed: true,
    });
  },
};
