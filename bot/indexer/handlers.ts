import type { Hex } from 'viem';
import type { Handler } from './handler.ts';
import { achievementHandlers } from './handlers/achievements.ts';
import { batchExecuted } from './handlers/batchExecuted.ts';
import { capsSet } from './handlers/capsSet.ts';
import { ceilingSet } from './handlers/ceilingSet.ts';
import { clanHandlers } from './handlers/clans.ts';
import { communityHandlers } from './handlers/communities.ts';
import { communityCreated } from './handlers/communityCreated.ts';
import { conductHandlers } from './handlers/conduct.ts';
import { custodyHandlers } from './handlers/custody.ts';
import { dailyClaimed } from './handlers/dailyClaimed.ts';
import { earnings } from './handlers/earnings.ts';
import { fulfilled } from './handlers/fulfilled.ts';
import { gifted } from './handlers/gifted.ts';
import { graduated } from './handlers/graduated.ts';
import { graduationCancelled } from './handlers/graduationCancelled.ts';
import { graduationRequested } from './handlers/graduationRequested.ts';
import { granted } from './handlers/granted.ts';
import { itemSet } from './handlers/itemSet.ts';
import { marketHandlers } from './handlers/market.ts';
import { moduleSet } from './handlers/moduleSet.ts';
import { ownershipTransferred } from './handlers/ownershipTransferred.ts';
import { pausedSet } from './handlers/pausedSet.ts';
import { policySet } from './handlers/policySet.ts';
import { purchased } from './handlers/purchased.ts';
import { ratesSet } from './handlers/ratesSet.ts';
import { receiptHandlers } from './handlers/receipts.ts';
import { recoverySet } from './handlers/recoverySet.ts';
import { refunded } from './handlers/refunded.ts';
import { refused } from './handlers/refused.ts';
import { rolesSet } from './handlers/rolesSet.ts';
import { settled } from './handlers/settled.ts';
import { stashHandlers } from './handlers/stash.ts';
import { stockSet } from './handlers/stockSet.ts';
import { taskHandlers } from './handlers/tasks.ts';
import { tierReached } from './handlers/tierReached.ts';
import { tokenHandlers } from './handlers/token.ts';
import { transfer } from './handlers/transfer.ts';
import { used } from './handlers/used.ts';

/** Every event that becomes rows, hot ones decoded by hand. */
const all: Handler[] = [
  ...[batchExecuted, capsSet, ceilingSet, communityCreated, dailyClaimed, fulfilled, gifted, graduated],
  ...[graduationCancelled, graduationRequested, granted, itemSet, moduleSet, ownershipTransferred, pausedSet],
  ...[policySet, purchased, ratesSet, recoverySet, refunded, refused, rolesSet, settled, stockSet, tierReached],
  ...[transfer, used],
  ...[...achievementHandlers, ...clanHandlers, ...communityHandlers, ...conductHandlers, ...custodyHandlers],
  ...[...earnings, ...marketHandlers, ...receiptHandlers, ...stashHandlers, ...taskHandlers, ...tokenHandlers],
];

/** Events that become no rows, with the reason; `*`: of whatever contract. */
export const LEFT_OUT: Record<string, string> = {
  '*.EIP712DomainChanged': 'OpenZeppelin declares it for domains that change; none here does',
  'token.Approval': 'what a wallet may take is asked of the token when it is spent',
  'wrappedToken.Approval': 'likewise',
  'achievements.Approval': 'a badge stays with its member, so that nobody is approved',
  'achievements.ApprovalForAll': 'likewise',
  'achievements.Transfer': 'AchievementClaimed beside it says whose the badge is, and a badge never moves',
  'achievements.Locked': 'every badge is',
  'achievements.Unlocked': 'ERC-5192 declares it; a badge stays locked',
  'shop.ApprovalForAll': 'who may move receipts is asked of the shop when they move',
  'shop.URI': 'ItemSet beside it carries the same',
  'shop.Removed': 'Refunded behind it takes the units back, for nothing',
  'forwarder.ExecutedForwardRequest': 'what a forwarded call did is told by the contract called',
  'memberAccount.OwnerChanged': 'a graduated account is its owner’s affair; who asks, asks the account',
  'memberAccount.OwnershipTransferStarted': 'likewise',
};

export const handlers = new Map<Hex, Handler>(all.map((handler) => [handler.topic, handler]));
