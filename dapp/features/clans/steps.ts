import { clansAbi } from '@guildmint/contracts/abi.ts';
import { t } from '@lingui/core/macro';
import { type Address, concat, encodeFunctionData, type Hex, keccak256, stringToHex } from 'viem';
import type { Transaction } from '../../lib/wallet/transaction.ts';

export type At = { token: Address; clans: Address };
/** A name and what keeps anyone from guessing it by its hash. */
export type Name = { salt: Hex; name: string };

const step = ({ token, clans }: At, verb: string, label: string, data: Hex): Transaction => ({
  ...{ verb, label, token, to: clans, data },
  sponsorable: true,
});

export function createClan(at: At, { salt, name }: Name): Transaction {
  const args = [at.token, keccak256(concat([salt, stringToHex(name)]))] as const;
  const data = encodeFunctionData({ abi: clansAbi, functionName: 'createClan', args });
  return step(at, 'createClan', t`Found ${name}`, data);
}

export function invite(at: At, clan: number, member: Address): Transaction {
  const args = [at.token, BigInt(clan), member] as const;
  return step(at, 'invite', t`Invitation`, encodeFunctionData({ abi: clansAbi, functionName: 'invite', args }));
}

export function joinClan(at: At, clan: number): Transaction {
  const args = [at.token, BigInt(clan)] as const;
  return step(at, 'joinClan', t`Joining`, encodeFunctionData({ abi: clansAbi, functionName: 'joinClan', args }));
}

/** The last member's leaving dissolves the clan. */
export function leaveClan(at: At): Transaction {
  const data = encodeFunctionData({ abi: clansAbi, functionName: 'leaveClan', args: [at.token] });
  return step(at, 'leaveClan', t`Leaving`, data);
}

export function dissolveClan(at: At): Transaction {
  const data = encodeFunctionData({ abi: clansAbi, functionName: 'dissolveClan', args: [at.token] });
  return step(at, 'dissolveClan', t`Dissolving the clan`, data);
}

/** Puts a member out. */
export function expel(at: At, member: Address): Transaction {
  const args = [at.token, member] as const;
  return step(at, 'expel', t`Putting out`, encodeFunctionData({ abi: clansAbi, functionName: 'expel', args }));
}

/** Hands the clan over. */
export function setLeader(at: At, member: Address): Transaction {
  const args = [at.token, member] as const;
  return step(at, 'setLeader', t`Handing over`, encodeFunctionData({ abi: clansAbi, functionName: 'setLeader', args }));
}
