import type { Hex } from 'viem';
import type { Handler } from './handler.ts';
import { batchExecuted } from './handlers/batchExecuted.ts';
import { capsSet } from './handlers/capsSet.ts';
import { ceilingSet } from './handlers/ceilingSet.ts';
import { communityCreated } from './handlers/communityCreated.ts';
import { dailyClaimed } from './handlers/dailyClaimed.ts';
import { fulfilled } from './handlers/fulfilled.ts';
import { gifted } from './handlers/gifted.ts';
import { graduated } from './handlers/graduated.ts';
import { graduationCancelled } from './handlers/graduationCancelled.ts';
import { graduationRequested } from './handlers/graduationRequested.ts';
import { granted } from './handlers/granted.ts';
import { itemSet } from './handlers/itemSet.ts';
import { moduleSet } from './handlers/moduleSet.ts';
import { ownershipTransferred } from './handlers/ownershipTransferred.ts';
import { pausedSet } from './handlers/pausedSet.ts';
import { policySet } from './handlers/policySet.ts';
import { purchased } from './handlers/purchased.ts';
import { ratesSet } from './handlers/ratesSet.ts';
import { recoverySet } from './handlers/recoverySet.ts';
import { refunded } from './handlers/refunded.ts';
import { refused } from './handlers/refused.ts';
import { rolesSet } from './handlers/rolesSet.ts';
import { settled } from './handlers/settled.ts';
import { stockSet } from './handlers/stockSet.ts';
import { tierReached } from './handlers/tierReached.ts';
import { transfer } from './handlers/transfer.ts';
import { used } from './handlers/used.ts';

/**
 * Every event that becomes rows. The others of our contracts are left out knowingly: approvals, schedules, signer
 * rotations and the receipts' own transfers change nothing that a face shows.
 */
const all: Handler[] = [
  batchExecuted,
  capsSet,
  ceilingSet,
  communityCreated,
  dailyClaimed,
  fulfilled,
  gifted,
  graduated,
  graduationCancelled,
  graduationRequested,
  granted,
  itemSet,
  moduleSet,
  ownershipTransferred,
  pausedSet,
  policySet,
  purchased,
  ratesSet,
  recoverySet,
  refunded,
  refused,
  rolesSet,
  settled,
  stockSet,
  tierReached,
  transfer,
  used,
];

export const handlers = new Map<Hex, Handler>(all.map((handler) => [handler.topic, handler]));
export const topics = [...handlers.keys()];
