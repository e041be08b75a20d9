import type { Hex } from 'viem';
import type { Handler } from './handler.ts';
import { batchExecuted } from './handlers/batchExecuted.ts';
import { capsSet } from './handlers/capsSet.ts';
import { ceilingSet } from './handlers/ceilingSet.ts';
import { communityCreated } from './handlers/communityCreated.ts';
import { dailyClaimed } from './handlers/dailyClaimed.ts';
import { gifted } from './handlers/gifted.ts';
import { graduated } from './handlers/graduated.ts';
import { graduationCancelled } from './handlers/graduationCancelled.ts';
import { graduationRequested } from './handlers/graduationRequested.ts';
import { moduleSet } from './handlers/moduleSet.ts';
import { ownershipTransferred } from './handlers/ownershipTransferred.ts';
import { pausedSet } from './handlers/pausedSet.ts';
import { policySet } from './handlers/policySet.ts';
import { ratesSet } from './handlers/ratesSet.ts';
import { recoverySet } from './handlers/recoverySet.ts';
import { rolesSet } from './handlers/rolesSet.ts';
import { settled } from './handlers/settled.ts';
import { tierReached } from './handlers/tierReached.ts';
import { transfer } from './handlers/transfer.ts';

/**
 * Every event that becomes rows. The others of our contracts are left out knowingly: approvals, schedules and signer
 * rotations change nothing that a face shows.
 */
const all: Handler[] = [
  batchExecuted,
  capsSet,
  ceilingSet,
  communityCreated,
  dailyClaimed,
  gifted,
  graduated,
  graduationCancelled,
  graduationRequested,
  moduleSet,
  ownershipTransferred,
  pausedSet,
  policySet,
  ratesSet,
  recoverySet,
  rolesSet,
  settled,
  tierReached,
  transfer,
];

export const handlers = new Map<Hex, Handler>(all.map((handler) => [handler.topic, handler]));
export const topics = [...handlers.keys()];
